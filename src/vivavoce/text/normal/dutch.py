"""Dutch: codes, scores, names with numbers, and what else depends on the words around; dates stand beside."""

import re

from vivavoce.text.normal import dutch_dates as dates
from vivavoce.text.normal import dutch_words as tables
from vivavoce.text.normal.capitals import letters
from vivavoce.text.normal.dutch_numbers import DIGITS, cardinal, clock, fraction, ordinal, year
from vivavoce.text.normal.emoji import DUTCH as EMOJI
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.numbers import digits, number, whole, without_article
from vivavoce.text.normal.roman import ALONE, NUMERAL, value
from vivavoce.text.normal.years import short_year


def nth(found: re.Match[str], language: Language) -> str:
    return ordinal(int(re.sub(r"\D", "", found["number"])))


def compound(found: re.Match[str], language: Language) -> str:
    """3-jarig, 10-daags, 4x"""
    said = cardinal(int(found["number"])).replace("é", "e")
    return said + found["word"]


def of_code(found: re.Match[str], language: Language) -> str | None:
    """Uw code is 482913: digit by digit"""
    stands_before = before(found, 80)
    is_code = CODE_BEFORE.search(stands_before) or (len(found[0]) > 4 and ORDERED_BEFORE.search(stands_before))
    return digits(found[0], language) if is_code and not COUNTS.match(after(found)) else None


def called(found: re.Match[str], language: Language) -> str | None:
    """bel direct 112, bel 112 of 911, but not: bel 200 klanten"""
    is_number = found[0] in tables.EMERGENCY or not (dates.COUNTED.match(after(found)) or COUNTS.match(after(found)))
    return digits(found[0], language) if is_number and CALLED_BEFORE.search(before(found)) else None


def score(found: re.Match[str], language: Language) -> str | None:
    """won met 3-2, het werd 3-2 voor Ajax, een 2-0 voorsprong, but not: met 3-4 mensen, in 2-3 weken"""
    following = after(found)
    is_score = (
        SCORE_AFTER.match(following)
        or SCORED_BEFORE.search(before(found))
        or (SET.fullmatch(found[0]) and (SET_AFTER.match(following) or SET_BEFORE.search(before(found))))
        or (
            word_before(found).lower() in tables.SCORED and (PLAYED_AFTER.match(following) or not MORE.match(following))
        )
        or (
            PLAYED_BEFORE.search(before(found, 80))
            and not dates.COUNTED.match(following)
            and not UNIT_AFTER.match(following)
        )
    )
    return f"{cardinal(int(found['one']))} {cardinal(int(found['other']))}" if is_score else None


def difference(found: re.Match[str], language: Language) -> str:
    """3-1=2"""
    return f"{whole(found['one'], language)} min {whole(found['other'], language)}"


def product(found: re.Match[str], language: Language) -> str:
    """2x3=6"""
    return f"{number(found['one'], language)} keer {number(found['other'], language)}"


def pressure(found: re.Match[str], language: Language) -> str:
    """120/80 mmHg"""
    return f"{whole(found['one'], language)} over {whole(found['other'], language)}"


def postcode(found: re.Match[str], language: Language) -> str:
    """1234 AB"""
    written = found["number"]
    return f"{whole(written[:2], language)} {whole(written[2:], language)} {' '.join(found['letters'])}"


def plural_letters(found: re.Match[str], language: Language) -> str | None:
    """cd's"""
    return " ".join(found["name"].upper()) + "'s" if found["name"].lower() in tables.SPELLED else None


def roman(found: re.Match[str], language: Language) -> str | None:
    """Willem III: de derde; hoofdstuk IV: vier"""
    name, n = found["name"], value(found["numeral"])
    if n is None or (name not in tables.KINGS and name.lower() not in tables.NUMBERED):
        return None
    return f"{name} de {ordinal(n)}" if name in tables.KINGS else f"{name} {cardinal(n)}"


def numeral_nth(found: re.Match[str], language: Language) -> str | None:
    """XIXe eeuw"""
    n = value(found["numeral"])
    return None if n is None else ordinal(n)


def before_number(found: re.Match[str], language: Language) -> str | None:
    """nr. 5; without a full stop only where the word is no other: nr 5"""
    word = found["word"].lower()
    if not found["dot"] and word not in tables.WITHOUT_STOP:
        return None
    return tables.BEFORE_NUMBERS[word]


def before_name(found: re.Match[str], language: Language) -> str:
    """Gebr. de Boer, Joh. Cruijff"""
    return tables.BEFORE_NAMES[found["word"]]


