"""Where text is cut: each row is a text with | at the cuts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.core.units import Ending
from vivavoce.text.characters import clusters
from vivavoce.text.split import LONGEST, LONGEST_WORD, SENTENCE, Cut, Splitter


def cuts(text: str, language: str = "en", size: int | None = None) -> list[Cut]:
    splitter, found = Splitter(language), []
    for at in range(0, len(text), size or max(len(text), 1)):
        found += splitter.feed(text[at : at + (size or len(text))])
    return [*found, *splitter.end()]


def parts(text: str, language: str = "en") -> list[str]:
    """What lies between the cuts, without the white space around it."""
    begin, found = 0, []
    for cut in cuts(text, language):
        found.append(text[begin : cut.at].strip())
        begin = cut.at
    return [part for part in found if part]


def endings(text: str, language: str = "en") -> list[Ending]:
    return [cut.ending for cut in cuts(text, language)]


SENTENCES = {
    "en": [
        "Well, of course,|I think Dr. Smith paid $3.50 at 10:30 a.m. in the U.S. Army base.|He said no.",
        'He asked: "Why?"|and left.|Then he came back.|"I am here."|She nodded.',
        "J. R. R. Tolkien wrote it (in 1937).|C. S. Lewis read it.",
        "See www.example.com,|or write to a@b.de.|It's free.",
        "It costs 1,000.50 dollars;|or 2.000,50 in Germany; e.g. in Berlin.|OK.",
        "Really?!|You don't say!!!|Yes... no.|Maybe… perhaps.|Wait…|What?",
        "We met at 5 p.m. on Monday.|We left at 6 p.m.|Then it rained.",
        "We met at 10 p.m. EST on Monday.|We left at 6 p.m.|Estelle came.",
        "He lives in the U.S.|She works in the U.S. Senate.|He saw the U.S. Theatre.",
        "Pls. review it.|We are in Rm. 4B, Sr. VP.|Nr. 5 and eq. 3 are from Ft. Worth.|It is 5 ft.|Then it ends.",
        "We eat fish &amp; chips and go.|Then we sleep.",
        "It was 1990.|Then 3. 50 came.",
        "So do I.|I. Newton did not.|Nor did J. I. Smith.",
        "Tom, Dick,|etc. came.|They brought pens, paper, etc.|Everybody wrote.",
        "San Francisco, CA.|She stayed.|Portland, OR is nice.",
        "In San Francisco,|Calvin stayed.|Then he left.",
        "ANY COPYRIGHT HOLDER,|OR ANY OTHER PARTY",
        "A 500 sq. ft. room,|avg. 10 people.|See Vol. III of it.|It is in that vol.|Then it ends.",
        "Foo Co. Ltd. paid £3 10s. 6d. for it.|He runs a Co.|It pays.|King George III. was mad.",
        "Built incl. VAT by Assoc. Prof. Jane.|Matt. 5:3 and 1 Cor. 13:4 say so.|I met Matt.|He left.",
        "Acme Inc. makes traps.|He works for Acme Inc.|She does not.",
        "Ask Mr. and Mrs. Jones vs. the St. Louis Co. about it.|Good.",
        "She has a Ph.D. in physics.|He has none.",
        "Is it no. 5 or No. 6?|No.|It's seven.",
        "“Hello,” he said.|“Go away!”|She went.|(He stayed.)|The end.",
        "The list (see below)|– short as it is – will do.|Yes.",
        "This is, **by far,|the best.**|Next: nothing.",
        "Version 1.2.3 works.|Version 2.0.|Done.",
        "I waited—really waited—|for it — alone.|Fine.",
        "hello.|how are you.|i'm fine",
        "Yes.|No.|Maybe.",
        "Hmm, ok, so:|what now?",
        "Great :-) thanks!|Bye 😀 see you.",
        "Look at item(s) and f(x) first,|then go.",
        "Visit https://example.com/a,b?c=d;e,|then tell me.",
    ],
    "de": [
        "Am 3. Mai 1990 kam Dr. Müller,|z. B. mit dem Zug.|Das kostet 3,50 Euro.|Es war 1990.|Dann ging er.",
        "Im 19. Jahrhundert lebte Ludwig XIV. nicht mehr,|d. h. er war tot.|Dr. h. c. Maier sagt: „Ja!“|Er lacht.",
        "„Komm!“ sagte er.|„Ich komme.“|Sie kam z.B. um 10.30 Uhr usw.|Danach nichts.",
        "Ich fahre heute noch um 8.|Bitte warten Sie auf der 3.|Danach am 5. Gleis, vom 3.–5. Mai.|Ende.",
        "In der Hauptstr. 12 bei der Bahnhofstr. Ecke Markt,|mind. 5 Min. Verspätung.|Es dauert 5 Min.|Dann kommt er.",
        "Geöffnet ist Mo. bis Fr. ab 9.|In der Woche Sa. Ruhetag.|So ist es.|Die Nr. A5.|Ja.",
        "Vor- und Nachteile,|ca. 5 % bzw. mehr, Nr. 700.|»So ist es.«|Punkt.",
    ],
    "fr": [
        "« Bonjour ! »|dit-il.|M. Dupont est là : il attend.|Quoi ?|Rien.",
        "« Bonjour.|Ça va ? »|Oui, merci.",
        "Voici l'art. 5,|p. ex. ici, et Mme Curie.|C'est à 10 h 30.|Fin.",
        "« Je viens. |Tu vas où\u00a0? »|Là-bas, etc.|Et puis rien.",
    ],
    "es": [
        "¿Qué tal, Sr. García?|¡Muy bien!|Vivo en EE.UU. desde 1990.|Son 3,5 km, aprox. 10 min.|Adiós.",
        "La Dra. Ruiz dijo:|«Sí.»|Luego se fue.",
    ],
    "it": ["Il sig. Rossi e il dott. Bianchi,|p.es., arrivano alle 10.30.|Ecc. ecc.|Ciao!", "La S.p.A. cresce.|Bene."],
    "pt": ["O Sr. Silva e a Dra. Costa,|p. ex., chegaram às 10h.|Custa R$ 3,50.|Etc. e tal.|Fim."],
    "nl": [
        "Dhr. Jansen en mevr. De Vries,|bijv. in de trein.|Ik vraag het u.|Dank u, enz.|Klaar.",
        "Open ma. t/m vr. van 9 tot 17 u. in de Kerkstr. 12.|Za. en zo. gesloten.|Hij zei het zo.|Kom maar.",
        "Fam. Jansen en Jan v.d. Berg komen v.a. €10.|Hij woont in de Kerkstr.|Daar is het.",
    ],
    "ru": ["Привет, как дела?|Это А. С. Пушкин и т. д. Это был я.|Ура!"],
    "el": ["Τι κάνεις;|Καλά, ευχαριστώ· εσύ;|Ναι."],
    "zh": [
        "你好，世界。|今天天气很好！|我们去公园吧？|“好的。”|他说：“走吧！”|价格是3.50元，10：30见。",
        "你好,世界!|再见.|好。|Dr.王来了",
    ],
    "ja": ["今日はいい天気ですね、|散歩に行きましょう。|「はい。」|と言った……終わり"],
    "ko": ["안녕하세요.|저는 김 씨입니다.|반갑습니다!"],
    "hi": ["नमस्ते दुनिया।|आप कैसे हैं?|मैं ठीक हूँ।|अच्छा॥"],
    "ar": ["مرحبا، كيف حالك؟|أنا بخير.\u200f|شكرا؛ مع السلامة"],
    "ur": ["یہ اچھا ہے۔|کیا حال ہے؟|ٹھیک"],
    "hy": ["Բարև։|Ինչպե՞ս ես։|Լավ"],
    "am": ["ሰላም።|እንዴት ነህ፧|ደህና"],
    "my": ["မင်္ဂလာပါ။|နေကောင်းလား"],
    "th": ["สวัสดีครับผมชื่อสมชาย|วันนี้อากาศดีมาก ไปเที่ยวกัน"],
    "he": ["שלום.|מה שלומך?|טוב"],
}


NO_SPACES = {"zh", "ja"}


@pytest.mark.parametrize(("language", "row"), [(language, row) for language, rows in SENTENCES.items() for row in rows])
def test_text_is_cut_at_the_first_clause_and_then_at_sentences(language: str, row: str) -> None:
    wanted = [part.strip() for part in row.split("|")]
    text = row.replace(" |", " ").replace("|", "" if language in NO_SPACES else " ").replace("। ", "।")
    assert parts(text, language) == wanted
    for size in (1, 2, 3, 7):
        assert cuts(text, language, size) == cuts(text, language)


def test_cuts_count_characters_and_tell_how_the_text_ends() -> None:
    assert cuts("Of course, yes. No \n\nNew") == [
        Cut(10, "clause"),
        Cut(15, "sentence"),
        Cut(18, "paragraph"),
        Cut(24, "none"),
    ]


@pytest.mark.parametrize("text", ["one", "one,", "one.", "Dr.", "one\n", "one.\n\n", "one\n\n", "", " "])
def test_the_end_is_told_by_what_the_text_ends_with(text: str) -> None:
    wanted = {
        "one,": "clause",
        "one.": "sentence",
        "one\n": "sentence",
        "one.\n\n": "paragraph",
        "one\n\n": "paragraph",
    }
    assert endings(text)[-1:] == ([wanted.get(text, "none")] if text else [])


def test_a_sentence_stands_as_soon_as_a_space_follows_and_a_clause_when_the_next_word_begins() -> None:
    assert Splitter("en").feed("I am here.") == []
    assert Splitter("en").feed("I am here. ") == [Cut(10, "sentence")]
    assert Splitter("en").feed("Of course, ") == []
    assert Splitter("en").feed("Of course, y") == [Cut(10, "clause")]
    assert Splitter("en").feed("Of course: y") == [Cut(10, "clause")]
    assert Splitter("en").feed("Your code is: 4") == []  # what stands before a number says how it is read
    assert Splitter("zh").feed("今天天气，") == []
    assert Splitter("zh").feed("今天天气，我") == [Cut(5, "clause")]


@pytest.mark.parametrize(
    "held",
    ["I have 3. ", "See p.m. ", "He is Dr. ", "It was 5 p.m. ", "Well... ", '"Go!" ', "Yes.\n", "3.", "10 p.m. E"],
)
def test_what_is_not_certain_waits_for_the_next_character(held: str) -> None:
    assert Splitter("en").feed(held) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Introduction\nThis is it.", ["Introduction", "This is it."]),
        ("To do:\n- apples\n- pears and\n  plums\n* figs", ["To do:", "- apples", "- pears and\n  plums", "* figs"]),
        ("1. One\n2. Two\n10) Ten", ["1. One", "2. Two", "10) Ten"]),
        (
            "a line that was broken to fit the page\nand goes on.",
            ["a line that was broken to fit the page\nand goes on."],
        ),
        ("A line that was broken to fit into eighty columns, as Usenet and\nEmacs do it.", None),
        ("Roses are red\nViolets are blue", ["Roses are red", "Violets are blue"]),
        ("# A title of more characters than lines\nText", ["# A title of more characters than lines", "Text"]),
        ("One\r\n\r\nTwo\r\nThree", ["One", "Two", "Three"]),
        ("Look:\n```js\nlet a\nlet b\n```\nand go on", ["Look:", "```js\nlet a", "let b", "```\nand go on"]),
        ("### 2. Next steps", ["### 2. Next steps"]),
        ("Add 2. Then stop.", ["Add 2.", "Then stop."]),
        ("One\fTwo\u2029Three\u2028four", ["One", "Two", "Three\u2028four"]),
    ],
)
def test_a_line_that_looks_complete_ends_a_sentence(text: str, wanted: list[str] | None) -> None:
    found = parts(text)
    assert found == wanted if wanted else found[1:] == ["as Usenet and\nEmacs do it."]


def test_a_blank_line_ends_a_paragraph_and_a_complete_line_a_sentence() -> None:
    assert endings("One\nTwo\n \nThree") == ["sentence", "paragraph", "none"]


def test_a_long_sentence_is_cut_between_clauses_and_one_without_clauses_between_words() -> None:
    clauses = "Yes. " + "and one more clause of it, " * 20 + "end."
    found = parts(clauses)
    assert all(part.endswith(",") and SENTENCE - 27 < len(part) <= SENTENCE for part in found[1:-1])
    words = parts("word " * 200)
    assert all(LONGEST - 5 < len(part) <= LONGEST for part in words[:-1])
    assert endings("word " * 200)[:2] == ["none", "none"]


def test_a_clause_that_is_cut_late_leaves_the_lines_as_they_were() -> None:
    wrapped = "Yes. " + "word " * 28 + "word, " + "word " * 8 + "\nNew " + "word " * 20
    assert [cut.ending for cut in cuts(wrapped)] == ["sentence", "clause", "none"]


def test_a_word_is_cut_only_when_it_is_longer_than_any() -> None:
    for length in (LONGEST_WORD, LONGEST_WORD + 1):
        assert [len(part) for part in parts("x" * length)] == ([500] if length == 500 else [500, 1])
    family = "👩‍👩‍👧"
    assert {len(part) % len(family) for part in parts(family * 300)} == {0}
    assert all("".join(part).startswith(family) for part in parts(family * 300))


def test_spaces_that_hold_together_are_not_cut() -> None:
    text = "x" * 280 + " 1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000 euros and so on"
    assert parts(text)[1].startswith("1\u00a0000\u00a0000")


def test_what_says_nothing_joins_what_is_next() -> None:
    assert parts('"!" ... * * * \n\n Hello. " ... Yes.') == ['"!" ... * * * \n\n Hello.', '" ... Yes.']


def test_after_an_end_made_anew_the_first_clause_is_early_again() -> None:
    splitter = Splitter("en")
    splitter.feed("Go. ")
    assert splitter.feed("Now of course, we ") == []
    assert splitter.end(anew=True) == [Cut(22, "none")]
    assert splitter.feed("Now of course, we ") == [Cut(36, "clause")]
    splitter.end("sentence")
    assert splitter.feed("Now of course, we ") == []


TEXT = st.lists(st.sampled_from([
    "a", "B", "one", "Two", "Dr", "3", "14", ".", ",", "!", "?", ";", ":", "…", "—", "-", "–", " ",
    "  ", "\n", "\n\n", "\r\n", '"', "“", "”", "«", "»", "(", ")", "'", "漢", "字", "。", "、", "「",
    "」", "！", "e\u0301", "กา", "।", "؟", "\u200b", "\u00a0", "x" * 60, " " * 101, "word " * 50, "😀",
    "p.m.", "U.S.", "etc.", "EST", "She", "```", "&amp;",
]), max_size=60).map("".join)  # fmt: skip


@given(TEXT, st.sampled_from(["en", "de", "fr", "el", "zh"]), st.integers(1, 8))
def test_the_cuts_do_not_depend_on_the_pieces(text: str, language: str, size: int) -> None:
    assert cuts(text, language, size) == cuts(text, language)


@given(TEXT)
def test_cuts_rise_to_the_end_and_divide_no_word_that_is_not_too_long(text: str) -> None:
    places = [cut.at for cut in cuts(text)]
    assert places == sorted(set(places))
    assert places[-1:] == ([len(text)] if text else [])
    begins = {0} | {start for start, _ in clusters(text)} | {len(text)}
    assert set(places) <= begins
    begin = 0
    for at in places[:-1]:
        inside_word = text[at - 1].isascii() and text[at - 1].isalnum() and text[at].isascii() and text[at].isalnum()
        assert not inside_word or at - begin == LONGEST_WORD
        begin = at
