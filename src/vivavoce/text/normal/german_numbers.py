"""German number words: whole numbers, ordinals, years, fractions, times of day."""

DIGITS = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
TEENS = (
    "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
TENS = ("-", "-", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
MILLIONS = (
    "Million", "Milliarde", "Billion", "Billiarde", "Trillion", "Trilliarde", "Quadrillion", "Quadrilliarde",
)  # fmt: skip
ORDINALS = {1: "erste", 3: "dritte", 7: "siebte", 8: "achte"}


def cardinal(n: int) -> str:
    """tausendzweihundertvierunddreißig"""
    if n < 1_000_000:
        return below_million(n)
    parts = []
    for power in range(len(MILLIONS), 0, -1):
        group = n // 1000 ** (power + 1) % 1000 if power < len(MILLIONS) else n // 1000 ** (power + 1)
        if group:
            name = MILLIONS[power - 1]
            parts.append(
                f"eine {name}" if group == 1 else f"{compound(group)} {name}{'n' if name[-1] == 'e' else 'en'}"
            )
    return " ".join([*parts, below_million(n % 1_000_000)] if n % 1_000_000 else parts)


def below_million(n: int) -> str:
    return DIGITS[0] if n == 0 else compound(n) + ("s" if n % 100 == 1 else "")


def compound(n: int) -> str:
    """As it stands inside a longer word: "ein", not "eins"; empty for 0."""
    if n >= 1000:
        thousands = n // 1000
        rest = n % 1000
        return (compound(thousands) if thousands > 1 else "") + "tausend" + "ein" * (100 <= rest < 200) + compound(rest)
    if n >= 100:
        hundreds = n // 100
        return (compound(hundreds) if hundreds > 1 else "") + "hundert" + compound(n % 100)
    if n < 20:
        return "" if n == 0 else "ein" if n == 1 else (*DIGITS, *TEENS)[n]
    return (compound(n % 10) + "und" if n % 10 else "") + TENS[n // 10]


def ordinal(n: int) -> str:
    """dritte, zwanzigste"""
    rest = n % 100
    if rest in ORDINALS:
        return cardinal(n - rest) * (n > 99) + ORDINALS[rest]
    return cardinal(n) + ("te" if 0 < rest < 20 else "ste")


def year(n: int) -> str:
    """neunzehnhundertvierundachtzig, zweitausendsechsundzwanzig"""
    if 1100 <= n < 2000:
        rest = n % 100
        return f"{compound(n // 100)}hundert{below_million(rest) if rest else ''}"
    return cardinal(n)


def fraction(numerator: int, denominator: int) -> str | None:
    """drei Viertel; None where the denominator has no simple name."""
    if not 0 < numerator < denominator or not (denominator <= 20 or denominator in (100, 1000)):
        return None
    if denominator == 2:
        return "ein halb"
    name = (ordinal(denominator) + "l").capitalize()
    return f"{'ein' if numerator == 1 else cardinal(numerator)} {name}"


def clock(hour: int, minute: int, second: int | None) -> str:
    """zehn Uhr dreißig, with seconds at the end"""
    said = f"{hours(hour)} Uhr" + (f" {cardinal(minute)}" if minute else "")
    if second is None:
        return said
    return f"{said} und {'eine Sekunde' if second == 1 else cardinal(second) + ' Sekunden'}"


def hours(hour: int) -> str:
    return "ein" if hour == 1 else cardinal(hour)
