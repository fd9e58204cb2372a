"""What a full stop after a word means, by language: the words that are written with one.

Small on purpose: titles and the abbreviations of running text. A missing one costs a pause, a wrong one a sentence that
runs on. Single letters, U.S., p.m. and z.B. need no entry; their shape tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language uses full stops.

    inside: words whose full stop never ends a sentence, for something has to follow: titles, "e.g."; in small letters
    names: the same, in that case of letters only: "Ft. Worth" goes on, "5 ft." may not
    anywhere: words whose full stop ends a sentence if what follows looks like the beginning of one: "etc."; likewise
    mostly: words whose full stop ends no sentence, but before one of the ``openers``: "5 Min. Pause. In 5 Min. Dann"
    tails: the same for the ends of longer words: "Hauptstr. 5"
    words: words of one letter, which end sentences as other words do: "I"; in that case of the letter
    ordinals: whether a full stop after a number makes it an ordinal: "am 3. Mai"
    openers: words that begin a sentence even after initials or an ordinal, which mostly go on: "in the U.S. She works";
        ten letters at most
    zones: words that go on after what else ends a sentence before a capital: "10 p.m. EST"
    pairs: of those under ``anywhere``, with the words before which each goes on: "Vol. III", "Co. Ltd"
    regions: what belongs to the name before a comma: "Portland, OR"
    """

    inside: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    mostly: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    ordinals: bool = False
    openers: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    pairs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    regions: frozenset[str] = frozenset()


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Roman numbers of volumes and chapters; not I, for a sentence may begin with it: "I lost the 2nd vol. I want it back."
NUMERALS = words(
    "II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV XXX XL L"
)
COMPANIES = words("Ltd Inc LLC Limited KG GmbH")
# Shillings and pence: £3 10s. 6d.
SHILLINGS = frozenset(f"{number}{coin}" for number in range(1, 20) for coin in "sd")
# The states of the USA with their capital's district, and provinces of Canada.
STATES = words(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY ON QC BC AB MB SK NS NB"
)

