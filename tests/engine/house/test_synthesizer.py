import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.house.doubles import unit
from vivavoce.core.audio import Audio, Samples
from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.core.frames import Frames
from vivavoce.core.units import Ipa, Unit
from vivavoce.engine.frame_shaper import FrameShaper
from vivavoce.engine.house import HouseSynthesizer
from vivavoce.engine.house.synthesizer import FASTEST_PACE, LANGUAGES, SLOWEST_PACE
from vivavoce.engine.house.vocoder import HOP, RATE
from vivavoce.engine.protocols import FrameSynthesizer
from vivavoce.engine.shape import Shape
from vivavoce.errors import BadRequest, LanguageNotSupported, VoiceNotFound

SYNTHESIZER = HouseSynthesizer()
VOICES = ("kathleen", "kerstin", "nathalie", "flemishguy", "everyone")
SENTENCES = {
    "en-US": "A large size in stockings is hard to sell, isn't it?",
    "de": "Der Wind und die Sonne stritten sich, wer stärker sei.",
    "nl": "De wind en de zon maakten ruzie over de vraag wie de sterkste was.",
}


class Heard:
    """What comes of a unit, checked for what has to hold of any."""

    def __init__(
        self, spoken: Unit | str, language: str = "en-US", own_voice: str = "kathleen", pace: float = 1.0
    ) -> None:
        self.unit = unit(spoken) if isinstance(spoken, str) else spoken
        asked = {"language": language, "own_voice": own_voice, "pace": pace}
        self.events: list[Event] = list(SYNTHESIZER.speak(self.unit, **asked))  # type: ignore[arg-type]
        self.words: list[Word] = [word for one in self.events if isinstance(one, Words) for word in one.words]
        self.phonemes: list[Phoneme] = [p for one in self.events if isinstance(one, Phonemes) for p in one.phonemes]
        chunks = [one.samples for one in self.events if isinstance(one, Chunk)]
        self.samples: Samples = np.concatenate([*chunks, np.zeros(0, np.float32)])
        assert SYNTHESIZER.length(self.unit, **asked) == len(self.samples)  # type: ignore[arg-type]
        self._check()

    def _check(self) -> None:
        assert [(word.text, word.offset) for word in self.words] == [(one.text, one.offset) for one in self.unit.tokens]
        for times in ([(w.start, w.end) for w in self.words], [(p.start, p.end) for p in self.phonemes]):
            flat = [0, *(time for pair in times for time in pair), len(self.samples)]
            assert flat == sorted(flat)
        Audio(self.samples, RATE)
        heard, words, phonemes = 0, list(self.words), list(self.phonemes)
        for event in self.events:
            if isinstance(event, Words):
                del words[: len(event.words)]
            elif isinstance(event, Phonemes):
                del phonemes[: len(event.phonemes)]
            elif isinstance(event, Chunk):
                heard += len(event.samples)
                assert len(event.samples) > 0
                assert all(one.start >= heard for one in (*words[:1], *phonemes[:1]))
        assert not words
        assert not phonemes

    def spoken(self, word: Word) -> str:
        return "".join(one.symbol for one in self.phonemes if word.start <= one.start < word.end)


def level(samples: Samples) -> float:
    """Root of the mean power, dB."""
    return float(10 * np.log10(np.square(samples, dtype=np.float64).mean() + 1e-20))


@pytest.mark.parametrize(("language", "own_voice"), list(product(LANGUAGES, VOICES)))
def test_every_voice_speaks_every_language(language: str, own_voice: str) -> None:
    heard = Heard(SENTENCES[language], language, own_voice)
    assert all(heard.spoken(word) for word in heard.words)
    assert 2.0 < len(heard.samples) / RATE < 8.0
    assert level(heard.samples) == pytest.approx(-23, abs=6)
    assert np.abs(heard.samples).max() <= 1


def test_its_voices_are_those_that_were_measured() -> None:
    assert tuple(SYNTHESIZER.own_voices()) == VOICES
    assert isinstance(SYNTHESIZER, FrameSynthesizer)


