"""The lexicon, the model, the letters, and what neighbours do."""

import zlib
from importlib import resources

import numpy as np
import pytest

from vivavoce.text.pronouncing import heteronyms
from vivavoce.text.pronouncing.context import Place, Rules, phones_of, rules
from vivavoce.text.pronouncing.junctures import LINKED, MERGED, all_met, met
from vivavoce.text.pronouncing.letters import ALPHABET, letters_of
from vivavoce.text.pronouncing.lexicon import Lexicon, lexicon, packed
from vivavoce.text.pronouncing.model import LANGUAGES, Model, chunk_of, model
from vivavoce.text.pronouncing.phones import KNOWN, PRIMARY, SYMBOLS, Phone, written

WORDS = {"abc": phones_of("ˈeɪ b"), "Abc": phones_of("b"), "école": phones_of("ˌɛ k ˈoʊ l")}


def test_a_lexicon_packs_and_unpacks_to_the_same() -> None:
    found = Lexicon(zlib.decompress(packed(WORDS)).decode())
    assert len(found) == 3
    assert {word: found.get(word) for word in WORDS} == WORDS
    assert found.get("ABC") is None
    assert "abc" in found


def test_a_lexicon_names_words_that_it_does_not_say() -> None:
    found = Lexicon(zlib.decompress(packed(WORDS, {"def", "ghi"})).decode())
    assert found.is_word("def")
    assert found.is_word("abc")
    assert not found.is_word("d")
    assert found.get("def") is None


def test_a_lexicon_without_a_word_keeps_the_others() -> None:
    fewer = Lexicon(zlib.decompress(packed(WORDS)).decode()).without({"abc"})
    assert fewer.get("abc") is None
    assert fewer.get("école") == WORDS["école"]


@pytest.mark.parametrize("word", ["two words", "", "a\nb"])
def test_a_lexicon_holds_single_words_only(word: str) -> None:
    with pytest.raises(ValueError, match="no single word"):
        packed({word: phones_of("b")})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicons_know_only_phones_of_the_voices(language: str) -> None:
    stored = lexicon(language)
    assert len(stored) > 12_000
    assert {phone.symbol for phone in stored._phones} <= KNOWN


def test_symbols_are_those_the_voices_were_trained_on() -> None:
    assert len(SYMBOLS) == len(KNOWN) == 95
    assert all(phone.symbol in KNOWN for chunk in model().chunks for phone in chunk)


def test_the_model_says_a_word_the_same_alone_and_among_others() -> None:
    words = ["gravimond", "blorp", "unpronounceability", "x"]
    together = model()(words, "en")
    assert together == [model()([word], "en")[0] for word in words]
    assert all(sum(phone.stress == PRIMARY for phone in phones) == 1 for phones in together)


def test_words_beside_a_word_change_no_bit_of_what_the_model_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[np.ndarray] = []
    best = Model._best

    def watched(self: Model, logits: np.ndarray) -> tuple[Phone, ...]:
        made.append(logits)
        return best(self, logits)

    monkeypatch.setattr(Model, "_best", watched)
    model()(["gravimond"], "en")
    model()(["blorp", "unpronounceability", "aravimond", "gravimond", "x"], "en")
    assert any(np.array_equal(made[0], other) for other in made[1:])


def test_the_model_says_the_same_letters_otherwise_in_another_language() -> None:
    assert len({tuple(model()(["vierling"], language)[0]) for language in LANGUAGES}) == 3


def test_the_model_says_nothing_of_nothing() -> None:
    assert model()([], "en") == []
    assert model()(["", "日本"], "de") == [(), ()]


def test_what_a_letter_says_is_read_as_it_is_stored() -> None:
    assert chunk_of("0k|2aɪ") == (Phone("k", 0), Phone("aɪ", 2))
    assert chunk_of("") == ()


def test_letters_of_other_scripts_are_left_out_and_marks_where_none_is_known() -> None:
    assert letters_of("Łódź") == "lódz"
    assert letters_of("ĲSBERG ﬁn") == "ijsbergfin"
    assert letters_of("naïve’s") == "naïve's"
    assert letters_of("日本 42 αβ") == ""
    assert letters_of("'tis'") == "tis"
    assert len(set(ALPHABET)) == len(ALPHABET)


