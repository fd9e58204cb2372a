"""Tables of English: acronyms, short words, abbreviations, units, money, names of kings."""

from vivavoce.text.normal.language import Counted, Currency, words


def unit(name: str, many: str = "", article: str = "one") -> Counted:
    """ "mile", and "miles" unless it is said otherwise; "mile per hour" is "miles per hour" for several."""
    noun, space, rest = name.partition(" ")
    return Counted(f"{article} {name}", many or f"{noun}s{space}{rest}")


MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
MONTH_NUMBERS = {
    **{name.lower(): at for at, name in enumerate(MONTHS, 1)},
    **{name.lower()[:3]: at for at, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
DAYS = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "thur": "Thursday",
    "thurs": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip

UNITS = {
    "km": unit("kilometer"), "m": unit("meter"), "cm": unit("centimeter"), "mm": unit("millimeter"),
    "µm": unit("micrometer"), "μm": unit("micrometer"), "nm": unit("nanometer"), "mi": unit("mile"),
    "yd": unit("yard"), "yds": unit("yard"), "ft": unit("foot", "feet"), "in": unit("inch", "inches"),
    "nmi": unit("nautical mile", "nautical miles"), "km²": unit("square kilometer", "square kilometers"),
    "m²": unit("square meter", "square meters"), "cm²": unit("square centimeter", "square centimeters"),
    "m³": unit("cubic meter", "cubic meters"), "cm³": unit("cubic centimeter", "cubic centimeters"),
    "sq ft": unit("square foot", "square feet"), "sq. ft": unit("square foot", "square feet"),
    "cu ft": unit("cubic foot", "cubic feet"), "cu. ft": unit("cubic foot", "cubic feet"),
    "sq in": unit("square inch", "square inches"), "sq. in": unit("square inch", "square inches"),
    "cu in": unit("cubic inch", "cubic inches"), "cu. in": unit("cubic inch", "cubic inches"),
    "sq yd": unit("square yard", "square yards"), "sq. yd": unit("square yard", "square yards"),
    "cu yd": unit("cubic yard", "cubic yards"), "cu. yd": unit("cubic yard", "cubic yards"),
    "sq km": unit("square kilometer", "square kilometers"), "sq. km": unit("square kilometer", "square kilometers"),
    "cu m": unit("cubic meter", "cubic meters"), "cu. m": unit("cubic meter", "cubic meters"),
    "sq. mi": unit("square mile", "square miles"), "sq. m": unit("square meter", "square meters"),
    "km2": unit("square kilometer", "square kilometers"), "m2": unit("square meter", "square meters"),
    "cm2": unit("square centimeter", "square centimeters"), "m3": unit("cubic meter", "cubic meters"),
    "cm3": unit("cubic centimeter", "cubic centimeters"), "ft²": unit("square foot", "square feet"),
    "ft2": unit("square foot", "square feet"), "ft³": unit("cubic foot", "cubic feet"),
    "sq mi": unit("square mile", "square miles"), "sq m": unit("square meter", "square meters"),
    "ha": unit("hectare"), "kg": unit("kilogram"), "g": unit("gram"), "mg": unit("milligram"),
    "µg": unit("microgram"), "μg": unit("microgram"), "lb": unit("pound"), "lbs": unit("pound"), "oz": unit("ounce"),
    "t": unit("ton"), "fl oz": unit("fluid ounce", "fluid ounces"), "fl. oz": unit("fluid ounce", "fluid ounces"),
    "l": unit("liter"), "L": unit("liter"), "dl": unit("deciliter"), "cl": unit("centiliter"),
    "ml": unit("milliliter"), "mL": unit("milliliter"), "gal": unit("gallon"), "qt": unit("quart"),
    "pt": unit("pint"), "tsp": unit("teaspoon"), "tbsp": unit("tablespoon"), "s": unit("second"),
    "sec": unit("second"), "secs": unit("second"), "ms": unit("millisecond"), "µs": unit("microsecond"),
    "ns": unit("nanosecond"), "min": unit("minute"), "mins": unit("minute"), "h": unit("hour", article="one"),
    "hr": unit("hour"), "hrs": unit("hour"), "yr": unit("year"), "yrs": unit("year"), "mo": unit("month"),
    "mos": unit("month"),
    "wk": unit("week"), "wks": unit("week"), "km/h": unit("kilometer per hour"), "kph": unit("kilometer per hour"),
    "kmh": unit("kilometer per hour"), "mph": unit("mile per hour"), "m/s": unit("meter per second"),
    "m/s²": unit("meter per second squared"), "fps": unit("frame per second"), "rpm": unit("revolution per minute"),
    "bpm": unit("beat per minute"), "mpg": unit("mile per gallon"), "kn": unit("knot"), "kt": unit("knot"),
    "Hz": unit("hertz", "hertz"), "kHz": unit("kilohertz", "kilohertz"), "MHz": unit("megahertz", "megahertz"),
    "GHz": unit("gigahertz", "gigahertz"), "dB": unit("decibel"), "V": unit("volt"), "kV": unit("kilovolt"),
    "mV": unit("millivolt"), "A": unit("ampere"), "mA": unit("milliampere"),
    "mAh": unit("milliampere hour", "milliampere hours"), "W": unit("watt"), "kW": unit("kilowatt"),
    "MW": unit("megawatt"), "GW": unit("gigawatt"), "kWh": unit("kilowatt hour", "kilowatt hours"),
    "MWh": unit("megawatt hour", "megawatt hours"), "Wh": unit("watt hour", "watt hours"), "J": unit("joule"),
    "kJ": unit("kilojoule"), "N": unit("newton"), "Pa": unit("pascal"), "hPa": unit("hectopascal"),
    "kPa": unit("kilopascal"), "psi": unit("pound per square inch"), "cal": unit("calorie"),
    "kcal": unit("kilocalorie"), "Ω": unit("ohm"), "hp": unit("horsepower", "horsepower"), "B": unit("byte"),
    "kB": unit("kilobyte"), "KB": unit("kilobyte"), "MB": unit("megabyte"), "GB": unit("gigabyte"),
    "TB": unit("terabyte"), "PB": unit("petabyte"), "KiB": unit("kibibyte"), "MiB": unit("mebibyte"),
    "GiB": unit("gibibyte"), "kbps": unit("kilobit per second"), "Mbps": unit("megabit per second"),
    "Gbps": unit("gigabit per second"), "Mbit": unit("megabit"), "MP": unit("megapixel"), "px": unit("pixel"),
    "°C": unit("degree Celsius"), "°F": unit("degree Fahrenheit"), "° C": unit("degree Celsius"),
    "° F": unit("degree Fahrenheit"), "°": unit("degree"), "ºC": unit("degree Celsius"),
    "ºF": unit("degree Fahrenheit"), "℃": unit("degree Celsius"), "℉": unit("degree Fahrenheit"),
    "ppm": unit("part per million"), "mcg": unit("microgram"), "dL": unit("deciliter"), "mol": unit("mole"),
    "mmol": unit("millimole"), "mEq": unit("milliequivalent"), "IU": unit("international unit", "international units"),
    "U/mL": unit("unit per milliliter"), "U/L": unit("unit per liter"), "U/kg": unit("unit per kilogram"),
    "mmHg": unit("millimeter of mercury"), "mm Hg": unit("millimeter of mercury"),
}  # fmt: skip
CLOSE_UNITS = words("in A B N J mo pt cal hp kn kt MP")


def money(one: str, many: str, cent: str = "", cents: str = "") -> Currency:
    return Currency(Counted(f"one {one}", many), Counted(f"one {cent}", cents) if cent else None)


DOLLAR = money("dollar", "dollars", "cent", "cents")
EURO = money("euro", "euros", "cent", "cents")
POUND = money("pound", "pounds", "penny", "pence")
CURRENCIES = {
    "$": DOLLAR, "US$": money("U S dollar", "U S dollars", "cent", "cents"),
    "USD": money("U S dollar", "U S dollars", "cent", "cents"),
    "A$": money("Australian dollar", "Australian dollars", "cent", "cents"),
    "AUD": money("Australian dollar", "Australian dollars", "cent", "cents"),
    "C$": money("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "CAD": money("Canadian dollar", "Canadian dollars", "cent", "cents"), "€": EURO, "EUR": EURO, "£": POUND,
    "GBP": POUND, "¥": money("yen", "yen"), "JPY": money("yen", "yen"), "CN¥": money("yuan", "yuan"),
    "CNY": money("yuan", "yuan"), "RMB": money("yuan", "yuan"), "₹": money("rupee", "rupees", "paisa", "paise"),
    "INR": money("rupee", "rupees", "paisa", "paise"), "₽": money("ruble", "rubles", "kopeck", "kopecks"),
    "₩": money("won", "won"), "₿": money("bitcoin", "bitcoins"), "BTC": money("bitcoin", "bitcoins"),
    "CHF": money("Swiss franc", "Swiss francs", "centime", "centimes"),
    "SEK": money("Swedish krona", "Swedish kronor"), "NOK": money("Norwegian krone", "Norwegian kroner"),
    "DKK": money("Danish krone", "Danish kroner"), "PLN": money("zloty", "zlotys"), "₺": money("lira", "lira"),
    "₪": money("shekel", "shekels"),
}  # fmt: skip
MAGNITUDES = {
    written: Counted(f"one {name}", name)
    for name, forms in {
        "hundred": "hundred",
        "thousand": "thousand k K",
        "million": "million M m mn mil mio",
        "billion": "billion B b bn",
        "trillion": "trillion T tn trn",
    }.items()
    for written in forms.split()
}

ABBREVIATIONS = {
    "mr.": "mister", "Mr": "Mister", "mrs.": "missus", "Mrs": "Missus", "ms.": "miz", "Ms": "Miz",
    "messrs.": "messrs", "mme.": "madame", "Mme": "Madame", "mlle.": "mademoiselle", "Mlle": "Mademoiselle",
    "assoc. prof.": "associate professor", "asst.": "assistant", "prof.": "professor", "rev.": "reverend", "hon.": "honorable", "gen.": "general",
    "col.": "colonel", "capt.": "captain", "cmdr.": "commander", "lt.": "lieutenant", "sgt.": "sergeant",
    "cpl.": "corporal", "maj.": "major", "pvt.": "private", "adm.": "admiral", "gov.": "governor", "sen.": "senator",
    "rep.": "representative", "pres.": "president", "supt.": "superintendent", "jr.": "junior", "Jr": "Junior",
    "sr.": "senior", "Sr": "Senior", "esq.": "esquire", "ph.d.": "P H D", "PhD": "P H D", "e.g.": "for example",
    "e. g.": "for example", "i.e.": "that is", "i. e.": "that is", "etc.": "et cetera", "et al.": "et al",
    "viz.": "namely", "cf.": "compare", "vs.": "versus", "vs": "versus", "approx.": "approximately", "ca.": "circa",
    "c.f.": "compare", "incl.": "including", "excl.": "excluding", "inc.": "incorporated", "ltd.": "limited",
    "corp.": "corporation", "bros.": "brothers", "dept.": "department", "univ.": "university", "assn.": "association",
    "assoc.": "association", "govt.": "government", "intl.": "international", "natl.": "national", "ave.": "avenue",
    "blvd.": "boulevard", "rd.": "road", "hwy.": "highway", "apt.": "apartment", "bldg.": "building", "ste.": "suite",
    "pkwy.": "parkway", "sq.": "square", "mt.": "mount", "ft.": "fort", "est.": "established", "min.": "minimum",
    "max.": "maximum", "avg.": "average", "temp.": "temperature", "tel.": "telephone", "ext.": "extension",
    "misc.": "miscellaneous", "a.k.a.": "also known as", "aka": "also known as", "w/": "with", "w/o": "without",
    "b/c": "because", "c/o": "care of", "n/a": "N A", "N/A": "N A", "asap": "A S A P", "AC/DC": "A C D C",
    "C#": "C sharp", "F#": "F sharp", "WWI": "World War one", "WWII": "World War two", "WW1": "World War one",
    "WW2": "World War two", "iOS": "I O S", "iPadOS": "I pad O S", "macOS": "mac O S", "pH": "P H",
    "LaTeX": "lay tech", "JPEG": "jay peg", "JPEGs": "jay pegs", "MPEG": "em peg", "Ph.D": "P H D", "PhDs": "P H D's",
    "Ph.D.s": "P H D's", "VRAM": "V RAM", "YoY": "year over year", "QoQ": "quarter over quarter",
    "pls.": "please", "plz": "please", "eq.": "equation", "pt.": "point", "Prof": "Professor", "IoT": "I O T",
    "SaaS": "sass", "VoIP": "voip", "PyPI": "pie P I", "LiDAR": "lidar", "LoRA": "lora", "nginx": "engine X",
    "btw": "by the way", "π": "pi",
}  # fmt: skip

# Titles and the like, which something follows, and words.
NEVER_LAST = words("max min temp rep apt rev hon gen col gov sen pres ext sq mt ft pt maj ste adm hwy sun sat wed")

# Behind a name, without a full stop.
STREETS = {
    "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Ct": "Court", "Pl": "Place", "Pkwy": "Parkway",
    "Sq": "Square",
}  # fmt: skip
# Before a number only, for they are words as well, or something else without one.
BEFORE_NUMBERS = {
    "no": "number", "nos": "numbers", "nr": "number", "№": "number", "fig": "figure", "figs": "figures", "p": "page",
    "pp": "pages", "pg": "page", "vol": "volume", "vols": "volumes", "ch": "chapter", "chap": "chapter",
    "sec": "section", "art": "article", "eq": "equation", "ed": "edition", "ver": "version", "tab": "table",
    "pt": "part", "op": "opus", "ex": "example", "ln": "line", "rt": "route", "rte": "route", "hwy": "highway",
    "apt": "apartment", "rm": "room", "ext": "extension", "tel": "telephone", "par": "paragraph", "bk": "book",
}  # fmt: skip

WITHOUT_STOP = words("No Nos Vol vol Fig fig Ch Sec pp pg Hwy Rte Apt Rm Ext")

SAID_ACRONYMS = words(
    "NASA NATO UNESCO UNICEF OPEC COVID AIDS NAFTA ASEAN SWAT SONAR RADAR LASER SCUBA FIFA UEFA IKEA PIN RAM ROM "
    "GIF SIM LAN WAN CAPTCHA NAND NOAA FEMA OSHA DARPA IMAX SWIFT WASP YOLO MOMA LEGO VISA HIPAA BAFTA "
    "DEFCON UNIX BASIC COBOL ASCII CAD MIDI NIMBY OSCAR GAAP POTUS SCOTUS FLOTUS ZIP ICANN CERN HAART MERS SARS "
    "JSON YAML AJAX CRUD SOAP PETA TASER INTERPOL EBITDA LIDAR BIOS CMOS RAID TED GAN"
)
SHORT_WORDS = words(
    "a i ad ah am an as at be by do eh go ha he hi hm if in is it me my no of oh on or ow ox so to uh um up us we "
    "ye yo ace act add age ago aid aim air ale all and ant any ape apt arc are ark arm art ash ask ate awe axe bad "
    "bag ban bar bat bay bed bee beg bet bid big bin bit boo bow box boy bra bud bug bun bus but buy bye cab can "
    "cap car cat cop cow cry cub cue cup cut dad day den dew did die dig dim dip dog dot dry due dug dye ear eat "
    "ebb egg ego elf elk end era eve eye fan far fat fax fed fee few fig fin fit fix flu fly foe fog for fox fry "
    "fun fur gag gap gas gel gem get gig god got gum gun gut guy gym had ham has hat hay hen her hey hid him hip "
    "his hit hog hop hot how hub hug huh hut ice icy ill ink inn its ivy jam jar jaw jet job jog joy jug key kid "
    "kit lab lap law lay led leg let lid lie lip log lot low mad man map mat may men met mix mob mom mop mud mug "
    "nap net new nod nor not now nun nut oak odd off oil old one our out owl own pad pal pan pat paw pay pea pen "
    "pet pie pig pin pit pop pot pro pub put rag ran rap rat raw red rib rid rip rob rod row rub rug run sad saw "
    "say sea see set sew she shy sin sip sir sit six ski sky sly sob son soy spa spy sue sum sun tab tag tan tap "
    "tax tea ten the tie tin tip toe ton too top toy try tub two use van vat vet vow war was wax way web wed wet "
    "who why wig win wit won wow yes yet you zip zoo bye shh hmm psst"
)
SPELLED = words(
    "usa us usb fbi cia ussr uae eu uk un ai ar vr hr pr tv pc dj id ip io it os who ui ux url faq ceo cfo cto coo "
    "nba nfl nhl mlb bbc cnn nbc abc cbs espn html http https ssl api sql css cpu gpu sdk ide iot ios atm dna rna "
    "hiv adhd usaf ucla icu iou irs ira epa fda cdc isbn isp eta eda diy asap suv ufo ibm aol aws uefi unhcr oecd "
    "ieee iso iaea edm aarp rsvp mvp vip aka tba tbd lgbt lgbtq mit nyu ucl lse phd mba lol omg wtf btw fyi imho "
    "www acdc eeg ekg lcd led oled rgb psa sos ipa cc cd dvd tnt gdp imf ngo icbm naacp ymca eod eoe aaa ioc ipo "
    "roi oem aclu uav hdmi nyse uuid"
)

# Behind a city and a comma; the district of the capital is told in letters.
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine",
    "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "ON": "Ontario", "QC": "Quebec",
    "AB": "Alberta", "MB": "Manitoba", "SK": "Saskatchewan", "NS": "Nova Scotia",
}  # fmt: skip
# Those that are something else as often ("Jane Doe, MD", "Fine, OK"), and the cities (their last words) that tell.
CITIES_OF = {
    "OK": words("Tulsa City Norman Edmond Lawton Stillwater Bartlesville"),
    "MD": words(
        "Baltimore Annapolis Bethesda Rockville Frederick Gaithersburg Columbia Towson Hagerstown Salisbury Spring"
    ),
    "DE": words("Wilmington Dover Newark Lewes"),
    "ID": words("Boise Falls Pocatello Nampa Meridian Moscow"),
    "ON": words("Toronto Ottawa Hamilton London Mississauga Kingston Windsor Waterloo Barrie Brampton"),
}

# Books of the Bible, before chapter and verse; those with a short form.
BOOKS = {
    "Gen": "Genesis", "Ex": "Exodus", "Exod": "Exodus", "Lev": "Leviticus", "Num": "Numbers", "Deut": "Deuteronomy",
    "Josh": "Joshua", "Judg": "Judges", "Sam": "Samuel", "Kgs": "Kings", "Chron": "Chronicles", "Chr": "Chronicles",
    "Neh": "Nehemiah", "Ps": "Psalm", "Prov": "Proverbs", "Eccl": "Ecclesiastes", "Isa": "Isaiah", "Jer": "Jeremiah",
    "Lam": "Lamentations", "Ezek": "Ezekiel", "Dan": "Daniel", "Hos": "Hosea", "Mic": "Micah", "Hab": "Habakkuk",
    "Zech": "Zechariah", "Mal": "Malachi", "Matt": "Matthew", "Mt": "Matthew", "Mk": "Mark", "Lk": "Luke",
    "Jn": "John", "Rom": "Romans", "Cor": "Corinthians", "Gal": "Galatians", "Eph": "Ephesians",
    "Phil": "Philippians", "Col": "Colossians", "Thess": "Thessalonians", "Tim": "Timothy", "Heb": "Hebrews",
    "Jas": "James", "Pet": "Peter", "Rev": "Revelation",
}  # fmt: skip
BOOK_NAMES = frozenset(BOOKS.values()) | words(
    "Psalms Job Ruth Ezra Esther Song Joel Amos Obadiah Jonah Nahum Zephaniah Haggai Acts Titus Philemon Jude "
    "Revelations Sura Surah Quran"
)

# Names that a Roman numeral after makes the how manieth.
KINGS = words(
    "Henry Louis Charles Elizabeth George William Edward Richard James Mary John Paul Benedict Pius Leo Gregory "
    "Clement Innocent Urban Alexander Nicholas Catherine Peter Ivan Philip Ferdinand Francis Frederick Friedrich "
    "Wilhelm Napoleon Ramses Ramesses Ptolemy Cleopatra Constantine Victor Leopold Albert Otto Margaret Margrethe "
    "Christian Gustav Carl Karl Umberto Boniface Xerxes Darius Mehmed Selim Suleiman Edmund Stephen Robert David "
    "Alfonso Juan Carlos Willem Harald Haakon Olav Rama Thutmose Amenhotep Artaxerxes Sixtus Julius Celestine "
    "Baldwin"
)
# Words that a Roman numeral after makes a number.
NUMBERED = words(
    "Chapter Part Section Act Scene Book Volume Vol Article Appendix Figure Table Phase Type Stage Level Class Title "
    "Unit Lesson Grade War Bowl Fantasy Rocky Episode Mark Apollo Canto Psalm Group Division Region Category Schedule "
    "Annex Exhibit Amendment Saturn Symphony Concerto Sonata Tier Age Session Round Step Rambo Godfather Street "
    "Kombat Diablo Civilization Terminator Saw Halloween Alien"
)
# Words that a number with a letter after is the name of: seat 4B, gate 12A, size 10W.
LETTERED = words(
    "apt apartment unit room rm seat seats gate flight row bus type class size suite ste exit bay flat door platform "
    "track block zone lot section form box route highway line number no stand stall cell cabin berth"
)
# Words that a number after is said in pairs: room one oh one, flight three seventy.
PAIRED = words(
    "Room Rm Flight Route Highway Interstate Boeing Airbus Suite Apartment Apt Studio Line Bus Train Hwy Ext ext Extension extension"
)
