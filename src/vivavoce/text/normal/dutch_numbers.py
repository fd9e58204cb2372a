"""Dutch number words: whole numbers, ordinals, years, fractions, times of day."""

DIGITS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
TEENS = (
    "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
TENS = ("-", "-", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
MILLIONS = ("miljoen", "miljard", "biljoen", "biljard", "triljoen", "triljard", "quadriljoen", "quadriljard")
ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}


def cardinal(n: int) -> str:
    """twaalfhonderd and the like are left to years: duizend tweehonderdvierendertig"""
    if n < 1000:
        return below_thousand(n)
    parts = []
    for power in range(len(MILLIONS), 0, -1):
        group = n // 1000 ** (power + 1) % 1000 if power < len(MILLIONS) else n // 1000 ** (power + 1)
        if group:
            parts.append(f"{cardinal(group)} {MILLIONS[power - 1]}")
    thousands = n // 1000 % 1000
    if thousands:
        parts.append((below_thousand(thousands) if thousands > 1 else "") + "duizend")
    if n % 1000:
        parts.append(below_thousand(n % 1000))
    return " ".join(parts)


def below_thousand(n: int) -> str:
    if n >= 100:
        hundreds, rest = divmod(n, 100)
        return (
            (DIGITS[hundreds] if hundreds > 1 else "")
            + "honderd"
            + (below_thousand(rest).replace("é", "e") if rest else "")
        )
    if n < 20:
        return (*DIGITS, *TEENS)[n]
    ones, tens = n % 10, TENS[n // 10]
    if not ones:
        return tens
    joint = "ën" if DIGITS[ones].endswith("e") else "en"
    return f"{'een' if ones == 1 else DIGITS[ones]}{joint}{tens}"


def ordinal(n: int) -> str:
    """derde, twintigste"""
    rest = n % 100
    if rest in ORDINALS:
        head = cardinal(n - rest) if n > 99 else ""
        return head + (" " if n > 999 and n % 1000 < 100 else "") + ORDINALS[rest]
    return cardinal(n) + ("de" if 0 < rest < 20 else "ste")


def year(n: int) -> str:
    """negentienvierentachtig, negentienhonderdvijf, tweeduizend zesentwintig"""
    if not 1100 <= n < 2000:
        return cardinal(n)
    century, rest = divmod(n, 100)
    return below_thousand(century) + ("honderd" if rest < 10 else "") + (below_thousand(rest) if rest else "")


def fraction(numerator: int, denominator: int) -> str | None:
    """drie kwart, twee derde; None where the denominator has no simple name"""
    if not 0 < numerator < denominator or not (denominator <= 20 or denominator in (100, 1000)):
        return None
    if denominator == 2:
        return "een half"
    name = "kwart" if denominator == 4 else ordinal(denominator)
    return f"{'een' if numerator == 1 else cardinal(numerator)} {name}"


def clock(hour: int, minute: int, second: int | None) -> str:
    """tien uur dertig, with seconds at the end"""
    said = f"{cardinal(hour)} uur" + (f" {cardinal(minute)}" if minute else "")
    if second is None:
        return said
    return f"{said} en {'één seconde' if second == 1 else cardinal(second) + ' seconden'}"
