"""The engine on the exact synthesizer: everything is known in advance, to the sample."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from vivavoce.core.embedding import SIZE, Embedding
from vivavoce.core.events import Chunk, Event, Words
from vivavoce.core.requests import Controls, Speech
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.engine import plugins
from vivavoce.engine.engine import Engine
from vivavoce.engine.protocols import MIDDLE
from vivavoce.engine.rendering import PAUSES, nearest
from vivavoce.engine.speaker import STRETCH
from vivavoce.engine.tone import RATE
from vivavoce.errors import BadRequest, EmptyText, LanguageNotSupported
from vivavoce.text import Reader

MS = RATE // 1000
OWN = plugins.synthesizer("tone").own_voices()


def voice(name: str = "tone") -> Voice:
    return Voice(built_in_id(name), name, OWN[name], Origin("built-in"), synthesizer="tone")


def speech(text: str | Iterator[str], **options: object) -> Speech:
    return Speech(text, voice(), **options)  # type: ignore[arg-type]


def said(request: Speech) -> tuple[list[tuple[str, int, int]], np.ndarray]:
    """Words with their times in milliseconds, and all samples."""
    words, chunks = [], []
    with Engine().speak(request) as events:
        for event in events:
            match event:
                case Words(some):
                    words += [(word.text, word.start // MS, word.end // MS) for word in some]
                case Chunk(samples):
                    chunks.append(samples)
    return words, np.concatenate(chunks)


def test_words_follow_one_another_with_the_pauses_of_their_punctuation() -> None:
    words, samples = said(speech("Abcde fghij klmno. Cd.\n\nEf."))
    sentence, paragraph = (int(1000 * PAUSES[ending]) for ending in ("sentence", "paragraph"))
    first = 100 + 20 + 100 + 20 + 100
    assert words == [
        ("Abcde", 0, 100),
        ("fghij", 120, 220),
        ("klmno.", 240, 340),
        ("Cd.", first + sentence, first + sentence + 70),
        ("Ef.", first + sentence + 70 + paragraph, first + sentence + 140 + paragraph),
    ]
    assert len(samples) == (first + sentence + 140 + paragraph) * MS


def test_an_own_voice_passes_untouched() -> None:
    _, samples = said(speech("Abc."))
    assert samples.max() == pytest.approx(0.5, abs=1e-3)
    wave = 0.5 * np.sin(2 * np.pi * 440 / RATE * np.arange(80 * MS))
    np.testing.assert_allclose(samples[2 * MS : -2 * MS], wave[2 * MS : -2 * MS], atol=1e-6)


def test_volume_multiplies_and_speed_divides() -> None:
    _, usual = said(speech("Abc."))
    _, half = said(speech("Abc.", controls=Controls(volume=0.5)))
    np.testing.assert_allclose(half, usual / 2, atol=1e-6)
    assert said(speech("Abc.", controls=Controls(speed=2.0)))[0] == [("Abc.", 0, 40)]


def test_a_break_takes_the_place_of_the_pause() -> None:
    words, _ = said(speech('Abcde fghij klm. <break time="1.5s"/>Cd.'))
    assert words[3][1] - words[2][2] == 1500


def test_speed_in_the_text_holds_from_there_on() -> None:
    words, _ = said(speech('Abc. <speed ratio="2"/>Abc.'))
    assert [end - start for _, start, end in words] == [80, 40]


def test_a_duration_is_hit_to_the_sample_and_filled() -> None:
    text = "Abc defg hi. Jklm nop."
    for seconds in (0.4, 0.77, 1.0, 2.5):
        words, samples = said(speech(text, duration=seconds))
        assert len(samples) == round(seconds * RATE)
        assert words[-1][2] >= 980 * seconds


@pytest.mark.parametrize(("pause", "seconds"), [(9.8, 9.98), (9.8, 10.2), (1.8, 1.9), (1.8, 2.15)])
def test_breaks_stay_as_they_are_when_a_duration_is_hit(pause: float, seconds: float) -> None:
    words, samples = said(speech(f'Abcdef <break time="{pause}s"/> ghijkl.', duration=seconds))
    assert len(samples) == round(seconds * RATE)
    assert words[1][1] - words[0][2] == pytest.approx(1000 * pause, abs=1)
    assert words[-1][2] >= 980 * seconds


@pytest.mark.parametrize("seconds", [2.0, 5.0, 6.0, 7.0])
def test_breaks_that_leave_too_little_or_too_much_for_the_words_are_refused(seconds: float) -> None:
    pause = 5 if seconds == 2.0 else 1
    with pytest.raises(BadRequest, match=r"out of reach: .* s of it breaks"):
        said(speech(f'Abc. <break time="{pause}s"/>Def.', duration=seconds))


def test_text_may_arrive_in_any_pieces() -> None:
    text = 'Abcde fghij, klm. <break time="200ms"/>Nop 3.50 qrs? Tuv.'
    whole = said(speech(text))
    for size in (1, 2, 5, 11):
        words, samples = said(speech(text[at : at + size] for at in range(0, len(text), size)))
        assert words == whole[0]
        np.testing.assert_array_equal(samples, whole[1])


def test_nothing_is_made_before_it_is_asked_for() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield "One more sentence here. "

    stream = Engine().speak(speech(pieces()))
    assert taken == []
    next(stream)
    assert len(taken) < 4
    stream.close()
    assert list(stream) == []
    assert len(taken) < 4


def test_a_speaker_says_at_once_what_is_flushed() -> None:
    speaker = Engine().speaker(speech(""))

    def words(events: Iterator[Event]) -> list[str]:
        return [word.text for event in events if isinstance(event, Words) for word in event.words]

    assert words(speaker.feed("Abc de")) == []
    assert words(speaker.flush()) == ["Abc", "de"]
    assert words(speaker.feed("fg. Hi")) == ["fg."]
    assert words(speaker.close()) == ["Hi"]


def test_nothing_to_say_is_an_error() -> None:
    with pytest.raises(EmptyText):
        said(speech(" ... "))


def test_another_rate_keeps_times_and_length() -> None:
    with Engine().speak(speech("Abcde fghij.", rate=8_000)) as events:
        told = list(events)
    assert [w.end for e in told if isinstance(e, Words) for w in e.words] == [800, 1760]
    assert sum(len(e.samples) for e in told if isinstance(e, Chunk)) == 1760


def test_a_voice_speaks_with_the_synthesizer_it_names() -> None:
    engine = Engine()
    assert engine.chosen(voice(), "en")[0].name == "tone"
    with pytest.raises(LanguageNotSupported, match="'sw'"):
        engine.chosen(voice(), "sw")
    free = Voice(built_in_id("free"), "free", OWN["tone"], Origin("created"))
    assert engine.chosen(free, "en")[0].name == "house"
    assert engine.chosen(free, "fr")[0].name == "formant"
    assert Engine(synthesizer="tone").chosen(free, "en")[0].name == "tone"


def test_the_nearest_own_voice_is_the_one_that_is_moved_least() -> None:
    assert nearest(OWN["low"], OWN) == "low"
    assert nearest(Embedding(OWN["low"].values * 0.4), OWN) == "tone"


def at(place: float) -> Embedding:
    return Embedding(np.full(SIZE, place, np.float32))


def test_the_voice_in_the_middle_is_moved_for_all_who_are_not_nearly_another() -> None:
    voices = {"low": at(-2.0), "high": at(2.0), MIDDLE: at(0.0)}
    assert nearest(at(1.05), voices) == MIDDLE  # though "high" is nearer
    assert nearest(at(1.2), voices) == "high"
    assert nearest(at(-2.0), voices) == "low"


def test_a_stream_can_be_stopped_from_another_thread() -> None:
    def pieces() -> Iterator[str]:
        while True:
            yield "One more sentence here. "

    stream = Engine().speak(speech(pieces()))
    heard = threading.Thread(target=lambda: [None for _ in stream])
    heard.start()
    stream.close()
    heard.join(timeout=10)
    assert not heard.is_alive()
    assert list(stream) == []


def test_a_limiter_that_comes_in_on_the_way_loses_and_shifts_nothing() -> None:
    text = 'Abcde fghij. <volume ratio="4"/>Abcde fghij. <volume ratio="1"/>Abcde fghij.'
    words, samples = said(speech(text))
    plain, _ = said(speech("Abcde fghij. Abcde fghij. Abcde fghij."))
    assert words == plain
    assert len(samples) == words[-1][2] * MS
    assert 0.9 < np.abs(samples).max() < 1.0
    last = samples[words[4][1] * MS + 5 * MS : words[4][2] * MS]
    assert np.abs(last).max() == pytest.approx(0.5, abs=1e-3)


def test_the_beginning_of_a_long_text_is_said_before_its_end_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    feed = Reader.feed
    monkeypatch.setattr(Reader, "feed", lambda reader, piece: (read.append(len(piece)), feed(reader, piece))[1])
    with Engine().speak(speech("One two three. " * 1_000)) as events:
        next(iter(events))
        assert read == [STRETCH]
    assert len(said(speech("One two three. " * 200))[0]) == 600
