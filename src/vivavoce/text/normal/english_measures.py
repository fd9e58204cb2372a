"""English: feet and inches, and what else is measured in a way of its own: stones, shillings, degrees of the globe."""

import re

from vivavoce.text.normal.amounts import is_told_as_one
from vivavoce.text.normal.english_numbers import cardinal, fraction
from vivavoce.text.normal.language import Language, Row, after, before, word_before
from vivavoce.text.normal.numbers import counted, number, whole, without_article


def feet_and_inches(found: re.Match[str], language: Language) -> str:
    """5 ft 10 in, 5ft10"""
    foot, inch = (language.units[one] for one in ("ft", "in"))
    return f"{counted(found['feet'], *foot, language)} {counted(found['inches'] or found['bare'], *inch, language)}"


def of_inches(found: re.Match[str], language: Language) -> str:
    """10 in. pipe"""
    return counted(found["number"], *language.units["in"], language)


def by_marks(found: re.Match[str], language: Language) -> str | None:
    """3' x 5', a 27" screen, 12" or 14", He's 6'.: feet and inches where other measures, or what is measured, stand
    beside, and where nothing stands before that the mark might close."""
    earlier = before(found, 100)
    closes_nothing = (found["mark"] in "'’′" or found["mark"] not in earlier) and not OPEN_QUOTE.search(earlier)
    is_first = found.start() == 0 or (
        closes_nothing and (MEASURE_AFTER.match(after(found)) or is_size(found, language))
    )
    if not is_first and not MEASURED.match(after(found)) and not MEASURE_BEFORE.search(before(found)):
        return None
    one, many = language.units["in" if found["mark"] in '"”″' else "ft"]
    return counted(found["number"], one, without_article(one) if is_told_as_one(found, language) else many, language)


def tall(found: re.Match[str], language: Language) -> str:
    """6'2"""
    return f"{number(found['feet'], language)} foot {number(found['inches'], language)}"


def part_of_inch(found: re.Match[str], language: Language) -> str | None:
    """1/4", 2 1/2\""""
    said = fraction(int(found["numerator"]), int(found["denominator"]))
    if said is None or not found["whole"]:
        return said and f"{said} inch"
    return f"{whole(found['whole'].strip(' -'), language)} and {said} inches"


def hours_and_minutes(found: re.Match[str], language: Language) -> str:
    """1h30"""
    hour, minute = (language.units[one] for one in ("h", "min"))
    minutes = str(int(found["minutes"]))
    said = counted(minutes, *minute, language) if found["named"] else number(minutes, language)
    return f"{counted(found['hours'], *hour, language)} {said}"


def days(found: re.Match[str], language: Language) -> str:
    """7d, but not 3d"""
    return f"{number(found['number'], language)} days"


def degree(found: re.Match[str], language: Language) -> str:
    """90° angle"""
    return f"{number(found['number'], language)} degree"


def is_size(found: re.Match[str], language: Language) -> bool:
    """Whether the mark tells how tall somebody is, how high a fence, or how much of something there is"""
    is_tall = found["mark"] in "'’′" and IS_TALL.search(before(found)) and ENDS.match(after(found))
    is_thing = word_before(found).lower() in language.articles and THING.match(after(found))
    return bool(is_tall or is_thing or OF.match(after(found)))


def coordinate(found: re.Match[str], language: Language) -> str:
    """40°26'46"N"""
    said = counted(found["degrees"], *language.units["°"], language)
    said += " " + counted(found["minutes"], *language.units["min"], language)
    if found["seconds"]:
        said += " " + counted(found["seconds"], *language.units["s"], language)
    return f"{said} {SIDES[found['side']]}" if found["side"] else said


def stones(found: re.Match[str], language: Language) -> str:
    """12 st. 4 lb."""
    pounds = counted(found["pounds"], *language.units["lb"], language)
    return f"{whole(found['stones'], language)} stone {pounds}"


def old_money(found: re.Match[str], language: Language) -> str:
    """£3 10s. 6d.: pounds, shillings and pence as they were until 1971"""
    parts = []
    if found["pounds"]:
        parts.append(counted(found["pounds"], *language.currencies["£"].whole, language))
    parts.append(counted(found["shillings"], "one shilling", "shillings", language))
    said = " ".join(parts)
    return f"{said} and {pence(int(found['pence']))}" if found["pence"] else said


def pence(count: int) -> str:
    return (
        "one penny"
        if count == 1
        else f"{cardinal(count)}pence"
        if count in WORDED_PENCE
        else f"{cardinal(count)} pence"
    )


