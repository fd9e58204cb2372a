"""Money, percentages and measures, in any language."""

import re

from vivavoce.text.normal.language import Currency, Language, Row, after, before, word_before
from vivavoce.text.normal.numbers import counted, magnified, number, without_article

CENTS = re.compile(r"\d{0,4}[.,]\d\d")


def amount(found: re.Match[str], language: Language) -> str | None:
    """Money, as a range, with a magnitude or per something."""
    groups = found.groupdict()
    sign = groups["currency"]
    currency = language.currencies[sign]
    words = price(found, currency, language)
    if words is None:
        return None
    if groups.get("per"):
        words += " " + per(groups["per"], language)
    return f"{language.words['minus']} {words}" if groups.get("sign") else words


def price(found: re.Match[str], currency: Currency, language: Language) -> str | None:
    written, to, magnitude = found["amount"], found["to"], found["magnitude"]
    if CENTS.fullmatch(written):  # with either mark, wherever it was written; $.50
        written = re.sub("[.,]", language.decimal, written if written[0].isdecimal() else f"0{written}")
    name = currency.whole.many
    if to:
        low, high = magnified(written, found["first"], language), magnified(to, magnitude, language)
        return f"{low} {language.words['to']} {high} {name}"
    if is_told_as_one(found, language):
        name = without_article(currency.whole.one)  # a five dollar bill
    if magnitude:
        return f"{magnified(written, magnitude, language)} {name}"
    main, _, decimals = written.partition(language.decimal)
    if len(decimals) != 2 or currency.cents is None:
        return counted(written, currency.whole.one, name, language)
    return with_cents(main, decimals, currency, name, language)


def with_cents(main: str, decimals: str, currency: Currency, name: str, language: Language) -> str:
    total = counted(main, currency.whole.one, name, language)
    if int(decimals) == 0 or currency.cents is None:
        return total
    cents = str(int(decimals))
    change = counted(cents, currency.cents.one, currency.cents.many, language)
    if set(main) == {"0"}:
        return change
    return language.price.format(whole=total, change=change, cents=number(cents, language))


def is_told_as_one(found: re.Match[str], language: Language) -> bool:
    """Whether a measure stands between an article and a noun."""
    return word_before(found).lower() in language.articles and NOUN_AFTER.match(after(found)) is not None


def per(unit: str, language: Language) -> str:
    """ "per hour", of a unit, or of a word as it is written."""
    known = language.units.get(unit)
    name = without_article(known.one) if known else unit
    return f"{language.words['per']} {name}"


def coins(found: re.Match[str], language: Language) -> str | None:
    """50¢"""
    cents = language.currencies["$"].cents
    return counted(found["number"], cents.one, cents.many, language) if cents else None


def percent(found: re.Match[str], language: Language) -> str:
    words = number(found["number"], language)
    if found["to"]:
        words += f" {language.words['to']} {number(found['to'], language)}"
    return f"{words} {language.symbols[found['sign']]}"


def measure(found: re.Match[str], language: Language) -> str | None:
    """A number and a unit, perhaps "per" another."""
    unit, written = found["unit"], found["number"]
    if (unit in language.close_units and found["gap"]) or found["same"] not in (None, unit):
        return None
    one, many = language.units[unit]
    if language.articles and (found["gap"] == "-" or is_told_as_one(found, language)):
        many = without_article(one)
    if found["to"]:
        words = f"{number(written, language)} {language.words['to']} {number(found['to'], language)} {many}"
    elif found["magnitude"]:
        words = f"{magnified(written, found['magnitude'], language)} {many}"
    else:
        words = counted(written, one, many, language)
    if found["sign"]:
        words = f"{language.words['minus']} {words}"
    return f"{words} {per(found['per'], language)}" if found["per"] else words


def per_unit(found: re.Match[str], language: Language) -> str | None:
    """Without a number: "per kg"; and units that are nothing else: "in kHz"."""
    one, many = language.units[found["unit"]]
    if word_before(found).lower() == language.words["per"]:
        return without_article(one)
    is_nothing_else = len(found["unit"]) > 2 and not found["unit"].islower() and not found["unit"].isupper()
    return many if is_nothing_else else None


def signed_measure(found: re.Match[str], language: Language) -> str | None:
    return None if before(found)[-1:].isalnum() else measure(found, language)


def feet(found: re.Match[str], language: Language) -> str | None:
    """5'10\""""
    if "ft" not in language.units:
        return None
    tall = counted(found["feet"], *language.units["ft"], language)
    return f"{tall} {counted(found['inches'], *language.units['in'], language)}"


NOUN_AFTER = re.compile(r" (?!(?:from|away|to|of|in|or|and|per|at|is|was)\b)[a-z]")
RANGE_TO = r"(?:[-–—]| [–—] )"
PRICE = (
    r"(?P<amount>\d{0,4}[.,]\d\d(?![.,]?\d)|«number»)(?:,[-–—]{1,2})?"
    rf"(?:(?: ?(?P<first>«magnitude»)«end»)?{RANGE_TO}(?:«currency»)? ?(?P<to>«number»))?"
)
LARGE = r"(?: ?(?P<magnitude>«magnitude»)«end»)?"
PER = r"(?:/(?P<per>[^\W\d_]{1,12})«end»)?"
WHOLE_NUMBER = r"(?![^\W_])(?![.,]\d)"
MEASURE = (
    rf"(?P<number>«number»)(?:(?: ?(?P<same>«unit»))?{RANGE_TO}(?P<to>«number»))?(?: (?P<magnitude>«magnitude»)(?= ))?(?P<gap>[  \u202f-]?)"
    r"(?P<unit>«unit»)(?:/(?P<per>«unit»))?«end»(?![²³&]|/(?!«per_time»)|«no_unit»)(?:\.(?=[,;:]|\s[a-z\d])|«unit_stop»)?"
)

FIGURES: tuple[Row, ...] = (
    ("money", rf"{PRICE}{LARGE} ?(?P<currency>«currency»){PER}", amount),
    ("money", rf"{PRICE}{LARGE} (?P<currency>«code»)«end»", amount),
    ("money", r"(?P<number>«number») ?¢", coins),
    ("percent", rf"(?P<number>«number»)(?: ?%)?(?:{RANGE_TO}(?P<to>«number»))?[  \u202f]?(?P<sign>[%‰])", percent),
    ("unit", rf"(?P<sign>){MEASURE}", measure),
    ("unit", r"(?P<feet>\d{1,2})['’′] ?(?P<inches>\d{1,2})[\"”″]", feet),
)

LETTERS: tuple[Row, ...] = (
    ("money", rf"(?P<currency>(?=[A-Z])«currency») ?{PRICE}{LARGE}{PER}{WHOLE_NUMBER}", amount),
    ("money", rf"(?P<currency>«code») ?{PRICE}{LARGE}{WHOLE_NUMBER}", amount),
    ("unit", r"(?P<unit>«unit»)«end»", per_unit),
)

SIGNS: tuple[Row, ...] = (
    ("money", rf"(?P<sign>[-−])?(?P<currency>«currency») ?{PRICE}{LARGE}{PER}{WHOLE_NUMBER}", amount),
    ("unit", rf"(?P<sign>[-−]){MEASURE}", signed_measure),
)