def numbered_war(found: re.Match[str], language: Language) -> str:
    """WOII, WO I"""
    return f"Wereldoorlog {cardinal(len(found['numeral']))}"


def numbered_thing(found: re.Match[str], language: Language) -> str:
    """ordernr. 5, Tel.nr.: 06-…"""
    stem = found["stem"]
    return (language.abbreviations.get(f"{stem.lower()}.", stem) if found["dot"] else stem) + "nummer"


def key(found: re.Match[str], language: Language) -> str | None:
    """toets # of *"""
    name = language.words["star" if found[0] == "*" else "hash"]
    return name if word_before(found).lower() in ("toets", "op", "of", "en", "met", "druk", "een", "het") else None


def account(found: re.Match[str], language: Language) -> str:
    """NL91 ABNA 0417 1643 00: the bank in letters"""
    rest = re.sub(" ", "", found["rest"])
    check, groups = digits(found["check"], language), digits(f"{rest[:4]} {rest[4:8]} {rest[8:]}", language)
    return f"N L {check}, {' '.join(found['bank'])}, {groups}"


def one_and_a_half(found: re.Match[str], language: Language) -> str:
    """1½ dl, 1½ kilo, 1½ uur"""
    unit = found["unit"]
    name = f" {without_article(language.units[unit].one)}" if unit else ""
    is_neuter = not unit and not COMMON_AFTER.match(after(found))
    return ("anderhalf" if is_neuter or name in (" uur", " jaar") else "anderhalve") + name


def inches(found: re.Match[str], language: Language) -> str | None:
    """een scherm van 55", where no quotation ends"""
    stands_before = before(found, 100)
    is_measure = SCREEN.search(stands_before[-40:]) or SCREEN.match(after(found))
    return f"{number(found['number'], language)} inch" if is_measure and stands_before.count('"') % 2 == 0 else None


def verse(found: re.Match[str], language: Language) -> str | None:
    """Joh. 3:16, art. 6:162"""
    last = word_before(found).lower()
    if last not in tables.BOOKS and last not in ("art", "artikel"):
        return None
    between = " vers " if last in tables.BOOKS else ", "
    return f"{whole(found['one'], language)}{between}{whole(found['other'], language)}"


def sizes(found: re.Match[str], language: Language) -> str | None:
    """maat 38/40"""
    if word_before(found).lower() not in ("maat", "maten"):
        return None
    return f"{whole(found['one'], language)} {whole(found['other'], language)}"


def prosecution(found: re.Match[str], language: Language) -> str | None:
    """het OM, but not: OM TE LACHEN"""
    return "O M" if word_before(found).islower() else None


def street(found: re.Match[str], language: Language) -> str:
    return found["stem"] + tables.STREETS[found["kind"] or found["other"]]


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"nummer {whole(found['number'], language)}"


def clitic(found: re.Match[str], language: Language) -> str:
    """'s avonds, 't: with a straight apostrophe"""
    return "'" + found["word"]