# Abbreviations that are also words ("no", "art", "in") stand under ``anywhere``, single letters nowhere.
HABITS = {
    "en": Habits(
        inside=words(
            "mr mrs ms dr prof rev hon gen col maj capt cmdr lt sgt cpl st ste mt messrs mme mlle mx sen rep gov "
            "pres supt adm e.g eg i.e ie viz vs cf approx incl excl misc assoc asst sq cu fl"
        ),
        names=words("Ft Pt Sr ca Ca"),
        anywhere=words(
            "etc al inc ltd corp co bros jr sr fr esq llc plc dept univ assn est ave blvd rd hwy apt no nos art "
            "sec ch op fig figs vol vols ed eds pp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues "
            "wed thu thurs fri sat sun a.m p.m ph.d m.d b.a m.a b.c a.d ft in oz lb lbs hr hrs min max tel ext "
            "rm eq pls plz exp pt nr pg par rte avg temp bldg chap bk yd yds gal qt tbsp tsp matt cor rom gal eph prov "
            "ps isa jer deut lev thess heb exod"
        )
        | SHILLINGS,
        words=words("I"),
        openers=words("He She They We It This That These There The But And You His Her"),
        zones=words("EST EDT ET CST CDT CT MST MDT MT PST PDT PT UTC GMT BST CET CEST IST AEST JST Eastern Pacific"),
        pairs={**dict.fromkeys(["vol", "fig", "ch", "chap", "sec", "bk", "pt", "op"], NUMERALS), "co": COMPANIES},
        regions=STATES,
    ),
    "de": Habits(
        inside=words(
            "hr hrn fr frl dr prof dipl ing med phil jur rer nat dr.-ing prof.-dr st nrn bzw ca co evtl ggf inkl "
            "exkl zzgl abzgl bzgl zw zzt lt mind vgl sog insb bspw d.h z.b z.t u.u i.d.r m.e o.g s.o s.u v.a z.zt bd "
            "abb kap abs tel geb gest hl mio mrd allg engl dt franz lat griech z.hd hd"
        ),
        anywhere=words(
            "usw etc u.a u.ä o.ä usf ff v.chr n.chr uvm u.v.m jr sen art tab max jan feb mär apr jun jul "
            "aug sep okt nov dez so"
        ),
        mostly=words("std min sek stk pfd str nr jh jhd mo di mi do sa"),
        tails=words("str nr"),
        ordinals=True,
        openers=words(
            "Er Es Sie Wir Ich Du Das Die Der Dann Danach Dort Und Aber Oder Bitte Danke Jetzt Heute In Im Am An Auf "
            "Für Mit Nach Von Vom Bei Bis Zum Zur Zu Um Wenn Weil So Hier Nun Noch Nur Ein Eine Einen Ja Nein Man "
            "Alle Wer Was Wie Wo Wann Warum Doch Denn Also Auch Da"
        ),
    ),
    "nl": Habits(
        inside=words(
            "dhr mevr mw mr dr drs prof ir ing st nr nrs bijv bv d.w.z dwz o.a m.b.t m.b.v t.o.v t.a.v i.v.m "
            "n.a.v z.o.z ca ong resp vgl evt incl excl mln mld blz fig hfst tel zgn fam ds gebr joh mej jhr mgr zr wed "
            "burg v.d v.h v.a t.n.v t.b.v d.m.v i.p.v i.s.m i.c.m o.l.v o.b.v o.v.v o.g.v m.u.v m.m.v m.n m.i.v i.o.v "
            "i.t.t t.w c.q geb gem vnl plm afb temp knp par t.w.v d.d verd overl"
        ),
        anywhere=words(
            "enz etc e.d e.a a.u.b jr sr jl v.chr n.chr art max min jan feb febr mrt apr jun jul aug sept okt nov dec "
            "ma di wo do vr za zo pers no kor matt luc ps jes"
        ),
        names=words("nl"),
        tails=words("str ln pl pln wg nr"),
        openers=words("Hij Zij Ze We Wij Het Dit Dat Er Maar En Ik Daar Dan Als"),  # not De: A.J. De Vries
        words=words("u"),
    ),
    "fr": Habits(
        inside=words(
            "mm mr mme mmes mlle mlles mgr dr drs pr st ste cf c.-à-d p.ex ex env av chap fig no nos n° pp tél bd "
            "boul réf hab"
        ),
        anywhere=words("etc al apr j.-c cie ets jr art cap vol éd max min janv févr avr juil sept oct nov déc"),
    ),
    "es": Habits(
        inside=words(
            "sr sra srta sres sras dr dra dres dª dña ud uds vd vds prof profa lic ing arq gral cnel sto sta pág "
            "págs pp núm nº fig av avda cta tel aprox p.ej ej"
        ),
        anywhere=words(
            "etc cía s.a s.l a.c d.c ee.uu jr a.m p.m art cap vol ed máx mín ene feb mar abr may jun jul ago sept "
            "oct nov dic"
        ),
    ),
    "it": Habits(
        inside=words(
            "sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing avv arch rag geom on mons ss p.es cfr pag "
            "pagg pp artt nr num fig tel"
        ),
        anywhere=words(
            "ecc etc a.c d.c s.p.a s.r.l f.lli jr art cap vol ed es max min gen feb mar apr mag giu lug ago set "
            "ott nov dic"
        ),
    ),
    "pt": Habits(
        inside=words(
            "sr sra srs sras srta dr dra drs dras prof profa profª eng arq exmo exma ilmo v.exa gen cel sto sta "
            "pág págs pp nº núm fig av tel aprox p.ex ex"
        ),
        anywhere=words(
            "etc cia ltda s.a a.c d.c jr art cap vol ed máx mín jan fev mar abr mai jun jul ago set out nov dez"
        ),
    ),
    "ru": Habits(
        inside=words("гг ул кв стр рис им проф акад т.е т.к т.н напр св ок тыс млн млрд руб коп см гл ст"),
        anywhere=words("др пр т.д т.п н.э"),
        words=words("я"),
    ),
}
# Other languages that write ordinals with a full stop.
ORDINALS = words("bs cs da et fi fo hr hu is lb lv nb nn no pl sk sl sr sv tr")
UNKNOWN, WITH_ORDINALS = Habits(), Habits(ordinals=True)


def habits(language: str) -> Habits:
    """language: BCP 47 tag; one that is not in the table has no abbreviations of its own."""
    primary = language.lower().replace("_", "-").partition("-")[0]
    return HABITS.get(primary, WITH_ORDINALS if primary in ORDINALS else UNKNOWN)
