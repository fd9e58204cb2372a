from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.core.requests import Emotion
from vivavoce.errors import BadMarkup
from vivavoce.text.markup import LONGEST_MARKUP, Break, Mood, Part, Piece, Scanner, Speed, Volume


def scanned(text: str, size: int | None = None) -> list[Part]:
    """The parts, pieces that follow on one another joined."""
    scanner, parts = Scanner(), []
    for at in range(0, len(text), size or max(len(text), 1)):
        parts += scanner.feed(text[at : at + (size or len(text))])
    joined: list[Part] = []
    for part in [*parts, *scanner.close()]:
        last = joined[-1] if joined else None
        plain = isinstance(part, Piece) and isinstance(last, Piece) and not part.phones and not last.phones
        if plain and last.end == part.offset and last.spelled == part.spelled:
            joined[-1] = Piece(last.text + part.text, last.offset, last.spelled)
        else:
            joined.append(part)
    return joined


@pytest.mark.parametrize(
    ("tag", "meaning"),
    [
        ('<break time="1s"/>', Break(1.0)),
        ('<break time="500ms"/>', Break(0.5)),
        ('<break time="1.5s"/>', Break(1.5)),
        ('<break time=".5S" />', Break(0.5)),
        ("<break time='60s'>", Break(60.0)),
        ("<break time=2s/>", Break(2.0)),
        ('<BREAK\n Time = "0s"\t/>', Break(0.0)),
        ('<break strength="weak" time="1s"/>', Break(1.0)),
        ('<pause time="1s"/>', Break(1.0)),
        ('<speed ratio="1.2"/>', Speed(1.2)),
        ("</speed>", Speed(1.0)),
        ("<volume ratio='0.8'/>", Volume(0.8)),
        ('<volume ratio="0"/>', Volume(0.0)),
        ("</volume >", Volume(1.0)),
        ('<emotion value="angry"/>', Mood((Emotion("angry"),))),
        ('<emotion value="Sad:0.5"/>', Mood((Emotion("sad", 0.5),))),
        ('<emotion value="neutral"/>', Mood(())),
        ("</emotion>", Mood(None)),
    ],
)
def test_a_tag_means(tag: str, meaning: Part) -> None:
    assert scanned(f"a{tag}b") == [Piece("a", 0), meaning, Piece("b", 1 + len(tag))]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('<speed ratio="fast"/>', "such as 1.2, got 'fast'"),
        ('<speed ratio="99"/>', "between 0.25 and 4, got 99"),
        ('<speed ratio="0.1"/>', "between 0.25 and 4"),
        ('<speed ratio="nan"/>', "got 'nan'"),
        ('<speed ratio="1e1"/>', "got '1e1'"),
        ("<speed/>", 'needs ratio=, such as <speed ratio="1.2"/>'),
        ('<volume ratio="-1"/>', "between 0 and 4, got -1"),
        ('<volume value="1"/>', "needs ratio="),
        ('<break time="-1s"/>', "between 0 and 60, got -1"),
        ('<break time="61s"/>', "between 0 and 60, got 61"),
        ('<break time="1"/>', "such as 1s, 1.5s or 500ms, got '1'"),
        ('<break time="١s"/>', "such as 1s"),
        ('<break strength="weak"/>', "needs time="),
        ("<pause>", "needs time="),
        ('<emotion value="hapy"/>', "did you mean happy"),
        ('<emotion value="sad:9"/>', "between 0 and 2"),
        ('<emotion value="sad:"/>', "sad:0.5"),
        ("<<h|7>>", "'7' is no sound"),
        ("<<|>>", "no sound in it"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_tag_its_place_and_what_would_do(tag: str, message: str) -> None:
    with pytest.raises(BadMarkup) as caught:
        scanned(f"Hi, {tag} you")
    assert str(caught.value).startswith(f"{tag} at character 4: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "3 < 4",
        "I <3 you",
        "x <y> z",
        "a < b > c",
        "<unknown/>",
        "<your name here>",
        "<b and c>",
        "a <b and c> d",
        '<b class="x" and c>',
        "<b 'x'>",
        "</b and c>",
        "<<",
        "<<word>>",
        "<<two words>>",
        "<<ok>>",
        "1 << 2 >> 3",
        "<>",
        "</>",
        "< break time='1s'/>",
        "<breaks time='1s'/>",
        '<break time="1s',
        "<break",
        "<",
        "<<h|ə",
        "<<h|ə>",
        "</spell",
        '<break "1s"/>',
        "<break time=/>",
    ],
)
def test_what_is_no_markup_is_text(text: str) -> None:
    assert scanned(text) == [Piece(text, 0)]


def test_elements_of_html_that_change_nothing_are_left_out_and_those_that_end_a_line_leave_white_space() -> None:
    assert scanned('a <b class="x">c</b><br/>d<p>e') == [
        Piece("a ", 0),
        Piece("c", 15),
        Piece("\n", 20),
        Piece("d\n\n", 25),
        Piece("e", 29),
    ]
    assert scanned("<a href=https://x.org/y>z</a>") == [Piece("z", 24)]


def test_spelling_holds_until_it_is_closed_or_to_the_end() -> None:
    assert scanned("a<spell>b</spell>c") == [Piece("a", 0), Piece("b", 8, spelled=True), Piece("c", 17)]
    assert scanned("<Spell>b c") == [Piece("b c", 7, spelled=True)]
    assert scanned("a</spell>b<spell/>c") == [Piece("a", 0), Piece("b", 9), Piece("c", 18)]