@pytest.mark.parametrize("vowel", LINKED)
def test_an_r_is_heard_before_a_vowel_only(vowel: str) -> None:
    word = (Phone("b", 0), Phone(vowel, 2))
    linked, _ = met(word, phones_of("ə"), "en")
    assert [phone.symbol for phone in linked] == ["b", *LINKED[vowel]]
    assert linked[1].stress == 2
    assert met(word, phones_of("b ə"), "en")[0] == word
    assert met(word, phones_of("ə"), "de")[0] == word


@pytest.mark.parametrize("pair", MERGED)
def test_dutch_consonants_that_are_alike_are_said_once(pair: tuple[str, str]) -> None:
    first, second = met((Phone("ɔ", 2), Phone(pair[0], 0)), (Phone(pair[1], 0), Phone("ə", 0)), "nl")
    assert [phone.symbol for phone in first + second] == ["ɔ", MERGED[pair], "ə"]


def test_silent_words_keep_no_others_apart() -> None:
    assert [written(one) for one in all_met([phones_of("f ˈɑːɹ"), (), phones_of("ə")], "en")] == ["f ˈɑː ɹ", "", "ə"]


def test_the_first_rule_that_holds_decides() -> None:
    some = Rules({"to": [["last", "t ˈuː"], ["<go", "t ʊ"], ["vowel", "t ˌʊ"], ["anywhere", "t ə"]]})
    assert some.said("to", Place("go", "", False)) == phones_of("t ˈuː")
    assert some.said("to", Place("go", "eat", True)) == phones_of("t ʊ")
    assert some.said("to", Place("", "eat", True)) == phones_of("t ˌʊ")
    assert some.said("to", Place("", "be", False)) == phones_of("t ə")
    assert some.said("of", Place("", "be", False)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_say_phones_of_the_voices(language: str) -> None:
    stored = rules(language)._rules
    assert len(stored) > 20
    assert all(phone.symbol in KNOWN for said in stored.values() for _, phones in said for phone in phones)


@pytest.mark.parametrize(
    ("clause", "word", "expected"),
    [
        ("i have read it", "read", "ɹ ˈɛ d"),
        ("i want to read it", "read", "ɹ ˈiː d"),
        ("did she read it", "read", "ɹ ˈiː d"),
        ("he read the letter yesterday", "read", "ɹ ˈɛ d"),
        ("a live show", "live", "l ˈaɪ v"),
        ("where do you live", "live", "l ˈɪ v"),
        ("people live here", "live", "l ˈɪ v"),
        ("their lives changed", "lives", "l ˈaɪ v z"),
        ("she lives here", "lives", "l ˈɪ v z"),
        ("lead pipes are old", "lead", "l ˈɛ d"),
        ("take the lead", "lead", "l ˈiː d"),
        ("the wind blew", "wind", "w ˈɪ n d"),
        ("wind up the clock", "wind", "w ˈaɪ n d"),
        ("do not tear it up", "tear", "t ˈɛɹ"),
        ("a tear fell", "tear", "t ˈɪɹ"),
        ("close the door", "close", "k l ˈoʊ z"),
        ("it is close to home", "close", "k l ˈoʊ s"),
        ("we use it", "use", "j ˈuː z"),
        ("it is of no use", "use", "j ˈuː s"),
        ("to house the poor", "house", "h ˈaʊ z"),
        ("the house", "house", "h ˈaʊ s"),
        ("i object to this", "object", "ɑː b dʒ ˈɛ k t"),
        ("an object", "object", "ˈɑː b dʒ ɛ k t"),
        ("we will record it", "record", "ɹ ᵻ k ˈɔːɹ d"),
        ("a new world record", "record", "ɹ ˈɛ k ɚ d"),
        ("they present the present", "present", "p ɹ ɪ z ˈɛ n t"),
        ("black bass", "bass", "b ˈæ s"),
        ("he wound up late", "wound", "w ˈaʊ n d"),
        ("it dove into the sea", "dove", "d ˈoʊ v"),
        ("for personal use", "use", "j ˈuː s"),
        ("for commercial use only", "use", "j ˈuː s"),
        ("the widespread use of drugs", "use", "j ˈuː s"),
        ("water use fell", "use", "j ˈuː s"),
        ("i use it only at home", "use", "j ˈuː z"),
        ("people use phones", "use", "j ˈuː z"),
        ("does the company use cookies", "use", "j ˈuː z"),
        ("i used to smoke", "used", "j ˈuː s t"),
        ("i'm used to it", "used", "j ˈuː s t"),
        ("it was used to cut bread", "used", "j ˈuː z d"),
        ("used cars", "used", "j ˈuː z d"),
        ("our site is live", "live", "l ˈaɪ v"),
        ("live from new york", "live", "l ˈaɪ v"),
        ("watch it live", "live", "l ˈaɪ v"),
        ("live updates", "live", "l ˈaɪ v"),
        ("to live", "live", "l ˈɪ v"),
        ("they live in town", "live", "l ˈɪ v"),
        ("we live now", "live", "l ˈɪ v"),
        ("where my parents live", "live", "l ˈɪ v"),
        ("i live from day to day", "live", "l ˈɪ v"),
        ("a sales associate", "associate", "ɐ s ˈoʊ s ɪ ə t"),
        ("we associate it with war", "associate", "ɐ s ˈoʊ s ɪ ˌeɪ t"),
        ("duplicate content", "duplicate", "d ˈuː p l ᵻ k ə t"),
        ("please duplicate the page", "duplicate", "d ˈuː p l ᵻ k ˌeɪ t"),
        ("an import", "import", "ˈɪ m p ɔːɹ t"),
        ("don't insult me", "insult", "ɪ n s ˈʌ l t"),
        ("we subject him to tests", "subject", "s ə b dʒ ˈɛ k t"),
        ("minute details", "minute", "m aɪ n ˈuː t"),
        ("last minute details", "minute", "m ˈɪ n ɪ t"),
        ("wait a minute", "minute", "m ˈɪ n ɪ t"),
        ("update my resume", "resume", "ɹ ˈɛ z ə m ˌeɪ"),
        ("resume work", "resume", "ɹ ᵻ z ˈuː m"),
        ("she records everything", "records", "ɹ ᵻ k ˈɔːɹ d z"),
        ("her records", "records", "ɹ ˈɛ k ɚ d z"),
        ("he always objects", "objects", "ɑː b dʒ ˈɛ k t s"),
        ("two objects", "objects", "ˈɑː b dʒ ɛ k t s"),
        ("our estimates", "estimates", "ˈɛ s t ᵻ m ə t s"),
        ("he estimates the cost", "estimates", "ˈɛ s t ᵻ m ˌeɪ t s"),
        ("he tears it up", "tears", "t ˈɛɹ z"),
        ("her tears fell", "tears", "t ˈɪɹ z"),
        ("the road winds", "winds", "w ˈaɪ n d z"),
        ("strong winds", "winds", "w ˈɪ n d z"),
        ("she uses it", "uses", "j ˈuː z ᵻ z"),
        ("its uses", "uses", "j ˈuː s ᵻ z"),
        ("it closes", "closes", "k l ˈoʊ z ᵻ z"),
        ("she was content", "content", "k ə n t ˈɛ n t"),
        ("the content is new", "content", "k ˈɑː n t ɛ n t"),
        ("lead is a heavy metal", "lead", "l ˈɛ d"),
        ("press close to exit", "close", "k l ˈoʊ z"),
        ("refuse collection", "refuse", "ɹ ˈɛ f j uː s"),
        ("the book was widely read", "read", "ɹ ˈɛ d"),
        ("mark as read", "read", "ɹ ˈɛ d"),
        ("when i read it this morning", "read", "ɹ ˈɛ d"),
        ("read the last page", "read", "ɹ ˈiː d"),
        ("prices increase", "increase", "ɪ ŋ k ɹ ˈiː s"),
        ("a sales increase", "increase", "ˈɪ ŋ k ɹ iː s"),
        ("the bow of the ship", "bow", "b ˈaʊ"),
        ("take a bow", "bow", "b ˈaʊ"),
        ("a bow tie", "bow", "b ˈoʊ"),
        ("have you read the email", "read", "ɹ ˈɛ d"),
        ("how many books have you read", "read", "ɹ ˈɛ d"),
        ("has anyone read this", "read", "ɹ ˈɛ d"),
        ("they've all read it", "read", "ɹ ˈɛ d"),
        ("he has already read it", "read", "ɹ ˈɛ d"),
        ("i'd read it before", "read", "ɹ ˈɛ d"),
        ("i'd read it if i were you", "read", "ɹ ˈiː d"),
        ("you should have him read it", "read", "ɹ ˈiː d"),
        ("i had them read it", "read", "ɹ ˈiː d"),
        ("have a quick read of it", "read", "ɹ ˈiː d"),
        ("have fun and read it", "read", "ɹ ˈiː d"),
        ("a well read man", "read", "ɹ ˈɛ d"),
        ("you may as well read it", "read", "ɹ ˈiː d"),
        ("the sign read", "read", "ɹ ˈɛ d"),
        ("did the sign read", "read", "ɹ ˈiː d"),
        ("watch the game live on tv", "live", "l ˈaɪ v"),
        ("stream it live", "live", "l ˈaɪ v"),
        ("tune in live at eight", "live", "l ˈaɪ v"),
        ("live streaming", "live", "l ˈaɪ v"),
        ("watch how they live", "live", "l ˈɪ v"),
        ("we play games and live in town", "live", "l ˈɪ v"),
        ("see where my parents live", "live", "l ˈɪ v"),
        ("people live on bread", "live", "l ˈɪ v"),
        ("it saves lives", "lives", "l ˈaɪ v z"),
        ("black lives matter", "lives", "l ˈaɪ v z"),
        ("lives lost", "lives", "l ˈaɪ v z"),
        ("the girl's lives", "lives", "l ˈaɪ v z"),
        ("he lives in town", "lives", "l ˈɪ v z"),
        ("the shops close at five", "close", "k l ˈoʊ z"),
        ("when do shops close", "close", "k l ˈoʊ z"),
        ("when does the store close", "close", "k l ˈoʊ z"),
        ("the doors close automatically", "close", "k l ˈoʊ z"),
        ("keep your friends close", "close", "k l ˈoʊ s"),
        ("she comes close", "close", "k l ˈoʊ s"),
        ("shops close to me", "close", "k l ˈoʊ s"),
        ("lead free paint", "lead", "l ˈɛ d"),
        ("a lead pencil", "lead", "l ˈɛ d"),
        ("the lead in the pipes", "lead", "l ˈɛ d"),
        ("lead and mercury", "lead", "l ˈɛ d"),
        ("lead and follow", "lead", "l ˈiː d"),
        ("take the lead in the water race", "lead", "l ˈiː d"),
        ("to lead free people", "lead", "l ˈiː d"),
        ("he wound the clock", "wound", "w ˈaʊ n d"),
        ("the wound healed", "wound", "w ˈuː n d"),
        ("a tear in my shirt", "tear", "t ˈɛɹ"),
        ("wear and tear", "tear", "t ˈɛɹ"),
        ("a tear in her eye", "tear", "t ˈɪɹ"),
        ("bow to the queen", "bow", "b ˈaʊ"),
        ("bow and arrow", "bow", "b ˈoʊ"),
        ("elaborate on it", "elaborate", "ᵻ l ˈæ b ɚ ɹ ˌeɪ t"),
        ("elaborate plans", "elaborate", "ᵻ l ˈæ b ɚ ɹ ə t"),
        ("coordinate with them", "coordinate", "k oʊ ˈɔːɹ d ɪ n ˌeɪ t"),
        ("delegate tasks", "delegate", "d ˈɛ l ɪ ɡ ˌeɪ t"),
        ("a learned scholar", "learned", "l ˈɜː n ᵻ d"),
        ("i learned men lie", "learned", "l ˈɜː n d"),
        ("the aged parents", "aged", "ˈeɪ dʒ ᵻ d"),
        ("a middle aged man", "aged", "ˈeɪ dʒ d"),
        ("it should be read aloud", "read", "ɹ ˈɛ d"),
        ("if you have time read this", "read", "ɹ ˈiː d"),
        ("saw them live in concert", "live", "l ˈaɪ v"),
        ("a family of six lives here", "lives", "l ˈɪ v z"),
        ("several lives", "lives", "l ˈaɪ v z"),
        ("two brothers close in age", "close", "k l ˈoʊ s"),
        ("there was lead in the water", "lead", "l ˈɛ d"),
        ("they had the lead in petrol sales", "lead", "l ˈiː d"),
        ("polish your shoes", "polish", "p ˈɑː l ɪ ʃ"),
    ],
)
def test_neighbours_tell_which_of_two_words_is_meant(clause: str, word: str, expected: str) -> None:
    words = clause.split()
    assert heteronyms.said(words, words.index(word)) == phones_of(expected)


def test_words_with_one_way_to_say_them_are_no_heteronyms() -> None:
    assert heteronyms.said(["water"], 0) is None
    assert heteronyms.said(["houses"], 0) is None
    assert heteronyms.said(["minutes"], 0) is None
    assert heteronyms.said(["s"], 0) is None


def test_all_that_is_known_is_small_enough_to_ship() -> None:
    folder = resources.files("vivavoce.text.pronouncing").joinpath("data")
    assert sum(len(path.read_bytes()) for path in folder.iterdir()) < 1_500_000
