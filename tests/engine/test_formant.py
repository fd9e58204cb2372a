import re
import subprocess
import sys
from base64 import b64decode
from hashlib import sha256
from importlib import resources

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("espeakng_loader")

from vivavoce.core.audio import Audio, Samples
from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.core.units import Ipa, Token, Unit
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.engine.espeak import RATE, espeak, found
from vivavoce.engine.formant import FormantSynthesizer, guessed
from vivavoce.errors import BadRequest, EngineFailed, LanguageNotSupported, MissingExtra, VoiceNotFound

SYNTHESIZER = FormantSynthesizer()
TOKENS = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\s\u3040-\u30ff\u3400-\u9fff]+")  # as the text layer makes them
MILLISECOND = RATE / 1000


def unit(text: str, ipa: tuple[Ipa, ...] = ()) -> Unit:
    tokens = (Token(one.group(), one.start() + 7, one.start(), one.end()) for one in TOKENS.finditer(text))
    return Unit(text, tuple(tokens), ipa)


class Heard:
    """What comes of a unit, checked for what has to hold of any."""

    def __init__(self, spoken: Unit | str, language: str = "en-US", own_voice: str = "man", pace: float = 1.0) -> None:
        self.unit = unit(spoken) if isinstance(spoken, str) else spoken
        events = SYNTHESIZER.speak(self.unit, language=language, own_voice=own_voice, pace=pace)
        self.events: list[Event] = list(events)
        self.words: list[Word] = [word for one in self.events if isinstance(one, Words) for word in one.words]
        self.phonemes: list[Phoneme] = [p for one in self.events if isinstance(one, Phonemes) for p in one.phonemes]
        chunks = [one.samples for one in self.events if isinstance(one, Chunk)]
        self.samples: Samples = np.concatenate([*chunks, np.zeros(0, np.float32)])
        self._check()

    def _check(self) -> None:
        assert [(word.text, word.offset) for word in self.words] == [(one.text, one.offset) for one in self.unit.tokens]
        for times in ([(w.start, w.end) for w in self.words], [(p.start, p.end) for p in self.phonemes]):
            flat = [0, *(time for pair in times for time in pair), len(self.samples)]
            assert flat == sorted(flat)
        Audio(self.samples, RATE)
        assert np.abs(self.samples).max(initial=0) <= 1
        heard = told = 0
        for event in self.events:
            if isinstance(event, Words):
                told += len(event.words)
            elif isinstance(event, Chunk):
                assert len(event.samples) > 0
                heard += len(event.samples)
                assert all(word.start >= heard or word.start == len(self.samples) for word in self.words[told:])

    @property
    def symbols(self) -> str:
        return "".join(one.symbol for one in self.phonemes)

    def spoken(self, word: Word) -> str:
        return "".join(one.symbol for one in self.phonemes if word.start <= one.start < word.end)


def test_words_and_phonemes_of_a_sentence() -> None:
    heard = Heard("I am at the end of it, $3.50 (really)!")
    assert {word.text: heard.spoken(word) for word in heard.words} == {
        "I": "aɪ",
        "am": "ɐm",
        "at": "æt",
        "the": "ðɪ",
        "end": "ˈɛnd",
        "of": "ʌv",
        "it,": "ɪt",
        "$3.50": "dˈɑːlɚθɹˈiːpɔɪntfˈaɪvzˈiəɹoʊ",
        "(really)!": "ɹˈiəli",
    }


