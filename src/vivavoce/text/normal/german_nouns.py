"""The gender of German nouns, by how they end, and the articles it gives to 1 and 1/2: mit einer Nachricht."""

import re

from vivavoce.text.normal import german_words as tables
from vivavoce.text.normal.language import Language, after, before, word_before, words
from vivavoce.text.normal.numbers import without_article

FEMININE, MASCULINE, NEUTER = "f", "m", "n"
# What nouns end with, or are behind "^"; the longest end tells: "ung" is feminine, "sprung" is not.
ENDS = {
    FEMININE: words(
        "anschrift antwort arbeit bahn bank e egin ei email fahrt firma form frau gabel gebühr gefahr halbinsel hand "
        "heit ik ion kamera kartoffel keit kraft liga luft mail maus mutter nachricht nacht ndin ntin nummer nuss nz "
        "paprika person pizza regel rin schaft schrift schwester schüssel stadt tafel tochter tour tät tür uhr ung ur "
        "wahl wand welt zahl zeit ztin zwiebel ^app ^art ^box ^cola ^insel ^macht ^mark ^oma ^sms"
    ),
    MASCULINE: words(
        "apfel aufwand becher bote buchstabe bund bursche cent champion deutsche däne einwand erwachsene euro experte "
        "flur franzose friede gedanke genuss glanz glaube grieche hektar jugendliche junge kaffee klee kollege kopf "
        "kranz kuchen käse ling liter löffel löwe meter moment monat name neffe prinz punkt ring russe schnee schwanz "
        "schwung spion sprung stammkunde streik tag tanz türke verwandte vorsitzende wille würfel zeuge ^affe ^brei "
        "^hase ^kunde ^pole ^schwede ^see ^tee ^tote"
    ),
    NEUTER: words(
        "album angebot auto bad bett bier bild blei brot buch chen datum drittel dutzend ergebnis event feld festival "
        "finale foto gebäude gemüse gericht geschenk geschoss gesetz gespräch getränk glas grad gramm handy haus "
        "hotel huhn ing interesse interview ium jahr jahrhundert jahrzehnt kapitel kilo kind klischee komitee konto "
        "konzert land leben lein level lied mal ment mitglied museum opfer paket pferd pfund problem projekt prozent "
        "quartal rennen rätsel semester spiel stadion stockwerk stück team telefon ticket tier treffen tum update "
        "video viertel werk wochenende wort zeichen zentrum ziel zimmer ^auge ^bein ^date ^ei ^ende ^jh ^tor"
    ),
}
GENDERS = {end: gender for gender, ends in ENDS.items() for end in ends}
LONGEST = max(map(len, GENDERS))
NOUN = re.compile(r" (?:(?P<adjective>[a-zäöüß]{2,20}e[nmrs]?) )?(?P<noun>[A-ZÄÖÜ][a-zäöüß-]{1,40})")
# Words before 1 of what somebody has, wants or does: ich möchte 1 Kaffee, Sie haben noch 1 Anruf
OF_OBJECT = re.compile(
    r"\b(?:möchten?|will|wollen|habe?|hast|hat|haben|hatten?|hätten?|brauch(?:e|en|t)|nehmen?|nimmt|nimm|gib|kauf(?:e|en|t)|"
    r"bestell(?:e|en|t)|gibt|gab|sehen?|sieht|find(?:e|en|et)|trink(?:e|en|t)|essen?|isst|bekomm(?:e|en|t)|"
    r"erhalten?|erhält|für|ohne|gegen|durch|um)(?: (?:ich|sie|wir|er|es|noch|nur|genau|bitte|schon)){0,2}"
    r"(?: 1 [A-ZÄÖÜ][a-zäöüß]{1,20}(?:,| und| oder)){0,2}\s\Z",
    re.IGNORECASE,
)
OF_AMOUNT = re.compile(rf"{OF_OBJECT.pattern}|\b(?:pro|je|jede[nrs]?) \w{{1,20}}\s\Z", re.IGNORECASE)
# Words in small letters that end as adjectives do.
NO_ADJECTIVES = words(
    "aber oder über unter hinter ohne eine keine meine seine ihre unsere jede diese alle viele neben wegen gegen "
    "zwischen wenn denn haben werden sollen wollen können müssen wurde hatte konnte wollte sollte musste folgte machte"
)
BY_ADJECTIVE = {"e": "eine", "r": "ein", "s": "ein", "n": "einen"}


def gender(noun: str) -> str:
    """One of the three; "" where it cannot be told."""
    written = f"^{noun.lower()}"[-LONGEST:]
    return next((GENDERS[written[at:]] for at in range(len(written)) if written[at:] in GENDERS), "")


def one(found: re.Match[str], language: Language) -> str | None:
    """1 before a noun, but after one it is its number: Kapitel 1"""
    last, noun = word_before(found), NOUN.match(after(found, 70))
    names_number = last.lower() in tables.NUMBERED or last.lower() in tables.BEFORE_NUMBERS
    is_name = last[:1].isupper() and last.lower() not in tables.NO_NOUNS and not OF_AMOUNT.search(before(found))
    if noun is None or names_number or is_name or noun["adjective"] in NO_ADJECTIVES:
        return None
    return indefinite(found, noun["noun"], noun["adjective"] or "")


def indefinite(found: re.Match[str], noun: str, adjective: str) -> str | None:
    """The article before a noun; the end of an adjective between them tells it as well: nur 1 kleiner Hund"""
    of = gender(noun)
    if word_before(found).lower() in tables.DATIVE:
        return "einer" if of == FEMININE else "einem"
    if adjective:
        return BY_ADJECTIVE.get(adjective[-1])
    if of == FEMININE:
        return "eine"
    return "einen" if of != NEUTER and OF_OBJECT.search(before(found)) else "ein"


def one_unit(found: re.Match[str], language: Language) -> str | None:
    """In 1 h, mit 1 kg: what a dative is told of"""
    if found["unit"] in language.close_units or word_before(found).lower() not in tables.DATIVE - {"an", "auf"}:
        return None
    noun = without_article(language.units[found["unit"]].one)
    return f"{'einer' if gender(noun.split()[0]) == FEMININE else 'einem'} {noun}"


def half(found: re.Match[str], language: Language) -> str | None:
    """1/2 Liter: ein halber Liter; with the gender of what is halved, where that can be told"""
    unit = found["unit"]
    noun = without_article(language.units[unit].one) if unit else found["noun"]
    of, is_dative = gender(noun), word_before(found).lower() in tables.DATIVE
    if not of:
        return None
    if of == FEMININE:
        return f"{'einer halben' if is_dative else 'eine halbe'} {noun}"
    return f"{'einem halben' if is_dative else 'ein halber' if of == MASCULINE else 'ein halbes'} {noun}"
