import pickle
import re
import sys
from collections.abc import Iterable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vivavoce.core.requests import Controls, Emotion
from vivavoce.core.units import Ipa, Token, Unit
from vivavoce.errors import BadMarkup, BadRequest, EmptyText
from vivavoce.text import Change, Plain, Pronunciations, Reader, is_speakable


def read(
    text: str | Iterable[str], language: str = "en", size: int = 10**9, reader: Reader | None = None
) -> list[Unit]:
    """The units of a text that comes in pieces of that size, or of the pieces given."""
    reader = reader or Reader(language)
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if isinstance(text, str) else text
    return [unit for piece in pieces for unit in reader.feed(piece)] + reader.close()


def spoken(units: Iterable[Unit]) -> list[str]:
    return [unit.text for unit in units]


def pairs(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Each word of the user's text, and what is said for it."""
    return [(token.text, unit.text[token.start : token.end]) for unit in units for token in unit.tokens]


def test_a_unit_is_a_clause_or_a_sentence_with_its_words() -> None:
    assert read("Of course,  it\nis. Yes") == [
        Unit("Of course,", (Token("Of", 0, 0, 2), Token("course,", 3, 3, 10)), ending="clause"),
        Unit("it is.", (Token("it", 12, 0, 2), Token("is.", 15, 3, 6)), ending="sentence"),
        Unit("Yes", (Token("Yes", 19, 0, 3),), ending="sentence"),
    ]


def test_units_come_as_soon_as_they_are_certain() -> None:
    reader = Reader("en")
    assert spoken(reader.feed("Of course, I")) == ["Of course,"]
    assert spoken(reader.feed(" can't go, sorry. ")) == ["I can't go, sorry."]
    assert spoken(reader.feed("It costs 3")) == []
    assert spoken(reader.feed(".")) == []
    assert spoken(reader.feed("50. Bye")) == ["It costs 3.50."]
    assert spoken(reader.flush()) == ["Bye"]
    assert spoken(reader.flush()) == []
    assert spoken(reader.close()) == []


def test_han_is_told_character_by_character() -> None:
    units = read("你好，世界。Hello世界", "zh")
    assert spoken(units) == ["你好，世界。", "Hello世界"]
    assert [token.text for unit in units for token in unit.tokens] == [*"你好，世界。", "Hello", "世", "界"]


def test_a_break_is_silence_before_the_next_unit_and_at_the_end_a_unit_without_text() -> None:
    units = read('<break time="1s"/>One <break time="500ms"/><pause time="1s"/>two.<break time="2s"/>')
    assert [(unit.text, unit.silence, unit.ending) for unit in units] == [
        ("One", 1.0, "none"),
        ("two.", 1.5, "sentence"),
        ("", 2.0, "sentence"),
    ]


def test_speed_volume_and_emotion_hold_from_their_tag_on() -> None:
    text = (
        'A <speed ratio="2"/>b <volume ratio="0.5"/>c <emotion value="sad:0.5"/>d <speed ratio="1.5"/>e '
        '<emotion value="neutral"/>f </speed></volume></emotion>g'
    )
    base = Controls(speed=0.5, volume=2.0, pitch=3.0, emotions=(Emotion("happy"),))
    units = read(text, reader=Reader("en", base))
    sad = (Emotion("sad", 0.5),)
    assert [(unit.text, unit.controls) for unit in units] == [
        ("A", base),
        ("b", Controls(1.0, 2.0, 3.0, base.emotions)),
        ("c", Controls(1.0, 1.0, 3.0, base.emotions)),
        ("d", Controls(1.0, 1.0, 3.0, sad)),
        ("e", Controls(0.75, 1.0, 3.0, sad)),
        ("f", Controls(0.75, 1.0, 3.0, ())),
        ("g", base),
    ]


def test_a_tag_that_changes_nothing_does_not_part_the_text() -> None:
    assert spoken(read('One <speed ratio="1"/>two</emotion> three')) == ["One two three"]


def test_a_ratio_that_leaves_the_range_of_the_request_is_refused() -> None:
    with pytest.raises(BadMarkup, match=r"do not go together: speed must lie between 0\.25 and 4, got 6"):
        read('Hi <speed ratio="3"/>you', reader=Reader("en", Controls(speed=2.0)))


def test_a_tag_with_a_bad_value_is_refused() -> None:
    with pytest.raises(BadMarkup, match=r'<break time="99s"/> at character 3: .* between 0 and 60, got 99'):
        read('Hi <break time="99s"/>')


def test_spelled_text_is_said_character_by_character_and_told_as_it_was_written() -> None:
    units = read("Code <spell>A1-b CD</spell>, ok? <spell>xy")
    assert spoken(units) == ["Code A 1 - b C D,", "ok?", "x y"]
    assert pairs(units) == [
        ("Code", "Code"),
        ("A1-b", "A 1 - b"),
        ("CD", "C D"),
        (",", ","),
        ("ok?", "ok?"),
        ("xy", "x y"),
    ]
    assert spoken(read("x<spell>ab</spell>c 1<spell>2</spell>")) == ["x a b c 1 2"]


def test_ipa_in_the_text_is_told_as_the_whole_block() -> None:
    (unit,) = read("Say “<<h|ə|ˈ|l|oʊ>>!”")
    assert unit.text == "Say “həˈloʊ!”"
    assert unit.ipa == (Ipa(5, 11, ("h", "ə", "ˈl", "oʊ")),)
    assert unit.tokens == (Token("Say", 0, 0, 3), Token("“<<h|ə|ˈ|l|oʊ>>!”", 4, 4, 13))
    (unit,) = read("<<a|b>><<c|d>>")
    assert (unit.text, [token.text for token in unit.tokens]) == ("ab cd", ["<<a|b>>", "<<c|d>>"])


def test_pronunciations_change_what_is_said_and_not_what_is_told() -> None:
    pronunciations = Pronunciations.of({"Ng": "Eng", "New York": "<<n|uː>> <<j|ɔː|k>>", "3D": "three dee", "b": "bee"})
    (unit,) = read("Ng's 3D New  York <spell>b</spell> <<b|ə>>", reader=Reader("en", pronunciations=pronunciations))
    assert unit.text == "Eng's three dee nuː jɔːk b bə"
    assert pairs([unit]) == [
        ("Ng's", "Eng's"),
        ("3D", "three dee"),
        ("New", "nuː"),
        ("York", "jɔːk"),
        ("b", "b"),
        ("<<b|ə>>", "bə"),
    ]
    assert [unit.text[one.start : one.end] for one in unit.ipa] == ["nuː", "jɔːk", "bə"]


def test_a_normaliser_gets_clean_text_with_respellings_in_it() -> None:
    seen = []

    def numbers(plain: Plain, language: str) -> Plain:
        seen.append((plain.text, language))
        names = {"5": "five", "$5": "five dollars"}
        return plain.replace(Change(*one.span(), names[one[0]]) for one in re.finditer(r"\$?5", plain.text))

    reader = Reader("en-GB", pronunciations=Pronunciations.of({"Ng": "5ng"}), normaliser=numbers)
    units = read("Ng\0 paid $5, <spell>5</spell>.", reader=reader)
    assert seen == [("5ng  paid $5,", "en-GB"), (" 5.", "en-GB")]
    assert spoken(units) == ["fiveng paid five dollars,", "5."]
    assert pairs(units)[2:] == [("$5,", "five dollars,"), ("5", "5"), (".", ".")]


def test_elements_of_html_are_left_out_and_part_words_only_in_telling() -> None:
    (unit,) = read("un<b>believ</b>able <i>really</i>")
    assert unit.text == "unbelievable really"
    assert pairs([unit]) == [("un", "un"), ("believ", "believ"), ("able", "able"), ("really", "really")]
    assert spoken(read("<h1>Title</h1><p>One<br>two.</p>")) == ["Title", "One two."]


def test_what_is_no_markup_is_said() -> None:
    assert spoken(read("3 < 4, I <3 you, <<quoted>>, <unknown/>")) == ["3 < 4, I <3 you,", "<<quoted>>, <unknown/>"]


def test_markup_left_open_at_the_end() -> None:
    assert spoken(read('Wait <break time="1s')) == ['Wait <break time="1s']
    assert spoken(read("Wait <<h|ə")) == ["Wait <<h|ə"]
    assert spoken(read("Wait <spell>abc")) == ["Wait a b c"]
    assert spoken(read("Wait <")) == ["Wait <"]


def test_a_flush_keeps_markup_in_force_and_half_a_tag_back() -> None:
    reader = Reader("en")
    assert [(u.text, u.controls.speed) for u in (*reader.feed('<speed ratio="2"/>One <br'), *reader.flush())] == [
        ("One", 2.0)
    ]
    assert reader.feed('eak time="1s"/>') == []
    assert [(u.text, u.silence) for u in reader.flush()] == [("", 1.0)]
    assert [(u.text, u.controls.speed, u.silence) for u in (*reader.feed("two"), *reader.close())] == [
        ("two", 2.0, 0.0)
    ]


def test_what_is_said_for_a_text_belongs_to_its_words() -> None:
    text = 'Use <sub alias="kilometers">km</sub>, or <phoneme ph="maɪl">mile</phoneme>s.'
    units = read(text)
    assert spoken(units) == ["Use kilometers, or maɪls."]
    assert pairs(units) == [
        ("Use", "Use"),
        ("km", "kilometers"),
        (",", ","),
        ("or", "or"),
        ("mile", "maɪl"),
        ("s.", "s."),
    ]


def test_after_a_flush_the_first_clause_is_early_again() -> None:
    reader = Reader("en")
    reader.feed("Yes. ")
    assert reader.feed("And of course, we ") == []
    reader.flush()
    assert spoken(reader.feed("And of course, we ")) == ["And of course,"]


BOOK = """\
CHAPTER I.

It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.

However little known the feelings or views of such a man may be on his first entering a neighbourhood, this truth is so
well fixed in the minds of the surrounding families, that he is considered as the rightful property of some one or other
of their daughters.

“My dear Mr. Bennet,” said his lady to him one day, “have you heard that Netherfield Park is let at last?”
"""


def test_a_page_of_a_book() -> None:
    assert [(unit.text[:20], unit.text[-12:], unit.ending) for unit in read(BOOK)] == [
        ("CHAPTER I.", "CHAPTER I.", "paragraph"),
        ("It is a truth univer", "t of a wife.", "paragraph"),
        ("However little known", "ng families,", "clause"),
        ("that he is considere", "r daughters.", "paragraph"),
        ("“My dear Mr. Bennet,", "et at last?”", "sentence"),
    ]


@pytest.mark.parametrize(
    "text", ["", " \n ", "...", "?! — «»", "\0\x07", "\u200b\ufeff", "\ud800", "<", "<<<<", "<b></b>", "。、"]
)
def test_text_with_nothing_to_say_is_refused_at_the_end(text: str) -> None:
    reader = Reader("en")
    reader.feed(text)
    with pytest.raises(EmptyText, match="there is nothing to say: letters, digits or emoji were expected, got "):
        reader.close()


def test_the_message_shows_the_beginning_of_what_was_given() -> None:
    for text, shown in [("", "got no text"), ("." * 1000, f"got '{'.' * 60}'"), ('<break time="1s"/>', "got '<break")]:
        reader = Reader("en")
        reader.feed(text)
        with pytest.raises(EmptyText, match=re.escape(shown)):
            reader.close()


def test_what_says_nothing_is_told_with_what_is_next_to_it() -> None:
    units = read('... "Hello." " ... Yes! """ ***')
    assert [[token.text for token in unit.tokens] for unit in units] == [
        ["...", '"Hello."'],
        ['"', "...", "Yes!"],
        ['"""', "***"],
    ]


@pytest.mark.parametrize("text", ["😀", "👍🏽 🇩🇪", "7", "€", "é"])
def test_emoji_digits_and_signs_are_something_to_say(text: str) -> None:
    assert spoken(read(text)) == [text]


def test_right_to_left_and_mixed_scripts() -> None:
    text = "\u202bשלום עולם.\u202c Hello, مرحبا بك؟ 你好！नमस्ते।"
    units = read(text)
    assert spoken(units) == ["שלום עולם.", "Hello, مرحبا بك؟", "你好！", "नमस्ते।"]
    assert "".join(word for word, _ in pairs(units)) == "".join(text.split())


def test_what_cannot_be_seen_is_told_but_not_said() -> None:
    text = "s\u00adoft\u200bly e\u0301te\u0301 \u202dx\u202c a\0b \ufeff ok"
    assert pairs(read(text)) == [
        ("s\u00adoft\u200bly", "softly"),
        ("e\u0301te\u0301", "été"),
        ("\u202dx\u202c", "x"),
        ("a\0b", "a b"),
        ("\ufeff", ""),
        ("ok", "ok"),
    ]


def test_lone_surrogates_are_told_as_what_can_be_written() -> None:
    (unit,) = read("a\ud83d b\udc00c")
    assert pairs([unit]) == [("a\ufffd", "a"), ("b\ufffdc", "b c")]
    assert [token.text.encode("utf-8") for token in unit.tokens]


def test_bad_input_to_the_reader_itself() -> None:
    for language in ["", " ", None, 7]:
        with pytest.raises(BadRequest, match="a language is a tag such as en-US or de"):
            Reader(language)  # type: ignore[arg-type]
    with pytest.raises(BadRequest, match="text is a str, got bytes"):
        Reader("en").feed(b"Hello")  # type: ignore[arg-type]
    reader = Reader("en")
    read("Hi", reader=reader)
    assert reader.close() == []
    with pytest.raises(BadRequest, match="closed; new text needs a new reader"):
        reader.feed("more")


SNIPPETS = st.lists(st.sampled_from([
    "a", "B", "Ng", "one ", "New York ", "3", ".", ", ", "? ", "! ", "; ", " ", "\n", "\n\n", "<",
    ">", "<<", "»", "« ", "—", '"', "“", "”", "(", ") ", "漢", "字。", "、", "e\u0301", "\0", "\u200b",
    "\ud800", "\u00ad", "😀", "กา", "ा", "।", '<break time="1s"/>', '<speed ratio="2"/>', "</speed>",
    "<spell>", "</spell>", "<<h|ə>>", "<b>", "<p>", "<emotion value=sad>", "x" * 90, "word " * 40,
    " " * 120, "<spell", "<<h|", "&amp;", "&eacute;", "&nbsp;", "<b and c>",
]), max_size=40).map("".join)  # fmt: skip
READINGS = Pronunciations.of({"Ng": "<<ə|ŋ>>", "New York": "NYC", "one": "wan tu", "a": "ay", "漢": "kan"})


def outcome(text: str, size: int) -> list[Unit] | str:
    try:
        return read(text, size=size, reader=Reader("en", pronunciations=READINGS))
    except (BadMarkup, EmptyText) as error:
        return str(error)


@given(SNIPPETS, st.integers(1, 9))
def test_the_units_do_not_depend_on_the_pieces(text: str, size: int) -> None:
    assert outcome(text, size) == outcome(text, len(text) + 1)


@given(SNIPPETS | st.text(), st.integers(1, 9), st.lists(st.integers(0, 30), max_size=3))
def test_tokens_are_verbatim_slices_that_cover_all_that_is_seen_once_and_in_order(
    text: str, size: int, flushes: list[int]
) -> None:
    reader = Reader("en", pronunciations=READINGS)
    units = []
    try:
        for index, at in enumerate(range(0, len(text), size)):
            units += reader.feed(text[at : at + size])
            units += reader.flush() if index in flushes else []
        units += reader.close()
    except EmptyText:
        assert not any(is_speakable(unit.text) for unit in units)
        return
    except BadMarkup:
        assert re.search(r"<<h\|[^<>]*>>", text), text  # what the snippets make of it need not be a sound
        return
    written = text.replace("\ud800", "\ufffd")
    covered = 0
    for unit in units:
        reached = 0
        for token in unit.tokens:
            assert written[token.offset : token.offset + len(token.text)] == token.text
            assert not any(character.isspace() for character in token.text)
            assert_only_markup(written[covered : token.offset])
            assert reached <= token.start <= token.end <= len(unit.text)
            assert unit.text[token.start : token.end].strip() == unit.text[token.start : token.end]
            covered, reached = token.offset + len(token.text), token.end
        said = {at for token in unit.tokens for at in range(token.start, token.end)}
        assert all(unit.text[at] == " " for at in set(range(len(unit.text))) - said)
        assert all(unit.text[one.start : one.end] == "".join(one.phones) for one in unit.ipa)
        assert unit.text == " ".join(unit.text.split())
        assert unit.tokens or unit.silence
    assert_only_markup(written[covered:])


def assert_only_markup(text: str) -> None:
    tag = r"<(?:/?(?:speed|spell|b|p)|break|emotion)(?:\s[^<>]*)?/?>"
    assert re.fullmatch(rf"(?:\s|{tag})*", text, re.IGNORECASE), text


ENDLESS = {
    "no spaces": "x",
    "angle brackets": "<",
    "double angle brackets": "<<",
    "clauses": "a, ",
    "sentences": "a. ",
    "quotes": '"',
    "spaced quotes": '" ',
    "closing quotes": "» ",
    "spaces": " ",
    "lines": "a\n",
    "unfinished tags": "<b ",
    "unfinished blocks": "<<h|",
    "attributes": "b='c' ",
    "elements": "<b>",
    "line elements": "a<br>",
    "breaks": '<break time="1s"/>',
    "blocks": "<<h|ə>>",
    "accents": "e\u0301",
    "marks": "\u0301",
    "joiners": "\u200d",
    "Han": "漢",
    "flags": "🇩🇪",
    "dashes": "—",
    "control characters": "\0",
    "numbers": "1. ",
}


class Calls:
    """Counts the calls of functions, ours and built-in ones: work that does not depend on the machine."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        self.count += event in {"call", "c_call"}

    def of(self, text: str) -> int:
        self.count = 0
        sys.setprofile(self)
        try:
            outcome(text, 10**9)
        finally:
            sys.setprofile(None)
        return self.count


@pytest.mark.parametrize("endless", ENDLESS.values(), ids=ENDLESS)
def test_twice_the_text_is_twice_the_work(endless: str) -> None:
    once, twice = (Calls().of((endless * 12_000)[:size]) for size in (6_000, 12_000))
    assert twice < 2.2 * once + 2_000


@pytest.mark.parametrize("endless", ENDLESS.values(), ids=ENDLESS)
def test_what_is_held_back_does_not_grow(endless: str) -> None:
    text = ("<b " if endless.startswith("b=") else "") + endless * 12_000
    reader = Reader("en")
    reader.feed(text[:6_000])
    reader.feed(text[6_000:12_000])
    assert len(pickle.dumps(reader)) < 6_000 + 4 * 2 * 500


@pytest.mark.parametrize("endless", ["x", '"', " ", "\n", "<b>", "🇩🇪", "\u0301"])
def test_a_megabyte_on_one_line_is_cut_somewhere(endless: str) -> None:
    reader = Reader("en")
    units = [*reader.feed("a" + endless * (1_000_000 // len(endless))), *reader.close()]
    assert max(len(unit.text) for unit in units) <= 500


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 50))
def test_a_long_book_loses_nothing(size: int) -> None:
    text = BOOK * 20
    units = read(text, size=size)
    assert [word for word, _ in pairs(units)] == text.split()
    assert spoken(units) == spoken(read(text))
