"""German: number words, dates with their endings, times, units, money and abbreviations."""

import re

from vivavoce.text.normal.emoji import GERMAN as EMOJI
from vivavoce.text.normal.figures import YEARS, digits, whole
from vivavoce.text.normal.language import Counted, Currency, Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.roman import ALONE, NUMERAL, value

DIGITS = tuple("null eins zwei drei vier fünf sechs sieben acht neun".split())
TEENS = tuple(
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
)  # fmt: skip
TENS = tuple("- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split())
MILLIONS = ("Million", "Milliarde", "Billion", "Billiarde", "Trillion", "Trilliarde", "Quadrillion", "Quadrilliarde")
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


# Dates


def ending(found: re.Match[str]) -> str:
    """What an ordinal ends with behind the word before: am dritten, der dritte, ein dritter."""
    last = word_before(found).lower()
    return "n" if last in WEAK else "" if last in DEFINITE else "r"


def date(found: re.Match[str], day: int, month: int, of_year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    apposition = AM_WEEKDAY.search(before(found)) is not None
    said = f"{'dem ' if apposition else ''}{ordinal(day)}{'n' if apposition else ending(found)} {MONTHS[month - 1]}"
    return f"{said} {year(full_year(of_year))}" if of_year else said


def full_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


def named_date(found: re.Match[str], language: Language) -> str | None:
    """3. Mai 2026, also as the end of a range: 3.-5. Mai"""
    said = date(found, int(found["day"]), language.months[found["month"].lower().rstrip(".")], found["year"] or "")
    if said is None or not found["first"]:
        return said
    first = ordinal(int(found["first"])) + ending(found)
    return f"{first} {JOINS[found['join'].strip()]} {said}"


def numbered_date(found: re.Match[str], language: Language) -> str | None:
    """03.05.2026 or 3.5.: the month by its name"""
    if not found["year"] and word_before(found).lower() not in WEAK | DEFINITE:
        return None
    return date(found, int(found["day"]), int(found["month"]), found["year"] or "")


def iso_date(found: re.Match[str], language: Language) -> str | None:
    return date(found, int(found["day"]), int(found["month"]), found["year"])


def short_month(found: re.Match[str], language: Language) -> str:
    return MONTHS[language.months[found["month"].lower()] - 1]


def nth(found: re.Match[str], language: Language) -> str | None:
    """der 3. Versuch, zum 10. Mal, als 1. ins Ziel; without an article a noun or a small letter has to follow."""
    last = word_before(found).lower()
    n = int(found["number"])
    if last in WEAK | DEFINITE | STRONG:
        return ordinal(n) + ("" if last == "eine" else ending(found))
    if starts_sentence(found) and (following := OF_RANK.match(after(found))) is not None:
        return ordinal(n) + ("" if FEMININE.match(following[1]) else "r")
    noun = re.match(r"\s[A-ZÄÖÜ]", after(found)) is not None and not BEGINS.match(after(found))
    small = re.match(r"\s[a-zäöü]", after(found)) is not None
    return ordinal(n) + "r" if (noun or small) and last not in NUMBERED and not starts_sentence(found) else None


def last_nth(found: re.Match[str], language: Language) -> str | None:
    """At the end of a text the full stop stays: er wurde der 2."""
    articles = WEAK | DEFINITE
    return ordinal(int(found["number"])) + ending(found) if word_before(found).lower() in articles else None


def weekday(found: re.Match[str], language: Language) -> str:
    return DAYS[found["day"]]


def weekdays(found: re.Match[str], language: Language) -> str:
    """Mo.-Fr., Sa/So"""
    return f"{DAYS[found['first']]} {JOINS[found['join']]} {DAYS[found['last']]}"


def numeral_nth(found: re.Match[str], language: Language) -> str | None:
    """im XX. Jahrhundert"""
    n = value(found["numeral"])
    return None if n is None else ordinal(n) + ending(found)


def and_a_half(found: re.Match[str], language: Language) -> str:
    """2½: zweieinhalb"""
    return compound(int(found["whole"])) + "einhalb"


def starts_sentence(found: re.Match[str]) -> bool:
    return not re.search(r"[\w,]\s\Z", before(found))


def lone_year(found: re.Match[str], language: Language) -> str | None:
    """Four digits that are a year, unless something is counted by them."""
    n = int(found[0])
    last = word_before(found)
    if last.lower() in YEAR_WORDS:
        return year(n)
    is_number = n not in YEARS or (last.isupper() and len(last) > 1) or COUNTED.match(after(found))
    return None if is_number else year(n)


def short_year(found: re.Match[str], language: Language) -> str:
    """'89"""
    return cardinal(int(found["year"]))


def decade(found: re.Match[str], language: Language) -> str:
    """die 90er: neunziger, die 68er, with the ending as written"""
    n = int(found["number"])
    said = year(n) if n >= 1000 else compound(n) or cardinal(n)
    return said + found["ending"]


def adjective(found: re.Match[str], language: Language) -> str:
    """3-jährig, 5-stellig, 2fach, 100%ig"""
    sign = "prozent" if found["sign"] else ""
    return compound(int(found["number"])) + sign + found["word"]


def of_clock(found: re.Match[str], language: Language) -> str | None:
    """10:30 Uhr, 14.05 Uhr, 7 Uhr"""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = clock(hour, minute, None)
    if not found["from"]:
        return said
    first, begin = int(found["from"]), found["begin"]
    return f"{clock(first, int(begin), None) if begin else hours(first)} bis {said}"


def one(found: re.Match[str], language: Language) -> str | None:
    """1 before a noun, but after one it is its number: Kapitel 1"""
    last = word_before(found)
    if last.lower() in NUMBERED or last.lower() in BEFORE_NUMBERS or (last[:1].isupper() and not starts_sentence(found)):
        return None
    return "eine" if FEMININE.match(after(found)[1:]) else "ein"


def town(found: re.Match[str], language: Language) -> str | None:
    """10115 Berlin, behind a comma or PLZ"""
    return digits(found[0], language) if re.search(r"(?:,|PLZ|D-)\s?\Z", before(found)) else None


def bare_clock(found: re.Match[str], language: Language) -> str | None:
    """um 8.30"""
    return of_clock(found, language) if word_before(found).lower() in ("um", "gegen", "ab") else None


def roman(found: re.Match[str], language: Language) -> str | None:
    """Heinrich VIII., Kapitel IV, Zweiter Weltkrieg II: kings are told how manieth, and the rest counted."""
    name, n = found["name"], value(found["numeral"])
    if n is None or (name not in KINGS and name not in NUMBERED_NAMES):
        return None
    if name in KINGS:
        genitive = word_before(found).lower() in ("von", "unter", "mit", "bei", "zu", "nach", "vor", "seit")
        article = "dem " if genitive else "der "
        return f"{name} {article}{ordinal(n).capitalize()}{'n' if genitive else ''}"
    return f"{name} {cardinal(n)}"


def section(found: re.Match[str], language: Language) -> str:
    return "Paragrafen" if found[0] == "§§" else "Paragraf"


def before_number(found: re.Match[str], language: Language) -> str:
    return BEFORE_NUMBERS[found["word"].lower()]


def saint(found: re.Match[str], language: Language) -> str:
    return "Sankt"


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"Nummer {whole(found['number'], language)}"


def unit(name: str, many: str = "", article: str = "ein") -> Counted:
    return Counted(f"{article} {name}", many or name)


def feminine(name: str, many: str) -> Counted:
    return unit(name, many, "eine")


def money(name: str, many: str = "", cent: str = "Cent", article: str = "ein") -> Currency:
    return Currency(unit(name, many, article), unit(cent) if cent else None)


MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
MONTH_NUMBERS = {
    **{name.lower(): at for at, name in enumerate(MONTHS, 1)},
    **{name.lower()[:3]: at for at, name in enumerate(MONTHS, 1)},
    "jänner": 1, "sept": 9, "mrz": 3,
}  # fmt: skip
DAYS = {
    "Mo": "Montag", "Di": "Dienstag", "Mi": "Mittwoch", "Do": "Donnerstag", "Fr": "Freitag", "Sa": "Samstag", "So": "Sonntag",
}  # fmt: skip
JOINS = {"-": "bis", "–": "bis", "—": "bis", "bis": "bis", "und": "und", "/": "und", "oder": "oder"}
# Words that in capitals begin a sentence rather than are what is counted.
BEGINS = re.compile(
    r"\s(?:D[aeiou]\w+|E[rs]|Sie|Ihr|Wir|Ich|Du|Und|Aber|Oder|Ein\w*|In|Im|Am|An|Auf|Nach|Mit|Wer|Was|Wie)\b"
)
# Of these there is a first one even at the beginning of a sentence, where 1. mostly numbers a list.
OF_RANK = re.compile(
    r"\s(FC|Bundesliga|Liga|Weltkrieg|Platz|Preis|Halbjahr|Quartal|Etage|Stock|Klasse|Halbzeit|Runde|Vorsitzender?|"
    r"Jahrhundert|Auflage|Akt|Spieltag|Staffel|Person)\b"
)
FEMININE = re.compile(
    r"(?:[A-ZÄÖÜ]\w*(?:ung|heit|keit|schaft|ion|tät|ik|ei|ur|rin|nz|e)|Frau|Person|Stadt|Nacht|Zeit|Woche|Hand|Wand|Bank|"
    r"Bundesliga|Liga|Mark|Uhr|Tochter|Mutter|Schwester|Million|Maus|Nuss|Tür|Zahl|Nummer|Portion)\b(?<!Käse)(?<!Name)(?<!Junge)(?<!Kunde)"
)
AM_WEEKDAY = re.compile(r"\b(?:am|vom|zum|dem)\s[A-ZÄÖÜ][a-zäöü]{1,9}\.?,\s\Z")
WEAK = words(
    "am im vom zum beim dem den des ab bis seit zur einem einen diesem diesen jedem jeden ihrem ihren seinem seinen "
    "unserem unseren meinem meinen nach vor"
)
DEFINITE = words("der die das dieser diese dieses jeder jede jedes")
STRONG = words("als ein kein mein sein ihr unser eine")
NUMBERED = words(
    "kapitel seite teil band nummer platz nr abschnitt artikel absatz punkt stufe klasse zimmer raum gleis"
)
NUMBERED_NAMES = words(
    "Kapitel Teil Band Akt Abschnitt Artikel Anhang Szene Buch Tafel Weltkrieg Stufe Klasse Typ Phase"
)
KINGS = words(
    "Heinrich Ludwig Karl Friedrich Wilhelm Otto Elisabeth Georg Eduard Richard Jakob Maria Johannes Paul Benedikt Pius "
    "Leo Gregor Clemens Innozenz Urban Alexander Nikolaus Katharina Peter Iwan Philipp Ferdinand Franz Napoleon Ramses "
    "Ptolemäus Konstantin Leopold Albert Maximilian Rudolf Joseph Josef Konrad Charles Gustav Christian Harald Margrethe"
)
YEAR_WORDS = words(
    "jahr jahre jahren seit anno um sommer winter frühling herbst frühjahr ende anfang mitte januar februar märz april mai "
    "juni juli august september oktober november dezember"
)
# A word in capitals behind a number is what is counted; but not a name of months or an adverb.
COUNTED = re.compile(r" (?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüß]+")

UNITS = {
    "km": unit("Kilometer"), "m": unit("Meter"), "cm": unit("Zentimeter"), "mm": unit("Millimeter"),
    "dm": unit("Dezimeter"), "µm": unit("Mikrometer"), "nm": unit("Nanometer"),
    "km²": unit("Quadratkilometer"), "m²": unit("Quadratmeter"), "qm": unit("Quadratmeter"), "cm²": unit("Quadratzentimeter"),
    "m³": unit("Kubikmeter"), "cm³": unit("Kubikzentimeter"), "ha": unit("Hektar"),
    "kg": unit("Kilogramm"), "g": unit("Gramm"), "mg": unit("Milligramm"), "µg": unit("Mikrogramm"),
    "t": feminine("Tonne", "Tonnen"), "Pfd": unit("Pfund"), "l": unit("Liter"), "L": unit("Liter"), "ml": unit("Milliliter"),
    "cl": unit("Zentiliter"), "dl": unit("Deziliter"), "hl": unit("Hektoliter"),
    "TL": unit("Teelöffel", "Teelöffel", "ein"), "EL": unit("Esslöffel"),
    "s": feminine("Sekunde", "Sekunden"), "Sek": feminine("Sekunde", "Sekunden"), "sek": feminine("Sekunde", "Sekunden"),
    "ms": feminine("Millisekunde", "Millisekunden"), "min": feminine("Minute", "Minuten"), "Min": feminine("Minute", "Minuten"),
    "h": feminine("Stunde", "Stunden"), "Std": feminine("Stunde", "Stunden"), "Stk": unit("Stück"), "St": unit("Stück"),
    "km/h": unit("Kilometer pro Stunde"), "m/s": unit("Meter pro Sekunde"), "kWh": feminine("Kilowattstunde", "Kilowattstunden"),
    "MWh": feminine("Megawattstunde", "Megawattstunden"), "W": unit("Watt"), "kW": unit("Kilowatt"), "MW": unit("Megawatt"),
    "GW": unit("Gigawatt"), "V": unit("Volt"), "kV": unit("Kilovolt"), "A": unit("Ampere"), "mA": unit("Milliampere"),
    "mAh": feminine("Milliamperestunde", "Milliamperestunden"), "Hz": unit("Hertz"), "kHz": unit("Kilohertz"),
    "MHz": unit("Megahertz"), "GHz": unit("Gigahertz"), "dB": unit("Dezibel"), "PS": unit("PS", "P S"), "J": unit("Joule"),
    "kJ": unit("Kilojoule"), "kcal": feminine("Kilokalorie", "Kilokalorien"), "N": unit("Newton"), "Pa": unit("Pascal"),
    "hPa": unit("Hektopascal"), "bar": unit("Bar"), "Ω": unit("Ohm"), "kB": unit("Kilobyte"), "KB": unit("Kilobyte"),
    "MB": unit("Megabyte"), "GB": unit("Gigabyte"), "TB": unit("Terabyte"), "Mbit": unit("Megabit"), "Mbit/s": unit("Megabit pro Sekunde"),
    "°C": unit("Grad Celsius"), "°F": unit("Grad Fahrenheit"), "°": unit("Grad"), "ºC": unit("Grad Celsius"),
    "℃": unit("Grad Celsius"), "px": unit("Pixel"),
}  # fmt: skip
CLOSE_UNITS = words("A N J St L")
FRANC = money("Schweizer Franken", cent="Rappen")
CURRENCIES = {
    "€": money("Euro"), "EUR": money("Euro"), "Euro": money("Euro"), "$": money("Dollar"), "US$": money("U S Dollar"),
    "USD": money("U S Dollar"), "£": Currency(unit("Pfund"), unit("Penny", "Pence")),
    "GBP": Currency(unit("Pfund"), unit("Penny", "Pence")), "CHF": FRANC, "Fr": FRANC, "¥": money("Yen", cent=""),
    "JPY": money("Yen", cent=""), "₽": money("Rubel", cent="Kopeke"), "DM": money("D Mark", "D Mark", "Pfennig", "eine"),
    "₿": money("Bitcoin", cent=""), "₹": money("Rupie", "Rupien", "Paisa", "eine"),
}  # fmt: skip
LARGE = {
    "Tsd Tsd. T": Counted("ein tausend", "tausend"),
    "Mio Mio. Million Millionen": Counted("eine Million", "Millionen"),
    "Mrd Mrd. Milliarde Milliarden": Counted("eine Milliarde", "Milliarden"),
    "Bio Bio. Billion Billionen": Counted("eine Billion", "Billionen"),
}
MAGNITUDES = {written: counted for forms, counted in LARGE.items() for written in forms.split()}

ABBREVIATIONS = {
    "z.b.": "zum Beispiel", "z. b.": "zum Beispiel", "z.\u00a0b.": "zum Beispiel", "bspw.": "beispielsweise",
    "beisp.": "Beispiel", "d.h.": "das heißt", "d. h.": "das heißt", "d.\u00a0h.": "das heißt", "u.a.": "unter anderem",
    "u. a.": "unter anderem", "usw.": "und so weiter", "etc.": "et cetera", "bzw.": "beziehungsweise", "ca.": "circa",
    "evtl.": "eventuell", "ggf.": "gegebenenfalls", "inkl.": "inklusive", "exkl.": "exklusive", "zzgl.": "zuzüglich",
    "abzgl.": "abzüglich", "vgl.": "vergleiche", "sog.": "sogenannte", "insb.": "insbesondere", "z.t.": "zum Teil",
    "z. t.": "zum Teil", "u.u.": "unter Umständen", "u. u.": "unter Umständen", "i.d.r.": "in der Regel",
    "i. d. r.": "in der Regel", "m.e.": "meines Erachtens", "m. e.": "meines Erachtens", "o.g.": "oben genannt",
    "o. g.": "oben genannt", "s.o.": "siehe oben", "s. o.": "siehe oben", "s.u.": "siehe unten", "s. u.": "siehe unten",
    "v.a.": "vor allem", "v. a.": "vor allem", "u.ä.": "und Ähnliches", "u. ä.": "und Ähnliches", "o.ä.": "oder Ähnliches",
    "o. ä.": "oder Ähnliches", "usf.": "und so fort", "uvm.": "und vieles mehr", "u.v.m.": "und vieles mehr",
    "z.zt.": "zurzeit", "z. zt.": "zurzeit", "v.chr.": "vor Christus", "v. chr.": "vor Christus", "n.chr.": "nach Christus",
    "n. chr.": "nach Christus", "u.s.w.": "und so weiter", "i.a.": "im Auftrag", "i. a.": "im Auftrag",
    "dr.": "Doktor", "prof.": "Professor", "dipl.": "Diplom", "ing.": "Ingenieur", "hr.": "Herr", "hrn.": "Herrn",
    "fr.": "Frau", "frl.": "Fräulein", "med.": "medicinae", "jur.": "juris", "phil.": "philosophiae", "jr.": "junior", "sen.": "senior",
    "str.": "Straße", "geb.": "geboren", "verh.": "verheiratet", "allg.": "allgemein",
    "engl.": "englisch", "dt.": "deutsch", "franz.": "französisch", "lat.": "lateinisch", "griech.": "griechisch",
    "ital.": "italienisch", "span.": "spanisch", "jh.": "Jahrhundert", "jhs.": "Jahrhunderts", "jhd.": "Jahrhundert",
    "std.": "Stunde", "tel.": "Telefon", "max.": "maximal", "min.": "minimal", "mind.": "mindestens", "mio.": "Millionen", "mrd.": "Milliarden",
    "mwst.": "Mehrwertsteuer", "MwSt": "Mehrwertsteuer", "MwSt.": "Mehrwertsteuer", "abb.": "Abbildung", "hbf.": "Hauptbahnhof", "Hbf": "Hauptbahnhof",
    "bhf.": "Bahnhof", "bd.": "Band", "kap.": "Kapitel", "hrsg.": "Herausgeber", 
    "GmbH": "G M B H", "Kfz": "K F Z", "Lkw": "L K W", "Pkw": "P K W",
    "mwst": "Mehrwertsteuer", "Mwst": "Mehrwertsteuer", "WLAN": "W LAN", "e. v.": "E V", "fa.": "Firma", "ff.": "folgende",
    "wg.": "wegen", "betr.": "betrifft", "entspr.": "entsprechend", "lt.": "laut",
    
}  # fmt: skip
BEFORE_NUMBERS = {
    "nr": "Nummer", "nrn": "Nummern", "no": "Nummer", "s": "Seite", "bd": "Band", "kap": "Kapitel", "abb": "Abbildung",
    "abs": "Absatz", "art": "Artikel", "tab": "Tabelle", "jg": "Jahrgang", "tel": "Telefon", "aufl": "Auflage", "z": "Zeile",
}  # fmt: skip
SAID = words(
    "NASA NATO UNESCO UNICEF OPEC COVID AIDS FIFA UEFA IKEA PIN RAM ROM GIF SIM BAföG TÜV ASCII BASIC CERN LAN WAN LIDAR RADAR SARS VISA"
)
SHORT = words(
    "ab am an auf aus bei bis da das daß dem den der des die du ein er es für hat ich ihr im in ist ja je mal man mir mit "
    "nein nie nur ob oft so tag tor tür um und uns vom von vor was weg wem wen wer wie wir wo zu zum zur gut rot neu alt "
    "arm bar ei eis ende euch eng fast gar geh hin her hof hut ihm ihn kuh los mai mut ohr ort rat rad see sie sei seh "
    "uhr wut zeh zug"
)
SPELLED = words(
    "usa eu ai ki it pc cpu gpu cdu csu spd fdp afd ard zdf brd ddr bmw vw ag kg gmbh adac dgb url html http https usb "
    "cd dvd tv eg ekd eeg iban bic lkw pkw kfz uk usb api sql ip io de at ch edv ezb bka bnd fbi cia ddr oecd wc "
    "diy faq uv"
)

DAY = "(?:Mo|Di|Mi|Do|Fr|Sa|So)"
END_OF_ORDINAL = r"\.(?!\d)"
FIGURES: tuple[Row, ...] = (
    ("date", rf"(?:(?P<first>\d{{1,2}})\.?(?P<join> ?[-–—/] ?| bis | und | oder ))?(?P<day>\d{{1,2}})\. ?(?P<month>«month»)\.?«end»(?: (?P<year>[12]\d{{3}})«end»)?", named_date),
    ("date", r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4}|\d\d)«end»(?![.,]\d|:))?(?![\d])", numbered_date),
    ("date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)«end»(?!-)", iso_date),
    ("time", r"(?:(?P<from>\d{1,2})(?:[:.](?P<begin>\d\d))?(?: Uhr)? ?(?:[-–—]|bis) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?Uhr«end»", of_clock),
    ("decade", r"(?P<number>\d{1,4})(?P<ending>er[nrs]?)«end»", decade),
    ("fraction", r"(?P<whole>[1-9]\d{0,2})(?: ?½| 1/2)«end»", and_a_half),
    ("number", r"(?P<number>\d{1,6})(?P<sign> ?%)?-?(?P<word>jährig\w{0,4}|stellig\w{0,4}|stündig\w{0,4}|tägig\w{0,4}|minütig\w{0,4}|wöchig\w{0,4}|monatig\w{0,4}|teilig\w{0,4}|köpfig\w{0,4}|fach\w{0,4}|mal|prozentig\w{0,4}|(?<=%)ig\w{0,4}|(?<=%-)ig\w{0,4})«end»", adjective),
    ("ordinal", rf"(?P<number>\d{{1,4}}){END_OF_ORDINAL}(?=\s\S)", nth),
    ("ordinal", r"(?P<number>\d{1,4})(?=\.«last»)", last_nth),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})\.(?P<minute>\d\d)«end»(?![.,]\d)", bare_clock),
    ("digits", r"\d{5}(?=\s[A-ZÄÖÜ][a-zäöüß]|«last»|,)", town),
    ("year", r"\d{4}«end»(?![.,:/]\d|[-–—]\d|\s?[%°€£$²³])", lone_year),
    ("number", r"1(?! (?:«magnitude»|«unit»|«code»)«end»)(?= [A-ZÄÖÜ][a-zäöüß])", one),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("abbreviation", r"(?P<word>(?i:«numbered»))\.(?= ?\d)", before_number),
    ("date", rf"(?P<first>{DAY})\.?(?P<join>[-–/])(?P<last>{DAY})(?:\.(?!«last»)|(?=\.«last»)|«end»)", weekdays),
    ("date", rf"(?P<day>{DAY})\.(?=\s?[-–—]|,?\s\d)", weekday),
    ("Roman numeral", rf"(?P<numeral>{NUMERAL})\.(?=\s(?:Jahrhundert|Weltkrieg|Dynastie|Akt\b|Kapitel|Teil\b|Buch\b))", numeral_nth),
    *ALONE,
    ("abbreviation", r"St\.(?=\s?[A-ZÄÖÜ-])", saint),
    ("date", r"(?P<month>(?:Jan|Feb|Mär|Mrz|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez))\.(?!«last»)", short_month),
    ("Roman numeral", rf"(?P<name>[A-ZÄÖÜ][a-zäöüß]+)\s(?P<numeral>{NUMERAL})«end»(?:\.(?!«last»))?(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("abbreviation", r"(?<=[a-zäöüß])str\.(?!«last»)", lambda found, language: "straße"),
    ("abbreviation", r"(?P<stem>[A-ZÄÖÜ][a-zäöüß]{2,20})str\.(?!«last»)", lambda found, language: found["stem"] + "straße"),
    ("word", r"(?:OK|ok|Ok)«end»", lambda found, language: "okay"),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("number", r"#(?P<number>\d{1,9})«end»", hash_number),
    ("decade", r"['’‘](?P<number>\d\d)(?P<ending>er[nrs]?)«end»", decade),
    ("year", r"['’‘](?P<year>\d\d)«end»", short_year),
    ("symbol", r"§§?", section),
    ("number", r"[≈~](?= ?«number»)", lambda found, language: "ungefähr"),
)
SYMBOLS = {
    ".": "Punkt", "/": "Schrägstrich", "-": "Strich", "_": "Unterstrich", ":": "Doppelpunkt", "?": "Fragezeichen",
    "=": "gleich", "&": "und", "#": "Hashtag", "%": "Prozent", "‰": "Promille", "+": "plus", "~": "Tilde", "@": "at",
    "*": "mal", "×": "mal", "·": "mal", "⋅": "mal", "÷": "geteilt durch", "<": "kleiner als", ">": "größer als",
    "≤": "kleiner gleich", "≥": "größer gleich", "≈": "ungefähr", "≠": "ungleich", "±": "plus minus", "^": "hoch",
    "−": "minus", "–": "bis", "²": "Quadrat", "³": "hoch drei", "→": "nach", "∞": "unendlich", "©": "Copyright",
    "®": "registriert", "√": "Wurzel aus", "°": "Grad", "€": "Euro", "$": "Dollar", "£": "Pfund", "†": "gestorben",
}  # fmt: skip

GERMAN = Language(
    code="de",
    decimal=",",
    groups=".\u202f\u00a0’'",
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    clock=clock,
    words={
        "point": "Komma", "minus": "minus", "plus": "plus", "to": "bis", "per": "pro", "by": "mal", "and": "und",
        "over": "durch", "ratio": "zu", "version": "Version", "version point": "Punkt", "times": "mal", "slash": "", "power": "hoch",
    },
    symbols=SYMBOLS,
    units=UNITS,
    close_units=CLOSE_UNITS,
    currencies=CURRENCIES,
    magnitudes=MAGNITUDES,
    price="{whole} {cents}",
    months=MONTH_NUMBERS,
    abbreviations=ABBREVIATIONS,
    said=SAID,
    short=SHORT,
    spelled=SPELLED,
    emoji=EMOJI,
    figures=FIGURES,
    letters=LETTERS,
    signs=SIGNS,
    calling=words("wähle wählen rufe rufen notruf unter telefon tel"),
    variables={
        "numbered": any_of(BEFORE_NUMBERS),
        "unit_stop": r"(?<=Std|Min|Sek|Stk|Pfd)\.(?=\s[A-ZÄÖÜ])",
    },
)  # fmt: skip
