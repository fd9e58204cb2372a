"""Tables of Dutch: units, money, abbreviations, short words, words that tell what a number is."""

from vivavoce.text.normal.language import Counted, Currency, words


def unit(name: str, many: str = "") -> Counted:
    return Counted(f"één {name}", many or name)


def money(name: str, many: str = "", cent: str = "cent") -> Currency:
    return Currency(unit(name, many), unit(cent) if cent else None)


MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
MONTH_NUMBERS = {
    **{name: at for at, name in enumerate(MONTHS, 1)},
    **{name[:3]: at for at, name in enumerate(MONTHS, 1)},
    "mrt": 3, "sept": 9, "febr": 2,
}  # fmt: skip
del MONTH_NUMBERS["maa"]
DAYS = {
    "ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag", "za": "zaterdag",
    "zo": "zondag",
}  # fmt: skip
SCORED = words("won wint winnen gewonnen verloor verloren met stand score uitslag in werd wordt eindigde het de")
KINGS = words(
    "Willem Karel Filips Lodewijk Hendrik Frederik Albert Boudewijn Leopold Johannes Paulus Benedictus Pius Leo "
    "Gregorius Napoleon Elizabeth George Willem-Alexander Maurits Floris Dirk Jan Richard Otto Peter Nicolaas "
    "Catharina Christiaan"
)
NUMBERED = words("hoofdstuk deel boek artikel bijlage fase type klasse niveau groep band akte scène wereldoorlog")
YEAR_WORDS = words(
    "in sinds jaar tot vanaf anno rond uit van begin eind zomer winter lente herfst voorjaar najaar januari "
    "februari maart april mei juni juli augustus september oktober november december"
)
UNITS = {
    "km": unit("kilometer"), "m": unit("meter"), "cm": unit("centimeter"), "mm": unit("millimeter"),
    "dm": unit("decimeter"), "µm": unit("micrometer"), "nm": unit("nanometer"), "km²": unit("vierkante kilometer"),
    "m²": unit("vierkante meter"), "m2": unit("vierkante meter"), "cm²": unit("vierkante centimeter"),
    "m³": unit("kubieke meter"), "m3": unit("kubieke meter"), "cm³": unit("kubieke centimeter"),
    "ha": unit("hectare"), "kg": unit("kilo"), "g": unit("gram"), "gr": unit("gram"), "mg": unit("milligram"),
    "µg": unit("microgram"), "t": unit("ton"), "l": unit("liter"), "L": unit("liter"), "ml": unit("milliliter"),
    "cl": unit("centiliter"), "dl": unit("deciliter"), "el": unit("eetlepel", "eetlepels"),
    "tl": unit("theelepel", "theelepels"), "s": unit("seconde", "seconden"), "sec": unit("seconde", "seconden"),
    "ms": unit("milliseconde", "milliseconden"), "min": unit("minuut", "minuten"), "h": unit("uur"), "u": unit("uur"),
    "Bft": unit("beaufort"), "pt": unit("punt", "punten"), "ptn": unit("punt", "punten"), "u/wk": unit("uur per week"),
    "mnd": unit("maand", "maanden"), "wk": unit("week", "weken"), "dgn": unit("dag", "dagen"),
    "pers": unit("persoon", "personen"), "st": unit("stuk", "stuks"), "mmHg": unit("millimeter kwik"),
    "l/100 km": unit("liter per honderd kilometer"), "l/100km": unit("liter per honderd kilometer"),
    "kWh/100 km": unit("kilowattuur per honderd kilometer"),
    "km/h": unit("kilometer per uur"), "km/u": unit("kilometer per uur"), "m/s": unit("meter per seconde"),
    "kWh": unit("kilowattuur"), "MWh": unit("megawattuur"), "W": unit("watt"), "kW": unit("kilowatt"),
    "MW": unit("megawatt"), "GW": unit("gigawatt"), "V": unit("volt"), "A": unit("ampère"), "mA": unit("milliampère"),
    "mAh": unit("milliampère-uur"), "Hz": unit("hertz"), "kHz": unit("kilohertz"), "MHz": unit("megahertz"),
    "GHz": unit("gigahertz"), "dB": unit("decibel"), "pk": unit("P K", "P K"), "J": unit("joule"),
    "kJ": unit("kilojoule"), "kcal": unit("kilocalorie", "kilocalorieën"), "N": unit("newton"),
    "hPa": unit("hectopascal"), "bar": unit("bar"), "kB": unit("kilobyte"), "KB": unit("kilobyte"),
    "MB": unit("megabyte"), "GB": unit("gigabyte"), "TB": unit("terabyte"), "Mbit/s": unit("megabit per seconde"),
    "Mbps": unit("megabit per seconde"), "px": unit("pixel", "pixels"), "°C": unit("graad Celsius", "graden Celsius"),
    "°F": unit("graad Fahrenheit", "graden Fahrenheit"), "°": unit("graad", "graden"),
    "ºC": unit("graad Celsius", "graden Celsius"), "℃": unit("graad Celsius", "graden Celsius"),
}  # fmt: skip
CLOSE_UNITS = words("A N J L u")
CURRENCIES = {
    "€": money("euro"), "EUR": money("euro"), "euro": money("euro"), "$": money("dollar"), "US$": money("U S dollar"),
    "USD": money("U S dollar"), "£": Currency(unit("pond"), unit("penny", "pence")),
    "GBP": Currency(unit("pond"), unit("penny", "pence")), "CHF": money("Zwitserse frank", cent="rappen"),
    "¥": money("yen", cent=""), "JPY": money("yen", cent=""), "ƒ": money("gulden"),
    "₽": money("roebel", cent="kopeke"), "₿": money("bitcoin", cent=""), "₹": money("roepie", cent="paisa"),
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
# Those that many write without full stops; a capital may begin them.
STOPLESS = {
    "ivm": "in verband met", "mbt": "met betrekking tot", "tav": "ter attentie van", "tnv": "ten name van",
    "icm": "in combinatie met", "obv": "op basis van", "mbv": "met behulp van", "nav": "naar aanleiding van",
    "tov": "ten opzichte van", "ipv": "in plaats van", "dmv": "door middel van", "tbv": "ten behoeve van",
    "ovv": "onder vermelding van", "incl": "inclusief", "excl": "exclusief", "evt": "eventueel", "bijv": "bijvoorbeeld",
    "resp": "respectievelijk", "zsm": "zo snel mogelijk", "nvt": "niet van toepassing", "oa": "onder andere",
    "dwz": "dat wil zeggen", "dhr": "de heer", "mevr": "mevrouw", "vlnr": "van links naar rechts",
    "mvg": "met vriendelijke groet",
}  # fmt: skip
ABBREVIATIONS = {
    **STOPLESS, **{short.capitalize(): said.capitalize() for short, said in STOPLESS.items()},
    "t.n.v.": "ten name van", "z.s.m.": "zo snel mogelijk", "d.m.v.": "door middel van", "i.c.m.": "in combinatie met",
    "o.v.v.": "onder vermelding van", "m.u.v.": "met uitzondering van", "t.b.v.": "ten behoeve van",
    "i.t.t.": "in tegenstelling tot", "a.h.w.": "als het ware", "m.m.v.": "met medewerking van",
    "v.l.n.r.": "van links naar rechts", "p.w.": "per week", "p.u.": "per uur", "p.st.": "per stuk", "p/st": "per stuk",
    "p/m": "per maand", "p/w": "per week", "p/u": "per uur", "p/p": "per persoon", "k.k.": "kosten koper",
    "c.q.": "casu quo", "c.s.": "cum suis", "e.e.a.": "een en ander", "i.g.v.": "in geval van",
    "i.o.m.": "in overleg met", "i.o.v.": "in opdracht van", "m.i.v.": "met ingang van", "o.g.v.": "op grond van",
    "v.w.b.": "voor wat betreft", "o.i.d.": "of iets dergelijks", "m.v.g.": "met vriendelijke groet",
    "v.d.": "van de", "v.h.": "van het", "v/d": "van de", "p.d.": "per dag",
    "p.p.p.n.": "per persoon per nacht", "t.w.v.": "ter waarde van", "d.d.": "de dato", "e.o.": "en omstreken",
    "verd.": "verdieping", "overl.": "overleden", "A'dam": "Amsterdam", "R'dam": "Rotterdam",
    "A’dam": "Amsterdam", "R’dam": "Rotterdam",
    "temp.": "temperatuur", "m.vr.gr.": "met vriendelijke groet", "vr.gr.": "vriendelijke groet",
    "z.g.a.n.": "zo goed als nieuw", "t.e.a.b.": "tegen elk aannemelijk bod", "rek.": "rekening", "knp.": "knooppunt", "v/h": "van het", "vnl": "voornamelijk",
    "bijv.": "bijvoorbeeld", "bv.": "bijvoorbeeld", "b.v.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen",
    "dwz.": "dat wil zeggen", "o.a.": "onder andere", "m.b.t.": "met betrekking tot", "m.b.v.": "met behulp van",
    "t.o.v.": "ten opzichte van", "t.a.v.": "ter attentie van", "i.v.m.": "in verband met",
    "n.a.v.": "naar aanleiding van", "z.o.z.": "zie ommezijde", "i.p.v.": "in plaats van", "t/m": "tot en met",
    "m.a.w.": "met andere woorden", "a.u.b.": "alstublieft", "aub": "alstublieft", "s.v.p.": "alstublieft",
    "svp": "alstublieft", "enz.": "enzovoort", "etc.": "et cetera", "e.d.": "en dergelijke", "e.a.": "en anderen",
    "ca.": "circa", "ong.": "ongeveer", "resp.": "respectievelijk", "vgl.": "vergelijk", "evt.": "eventueel",
    "incl.": "inclusief", "excl.": "exclusief", "m.n.": "met name", "o.m.": "onder meer", "t.z.t.": "te zijner tijd",
    "t.w.": "te weten", "m.i.": "mijns inziens", "i.h.b.": "in het bijzonder", "i.h.a.": "in het algemeen",
    "i.o.": "in opdracht", "o.l.v.": "onder leiding van", "o.b.v.": "op basis van", "i.s.m.": "in samenwerking met",
    "v.a.": "vanaf", "p.p.": "per persoon", "p.j.": "per jaar", "p.m.": "per maand", "n.v.t.": "niet van toepassing",
    "v.chr.": "voor Christus", "v. chr.": "voor Christus", "n.chr.": "na Christus", "n. chr.": "na Christus",
    "zgn.": "zogenaamd", "zg.": "zogenaamd", "z.g.": "zogenaamd", "dhr.": "de heer", "mevr.": "mevrouw",
    "mw.": "mevrouw", "mr.": "meester", "dr.": "doctor", "drs.": "doctorandus", "prof.": "professor",
    "ir.": "ingenieur", "ing.": "ingenieur", "jhr.": "jonkheer", "jr.": "junior", "sr.": "senior", "fam.": "familie",
    "gem.": "gemiddeld", "max.": "maximaal", "min.": "minimaal", "tel.": "telefoon", "afb.": "afbeelding",
    "red.": "redactie", "geb.": "geboren", "jl.": "jongstleden", "a.s.": "aanstaande", "vnl.": "voornamelijk",
    "div.": "diverse", "B.V.": "B V", "e.v.": "en volgende", "bbp": "B B P", "KMO's": "K M O's", "btw": "B T W",
    "bv": "B V", "nv": "N V", "tv": "T V", "cd": "C D", "pc": "P C", "w.o.": "waaronder", "mln.": "miljoen",
    "mld.": "miljard", "eng.": "Engels", "vs.": "versus", "sec.": "seconde", "uitg.": "uitgave",
    "wsch.": "waarschijnlijk", "plm.": "plusminus", "iig": "in ieder geval",
}  # fmt: skip
BEFORE_NUMBERS = {
    "nr": "nummer",
    "nrs": "nummers",
    "no": "nummer",
    "blz": "bladzijde",
    "pag": "pagina",
    "p": "pagina",
    "hfst": "hoofdstuk",
    "art": "artikel",
    "fig": "figuur",
    "afb": "afbeelding",
    "dl": "deel",
    "tel": "telefoon",
    "par": "paragraaf",
}
WITHOUT_STOP = words("nr nrs blz pag hfst art fig afb")
BEFORE_NAMES = {
    "Gebr": "Gebroeders", "gebr": "gebroeders", "Joh": "Johannes", "Ds": "Dominee", "ds": "dominee", "Mej": "Mejuffrouw",
    "mej": "mejuffrouw", "Burg": "Burgemeester", "burg": "burgemeester", "Mgr": "Monseigneur", "mgr": "monseigneur",
    "Zr": "Zuster", "zr": "zuster", "Wed": "Weduwe", "wed": "weduwe",
}  # fmt: skip
BOOKS = words(
    "joh johannes matt mattheüs luc lucas marc marcus hand gen genesis ex exodus ps psalm jes jesaja kor korinthe rom "
    "romeinen gal ef fil kol hebr openb"
)
EMERGENCY = words("112 911 113 110 999 144 101 1212 1313")
STREETS = {"str": "straat", "ln": "laan", "pl": "plein", "pln": "plein", "wg": "weg"}  # fmt: skip
SAID = words(
    "NASA NAVO UNESCO UNICEF OPEC COVID AIDS FIFA UEFA IKEA PIN RAM ROM GIF SIM HEMA HAVO VIVO CERN VUT SARS LAN VISA"
)
SHORT = words(
    "ij "
    "aan af al als ben bij dag dan dat de den der die dit doe door een en er ga gaf had heb hem het hij hoe hun "
    "iets ik in is ja je kan kon maar me mij na nee niet niks nog nu of om ons ook op over pas per rij te tot u uit "
    "van ver vol voor wat we wel wie wij wil zal ze zee zei zeg zij zijn zo zou oud man mag mee met nou bus weg "
    "weer stop"
)
SPELLED = words(
    "usa eu vs ai it pc cpu gpu vvd cda pvv sp ns nos avro kro ncrv npo knmi anwb abn ing asml kpn tv cd dvd btw bv "
    "nv wc url html http https usb vwo mbo hbo wo ggd rivm aow ww iban bic bsn id uk vn fbi cia oecd oeso api sql "
    "ip io nl be pdf uv ehbo ic ict ov"
)
SYMBOLS = {
    ".": "punt", "/": "slash", "-": "streepje", "_": "liggend streepje", ":": "dubbele punt", "?": "vraagteken",
    "=": "is", "&": "en", "#": "hashtag", "%": "procent", "‰": "promille", "+": "plus", "~": "tilde",
    "@": "apenstaartje", "*": "keer", "×": "keer", "·": "keer", "⋅": "keer", "÷": "gedeeld door", "<": "kleiner dan",
    ">": "groter dan", "≤": "kleiner dan of gelijk aan", "≥": "groter dan of gelijk aan", "≈": "ongeveer",
    "≠": "ongelijk aan", "±": "plusminus", "^": "tot de macht", "−": "min", "–": "tot", "²": "kwadraat",
    "³": "tot de derde", "→": "naar", "∞": "oneindig", "©": "copyright", "®": "geregistreerd", "√": "wortel van",
    "°": "graden", "€": "euro", "$": "dollar", "£": "pond",
}  # fmt: skip
