"""Dutch: dates, times, scores, and what else depends on the words around."""

import re

from vivavoce.text.normal import dutch_words as tables
from vivavoce.text.normal.capitals import letters
from vivavoce.text.normal.dutch_numbers import DIGITS, cardinal, clock, fraction, ordinal, year
from vivavoce.text.normal.emoji import DUTCH as EMOJI
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.numbers import YEARS, digits, number, whole
from vivavoce.text.normal.roman import ALONE, NUMERAL, value


def date(day: int, month: int, of_year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    said = f"{cardinal(day)} {tables.MONTHS[month - 1]}"
    return f"{said} {year(full_year(of_year))}" if of_year else said


def full_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


def named_date(found: re.Match[str], language: Language) -> str | None:
    """3 mei 2026, 1e mei"""
    day = int(found["day"])
    said = date(day, language.months[found["month"].lower()], found["year"] or "")
    return said and said.replace(cardinal(day), ordinal(day), 1) if found["nth"] else said


def numbered_date(found: re.Match[str], language: Language) -> str | None:
    """03-05-2026, 3/5/2026: the month by its name"""
    return date(int(found["day"]), int(found["month"]), found["year"])


def short_month(found: re.Match[str], language: Language) -> str:
    return tables.MONTHS[language.months[found["month"].lower()] - 1]


def nth(found: re.Match[str], language: Language) -> str:
    return ordinal(int(re.sub(r"\D", "", found["number"])))


def lone_year(found: re.Match[str], language: Language) -> str | None:
    """Four digits that are a year, unless something is counted by them."""
    n = int(found[0])
    last = word_before(found)
    if last.lower() in tables.YEAR_WORDS:
        return year(n)
    is_number = n not in YEARS or (last.isupper() and len(last) > 1) or COUNTED.match(after(found))
    return None if is_number else year(n)


def short_year(found: re.Match[str], language: Language) -> str:
    """'89"""
    return cardinal(int(found["year"]))


def weekday(found: re.Match[str], language: Language) -> str:
    return named_day(found["day"])


def decade(found: re.Match[str], language: Language) -> str:
    """jaren 90, jaren '90"""
    n = int(found["number"])
    return f"{found['word']} {year(n) if n >= 1000 else cardinal(n)}"


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
    is_number = found[0] in tables.EMERGENCY or not COUNTED.match(after(found))
    return digits(found[0], language) if is_number and CALLED_BEFORE.search(before(found)) else None


def of_clock(found: re.Match[str], language: Language) -> str | None:
    """10:30 uur, 14.05 uur, 7 u., 7.45 u., 20u30"""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = clock(hour, minute, None)
    if not found["from"]:
        return said
    first, begin = int(found["from"]), found["begin"]
    return f"{clock(first, int(begin), None) if begin else cardinal(first)} tot {said}"


def opening(found: re.Match[str], language: Language) -> str | None:
    """om 9.00; van 9.00 tot 17.00, where a day or such a word stands before"""
    said = clock(int(found["hour"]), int(found["minute"]), None)
    stands_before = before(found)
    ends_span = SPAN_BEFORE.search(stands_before) is not None
    begins_span = word_before(found) in ("van", "tussen") and SPAN_AFTER.match(after(found)) is not None
    return said if ends_span or begins_span or TIME_BEFORE.search(stands_before) else None


def opening_hours(found: re.Match[str], language: Language) -> str:
    """9.00-17.00"""
    first, last = (clock(int(found[one]), int(found[other]), None) for one, other in (("from", "begin"), ("to", "end")))
    return f"{first} tot {last}"


def listed_day(found: re.Match[str], language: Language) -> str | None:
    """ma, di, wo: the last of them; op wo, but not "tot zo" """
    is_day = DAYS_BEFORE.search(before(found)) or (found["day"] != "zo" and word_before(found) in ("op", "elke"))
    return named_day(found["day"]) if is_day else None


def weekdays(found: re.Match[str], language: Language) -> str:
    """ma-vr, ma. t/m vr."""
    return f"{named_day(found['first'])} {'tot en met' if '/' in found['mark'] else 'tot'} {named_day(found['last'])}"


def named_day(written: str) -> str:
    """za, Za"""
    said = tables.DAYS[written.lower()]
    return said.capitalize() if written[0].isupper() else said


def score(found: re.Match[str], language: Language) -> str | None:
    """won met 3-2, het werd 3-2 voor Ajax, een 2-0 voorsprong, but not: met 3-4 mensen, in 2-3 weken"""
    following = after(found)
    is_score = (
        SCORE_AFTER.match(following)
        or (
            word_before(found).lower() in tables.SCORED and (PLAYED_AFTER.match(following) or not MORE.match(following))
        )
        or (
            PLAYED_BEFORE.search(before(found, 80)) and not COUNTED.match(following) and not UNIT_AFTER.match(following)
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


def street(found: re.Match[str], language: Language) -> str:
    return found["stem"] + tables.STREETS[found["kind"]]


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"nummer {whole(found['number'], language)}"


def clitic(found: re.Match[str], language: Language) -> str:
    """'s avonds, 't: with a straight apostrophe"""
    return "'" + found["word"]


COUNTED = re.compile(r" (?:[a-z]+e )?(?!(?:dit|was|is|als|toen|wordt|werd|tot|en|of|sinds)\b)[a-zé]{2,}(?:en|s|e)\b")
DAY = "(?:[Mm]a|[Dd]i|[Ww]o|[Dd]o|[Vv]r|[Zz]a|[Zz]o)"
DAY_AFTER = rf"(?:,|,? en|,? of|,? t/m) {DAY}"
DAYS_BEFORE = re.compile(rf"\b{DAY}\.?(?:,|,? en|,? of) \Z")
# What a number after is dialled or typed: a code, or the number of something. Of things that are counted as well it
# takes a longer one.
CHAINED = r"(?:[\d -]{3,20}(?:,|,? en|,? of)\s)?"
CODE_BEFORE = re.compile(
    r"\b(?:(?:(?!post|kleur|land|net)[a-z-]{0,30}(?<!post)code|pin|otp|wachtwoord|isbn|bsn|kvk|cvv|cvc"
    r"|(?!huis|kamer|rug|pagina|lijn|jaar)[a-z-]{2,30}nummers?)"
    r"(?:\s(?:is|was|luidt|voor\s[^.!?\d]{1,30}\sis))?:?"
    r"|eindig(?:t|end|en)\sop|laatste\s(?:vier\s)?cijfers:?)\s" + CHAINED + r"\Z",
    re.IGNORECASE,
)
ORDERED_BEFORE = re.compile(
    r"\b(?:bestelling|order|factuur|ticket|dossier|polis|zending|pakket|boeking|reservering|klant|referentie|zaak|melding)"
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
TIME_BEFORE = re.compile(
    rf"\b(?:om|vanaf|v\.a\.|rond|omstreeks|klokslag|{DAY}\.?|[a-z]{{2,6}}dag)(?: van)? \Z", re.IGNORECASE
)
SPAN_BEFORE = re.compile(r"[:.]\d\d(?: uur)? ?(?:tot(?: en met)?|t/m|en|[-–]) ?\Z")
SPAN_AFTER = re.compile(
    r" ?(?:tot(?: en met)?|t/m|en|[-–]) ?\d{1,2}[:.]\d\d(?!\w|[.,]\d|\s?[%€]|\s(?:k?m|cm|kg|meter|liter|euro|mil\w+)\b)"
)
SCORE_AFTER = re.compile(
    r" (?:voorsprong|achterstand|overwinning|zege|nederlaag|gelijkspel|winst|verlies|ruststand|eindstand)"
)
PLAYED_AFTER = re.compile(
    r" (?:(?:van|voor|tegen|op|door|bij)(?: de| het)? [A-Z]|(?:na|en) (?:rust|verlenging|strafschoppen)\b|(?:thuis|uit|viel|kwam)\b)"
)
PLAYED_BEFORE = re.compile(
    r"\b(?:(?i:won(?:nen)?|wint|winnen|gewonnen|verloor|verloren|verliest|verliezen|versloeg(?:en)?|verslagen|verslaat"
    r"|uitslag|eindigde|ruststand|eindstand|tussenstand|scoorde|gelijkspel)\b[^.!?\n]{0,60}[ (]"
    r"|[A-Z][\w.]{1,20} ?[-–] ?[A-Z][\w.]{1,20}:? )\Z"
)
MORE = re.compile(r" [a-z]")  # a word that goes on: with a range before it, it is what is counted
UNIT_AFTER = re.compile(r" (?:uur|keer|jaar|kilo|meter|euro|man|procent|punten|maal|x)\b")
FIGURES: tuple[Row, ...] = (
    ("digits", r"(?:\d{4,13}|\d{3,4}(?:[ -]\d{3,4}){1,3})«end»(?![.,:/-]\d)", of_code),
    ("phone", r"\d{3,6}«end»(?![.,:/-]\d|\s?[%€°])", called),
    ("number", r"(?P<one>«whole») ?[-−–] ?(?P<other>«whole»)«end»(?= ?=)", difference),
    ("number", r"(?P<one>«number») ?[x×] ?(?P<other>«number»)«end»(?= ?=)", product),
    ("unit", r"(?P<one>\d{2,3})/(?P<other>\d{2,3})«end»(?= ?mmHg\b)", pressure),
    ("date", r"(?P<day>\d{1,2})(?P<nth>e|ste|de)? (?P<month>«month»)«end»\.?(?:(?:,)? (?P<year>[12]\d{3})«end»)?", named_date),
    ("date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)«end»(?!-)", numbered_date),
    ("date", r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)«end»(?![-/.]\d)", numbered_date),
    ("time", r"(?:(?P<from>\d{1,2})(?:[:.](?P<begin>\d\d))?(?: uur)? ?(?:[-–—]|tot) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?uur«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})[uh](?P<minute>\d\d)«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?u(?:\.(?!«last»)|(?=\.«last»))", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})[:.](?P<minute>\d\d) ?[uh]«end»", of_clock),
    ("time", r"(?P<from>[01]?\d|2[0-4])\.(?P<begin>[0-5][05]) ?[-–] ?(?P<to>[01]?\d|2[0-4])\.(?P<end>[0-5][05])«end»(?![.,:]\d|\s?[%°€]| (?:«unit»|«code»|«magnitude»)«end»)", opening_hours),
    ("time", r"(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)«end»(?![.,:]\d|\s?[%°€]| (?:«unit»|«code»|«magnitude»)«end»)", opening),
    ("ordinal", r"(?P<number>\d{1,6})(?:e|ste|de)«end»", nth),
    ("fraction", r"1(?: ?½| 1/2)«end»", lambda found, language: "anderhalf"),
    ("score", r"(?P<one>\d{1,3})[-–](?P<other>\d{1,3})«end»(?![-–.,/:]\d|\s?[%€°])", score),
    ("digits", r"(?P<number>[1-9]\d{3}) ?(?P<letters>[A-Z]{2})«end»", postcode),
    ("number", r"(?P<number>\d{1,6})-(?P<word>jarig\w{0,3}|daags\w{0,2}|delig\w{0,2}|voudig\w{0,2}|koppig\w{0,2}|persoons)«end»", compound),
    ("year", r"\d{4}«end»(?![.,:/]\d|[-–—]\d|\s?[%°€£$²³])", lone_year),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("abbreviation", r"(?P<word>(?i:«numbered»))(?P<dot>\.(?= ?\d)|(?= \d))", before_number),
    ("abbreviation", r"tel(?= (?:0|\+\d))", lambda found, language: "telefoon"),
    ("abbreviation", r"(?:ca|plm)(?= ?\d)", lambda found, language: "circa"),
    ("abbreviation", r"max(?= \d)", lambda found, language: "maximaal"),
    ("abbreviation", r"nl\.(?=\s[^\WA-Z\d_])", lambda found, language: "namelijk"),
    ("abbreviation", r"(?P<word>«named»)\.(?=\s?(?:[A-Z]|(?:de|van|der|den|ter|ten|te|'t)\s))", before_name),
    ("letters", r"WO ?(?P<numeral>II?)«end»", numbered_war),
    ("letters", r"[A-Z](?:v|vd|vh)[A-Z]{1,2}«end»(?!['’]\w)", lambda found, language: letters(found[0])),
    ("date", r"(?P<month>(?:jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec))\.(?!«last»)", short_month),
    ("letters", r"(?P<name>[a-zA-Z]{2,4})['’]s«end»", plural_letters),
    ("date", rf"(?P<first>{DAY})\.?(?P<mark>[-–]| [-–] | ?t/m )(?P<last>{DAY})«end»(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", weekdays),
    ("date", rf"(?P<day>{DAY})(?:\.(?=\s?[-–—]|,?\s\d|\s(?:om|van|vanaf)\s\d)|(?=\s\d{{1,2}}\s«month»))", weekday),
    ("date", rf"(?P<day>{DAY})«end»\.?(?={DAY_AFTER}«end»)", weekday),
    ("date", rf"(?P<day>{DAY})«end»(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", listed_day),
    ("decade", r"(?P<word>(?i:jaren)) ['’]?(?P<number>\d{1,3}0)«end»", decade),
    ("Roman numeral", rf"(?P<name>[A-Za-zè-]{{2,20}})\s(?P<numeral>{NUMERAL})«end»(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("Roman numeral", r"(?P<numeral>[IVX]|[IVXLCDM]{2,12})(?:e|de|ste)«end»", numeral_nth),
    ("abbreviation", r"St\.(?=-?\s?[A-Z])", lambda found, language: "Sint"),
    *ALONE,
    ("abbreviation", r"(?P<stem>[A-Z][a-z]{2,20})(?P<kind>str|ln|pln?|wg)(?:\.(?!«last»)|(?=\.«last»)|(?= \d))", street),
    ("word", r"(?:OK|ok|Ok|oké)«end»", lambda found, language: "oké"),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
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