@pytest.mark.parametrize("pace", [SLOWEST_PACE, 0.8, 1.25, 2.0, FASTEST_PACE])
def test_a_pace_is_kept(pace: float) -> None:
    usual, paced = Heard(SENTENCES["en-US"]), Heard(SENTENCES["en-US"], pace=pace)
    assert len(usual.samples) / len(paced.samples) == pytest.approx(pace, rel=0.08)  # its edges are as long as ever
    assert [one.symbol for one in paced.phonemes] == [one.symbol for one in usual.phonemes]


def test_a_unit_begins_and_ends_with_its_sounds() -> None:
    heard = Heard(SENTENCES["en-US"])
    assert heard.words[0].start == heard.phonemes[0].start == 0
    assert heard.words[-1].end == heard.phonemes[-1].end == len(heard.samples)
    assert level(heard.samples[: RATE // 10]) > -60
    assert level(heard.samples[-RATE // 10 :]) > -60


def test_pieces_begin_small_and_grow() -> None:
    chunks = [len(one.samples) for one in Heard(SENTENCES["en-US"]).events if isinstance(one, Chunk)]
    assert chunks[0] <= 0.1 * RATE
    assert chunks[1] > 2 * chunks[0]


@pytest.mark.parametrize("text", ["", " ", "…", "?!", "—", "(", "\u200b"])
def test_what_cannot_be_said_makes_no_sound(text: str) -> None:
    heard = Heard(text)
    assert len(heard.samples) == 0
    assert all(word.start == word.end == 0 for word in heard.words)


def test_a_unit_without_text_makes_nothing() -> None:
    assert Heard(Unit("")).events == []


@pytest.mark.parametrize(
    "text", ["a", "I", "Hm.", "x" * 100, "no " * 100, "1", "!a!", "🙂", "Ünïcödé näïve", "Привет 你好", "$3.50 or 3 km"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_texts_are_said(text: str, language: str) -> None:
    assert len(Heard(text, language).samples) > 0.02 * RATE


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40), st.sampled_from(list(LANGUAGES)))
def test_any_text_keeps_the_rules_of_a_stream(text: str, language: str) -> None:
    Heard(text, language)


# Tokens that are one word, several, or parts of several ("$5 m"), a pause, or nothing; "" stands for given IPA.
PIECES = ("no,", "birch", "1984", "$5 m", "3 km/h", "Dr. Who", "(a)", "x-ray;", "—", "…", "'", "🙂", "Привет", "", "A.")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7), st.sampled_from(list(LANGUAGES)))
def test_times_are_those_of_the_sounds_whatever_stands_beside_what(pieces: list[str], language: str) -> None:
    heard = Heard(with_given(pieces), language)
    for phoneme in heard.phonemes:
        assert phoneme.end > phoneme.start
        assert sum(word.start <= phoneme.start and phoneme.end <= word.end for word in heard.words) == 1
    for word in heard.words:
        assert (word.end > word.start) >= any(map(str.isalnum, word.text))


def with_given(pieces: list[str]) -> Unit:
    """The pieces in a row, "xyz" with sounds of its own for each that is empty."""
    given, at = [], 0
    for piece in pieces:
        if not piece:
            given.append(Ipa(at, at + 3, ("h", "ə", "ˈl", "oʊ", " ", "j", "uː")))
        at += len(piece or "xyz") + 1
    return unit(" ".join(piece or "xyz" for piece in pieces), tuple(given))


def test_given_sounds_are_said_as_given() -> None:
    heard = Heard(unit("say xyz now", (Ipa(4, 7, ("h", "ə", "ˈl", "oʊ")),)))
    assert heard.spoken(heard.words[1]) == "həlˈoʊ"


def test_the_same_unit_gives_the_same_bytes_whatever_was_said_before() -> None:
    first = Heard(SENTENCES["en-US"]).samples
    Heard("Something else.", pace=1.3)
    assert np.array_equal(Heard(SENTENCES["en-US"]).samples, first)


def test_the_same_unit_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "from hashlib import sha256\n"
        "from tests.engine.house.test_synthesizer import Heard, SENTENCES\n"
        "print(sha256(Heard(SENTENCES['nl'], 'nl').samples.tobytes()).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == sha256(Heard(SENTENCES["nl"], "nl").samples.tobytes()).hexdigest()


def test_two_threads_speak_at_once_and_neither_hears_the_other() -> None:
    alone = {language: Heard(text, language).samples for language, text in SENTENCES.items()}
    with ThreadPoolExecutor(3) as threads:
        together = list(threads.map(lambda language: Heard(SENTENCES[language], language).samples, [*SENTENCES] * 3))
    for language, samples in zip([*SENTENCES] * 3, together, strict=True):
        assert np.array_equal(samples, alone[language])


def test_streams_that_take_turns_do_not_hear_each_other() -> None:
    streams = [
        SYNTHESIZER.speak(unit(text), language=language, own_voice="kathleen", pace=1.0)
        for language, text in SENTENCES.items()
    ]
    told: list[list[Samples]] = [[] for _ in streams]
    for _ in range(100):
        for stream, chunks in zip(streams, told, strict=True):
            event = next(stream, None)
            if isinstance(event, Chunk):
                chunks.append(event.samples)
    for chunks, (language, text) in zip(told, SENTENCES.items(), strict=True):
        assert np.array_equal(np.concatenate(chunks), Heard(text, language).samples)


def test_whoever_stops_listening_stops_the_voice() -> None:
    stream = SYNTHESIZER.speak(unit(SENTENCES["de"]), language="de", own_voice="kerstin", pace=1.0)
    assert isinstance(next(stream), Words)
    stream.close()  # type: ignore[attr-defined]
    assert next(stream, None) is None


@pytest.mark.parametrize(("language", "own_voice"), list(zip(LANGUAGES, VOICES[1:4], strict=True)))
def test_its_frames_sound_like_its_speech(language: str, own_voice: str) -> None:
    heard = Heard(SENTENCES[language], language, own_voice)
    frames, told = framed(SENTENCES[language], language, own_voice)
    vocoder = SYNTHESIZER.vocoder()
    sounded = np.concatenate([*(vocoder.feed(one) for one in frames), vocoder.close()])
    assert all(one.hop == HOP for one in frames)
    assert [word for one in told if isinstance(one, Words) for word in one.words] == heard.words
    assert sounded == pytest.approx(heard.samples, abs=1e-6)


def test_a_shape_that_moves_nothing_leaves_the_sound_as_it_is() -> None:
    shaper = FrameShaper(SYNTHESIZER.vocoder(), Shape(centre=200.0))
    frames, _ = framed(SENTENCES["de"], "de", "kerstin")
    moved = np.concatenate([*(shaper.feed(one) for one in frames), shaper.close()])
    assert moved == pytest.approx(Heard(SENTENCES["de"], "de", "kerstin").samples, abs=1e-6)


def framed(text: str, language: str, own_voice: str) -> tuple[list[Frames], list[Words | Phonemes]]:
    """The frames of a text, and what is told beside them."""
    frames: list[Frames] = []
    told: list[Words | Phonemes] = []
    for event in SYNTHESIZER.frames(unit(text), language=language, own_voice=own_voice, pace=1.0):
        frames.append(event) if isinstance(event, Frames) else told.append(event)
    return frames, told


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"language": "fr"}, LanguageNotSupported, "'fr'"),
        ({"own_voice": "vera"}, VoiceNotFound, "kathleen, kerstin"),
        ({"pace": 0.4}, BadRequest, "0.4"),
        ({"pace": 2.6}, BadRequest, "0.5 to 2.5"),
    ],
)
def test_what_it_cannot_do_is_refused_at_once(asked: dict[str, object], error: type[Exception], message: str) -> None:
    usual: dict[str, object] = {"language": "en-US", "own_voice": "kathleen", "pace": 1.0}
    with pytest.raises(error, match=message):
        SYNTHESIZER.speak(unit("ab"), **(usual | asked))  # type: ignore[arg-type]


@pytest.mark.parametrize(("tag", "meant"), [("en", "en-US"), ("en-GB", "en-US"), ("de-AT", "de"), ("nl_BE", "nl")])
def test_a_relative_of_a_language_is_spoken_as_that_language(tag: str, meant: str) -> None:
    assert np.array_equal(Heard("ab", tag).samples, Heard("ab", meant).samples)