@pytest.mark.parametrize(
    ("text", "language", "sounds"),
    [
        ("Dr. Smith's rock'n'roll", "en-US", ["dˈɑːktɚ", "smˈɪθz", "ɹˈɑːknɹoʊl"]),
        ("1,234,567 of", "en-US", ["wˈʌnmˈɪliəntˈuːhˈʌndɹɪdθˈɜːɾifˈɔːɹθˈaʊzəndfˈaɪvhˈʌndɹɪdsˈɪkstisˈɛvən", "ˈʌv"]),
        ("🙂 a@b.co ok", "en-US", ["slˈaɪtlismˈaɪlɪŋfˈeɪs", "ɐætbˈiːdˈɑːtkˈoʊ", "ˌoʊkˈeɪ"]),
        ("am 3. Mai 2024", "de", ["am", "dɾˈaɪ", "mˈaɪ", "tsvˈaɪtaʊzəntfˈiːɾʊnttsvantsɪç"]),
        ("L'homme qu'il a", "fr-FR", ["lˈɔm", "kil", "ˈa"]),
        ("我们很好", "cmn", ["wˈo", "mən", "χˈən", "χˈɑu"]),
        ("안녕하세요 값", "ko", None),
        ("كيف حالك؟", "ar", ["kˈajfa", "ħˈalik"]),
        ("สวัสดี ครับ", "th", None),
        ("Hello 世界", "cmn", None),
    ],
)
def test_each_token_has_its_own_sounds(text: str, language: str, sounds: list[str] | None) -> None:
    heard = Heard(text, language)
    spoken = [heard.spoken(word) for word in heard.words]
    assert all(spoken)
    if sounds is not None:
        assert [re.sub("[ˈˌ]", "", one) for one in spoken] == [re.sub("[ˈˌ]", "", one) for one in sounds]


def edges(samples: Samples, start: int, end: int) -> tuple[int, int]:
    """The first and the last audible sample of a stretch."""
    loud = np.flatnonzero(np.abs(samples[start:end]) > 2**-9) + start
    return int(loud[0]), int(loud[-1])


@pytest.mark.parametrize("own_voice", ["man", "reed", "woman"])
@pytest.mark.parametrize("pace", [0.7, 1.0, 1.5])
def test_words_between_pauses_sound_when_they_are_said_to(own_voice: str, pace: float) -> None:
    heard = Heard("paper, judge, zebra, apple, fish, yellow, ten, bus.", own_voice=own_voice, pace=pace)
    bounds = [
        0,
        *((a.end + b.start) // 2 for a, b in zip(heard.words, heard.words[1:], strict=False)),
        len(heard.samples),
    ]
    for word, start, end in zip(heard.words, bounds, bounds[1:], strict=False):
        first, last = edges(heard.samples, start, end)
        assert abs(word.start - first) < 5 * MILLISECOND, word
        assert abs(word.end - last) < 15 * MILLISECOND, word


@pytest.mark.parametrize("word", ["paper", "table", "king", "top", "cat"])
def test_words_in_the_flow_of_speech_begin_with_the_burst_of_their_stop(word: str) -> None:
    heard = Heard(f"we see a {word} again.")
    start = heard.words[3].start
    around = np.abs(heard.samples[start - 800 : start + 800]) > 2**-9
    silent = np.flatnonzero(~around)
    runs = np.split(silent, np.flatnonzero(np.diff(silent) > 1) + 1)
    closure = max(runs, key=len)  # the mouth is shut before the burst
    assert abs(int(closure[-1]) + 1 - 800) < 3 * MILLISECOND


def test_there_is_no_silence_at_the_ends_and_no_click() -> None:
    for text in ("apple", "stop", "fish.", "zoo!", "(hm)", "a"):
        samples = Heard(text).samples
        first, last = edges(samples, 0, len(samples))
        assert first < 5 * MILLISECOND
        assert len(samples) - last < 5 * MILLISECOND
        assert abs(samples[0]) < 0.02
        assert abs(samples[-1]) < 0.001


@pytest.mark.parametrize("text", ["", " ", "...", "— !", "\0", "\ud800", "\ue000", "\u0301"])
def test_what_cannot_be_said_is_words_without_sound(text: str) -> None:
    heard = Heard(text)
    assert len(heard.samples) == 0
    assert all(word.start == word.end == 0 for word in heard.words)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=60) | st.text(alphabet="abXY019.,!?'\"-()[]<>&$%#@ \n😀é你กา안مرहि", max_size=80),
    st.sampled_from(sorted(SYNTHESIZER.languages())),
)
def test_any_text_in_any_language_gives_its_words_in_order_and_in_time(text: str, language: str) -> None:
    try:
        Heard(text, language)
    except EngineFailed as error:  # espeak-ng 1.52 cannot say eight in Greenlandic
        assert language == "kl", error  # noqa: PT017


