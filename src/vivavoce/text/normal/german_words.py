"""Tables of German: units, money, abbreviations, short words, words that tell what a number is."""

from vivavoce.text.abbreviations import habits
from vivavoce.text.normal.language import Counted, Currency, words


def unit(name: str, many: str = "", article: str = "ein") -> Counted:
    return Counted(f"{article} {name}", many or name)


def feminine(name: str, many: str) -> Counted:
    return unit(name, many, "eine")


def money(name: str, many: str = "", cent: str = "Cent", article: str = "ein") -> Currency:
    return Currency(unit(name, many, article), unit(cent) if cent else None)


MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
MONTH_NUMBERS = {
    **{name.lower(): at for at, name in enumerate(MONTHS, 1)},
    **{name.lower()[:3]: at for at, name in enumerate(MONTHS, 1)},
    "jänner": 1, "sept": 9, "mrz": 3,
}  # fmt: skip
DAYS = {
    "Mo": "Montag", "Di": "Dienstag", "Mi": "Mittwoch", "Do": "Donnerstag", "Fr": "Freitag", "Sa": "Samstag",
    "So": "Sonntag",
}  # fmt: skip
JOINS = {"-": "bis", "–": "bis", "—": "bis", "bis": "bis", "und": "und", "/": "und", "oder": "oder"}
# What stands before an ordinal, by how that ends: am dritten Tag, der dritte Tag, ein dritter Tag, ein drittes Kind
WEAK = words(
    "am im vom zum beim dem den des zur einem einen diesem diesen jedem jeden ihrem ihren seinem seinen unserem unseren "
    "meinem meinen"
)
DEFINITE = words("der die das dieser diese dieses jeder jede jedes")
STRONG = words("als ein kein mein dein sein ihr unser eine keine meine deine seine ihre unsere")
UNTIL = words("ab bis seit nach vor")  # of dates as well as of numbers that are counted: 5 nach 12
DATIVE = words("mit von bei aus nach seit zu ab außer in an auf vor")  # what a dative follows, mostly at least
WITH_DATIVE = DATIVE | words("hinter über unter neben zwischen während wegen gegenüber trotz laut dank")
# Words that begin a sentence where they have a capital; others may be nouns.
OPENERS = habits("de").openers | words(
    "Den Dem Des Daher Damit Dabei Dafür Dazu Darum Deshalb Dies Diese Dieser Dieses Ihr Ihre Mein Meine Sein Seine "
    "Unser Unsere Kein Keine Alles Jeder Jede Jedes Sondern Sowie Einem Einer Beim Vor Über Unter Ohne Seit Aus Ab "
    "Als Ob Gestern Nicht Hallo Wieso Welche Welcher Welches Weiter Außerdem Zudem Trotzdem Sonst Schon Immer Vielen "
    "Viele Ist Sind Hat Haben Kann Können Gibt Gehen"
)
NO_NOUNS = (
    frozenset(map(str.lower, OPENERS))
    | WITH_DATIVE
    | UNTIL
    | words(
        "gegen durch etwa ca circa rund ungefähr genau max maximal mind mindestens höchstens inkl zzgl pro je jeweils "
        "täglich stündlich wöchentlich monatlich morgens mittags abends nachts insgesamt zusätzlich"
    )
)
NUMBERED = words(
    "kapitel seite teil band nummer platz nr abschnitt artikel absatz punkt stufe klasse zimmer raum gleis jahr lektion"
)
NUMBERED_NAMES = words(
    "Kapitel Teil Band Akt Abschnitt Artikel Anhang Szene Buch Tafel Weltkrieg Stufe Klasse Typ Phase"
)
KINGS = words(
    "Heinrich Ludwig Karl Friedrich Wilhelm Otto Georg Eduard Richard Jakob Johannes Paul Benedikt Pius Leo Gregor "
    "Clemens Innozenz Urban Alexander Nikolaus Peter Iwan Philipp Ferdinand Franz Napoleon Ramses Ptolemäus Konstantin "
    "Leopold Albert Maximilian Rudolf Joseph Josef Konrad Charles Gustav Christian Harald Sixtus Bonifatius Felipe Carl"
)
QUEENS = words("Elisabeth Elizabeth Maria Katharina Margrethe Viktoria Victoria Christina Isabella Kleopatra")
YEAR_WORDS = words(
    "jahr jahre jahren seit anno um sommer winter frühling herbst frühjahr ende anfang mitte januar februar märz "
    "april mai juni juli august september oktober november dezember"
)
UNITS = {
    "km": unit("Kilometer"), "m": unit("Meter"), "cm": unit("Zentimeter"), "mm": unit("Millimeter"),
    "dm": unit("Dezimeter"), "µm": unit("Mikrometer"), "nm": unit("Nanometer"), "km²": unit("Quadratkilometer"),
    "m²": unit("Quadratmeter"), "qm": unit("Quadratmeter"), "cm²": unit("Quadratzentimeter"),
    "m³": unit("Kubikmeter"), "cm³": unit("Kubikzentimeter"), "ha": unit("Hektar"), "kg": unit("Kilogramm"),
    "g": unit("Gramm"), "mg": unit("Milligramm"), "µg": unit("Mikrogramm"), "t": feminine("Tonne", "Tonnen"),
    "Pfd": unit("Pfund"), "l": unit("Liter"), "L": unit("Liter"), "ml": unit("Milliliter"), "cl": unit("Zentiliter"),
    "dl": unit("Deziliter"), "hl": unit("Hektoliter"), "TL": unit("Teelöffel", "Teelöffel", "ein"),
    "EL": unit("Esslöffel"), "s": feminine("Sekunde", "Sekunden"), "Sek": feminine("Sekunde", "Sekunden"),
    "sek": feminine("Sekunde", "Sekunden"), "ms": feminine("Millisekunde", "Millisekunden"),
    "min": feminine("Minute", "Minuten"), "Min": feminine("Minute", "Minuten"), "h": feminine("Stunde", "Stunden"),
    "Std": feminine("Stunde", "Stunden"), "Stk": unit("Stück"), "St": unit("Stück"),
    "km/h": unit("Kilometer pro Stunde"), "m/s": unit("Meter pro Sekunde"),
    "kWh": feminine("Kilowattstunde", "Kilowattstunden"), "MWh": feminine("Megawattstunde", "Megawattstunden"),
    "W": unit("Watt"), "kW": unit("Kilowatt"), "MW": unit("Megawatt"), "GW": unit("Gigawatt"), "V": unit("Volt"),
    "kV": unit("Kilovolt"), "A": unit("Ampere"), "mA": unit("Milliampere"),
    "mAh": feminine("Milliamperestunde", "Milliamperestunden"), "Hz": unit("Hertz"), "kHz": unit("Kilohertz"),
    "MHz": unit("Megahertz"), "GHz": unit("Gigahertz"), "dB": unit("Dezibel"), "PS": unit("PS", "P S"),
    "J": unit("Joule"), "kJ": unit("Kilojoule"), "kcal": feminine("Kilokalorie", "Kilokalorien"), "N": unit("Newton"),
    "Pa": unit("Pascal"), "hPa": unit("Hektopascal"), "bar": unit("Bar"), "Ω": unit("Ohm"), "kB": unit("Kilobyte"),
    "KB": unit("Kilobyte"), "MB": unit("Megabyte"), "GB": unit("Gigabyte"), "TB": unit("Terabyte"),
    "Mbit": unit("Megabit"), "Mbit/s": unit("Megabit pro Sekunde"), "°C": unit("Grad Celsius"),
    "°F": unit("Grad Fahrenheit"), "°": unit("Grad"), "ºC": unit("Grad Celsius"), "℃": unit("Grad Celsius"),
    "px": unit("Pixel"), "mmHg": unit("Millimeter Quecksilbersäule"),
    **{f"{of}/100{gap}km": unit(f"{name} auf hundert Kilometer")
       for of, name in (("l", "Liter"), ("kWh", "Kilowattstunden")) for gap in ("", " ", "\u00a0")},
}  # fmt: skip
CLOSE_UNITS = words("A N J St L")
FRANC = money("Schweizer Franken", cent="Rappen")
CURRENCIES = {
    "€": money("Euro"), "EUR": money("Euro"), "Euro": money("Euro"), "$": money("Dollar"), "US$": money("U S Dollar"),
    "USD": money("U S Dollar"), "£": Currency(unit("Pfund"), unit("Penny", "Pence")),
    "GBP": Currency(unit("Pfund"), unit("Penny", "Pence")), "CHF": FRANC, "Fr": FRANC, "¥": money("Yen", cent=""),
    "JPY": money("Yen", cent=""), "₽": money("Rubel", cent="Kopeke"),
    "DM": money("D Mark", "D Mark", "Pfennig", "eine"), "₿": money("Bitcoin", cent=""),
    "₹": money("Rupie", "Rupien", "Paisa", "eine"),
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
    "beisp.": "Beispiel", "d.h.": "das heißt", "d. h.": "das heißt", "d.\u00a0h.": "das heißt",
    "u.a.": "unter anderem", "u. a.": "unter anderem", "usw.": "und so weiter", "etc.": "et cetera",
    "bzw.": "beziehungsweise", "ca.": "circa", "evtl.": "eventuell", "ggf.": "gegebenenfalls", "inkl.": "inklusive",
    "exkl.": "exklusive", "zzgl.": "zuzüglich", "abzgl.": "abzüglich", "vgl.": "vergleiche", "sog.": "sogenannte",
    "insb.": "insbesondere", "z.t.": "zum Teil", "z. t.": "zum Teil", "u.u.": "unter Umständen",
    "u. u.": "unter Umständen", "i.d.r.": "in der Regel", "i. d. r.": "in der Regel", "m.e.": "meines Erachtens",
    "m. e.": "meines Erachtens", "o.g.": "oben genannt", "o. g.": "oben genannt", "s.o.": "siehe oben",
    "s. o.": "siehe oben", "s.u.": "siehe unten", "s. u.": "siehe unten", "v.a.": "vor allem", "v. a.": "vor allem",
    "u.ä.": "und Ähnliches", "u. ä.": "und Ähnliches", "o.ä.": "oder Ähnliches", "o. ä.": "oder Ähnliches",
    "usf.": "und so fort", "uvm.": "und vieles mehr", "u.v.m.": "und vieles mehr", "z.zt.": "zurzeit",
    "z. zt.": "zurzeit", "v.chr.": "vor Christus", "v. chr.": "vor Christus", "n.chr.": "nach Christus",
    "n. chr.": "nach Christus", "u.s.w.": "und so weiter", "i.a.": "im Auftrag", "i. a.": "im Auftrag",
    "dr.": "Doktor", "prof.": "Professor", "dipl.": "Diplom", "ing.": "Ingenieur", "hr.": "Herr", "hrn.": "Herrn",
    "fr.": "Frau", "frl.": "Fräulein", "med.": "medicinae", "jur.": "juris", "phil.": "philosophiae", "jr.": "junior",
    "sen.": "senior", "str.": "Straße", "geb.": "geboren", "verh.": "verheiratet", "allg.": "allgemein",
    "engl.": "englisch", "dt.": "deutsch", "franz.": "französisch", "lat.": "lateinisch", "griech.": "griechisch",
    "ital.": "italienisch", "span.": "spanisch", "jhs.": "Jahrhunderts",
    "std.": "Stunde", "tel.": "Telefon", "max.": "maximal", "min.": "minimal", "mind.": "mindestens",
    "mio.": "Millionen", "mrd.": "Milliarden", "mwst.": "Mehrwertsteuer", "MwSt": "Mehrwertsteuer",
    "MwSt.": "Mehrwertsteuer", "abb.": "Abbildung", "hbf.": "Hauptbahnhof", "Hbf": "Hauptbahnhof", "bhf.": "Bahnhof",
    "bd.": "Band", "kap.": "Kapitel", "hrsg.": "Herausgeber", "GmbH": "G M B H", "Kfz": "K F Z", "Lkw": "L K W",
    "Pkw": "P K W", "mwst": "Mehrwertsteuer", "Mwst": "Mehrwertsteuer", "WLAN": "W LAN", "e. v.": "E V",
    "fa.": "Firma", "gest.": "gestorben", "z. hd.": "zu Händen", "z.hd.": "zu Händen",
    "mfg": "mit freundlichen Grüßen", "MfG": "mit freundlichen Grüßen", "ff.": "folgende", "wg.": "wegen", "betr.": "betrifft", "entspr.": "entsprechend", "lt.": "laut",
    "bzgl.": "bezüglich", "zw.": "zwischen", "zzt.": "zurzeit",
    **{name: " ".join(name.upper()) for name in ("AfD", "BVerfG", "EuGH", "UdSSR", "KfW", "VfB", "VfL", "StVO")},
}  # fmt: skip
BEFORE_NUMBERS = {
    "nr": "Nummer", "nrn": "Nummern", "no": "Nummer", "s": "Seite", "bd": "Band", "kap": "Kapitel",
    "abb": "Abbildung", "abs": "Absatz", "art": "Artikel", "tab": "Tabelle", "jg": "Jahrgang", "tel": "Telefon",
    "aufl": "Auflage", "z": "Zeile",
}  # fmt: skip
SAID = words(
    "NASA NATO UNESCO UNICEF OPEC COVID AIDS FIFA UEFA IKEA PIN RAM ROM GIF SIM BAföG TÜV ASCII BASIC CERN LAN WAN "
    "LIDAR RADAR SARS VISA UNO"
)
SHORT = words(
    "ab am an auf aus bei bis da das daß dem den der des die du ein er es für hat ich ihr im in ist ja je mal man "
    "mir mit nein nie nur ob oft so tag tor tür um und uns vom von vor was weg wem wen wer wie wir wo zu zum zur "
    "gut rot neu alt arm bar ei eis ende euch eng fast gar geh hin her hof hut ihm ihn kuh los mai mut ohr ort rat "
    "rad see sie sei seh uhr wut zeh zug"
)
SPELLED = words(
    "usa eu ai ki it pc cpu gpu cdu csu spd fdp afd ard zdf brd ddr bmw vw ag kg gmbh adac dgb url html http https usb "
    "cd dvd tv eg ekd eeg iban bic lkw pkw kfz uk usb api sql ip io de at ch edv ezb bka bnd fbi cia ddr oecd wc "
    "diy faq uv agb bgb dsgvo ice ic"
)
SYMBOLS = {
    ".": "Punkt", "/": "Schrägstrich", "-": "Strich", "_": "Unterstrich", ":": "Doppelpunkt", "?": "Fragezeichen",
    "=": "gleich", "&": "und", "#": "Hashtag", "%": "Prozent", "‰": "Promille", "+": "plus", "~": "Tilde", "@": "at",
    "*": "mal", "×": "mal", "·": "mal", "⋅": "mal", "÷": "geteilt durch", "<": "kleiner als", ">": "größer als",
    "≤": "kleiner gleich", "≥": "größer gleich", "≈": "ungefähr", "≠": "ungleich", "±": "plus minus", "^": "hoch",
    "−": "minus", "–": "bis", "²": "Quadrat", "³": "hoch drei", "→": "nach", "∞": "unendlich", "©": "Copyright",
    "®": "registriert", "√": "Wurzel aus", "°": "Grad", "€": "Euro", "$": "Dollar", "£": "Pfund", "†": "gestorben",
}  # fmt: skip