# What a number after is dialled or typed: a code, or the number of something. Of things that are counted as well it
# takes a longer one.
CHAINED = r"(?:[\d -]{3,20}(?:,|,? en|,? of)\s)?"
CODE_BEFORE = re.compile(
    r"\b(?:(?:(?!post|kleur|land|net)[a-z-]{0,30}(?<!post)code|pin|otp|wachtwoord|isbn|bsn|kvk|cvv|cvc"
    r"|(?!huis|kamer|rug|pagina|lijn|jaar)[a-z-]{2,30}(?:nummers?|nrs?\.?))"
    r"(?:\s(?:is|was|luidt|voor\s[^.!?\d]{1,30}\sis))?:?"
    r"|eindig(?:t|end|en)\sop|laatste\s(?:vier\s)?cijfers:?)\s" + CHAINED + r"\Z",
    re.IGNORECASE,
)
ORDERED_BEFORE = re.compile(
    r"\b(?:bestelling|order|factuur|ticket|dossier|polis|zending|pakket|boeking|reservering|klant|referentie|zaak|melding|offerte)"
    r"\s" + CHAINED + r"\Z",
    re.IGNORECASE,
)
COUNTS = re.compile(
    r"\s(?:[a-z]+e\s)?(?:regels|tekens|cijfers|karakters|letters|euro|keer|maal|mensen|klanten|dagen|punten|stuks)\b"
)
CALLED_BEFORE = re.compile(
    r"\b(?:bel|belt|bellen|belde|gebeld|tel|toets|sms|alarmnummer|noodnummer)"
    r"(?:\s(?:direct|meteen|nu|dan|altijd|gratis|onmiddellijk|snel|eerst|even|naar|het|de|alarmnummer|noodnummer|nummer)){0,3}"
    r"\s" + CHAINED + r"\Z",
    re.IGNORECASE,
)
SCORE_AFTER = re.compile(
    r" (?:voorsprong|achterstand|overwinning|zege|nederlaag|gelijkspel|winst|verlies|ruststand|eindstand)| \(\d{1,3}[-–]\d{1,3}\)"
)
SCORED_BEFORE = re.compile(r"\d[-–]\d{1,3} \(\Z")
A_SET = "(?:6[-–][0-4]|7[-–][56]|[0-4][-–]6|[56][-–]7)"  # of tennis
SET = re.compile(A_SET)
SET_AFTER = re.compile(rf"(?:,| en) {A_SET}(?!\d)")
SET_BEFORE = re.compile(rf"\b{A_SET}(?: \(\d{{1,2}}[-–]\d{{1,2}}\))?(?:,| en) \Z")
PLAYED_AFTER = re.compile(
    r" (?:(?:van|voor|tegen|op|door|bij)(?: de| het)? [A-Z]|(?:na|en) (?:rust|verlenging|strafschoppen)\b|(?:thuis|uit|viel|kwam)\b)"
)
PLAYED_BEFORE = re.compile(
    r"\b(?:(?i:won(?:nen)?|wint|winnen|gewonnen|verloor|verloren|verliest|verliezen|versloeg(?:en)?|verslagen|verslaat"
    r"|uitslag|eindigde|ruststand|eindstand|tussenstand|scoorde|gelijkspel)\b[^.!?\n]{0,60}[ (]"
    r"|[A-Z][\w.]{1,20} ?[-–] ?[A-Z][\w.]{1,20}:? )\Z"
)
COMMON_AFTER = re.compile(
    r" (?:kilo|liter|meter|kilometer|dag|week|maand|minuut|eeuw|pagina|euro|ton|theelepel|eetlepel)\b"
)
SCREEN = re.compile(r".{0,30}\b(?i:\w*scherm|tv|televisie|monitor|laptop|display|tablet|velgen)\b")
MORE = re.compile(r" [a-z]")  # a word that goes on: with a range before it, it is what is counted
UNIT_AFTER = re.compile(r" (?:uur|keer|jaar|kilo|meter|euro|man|procent|punten|maal|x)\b")
FIGURES: tuple[Row, ...] = (
    ("digits", r"(?:\d{4,13}|\d{2,8}(?:[ -]\d{2,8}){1,3})«end»(?![.,:/-]\d)", of_code),
    ("phone", r"0\d{1,3}[ -]\d(?: \d{2,3}){2,3}«end»", lambda found, language: digits(found[0], language)),
    ("phone", r"\d{3,6}«end»(?![.,:/-]\d|\s?[%€°])", called),
    ("number", r"(?P<one>«whole») ?[-−–] ?(?P<other>«whole»)«end»(?= ?=)", difference),
    ("number", r"(?P<one>«number») ?[x×] ?(?P<other>«number»)«end»(?= ?[=+])", product),
    ("unit", r"(?P<one>\d{2,3})/(?P<other>\d{2,3})«end»(?= ?mmHg\b)", pressure),
    *dates.FIGURES,
    ("ordinal", r"(?P<number>\d{1,6})(?:e|ste|de)«end»", nth),
    ("fraction", r"1(?: ?½| 1/2)«end»(?: ?(?P<unit>«unit»)«end»)?", one_and_a_half),
    ("ratio", r"(?P<one>\d{1,3}):(?P<other>\d{1,4})«end»", verse),
    ("dimensions", r"(?P<one>\d{2})/(?P<other>\d{2})«end»(?!/)", sizes),
    ("unit", r"(?P<number>\d{1,3}(?:,\d)?)[\"”″](?!\w)", inches),
    ("score", r"(?P<one>\d{1,3})[-–](?P<other>\d{1,3})«end»(?![-–.,/:]\d|\s?[%€°])", score),
    ("digits", r"(?P<number>[1-9]\d{3}) ?(?P<letters>[A-Z]{2})«end»", postcode),
    ("number", r"(?P<number>\d{1,6})-(?P<word>jarig\w{0,3}|daags\w{0,2}|delig\w{0,2}|voudig\w{0,2}|koppig\w{0,2}|persoons)«end»", compound),
    ("year", r"\d{4}«end»(?![.,:/]\d|[-–—]\d|\s?[%°€£$²³]| (?:[kcm]?m|k?g|mg|m?l|[cd]l|[MGT]B|k?Wh?|k?cal|m[²2]|ha|hPa|[MG]?Hz)«end»)", dates.lone_year),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("abbreviation", r"(?P<word>(?i:«numbered»))(?P<dot>\.(?= ?\d| [A-Z]{2}\d)|(?= \d))", before_number),
    ("abbreviation", r"[Tt]el(?=:? ?(?:0|\+\d|\(0))", lambda found, language: "telefoon"),
    ("abbreviation", r"(?:ca|plm)(?= ?\d)", lambda found, language: "circa"),
    ("abbreviation", r"max(?= \d)", lambda found, language: "maximaal"),
    ("abbreviation", r"nl\.(?=\s(?:[^\WA-Z_]|€))", lambda found, language: "namelijk"),
    ("abbreviation", r"(?P<word>«named»)\.(?=\s?(?:[A-Z]|(?:de|van|der|den|ter|ten|te|'t)\s|\d{1,3}:\d))", before_name),
    ("abbreviation", r"(?P<stem>[A-Za-z][a-z]{1,20})(?P<dot>\.|-)?nr\.?(?=:? ?\d| is \d)", numbered_thing),
    ("digits", r"NL(?P<check>\d\d) ?(?P<bank>[A-Z]{4}) ?(?P<rest>\d{4} ?\d{4} ?\d\d)«end»", account),
    ("letters", r"WO ?(?P<numeral>II?)«end»", numbered_war),
    ("letters", r"OM«end»(?! [A-Z]{2})", prosecution),
    ("letters", r"[A-Z](?:v|vd|vh)[A-Z]{1,2}«end»(?!['’]\w)", lambda found, language: letters(found[0])),
    *dates.LETTERS,
    ("letters", r"(?P<name>[a-zA-Z]{2,4})['’]s«end»", plural_letters),
    ("Roman numeral", rf"(?P<name>[A-Za-zè-]{{2,20}})\s(?P<numeral>{NUMERAL})«end»(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("Roman numeral", r"(?P<numeral>[IVX]|[IVXLCDM]{2,12})(?:e|de|ste)«end»", numeral_nth),
    ("abbreviation", r"St\.(?=-?\s?[A-Z])", lambda found, language: "Sint"),
    *ALONE,
    ("abbreviation", r"(?P<stem>[A-Z][a-z]{2,20})(?:(?P<kind>str)(?:\.(?!«last»)|(?=\.«last»)|(?= \d))|(?P<other>ln|pln?|wg)\.(?= \d))", street),
    ("word", r"(?:OK|ok|Ok|oké)«end»", lambda found, language: "oké"),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("symbol", r"[*#](?=[\s.,;:!?)]|\Z)", key),
    ("number", r"#(?P<number>\d{1,9})«end»", hash_number),
    ("year", r"['’‘](?P<year>\d\d)«end»", short_year),
    ("symbol", r"§", lambda found, language: "paragraaf"),
    ("number", r"[≈~](?= ?«number»)", lambda found, language: "ongeveer"),
    ("word", r"['’‘](?P<word>[stkmnr])«end»", clitic),
)
DUTCH = Language(
    code="nl",
    decimal=",",
    groups=".\u202f\u00a0",
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    clock=clock,
    words={
        "point": "komma", "minus": "min", "plus": "plus", "to": "tot", "per": "per", "by": "bij", "and": "en",
        "over": "gedeeld door", "ratio": "op", "version": "versie", "version point": "punt", "times": "keer", "slash": "",
        "power": "tot de macht", "star": "sterretje", "hash": "hekje", "<": "minder dan", ">": "meer dan",
    },
    symbols=tables.SYMBOLS,
    units=tables.UNITS,
    close_units=tables.CLOSE_UNITS,
    currencies=tables.CURRENCIES,
    magnitudes=tables.MAGNITUDES,
    price="{whole} {cents}",
    months=tables.MONTH_NUMBERS,
    abbreviations=tables.ABBREVIATIONS,
    said=tables.SAID,
    short=tables.SHORT,
    spelled=tables.SPELLED,
    emoji=EMOJI,
    figures=FIGURES,
    letters=LETTERS,
    signs=SIGNS,
    never_last=words("max min eng red sec tel ing div gem"),
    variables={
        "numbered": any_of(tables.BEFORE_NUMBERS),
        "named": any_of(tables.BEFORE_NAMES),
        "no_unit": r"(?<=[\d ]t)['’-]\w",
    },
)  # fmt: skip