@pytest.mark.parametrize(
    "text",
    [
        "[[_^_de x]] \x01V \x01 80S hi [\x02a]]",
        "<speak><voice name='x'>hi</voice></speak>",
        "a." * 150,
        "a," * 200,
        "$1," * 60,
        "x" * 500,
        "7" * 200,
        "ß" * 200,
        "ﷺ " * 20,
        "\u202eabc\u202c \u200f",
        "🏳️‍🌈🏴‍☠️🇩🇪🇩" * 5,
        "ᄀ" * 100,
        "क्" * 100,
        "1,2.3/4-5" * 20,
    ],
)
def test_nasty_text_is_spoken(text: str) -> None:
    assert len(Heard(text).samples) > 0


@pytest.mark.parametrize("text", ["\u0301" * 200, "'" * 200, "?!" * 100, "-" * 300, "." * 300, "\ufeff\ufffe" * 50])
def test_nasty_text_without_a_word_is_silence(text: str) -> None:
    assert len(Heard(text).samples) == 0


@pytest.mark.parametrize(
    ("word", "count", "language"),
    [
        ("7777", 60, "en-US"),  # too many phonemes for espeak-ng
        ("777777777", 20, "en-US"),
        ("😀", 60, "en-US"),
        ("안녕하세요반갑습니다", 20, "ko"),  # too many bytes
        ("ሰላም", 20, "en-US"),
        ("b", 350, "en-US"),  # too many words
    ],
)
def test_nothing_is_left_out_of_a_long_unit(word: str, count: int, language: str) -> None:
    heard = Heard(" ".join([word] * count), language)
    spoken = [re.sub("[ˈˌ]", "", heard.spoken(one)) for one in heard.words]
    assert min(map(len, spoken)) > 0
    assert sum(one == spoken[1] for one in spoken) >= 0.9 * count  # stress and the like differ where it was cut


def test_nothing_is_left_out_of_a_long_word() -> None:
    assert len(Heard("สวัสดี" * 20, "th").phonemes) == pytest.approx(20 * len(Heard("สวัสดี", "th").phonemes), rel=0.05)
    assert len(Heard("7" * 96).phonemes) > 96 * 4
    assert len(Heard("w" * 48).phonemes) == 48 * 6


def test_given_sounds_are_spoken() -> None:
    heard = Heard(unit("say xyz twice", (Ipa(4, 7, ("h", "ə", "l", "oʊ")),)))
    assert [heard.spoken(word) for word in heard.words] == ["sˈeɪ", "həlˈoʊ", "twˈaɪs"]
    with pytest.raises(BadRequest, match="'щ' is not a phone"):
        Heard(unit("say xyz", (Ipa(4, 7, ("щ",)),)))


def test_brackets_of_the_user_are_no_phonemes() -> None:
    heard = Heard(unit("[[k'at]] xyz", (Ipa(9, 12, ("h",)),)))
    assert "kˈæt" not in heard.symbols


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The quick brown fox jumps over the lazy dog.", "en-US"),
        ("Statistics show strengths.", "en-US"),
        ("Быстрая лиса прыгает через собаку.", "ru"),
        ("敏捷的棕色狐狸跳过懒狗", "cmn"),
    ],
)
@pytest.mark.parametrize("pace", [0.65, 0.9, 1.3, 1.8])
def test_speech_lasts_as_long_as_its_pace_says(text: str, language: str, pace: float) -> None:
    usual, paced = len(Heard(text, language).samples), len(Heard(text, language, pace=pace).samples)
    assert usual / paced == pytest.approx(pace, rel=0.03)


def test_paces_are_guessed_between_those_tried() -> None:
    assert guessed({175: 1.0}, 1.5) == 262
    assert guessed({175: 1.0, 262: 1.4}, 1.5) == 281
    assert guessed({175: 1.0, 262: 1.6}, 1.5) == 248
    assert guessed({175: 1.0}, 0.1) == 80
    assert guessed({175: 1.0}, 9.0) == 449


