"""Addresses on the internet, files and paths, #hashtags and @names: told in words, with the marks between them."""

import re
from itertools import pairwise

from vivavoce.text.normal.capitals import CODE, letters, pure, run_said
from vivavoce.text.normal.language import Language, Row
from vivavoce.text.normal.numbers import whole

PARTS = re.compile(r"[^\W\d_]{1,200}|\d{1,40}|.", re.DOTALL)
CAMEL = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[^\WA-Z\d_]+|[A-Z]|\d+")
VOWELS = frozenset("aeiouyäöüáéíóúèêëïàâôûœæø")
FAMILIAR = frozenset(
    ["com", "org", "net", "edu", "gov", "info", "app", "dev", "shop", "blog", "online"]
)  # endings that are words


def told(written: str, language: Language) -> str:
    """Word by word: short ones and those without vowels in letters, marks by their names."""
    said = (told_part(part, language) for part in PARTS.findall(written))
    return " ".join(one for one in said if one)


def told_part(part: str, language: Language) -> str:
    if part.isdecimal():
        return whole(part, language)
    if part.isalpha():
        return word(part, language)
    return language.symbols.get(part, "")


def word(part: str, language: Language) -> str:
    small = part.lower()
    if small in FAMILIAR or (small in language.short and len(small) > 1):
        return small
    if len(part) < 3 or small in language.spelled or not VOWELS & set(small):
        return letters(part)
    return " ".join(CAMEL.findall(part)) if not (part.islower() or part.isupper()) else small


def address(found: re.Match[str], language: Language) -> str:
    """Without "https://" and the slash at the end."""
    return told(found["rest"].removesuffix("/"), language)


def as_told(found: re.Match[str], language: Language) -> str:
    return told(found[0], language)


def file(found: re.Match[str], language: Language) -> str:
    """A name, "dot", and its ending; what joins the words of a name is not told."""
    name = re.sub(r"[_-]", " ", found["name"])
    ending = found["ending"]
    said = word(ending, language) if len(ending) > 4 else letters(ending)
    return f"{told(name, language)} {language.symbols['.']} {said}"


def path(found: re.Match[str], language: Language) -> str | None:
    before = found.string[max(found.start() - 1, 0) : found.start()]
    return None if before.isalnum() else told(found[0], language)


def tag(found: re.Match[str], language: Language) -> str:
    """#VivaVoce2026: its words apart."""
    runs = [run.group() for run in re.finditer(r"[^\W_]+", found["name"])]
    parts = [part for run in runs for part in split_words(run)]
    said = [whole(part, language) if part.isdecimal() else pure(part) for part in parts]
    return " ".join(filter(None, [language.symbols[found["sign"]], *said]))


def split_words(run: str) -> list[str]:
    """Where a small letter meets a capital or a digit."""
    cuts = [at + 1 for at, (one, other) in enumerate(pairwise(run)) if cuts_between(one, other)]
    return [run[begin:end] for begin, end in pairwise([0, *cuts, len(run)])]


def cuts_between(one: str, other: str) -> bool:
    return one.isdecimal() != other.isdecimal() or (one.islower() and other.isupper())


def joined_words(found: re.Match[str], language: Language) -> str:
    """snake_case: its words, each as it would be said alone."""
    parts = re.findall(r"[^\W\d_]+|\d+", found[0])
    said = (run_said(part, language) if part.isdecimal() else pure(part) for part in parts)
    return " ".join(filter(None, said))


REST = r"[\w\-~%&=+#@:/?.,;!$*'()\[\]]{0,2000}[\w/=&#~+\-]"
ENDINGS = (
    "com|org|net|edu|gov|int|mil|info|biz|io|ai|app|dev|tv|me|co|eu|de|nl|uk|us|at|ch|be|fr|es|it|ca|au|jp|cn|in|br|se|"
    "no|dk|pl|cz|ie|nz|xyz|online|shop|blog"
)
FILES = (
    "pdf|txt|docx?|xlsx?|pptx?|csv|tsv|json|xml|ya?ml|toml|html?|css|js|ts|py|rs|go|java|cpp|hpp|sh|md|rst|log|ini|cfg|"
    "conf|zip|tar|gz|rar|exe|dll|dmg|iso|apk|jpe?g|png|gif|svg|webp|bmp|tiff?|mp3|mp4|wav|flac|ogg|avi|mov|mkv|ttf|sql|bak"
)
MAIL = r"[\w.+-]{1,64}@[^\W_](?:[\w-]{0,62}\.){1,8}[^\W\d_]{2,24}«end»"
DOMAIN = rf"(?:[^\W_][\w-]{{0,62}}\.){{1,8}}(?:{ENDINGS})(?![.-]{{0,3}}\w|')(?:(?P<path>/{REST})|/)?"
FILE = rf"(?P<name>[^\W_][\w-]{{0,100}}(?:\.[\w-]{{1,100}}){{0,3}})\.(?P<ending>(?i:{FILES}))«end»(?![\w.]{{0,64}}@)"

EVERYWHERE: tuple[Row, ...] = (
    ("e-mail", MAIL, as_told),
    ("address", rf"(?P<rest>{DOMAIN})", address),
    ("file", FILE, file),
)
LETTERS: tuple[Row, ...] = (
    ("address", rf"(?i:https?|s?ftp|file)://(?P<rest>{REST})", address),
    ("e-mail", rf"(?i:mailto:)(?P<rest>{MAIL})", address),
    ("address", rf"(?P<rest>(?i:www)\.{REST})", address),
    *EVERYWHERE,
    ("name", r"[^\W_]{1,60}(?:_[^\W_]{1,60}){1,12}«end»(?!_)", joined_words),
)
FIGURES = (
    EVERYWHERE[0],
    ("address", rf"(?P<rest>(?=[\d-]{{0,20}}[^\W\d_]){DOMAIN})", address),
    ("file", rf"(?=[\d_-]{{0,40}}[^\W_]{{1,40}}\.){FILE}", file),
)
SIGNS: tuple[Row, ...] = (
    ("e-mail", rf"<(?P<rest>{MAIL})>", address),
    ("address", rf"<(?i:https?)://(?P<rest>{REST})>", address),
    ("path", r"\.{1,2}/(?=\w)", as_told),
    ("hashtag", rf"(?P<sign>#)(?!{CODE})(?P<name>(?=\w{{0,60}}[^\W\d_])\w{{1,100}})", tag),
    ("name", r"(?<![^\W_])(?P<sign>@)(?P<name>\w{1,60})", tag),
    ("path", r"~?(?:/[\w.-]{0,100}\w){2,20}/?|~/[\w.-]{0,100}\w", path),
)
