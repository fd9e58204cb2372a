"""Dutch: number words, dates, times, units, money and abbreviations."""

import re

from vivavoce.text.normal.emoji import DUTCH as EMOJI
from vivavoce.text.normal.figures import YEARS, whole
from vivavoce.text.normal.language import Counted, Currency, Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.roman import ALONE, NUMERAL, value

DIGITS = tuple("nul één twee drie vier vijf zes zeven acht negen".split())
TEENS = tuple(
    "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
)  # fmt: skip
TENS = tuple("- - twintig dertig veertig vijftig zestig zeventig tachtig negentig".split())
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


# Dates


def date(day: int, month: int, of_year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    said = f"{cardinal(day)} {MONTHS[month - 1]}"
    return f"{said} {year(full_year(of_year))}" if of_year else said


def full_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


def named_date(found: re.Match[str], language: Language) -> str | None:
    """3 mei 2026"""
    return date(int(found["day"]), language.months[found["month"].lower()], found["year"] or "")


def numbered_date(found: re.Match[str], language: Language) -> str | None:
    """03-05-2026, 3/5/2026: the month by its name"""
    return date(int(found["day"]), int(found["month"]), found["year"])


def short_month(found: re.Match[str], language: Language) -> str:
    return MONTHS[language.months[found["month"].lower()] - 1]


def nth(found: re.Match[str], language: Language) -> str:
    return ordinal(int(re.sub(r"\D", "", found["number"])))


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


def weekday(found: re.Match[str], language: Language) -> str:
    return DAYS[found["day"]]


def decade(found: re.Match[str], language: Language) -> str:
    """jaren 90, jaren '90"""
    n = int(found["number"])
    return f"{found['word']} {year(n) if n >= 1000 else cardinal(n)}"


def compound(found: re.Match[str], language: Language) -> str:
    """3-jarig, 10-daags, 4x"""
    said = cardinal(int(found["number"])).replace("é", "e")
    return said + found["word"]


def of_clock(found: re.Match[str], language: Language) -> str | None:
    """10:30 uur, 14.05 uur, 7 u., 20u30"""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = clock(hour, minute, None)
    if not found["from"]:
        return said
    first, begin = int(found["from"]), found["begin"]
    return f"{clock(first, int(begin), None) if begin else cardinal(first)} tot {said}"


def weekdays(found: re.Match[str], language: Language) -> str:
    """ma-vr"""
    return f"{DAYS[found['first']]} tot {DAYS[found['last']]}"


def score(found: re.Match[str], language: Language) -> str | None:
    """won met 3-2"""
    if word_before(found).lower() not in SCORED:
        return None
    return f"{cardinal(int(found['one']))} {cardinal(int(found['other']))}"


def postcode(found: re.Match[str], language: Language) -> str:
    """1234 AB"""
    written = found["number"]
    return f"{whole(written[:2], language)} {whole(written[2:], language)} {' '.join(found['letters'])}"


def plural_letters(found: re.Match[str], language: Language) -> str | None:
    """cd's"""
    return " ".join(found["name"].upper()) + "'s" if found["name"].lower() in SPELLED else None


def roman(found: re.Match[str], language: Language) -> str | None:
    """Willem III: de derde; hoofdstuk IV: vier"""
    name, n = found["name"], value(found["numeral"])
    if n is None or (name not in KINGS and name.lower() not in NUMBERED):
        return None
    return f"{name} de {ordinal(n)}" if name in KINGS else f"{name} {cardinal(n)}"


def numeral_nth(found: re.Match[str], language: Language) -> str | None:
    """XIXe eeuw"""
    n = value(found["numeral"])
    return None if n is None else ordinal(n)


def before_number(found: re.Match[str], language: Language) -> str:
    return BEFORE_NUMBERS[found["word"].lower()]


def street(found: re.Match[str], language: Language) -> str:
    return found["stem"] + "straat"


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"nummer {whole(found['number'], language)}"


def clitic(found: re.Match[str], language: Language) -> str:
    """'s avonds, 't: with a straight apostrophe"""
    return "'" + found["word"]


def unit(name: str, many: str = "") -> Counted:
    return Counted(f"één {name}", many or name)


def money(name: str, many: str = "", cent: str = "cent") -> Currency:
    return Currency(unit(name, many), unit(cent) if cent else None)


MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
MONTH_NUMBERS = {
    **{name: at for at, name in enumerate(MONTHS, 1)},
    **{name[:3]: at for at, name in enumerate(MONTHS, 1)},
    "mrt": 3, "sept": 9,
}  # fmt: skip
del MONTH_NUMBERS["maa"]
DAYS = {
    "ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag", "za": "zaterdag", "zo": "zondag",
}  # fmt: skip
SCORED = words("won wint winnen gewonnen verloor verloren met stand score uitslag in werd wordt eindigde het")
KINGS = words(
    "Willem Karel Filips Lodewijk Hendrik Frederik Albert Boudewijn Leopold Johannes Paulus Benedictus Pius Leo Gregorius "
    "Napoleon Elizabeth George Willem-Alexander Maurits Floris Dirk Jan Richard Otto Peter Nicolaas Catharina Christiaan"
)
NUMBERED = words("hoofdstuk deel boek artikel bijlage fase type klasse niveau groep band akte scène wereldoorlog")
YEAR_WORDS = words(
    "in sinds jaar tot vanaf anno rond uit van begin eind zomer winter lente herfst voorjaar najaar januari februari maart "
    "april mei juni juli augustus september oktober november december"
)
COUNTED = re.compile(r" (?:[a-z]+e )?(?!(?:dit|was|is|als|toen|wordt|werd|tot|en|of|sinds)\b)[a-zé]{2,}(?:en|s|e)\b")

UNITS = {
    "km": unit("kilometer"), "m": unit("meter"), "cm": unit("centimeter"), "mm": unit("millimeter"), "dm": unit("decimeter"),
    "µm": unit("micrometer"), "nm": unit("nanometer"), "km²": unit("vierkante kilometer"), "m²": unit("vierkante meter"),
    "m2": unit("vierkante meter"), "cm²": unit("vierkante centimeter"), "m³": unit("kubieke meter"), "m3": unit("kubieke meter"),
    "cm³": unit("kubieke centimeter"), "ha": unit("hectare"), "kg": unit("kilo"), "g": unit("gram"), "gr": unit("gram"),
    "mg": unit("milligram"), "µg": unit("microgram"), "t": unit("ton"), "l": unit("liter"), "L": unit("liter"), "ml": unit("milliliter"),
    "cl": unit("centiliter"), "dl": unit("deciliter"), "el": unit("eetlepel", "eetlepels"), "tl": unit("theelepel", "theelepels"),
    "s": unit("seconde", "seconden"), "sec": unit("seconde", "seconden"), "ms": unit("milliseconde", "milliseconden"),
    "min": unit("minuut", "minuten"), "h": unit("uur"), "u": unit("uur"), "km/h": unit("kilometer per uur"),
    "km/u": unit("kilometer per uur"), "m/s": unit("meter per seconde"), "kWh": unit("kilowattuur"), "MWh": unit("megawattuur"),
    "W": unit("watt"), "kW": unit("kilowatt"), "MW": unit("megawatt"), "GW": unit("gigawatt"), "V": unit("volt"),
    "A": unit("ampère"), "mA": unit("milliampère"), "mAh": unit("milliampère-uur"), "Hz": unit("hertz"), "kHz": unit("kilohertz"),
    "MHz": unit("megahertz"), "GHz": unit("gigahertz"), "dB": unit("decibel"), "pk": unit("P K", "P K"), "J": unit("joule"),
    "kJ": unit("kilojoule"), "kcal": unit("kilocalorie", "kilocalorieën"), "N": unit("newton"), "hPa": unit("hectopascal"),
    "bar": unit("bar"), "kB": unit("kilobyte"), "KB": unit("kilobyte"), "MB": unit("megabyte"), "GB": unit("gigabyte"),
    "TB": unit("terabyte"), "Mbit/s": unit("megabit per seconde"), "Mbps": unit("megabit per seconde"), "px": unit("pixel", "pixels"),
    "°C": unit("graad Celsius", "graden Celsius"), "°F": unit("graad Fahrenheit", "graden Fahrenheit"),
    "°": unit("graad", "graden"), "ºC": unit("graad Celsius", "graden Celsius"), "℃": unit("graad Celsius", "graden Celsius"),
}  # fmt: skip
CLOSE_UNITS = words("A N J L t u")
CURRENCIES = {
    "€": money("euro"), "EUR": money("euro"), "euro": money("euro"), "$": money("dollar"), "US$": money("U S dollar"),
    "USD": money("U S dollar"), "£": Currency(unit("pond"), unit("penny", "pence")), "GBP": Currency(unit("pond"), unit("penny", "pence")),
    "CHF": money("Zwitserse frank", cent="rappen"), "¥": money("yen", cent=""), "JPY": money("yen", cent=""),
    "ƒ": money("gulden"), "₽": money("roebel", cent="kopeke"), "₿": money("bitcoin", cent=""), "₹": money("roepie", cent="paisa"),
}  # fmt: skip
MAGNITUDES = {
    written: Counted(f"één {name}", name)
    for name, forms in {
        "duizend": "duizend dzd dzd. k",
        "miljoen": "miljoen mln mln. M",
        "miljard": "miljard mld mld. mrd",
        "biljoen": "biljoen bln",
    }.items()
    for written in forms.split()
}
ABBREVIATIONS = {
    "bijv.": "bijvoorbeeld", "bv.": "bijvoorbeeld", "b.v.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "dwz.": "dat wil zeggen",
    "o.a.": "onder andere", "m.b.t.": "met betrekking tot", "m.b.v.": "met behulp van", "t.o.v.": "ten opzichte van",
    "t.a.v.": "ter attentie van", "i.v.m.": "in verband met", "n.a.v.": "naar aanleiding van", "z.o.z.": "zie ommezijde",
    "i.p.v.": "in plaats van", "t/m": "tot en met", "m.a.w.": "met andere woorden", "a.u.b.": "alstublieft", "aub": "alstublieft",
    "s.v.p.": "alstublieft", "svp": "alstublieft", "enz.": "enzovoort", "etc.": "et cetera", "e.d.": "en dergelijke",
    "e.a.": "en anderen", "ca.": "circa", "ong.": "ongeveer", "resp.": "respectievelijk", "vgl.": "vergelijk", "evt.": "eventueel",
    "incl.": "inclusief", "excl.": "exclusief", "m.n.": "met name", "o.m.": "onder meer", "t.z.t.": "te zijner tijd",
    "t.w.": "te weten", "m.i.": "mijns inziens", "i.h.b.": "in het bijzonder", "i.h.a.": "in het algemeen", "i.o.": "in opdracht",
    "o.l.v.": "onder leiding van", "o.b.v.": "op basis van", "i.s.m.": "in samenwerking met", "v.a.": "vanaf", "p.p.": "per persoon",
    "p.j.": "per jaar", "p.m.": "per maand", "n.v.t.": "niet van toepassing", "v.chr.": "voor Christus", "v. chr.": "voor Christus",
    "n.chr.": "na Christus", "n. chr.": "na Christus", "zgn.": "zogenaamd", "zg.": "zogenaamd", "z.g.": "zogenaamd",
    "dhr.": "de heer", "mevr.": "mevrouw", "mw.": "mevrouw", "mr.": "meester", "dr.": "doctor", "drs.": "doctorandus",
    "prof.": "professor", "ir.": "ingenieur", "ing.": "ingenieur", "jhr.": "jonkheer", "jr.": "junior", "sr.": "senior",
    "fam.": "familie", "gem.": "gemiddeld", "max.": "maximaal", "min.": "minimaal", "tel.": "telefoon", "afb.": "afbeelding",
    "red.": "redactie", "geb.": "geboren", "jl.": "jongstleden", "a.s.": "aanstaande", "vnl.": "voornamelijk", "div.": "diverse",
    "B.V.": "B V", "e.v.": "en volgende", "bbp": "B B P", "KMO's": "K M O's", "btw": "B T W", "bv": "B V", "nv": "N V", "tv": "T V", "cd": "C D", "pc": "P C", "w.o.": "waaronder", "mln.": "miljoen", "mld.": "miljard",
    "eng.": "Engels", "vs.": "versus", "sec.": "seconde", "uitg.": "uitgave", "wsch.": "waarschijnlijk", "plm.": "plusminus",
}  # fmt: skip
BEFORE_NUMBERS = {
    "nr": "nummer", "nrs": "nummers", "no": "nummer", "blz": "bladzijde", "pag": "pagina", "p": "pagina", "hfst": "hoofdstuk",
    "art": "artikel", "fig": "figuur", "afb": "afbeelding", "dl": "deel", "tel": "telefoon", "par": "paragraaf",
}  # fmt: skip
SAID = words(
    "NASA NAVO UNESCO UNICEF OPEC COVID AIDS FIFA UEFA IKEA PIN RAM ROM GIF SIM HEMA HAVO VIVO CERN VUT SARS LAN VISA"
)
SHORT = words(
    "aan af al als ben bij dag dan dat de den der die dit doe door een en er ga gaf had heb hem het hij hoe hun iets ik in is "
    "ja je kan kon maar me mij na nee niet niks nog nu of om ons ook op over pas per rij te tot u uit van ver vol voor wat we wel "
    "wie wij wil zal ze zee zei zeg zij zijn zo zou oud man mag mee met nou bus weg weer stop"
)
SPELLED = words(
    "usa eu vs ai it pc cpu gpu vvd cda pvv sp ns nos avro kro ncrv npo knmi anwb abn ing asml kpn tv cd dvd btw bv nv wc url html http "
    "https usb vwo mbo hbo wo ggd rivm aow ww iban bic bsn id uk vn fbi cia oecd oeso api sql ip io nl be pdf uv ehbo "
    "ic ict ov"
)

DAY = "(?:ma|di|wo|do|vr|za|zo)"
FIGURES: tuple[Row, ...] = (
    ("date", r"(?P<day>\d{1,2})(?:e|ste|de)? (?P<month>«month»)«end»\.?(?:(?:,)? (?P<year>[12]\d{3})«end»)?", named_date),
    ("date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)«end»(?!-)", numbered_date),
    ("date", r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)«end»(?![-/.]\d)", numbered_date),
    ("time", r"(?:(?P<from>\d{1,2})(?:[:.](?P<begin>\d\d))?(?: uur)? ?(?:[-–—]|tot) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?uur«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})[uh](?P<minute>\d\d)«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})(?P<minute>) u(?:\.(?!«last»)|(?=\.«last»))", of_clock),
    ("ordinal", r"(?P<number>\d{1,6})(?:e|ste|de)«end»", nth),
    ("fraction", r"1(?: ?½| 1/2)«end»", lambda found, language: "anderhalf"),
    ("score", r"(?P<one>\d{1,2})[-–](?P<other>\d{1,2})«end»(?![-–.,/:]\d| [a-z])", score),
    ("digits", r"(?P<number>[1-9]\d{3}) ?(?P<letters>[A-Z]{2})«end»", postcode),
    ("number", r"(?P<number>\d{1,6})-(?P<word>jarig\w{0,3}|daags\w{0,2}|delig\w{0,2}|voudig\w{0,2}|koppig\w{0,2}|persoons)«end»", compound),
    ("year", r"\d{4}«end»(?![.,:/]\d|[-–—]\d|\s?[%°€£$²³])", lone_year),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("abbreviation", r"(?P<word>(?i:«numbered»))\.(?= ?\d)", before_number),
    ("date", r"(?P<month>(?:jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec))\.(?!«last»)", short_month),
    ("letters", r"(?P<name>[a-zA-Z]{2,4})['’]s«end»", plural_letters),
    ("date", rf"(?P<first>{DAY})\.?[-–](?P<last>{DAY})«end»", weekdays),
    ("date", rf"(?P<day>{DAY})(?:\.(?=\s?[-–—]|,?\s\d)|(?=\s\d{{1,2}}\s«month»))", weekday),
    ("decade", r"(?P<word>(?i:jaren)) ['’]?(?P<number>\d{1,3}0)«end»", decade),
    ("Roman numeral", rf"(?P<name>[A-Za-zè-]{{2,20}})\s(?P<numeral>{NUMERAL})«end»(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("Roman numeral", rf"(?P<numeral>{NUMERAL})(?:e|de|ste)«end»", numeral_nth),
    ("abbreviation", r"St\.(?=-?\s?[A-Z])", lambda found, language: "Sint"),
    *ALONE,
    ("abbreviation", r"(?P<stem>[A-Z][a-z]{2,20})str\.(?!«last»)", street),
    ("word", r"(?:OK|ok|Ok|oké)«end»", lambda found, language: "oké"),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("number", r"#(?P<number>\d{1,9})«end»", hash_number),
    ("year", r"['’‘](?P<year>\d\d)«end»", short_year),
    ("symbol", r"§", lambda found, language: "paragraaf"),
    ("number", r"[≈~](?= ?«number»)", lambda found, language: "ongeveer"),
    ("word", r"['’‘](?P<word>[stkmnr])«end»", clitic),
)
SYMBOLS = {
    ".": "punt", "/": "slash", "-": "streepje", "_": "liggend streepje", ":": "dubbele punt", "?": "vraagteken", "=": "is",
    "&": "en", "#": "hashtag", "%": "procent", "‰": "promille", "+": "plus", "~": "tilde", "@": "apenstaartje", "*": "keer",
    "×": "keer", "·": "keer", "⋅": "keer", "÷": "gedeeld door", "<": "kleiner dan", ">": "groter dan",
    "≤": "kleiner dan of gelijk aan", "≥": "groter dan of gelijk aan", "≈": "ongeveer", "≠": "ongelijk aan", "±": "plusminus",
    "^": "tot de macht", "−": "min", "–": "tot", "²": "kwadraat", "³": "tot de derde", "→": "naar", "∞": "oneindig",
    "©": "copyright", "®": "geregistreerd", "√": "wortel van", "°": "graden", "€": "euro", "$": "dollar", "£": "pond",
}  # fmt: skip

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
        "power": "tot de macht",
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
    calling=words("bel bellen belt tel toets sms"),
    variables={"numbered": any_of(BEFORE_NUMBERS)},
)  # fmt: skip