def test_the_same_request_gives_the_same_events_in_another_process() -> None:
    script = (
        "from tests.engine.test_formant import Heard; from hashlib import sha256\n"
        "heard = Heard('So be it, 1984!', 'en-GB', 'alto', 1.2)\n"
        "print(sha256(heard.samples.tobytes() + repr((heard.words, heard.phonemes)).encode()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()
    heard = Heard("So be it, 1984!", "en-GB", "alto", 1.2)
    assert sha256(heard.samples.tobytes() + repr((heard.words, heard.phonemes)).encode()).hexdigest() == other


def test_languages_have_tags_and_english_names() -> None:
    known = SYNTHESIZER.languages()
    assert len(known) > 130
    assert (known["de"], known["en-US"], known["fr-FR"]) == ("German", "English (America)", "French (France)")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en-US"),
        ("EN_gb", "en-GB"),
        ("de-AT", "de"),
        ("zh-CN", "cmn"),
        ("pt-BR", "pt-BR"),
        ("es", "es-ES"),
        ("no", "nb"),
    ],
)
def test_tags_are_resolved(tag: str, language: str) -> None:
    assert SYNTHESIZER.resolve(tag) == language


def test_a_language_it_does_not_speak_is_refused_with_near_matches() -> None:
    with pytest.raises(LanguageNotSupported, match=r"'germn'; did you mean .*\bde\b"):
        SYNTHESIZER.resolve("germn")
    with pytest.raises(LanguageNotSupported):
        Heard("x", "xx")


def test_voices_and_paces_it_does_not_have_are_refused() -> None:
    with pytest.raises(VoiceNotFound, match="'basso'; there are low, man"):
        Heard("x", own_voice="basso")
    for pace in (0.0, 0.5, 2.0, float("nan")):
        with pytest.raises(BadRequest, match=r"pace of 0\.65 to 1\.8"):
            Heard("x", pace=pace)


def test_its_voices_differ_and_are_as_loud_as_each_other() -> None:
    voices = SYNTHESIZER.own_voices()
    assert len(voices) == 8
    values = [embedding.values for embedding in voices.values()]
    assert min(float(np.linalg.norm(a - b)) for i, a in enumerate(values) for b in values[:i]) > 1
    levels = [float(np.sqrt(np.mean(Heard("The fox runs away.", own_voice=name).samples ** 2))) for name in voices]
    assert max(levels) < 1.3 * min(levels)


def test_its_voices_are_kept_as_the_encoder_measures_them() -> None:
    text = "The birch canoe slid on the smooth planks. Glue the sheet to the dark blue background."
    for name, stored in SYNTHESIZER.own_voices().items():
        measured = WorldEncoder().embed(Audio(Heard(text, own_voice=name).samples, RATE))
        assert float(measured["pitch"][0]) == pytest.approx(float(stored["pitch"][0]), abs=0.7)  # eighths of an octave


def test_the_store_of_voices_holds_nothing_else() -> None:
    text = resources.files("vivavoce.engine").joinpath("formant_voices.json").read_text("utf-8")
    assert set(re.findall(r'"(\w+)":', text)) == set(SYNTHESIZER.own_voices())
    assert all(len(b64decode(value)) == 768 for value in re.findall(r': "([^"]+)"', text))


def test_phonemes_can_be_looked_at_without_sound() -> None:
    assert SYNTHESIZER.phonemes("Hello, world 3!", "en-us") == "həlˈoʊ wˈɜːld θɹˈiː"
    assert SYNTHESIZER.phonemes("", "de") == ""
    assert SYNTHESIZER.phonemes("b " * 400, "en") == " ".join(["bˈiː"] * 400)


def test_without_espeak_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found.cache_clear()
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(MissingExtra, match=r"vivavoce\[espeak\]"):
        SYNTHESIZER.languages()
    monkeypatch.undo()
    assert espeak().data.is_dir()


def test_making_one_starts_nothing() -> None:
    script = (
        "import sys; from vivavoce.engine.formant import FormantSynthesizer as F; one = F()\n"
        "assert (one.name, one.rate, one.paces) == ('formant', 22050, (0.65, 1.8))\n"
        "assert 'espeakng_loader' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