def per_day(found: re.Match[str], language: Language) -> str | None:
    """mg/day, 5 mg/kg/day, 20 pages/day: "per" behind what is counted"""
    return "per" if COUNTED_BEFORE.search(before(found)) else None


def times_a_day(found: re.Match[str], language: Language) -> str:
    """3x/day"""
    count = {"1": "once", "2": "twice"}.get(found["number"]) or f"{number(found['number'], language)} times"
    return f"{count} {'an' if found['per'] == 'hour' else 'a'} {found['per']}"


MEASURED = re.compile(
    r" ?[x×] ?\d| (?:by|wide|tall|long|deep|high|thick|screen|monitor|display|TV|laptop|tablet|pipe|pizza|ruler|vinyl|"
    r"wheels?|rims?|diameter)\b"
)
MEASURE_AFTER = re.compile(r"(?:,|,? and|,? or| to) ?\d{1,4}(?:\.\d{1,2})?[\"”″'’′](?!\w)")
MEASURE_BEFORE = re.compile(r"(?:(?<![^\W\d_])(?:x|by|×)|\d[\"”″'’′](?:,|,? and|,? or| to)) ?\Z")
OPEN_QUOTE = re.compile(r"(?:\A|[\s(])[\"'“‘][^\"'’”\s]")
IS_TALL = re.compile(r"(?i:\b(?:s?he|it|who|that)['’]s|\bI['’]m|\b(?:is|was|am|are|were|nearly|almost|over|about))\s\Z")
ENDS = re.compile(r"[.,;!?]|\Z")
THING = re.compile(r"\s(?!(?:and|or|but|is|was|in|on|at|to|from|for)\b)[a-z]{3,}")
OF = re.compile(r"\sof\s")
COUNTED_BEFORE = re.compile(r"\d ?[^\W\d_]{1,12}(?:/[^\W\d_]{1,3})?\Z|\d%?\Z")
SIDES = {"N": "north", "S": "south", "E": "east", "W": "west"}
WORDED_PENCE = (2, 3, 4, 6)  # twopence, threepence, fourpence, sixpence
SPANS = "hour|day|night|week|month|year"
PER_TIME = rf"(?:{SPANS}|minute|second|min|sec|person|dose|serving|hr|wk|mo|yr)(?![^\W_])"
FIGURES: tuple[Row, ...] = (
    ("unit", r"(?P<degrees>\d{1,3})° ?(?P<minutes>[0-5]?\d(?:\.\d{1,6})?)['’′](?: ?(?P<seconds>[0-5]?\d(?:\.\d{1,6})?)[\"”″])?(?: ?(?P<side>[NSEW]))?«end»", coordinate),
    ("unit", r"(?P<stones>\d{1,2}) ?st\.? ?(?P<pounds>1?\d) ?lbs?«end»(?:\.(?=[,;:]|\s[a-z\d]))?", stones),
    ("money", r"(?P<pounds>)(?P<shillings>1?\d)s\.? (?P<pence>1?\d)d«end»(?:\.(?!«last»))?", old_money),
    ("number", rf"(?P<number>\d{{1,3}}) ?[x×]/(?P<per>{SPANS})«end»", times_a_day),
    ("unit", r"(?P<hours>\d{1,2})h ?(?P<minutes>[0-5]?\d)(?P<named> ?m(?:ins?)?)?«end»", hours_and_minutes),
    ("unit", r"(?P<number>[4-9]|[1-9]\d{1,2})d«end»", days),
    ("unit", r"(?P<number>«number») ?°(?= (?:angle|turn|rotation|view|video|camera|photo|spin)s?\b)", degree),
    ("unit", r"(?P<whole>\d{1,3}[ -])?(?P<numerator>\d{1,2})/(?P<denominator>2|4|8|16|32)[\"”″](?!\w)", part_of_inch),
    ("unit", r"(?P<feet>[3-8])['’′](?P<inches>\d|1[01])«end»(?!\s?[\"”″'’′])", tall),
    ("unit", r"(?P<number>«number») in\.(?=[,;:]|\s[a-z\d])", of_inches),
    ("unit", r"(?P<number>«number»)(?P<mark>['’′\"”″])(?!\w|\s\d{1,2}[\"”″])", by_marks),
    ("unit", r"(?P<feet>\d{1,2})(?: ?ft\.? ?(?P<inches>\d{1,2}) ?in«end»|ft(?P<bare>\d{1,2})«end»)", feet_and_inches),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("money", r"£(?P<pounds>\d{1,6}),? (?P<shillings>1?\d)s«end»(?:\.?,? (?P<pence>1?\d)d«end»)?(?:\.(?!«last»))?", old_money),
    ("unit", rf"/(?={PER_TIME})", per_day),
)  # fmt: skip
