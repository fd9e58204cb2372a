from vivavoce.text.markup import Piece
from vivavoce.text.passage import Passage, words


def test_what_follows_on_is_one_piece_and_is_cut_where_it_is_taken() -> None:
    passage = Passage()
    for piece in [Piece("Hel", 5), Piece("lo. ", 8), Piece("You", 20, spelled=True)]:
        passage.add(piece)
    assert passage.take(6) == [Piece("Hello.", 5)]
    assert passage.take(8) == [Piece(" ", 11), Piece("Y", 20, spelled=True)]
    assert passage.take(10) == [Piece("ou", 21, spelled=True)]
    assert passage.take(10) == []


def test_a_block_of_ipa_is_never_cut() -> None:
    passage = Passage()
    passage.add(Piece("<<h|ə>>", 0, phones=("h", "ə")))
    passage.add(Piece(" x", 7))
    assert passage.take(3) == [Piece("<<h|ə>>", 0, phones=("h", "ə"))]
    assert passage.take(9) == [Piece(" x", 7)]


def test_a_tag_divides_words_and_so_do_two_blocks_of_ipa() -> None:
    pieces = [Piece("un", 0), Piece("believ", 5), Piece("<<a|b>>", 20, phones=("a", "b"))]
    pieces += [Piece("<<c|d>>", 27, phones=("c", "d")), Piece("! x", 34)]
    assert list(words(pieces)) == [("un", 0), ("believ", 5), ("<<a|b>>", 20), ("<<c|d>>!", 27), ("x", 36)]