def test_a_block_of_ipa_is_a_piece_whose_text_is_the_whole_block() -> None:
    assert scanned("say <<h|ə|l|oʊ>>!") == [
        Piece("say ", 0),
        Piece("<<h|ə|l|oʊ>>", 4, phones=("h", "ə", "l", "oʊ")),
        Piece("!", 16),
    ]
    assert scanned("<<aɪ>>") == [Piece("<<aɪ>>", 0, phones=("aɪ",))]


def test_a_tag_may_have_300_characters_and_no_more() -> None:
    for length, is_tag in [(LONGEST_MARKUP, True), (LONGEST_MARKUP + 1, False)]:
        tag = '<break time="1s"' + " " * (length - 18) + "/>"
        assert len(tag) == length
        for size in (None, 1):
            assert scanned(tag, size) == ([Break(1.0)] if is_tag else [Piece(tag, 0)])


def test_text_without_an_unfinished_tag_is_never_held_back() -> None:
    for text in [
        "abc",
        "3 < 4",
        "x <y",
        "a <b c d",
        "a <b and c",
        "a <b and, ",
        "a <b x='y' z c",
        "I <3",
        '<break time="1s"/>x',
        "<<two words",
    ]:
        scanner = Scanner()
        scanner.feed(text)
        assert scanner.close() == []


def test_an_unfinished_tag_is_held_back_until_it_cannot_become_one() -> None:
    for text in [
        "<",
        "<b",
        "</s",
        "<break ",
        "<break time",
        "<break time=",
        '<break time="1',
        '<break time="1s" /',
        "<<h|ə>",
    ]:
        scanner = Scanner()
        assert scanner.feed(f"a{text}") == [Piece("a", 0)]
        assert scanner.feed("<") == [Piece(text, 1)] or text == "<"


def test_a_tag_that_never_ends_is_text_after_300_characters() -> None:
    scanner = Scanner()
    parts = [part for character in "<b " + "a='b' " * 2000 for part in scanner.feed(character)]
    assert parts[0] == Piece(("<b " + "a='b' " * 50)[:LONGEST_MARKUP], 0)


MARKUP = st.lists(st.sampled_from([
    "a", " ", "<", ">", "/", "<<", ">>", '<break time="1s"/>', "<spell>", "</spell>", "<<h|ə>>",
    "<b>", "<p>", "<b and c>", "<b x='y'", " and", "=", '"', "|", "br", "time='1s'", "b",
    "<speed ratio='1.5'>", "</speed>",
    "<sub alias='x'>", "</sub>", "<phoneme ph='ə'>", "</phoneme>",
]), max_size=30).map("".join)  # fmt: skip


def outcome(text: str, size: int | None = None) -> list[Part] | str:
    try:
        return scanned(text, size)
    except BadMarkup as error:
        return str(error)


@given(MARKUP, st.integers(1, 9))
def test_a_text_may_be_cut_anywhere(text: str, size: int) -> None:
    assert outcome(text, size) == outcome(text)


@given(MARKUP)
def test_pieces_are_verbatim_slices_in_order(text: str) -> None:
    pieces = [part for part in outcome(text) if isinstance(part, Piece)]
    assert all(text[piece.offset :].startswith(piece.text.rstrip("\n")) for piece in pieces)
    assert all(one.end <= other.offset for one, other in pairwise(pieces))


def test_sub_and_phoneme_hold_a_text_and_what_is_said_for_it() -> None:
    assert scanned('a <sub alias="World &amp; Web">WWW</sub>.') == [
        Piece("a ", 0),
        Piece("WWW", 31, alias="World & Web"),
        Piece(".", 40),
    ]
    assert scanned("<phoneme alphabet=IPA ph='həˈloʊ'>hi</phoneme>") == [
        Piece("hi", 34, phones=("h", "ə", "ˈl", "o", "ʊ"))
    ]
    assert scanned('<phoneme ph="h|aɪ">hi</phoneme>') == [Piece("hi", 19, phones=("h", "aɪ"))]
    assert scanned('H<sub>2</sub>O<sub class="x">y</sub>') == [
        Piece("H", 0),
        Piece("2", 6),
        Piece("O", 13),
        Piece("y", 29),
    ]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('<sub alias="x"/>', "stands around a text without tags of its own, such as <sub alias"),
        ('<sub alias="x"></sub>', "stands around a text"),
        ('<sub alias="x"> </sub>', "stands around a text"),
        ('<sub alias="x"><b>y</b></sub>', "stands around a text"),
        (f'<sub alias="x">{"y" * LONGEST_MARKUP}</sub>', "stands around a text"),
        ('<phoneme alphabet="x-sampa" ph="a">b</phoneme>', "written in ipa, got the alphabet 'x-sampa'"),
        ('<phoneme ph="7">b</phoneme>', "'7' is no sound"),
        ('<sub alias="">b</sub>', "stands around a text"),
        ('<sub alias="x">never ends', "never ends at character 0: the tag around this text does not end"),
    ],
)
def test_what_cannot_be_said_for_a_text_is_refused(tag: str, message: str) -> None:
    with pytest.raises(BadMarkup, match=message):
        scanned(tag)
