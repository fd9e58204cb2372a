"""What begins with neither a letter nor a digit: Markdown, emoji, signs that are said, and punctuation."""

import html
import re
import unicodedata

from vivavoce.text.normal.emoji import of_persons
from vivavoce.text.normal.language import Language, Row, after, before

PLAIN_MARKS = {
    **dict.fromkeys("“”„‟«»‹›〝〞＂″", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("–—―‒‑‐", "—"),
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    "…": "…",
    "¿": "",
    "¡": "",
}
TYPED = {"!=": "≠", "==": "=", "<=": "≤", ">=": "≥", "->": "→", "=>": "→", "+/-": "±"}
KEPT = frozenset(".,;:!?…—\"'()")  # marks that a voice knows what to do with
SKIN_AND_STYLE = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
PLAIN_NAME = re.compile(r"[A-Z]+(?:[ -][A-Z]+)*")
JOINER = "\u200d"


def nothing(found: re.Match[str], language: Language) -> str:
    return ""


def comma(found: re.Match[str], language: Language) -> str:
    return ","


def emoji(found: re.Match[str], language: Language) -> str:
    """The name of an emoji, of whatever skin; that of its first part where a joined one has none; else nothing."""
    plain = SKIN_AND_STYLE.sub("", found[0])
    names = language.emoji
    for known in (found[0], plain):
        if known in names:
            return names[known]
    parts = plain.split(JOINER)
    if language.has_unicode_names:
        return of_persons(parts) or names.get(parts[0], "") or named_by_unicode(parts[0])
    return names.get(parts[0], "")


def named_by_unicode(picture: str) -> str:
    """ "parrot"; nothing for what Unicode gives no name, or one that is no words."""
    name = unicodedata.name(picture, "") if len(picture) == 1 else ""
    return name.lower() if PLAIN_NAME.fullmatch(name) else ""


def keycap(found: re.Match[str], language: Language) -> str:
    return language.digits[int(found["digit"])]


def repeated(found: re.Match[str], language: Language) -> str:
    """!!! is !, ?!? is ?!, and two full stops or more are an ellipsis."""
    run = found[0]
    if "." in run or "…" in run:
        return "…"
    return ("?" if "?" in run else "") + ("!" if "!" in run else "") or run[0]


def hyphen(found: re.Match[str], language: Language) -> str | None:
    """A hyphen inside a word stays, one next to a number is a space, a free one is a dash."""
    one, other = before(found)[-1:], after(found)[:1]
    if one.isalpha() and other.isalpha():
        return "-"
    if one.isalnum() and other.isalnum():
        return "-" if other.isalpha() else ""
    return "—" if (one.isspace() and other.isspace()) else ""


def operator(found: re.Match[str], language: Language) -> str | None:
    """A sign between two numbers, or between letters that stand for them."""
    one, other = before(found), after(found)
    if not re.search(r"[\w)%²³]\s?\Z", one) or not re.match(r"\s?[-\w(√]", other):
        return None
    if found[0] == "-" and (CHAINED_BEFORE.search(one) or CHAINED_AFTER.match(other)):
        return None
    name = language.words["minus"] if found[0] in "-−–" else language.symbols.get(found[0])
    if found[0] in "-–*" and not (re.search(r"[\d)]\s?\Z", one) and re.match(r"\s?\d", other)):
        return None
    return name


def generic(found: re.Match[str], language: Language) -> str | None:
    """List<String>, <your name>: brackets"""
    one, other = before(found), after(found)
    opens = found[0] == "<" and (
        (TYPE_BEFORE.search(one) and TYPE_AFTER.match(other)) or (PLACE_BEFORE.search(one) and PLACE_AFTER.match(other))
    )
    closes = found[0] == ">" and (TYPE_OPEN.search(one) or PLACE_OPEN.search(one))
    return "" if opens or closes else None


def compared(found: re.Match[str], language: Language) -> str | None:
    """>100 without anything before it that is compared"""
    return None if re.search(r"[\w)%²³\]]\s?\Z", before(found)) else language.words[found[0]]


def formula(found: re.Match[str], language: Language) -> str | None:
    """The $ on both sides of a formula"""
    return "" if FORMULA_AFTER.match(after(found, 100)) or FORMULA_BEFORE.search(before(found, 100)) else None


def entity(found: re.Match[str], language: Language) -> str:
    """&lt; of HTML, which ``text.clean`` leaves"""
    return language.symbols[html.unescape(found[0])]


def option(found: re.Match[str], language: Language) -> str | None:
    """--help of a program, between backquotes"""
    if before(found, 100).count("`") % 2 == 0:
        return None
    return " ".join(language.symbols["-"] for _ in found[0])


def symbol(found: re.Match[str], language: Language) -> str | None:
    return language.symbols[found[0]]


def typed(found: re.Match[str], language: Language) -> str:
    """!= and the like, for signs that keyboards lack"""
    return language.symbols[TYPED[found[0]]]


def inner_dot(found: re.Match[str], language: Language) -> str | None:
    """foo.bar: no end of a sentence"""
    return language.symbols["."] if before(found)[-1:].islower() else None


def raised(found: re.Match[str], language: Language) -> str:
    """x^2"""
    return language.symbols["²" if found["power"] == "2" else "³"]


def slash(found: re.Match[str], language: Language) -> str:
    """Between words, where a language says it; a free one divides numbers or parts words."""
    one, other = before(found), after(found)
    if one[-1:].isalnum() and other[:1].isalnum():
        return language.words["slash"]
    if re.search(r"\d\s\Z", one) and re.match(r"\s\d", other):
        return language.symbols["÷"]
    return "," if one[-1:].isspace() and other[:1].isspace() else ""


def plain(found: re.Match[str], language: Language) -> str:
    """A mark as a voice knows it; an encircled number and the like; what is no punctuation of ours is not said."""
    mark = PLAIN_MARKS.get(found[0], found[0])
    if mark in KEPT or not mark:
        return mark
    if unicodedata.category(mark)[0] in "LM":
        return mark
    worth = float(unicodedata.numeric(mark, -1.0))
    return language.cardinal(int(worth)) if worth >= 0 and worth.is_integer() else ""


# 7-8 inside i7-8700K or 123-45-6, with letters or more hyphens glued to it, is no difference.
CHAINED_BEFORE = re.compile(r"(?:[A-Za-z]\d{1,12}|\d-\d{1,12})\Z")
CHAINED_AFTER = re.compile(r"\d{1,12}(?:[A-WYZ]|-\d)")
TYPE = r"[\w.,?\[\]]"
TYPE_BEFORE = re.compile(r"[A-Za-z]{2}\Z")
TYPE_AFTER = re.compile(rf"(?:[A-Z]|[a-z]{{2}}){TYPE}{{0,30}}(?:(?<=,) {TYPE}{{1,30}})?>")
TYPE_OPEN = re.compile(rf"[A-Za-z]{{2}}<(?:[A-Z]|[a-z]{{2}}){TYPE}{{0,30}}(?:(?<=,) {TYPE}{{1,30}})?\Z")
PLACE_BEFORE = re.compile(r"(?:\A|[\s(\"'`/])\Z")
PLACE_AFTER = re.compile(r"[A-Za-z][\w -]{0,30}>")
PLACE_OPEN = re.compile(r"(?:\A|[\s(\"'`/])<[A-Za-z][\w -]{0,30}\Z")
FORMULA_AFTER = re.compile(r"(?=[^$\n]{0,90}[=^_\\])[^\s$\d][^$\n]{0,90}(?<!\s)\$(?!\d)")
FORMULA_BEFORE = re.compile(r"(?<![\w$])\$(?=[^$\n]{0,90}[=^_\\])[^\s$\d][^$\n]{0,90}(?<!\s)\Z")
PICTURE = (
    "[\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
STYLE = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
LINE = r"(?:(?<=\n)|(?<![\s\S]))"  # the beginning of a line, white space taken by the pass itself
INDENTED = r"(?:(?<=\n)|(?<=\n )|(?<=\n  )|(?<=\n   )|(?<=\n    )|(?<=\n\t)|(?<![\s\S]))"

TAGS = (
    "a|b|i|u|s|p|q|br|hr|em|li|ul|ol|dl|dt|dd|td|th|tr|h[1-6]|div|sub|sup|del|ins|kbd|pre|img|span|code|mark|small|"
    "table|tbody|thead|strong|section|blockquote"
)
# What else stands behind such a name makes it no tag: <b and c>. As ``text.markup`` has it, for tags it left as text.
ATTRIBUTE = r"""\s{1,20}[A-Za-z][\w:-]{0,40}\s?=\s?(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\s"'<>]{1,300})"""
TAG = rf"</?(?i:{TAGS})(?:{ATTRIBUTE}){{0,8}}+\s{{0,20}}/?>"

FIGURES: tuple[Row, ...] = (("emoji", r"(?P<digit>\d)\ufe0f?\u20e3", keycap),)
FIRST_SIGNS: tuple[Row, ...] = (
    ("markup", rf"{INDENTED}(?:```|~~~)[\w+-]{{0,20}}", nothing),
    ("markup", rf"{INDENTED}#{{1,6}}(?=\s)", nothing),
    ("markup", rf"{INDENTED}(?:[-*+•‣◦▪–](?:\s\[[ xX]\])?)(?=\s)", nothing),
    ("markup", rf"{INDENTED}>{{1,4}}(?=\s)", nothing),
    ("markup", rf"{INDENTED}(?:(?:[-*_=]\s?){{3,80}}(?=\n|\Z)|={{3,400}}+(?=\s))", nothing),
    ("markup", rf"{INDENTED}\|(?:\s?:?-{{2,80}}:?\s?\|){{1,40}}(?:\s?\|)?", nothing),
    ("markup", rf"{INDENTED}\|", nothing),
    ("markup", r"\|(?=\s{0,10}(?:\n|\Z))", nothing),
    ("mark", r"\|{1,3}", comma),
    ("markup", r"(?<=[.)-]\s)\[[ xX]\](?=\s)", nothing),
    ("markup", r"\[\^[\w-]{1,20}\]:?", nothing),
    ("markup", r"\\[()\[\]*_#`]", nothing),
    ("markup", r"\$(?!\d)", formula),
    ("markup", r"&(?:lt|gt|#60|#62|#[xX]3[cCeE]);", entity),
    ("option", r"(?<=[\s`])--?(?=[a-zA-Z])", option),
    ("markup", rf"{TAG}|<!--|-->", nothing),
    ("mark", r"[<>](?=[\w\s.,;:)\]}>]|\Z)", generic),
    ("markup", r"\]\([^()\s]{1,2000}(?:\s\"[^\"\n]{0,200}\")?\)", nothing),
    ("markup", r"!?\[(?=[^\]\n]{1,300}\]\()", nothing),
    (
        "markup",
        r"\*{1,3}(?=\w)(?<!\d\*)(?!\d[\d*]{0,20}#|\d\d«end»(?![*.,]\d|[^\n*]{0,80}\*))|(?<=[\w.,;:!?)'\"…])\*{1,3}(?!\d)|_{1,3}|~~|`{1,3}|\*{2,3}",
        nothing,
    ),
    ("emoticon", r"(?:[:;=]-?[()DPpO/|]|<3|[xX:]'?-?D|\^_\^)(?=\s|\Z)", nothing),
)
SIGNS: tuple[Row, ...] = (
    ("emoji", rf"{FLAG}|{PICTURE}{STYLE}{{0,3}}(?:{JOINER}{PICTURE}{STYLE}{{0,3}}){{0,8}}", emoji),
    ("power", r"\^(?P<power>[23])«end»(?!\.\d)", raised),
    ("mark", r"\.(?=[a-z]{2})", inner_dot),
    ("symbol", r"[<>](?=\s?[-$€£]?\d)", compared),
    ("mark", r"°(?<![\d\s]°)(?![A-Z])", nothing),
    ("symbol", r"!=|==|<=|>=|->|=>|\+/-", typed),
    ("symbol", r"[-−–+=×÷*<>≤≥≈≠±^·⋅](?!\s{0,3}\Z)", operator),
    ("symbol", r"«always»", symbol),
    ("mark", r"[.…]{2,}+|[!?‼⁇⁈⁉]{2,}+|,{2,}+|;{2,}+|:{2,}+|'{2,}+|\"{2,}+", repeated),
    ("dash", r"-{2,}+|[–—―]{1,8}", lambda found, language: "—"),
    ("mark", r"-", hyphen),
    ("slash", r"/", slash),
    ("mark", r"(?s:.)", plain),
)
