"""What a client brought, decoded by libsndfile, against what the engine says in this process."""

import base64
import functools
import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import soundfile

from vivavoce.core.audio import Samples
from vivavoce.core.embedding import Embedding
from vivavoce.core.requests import Controls, Speech
from vivavoce.core.voices import Voice
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.inprocess import engine, speak
from vivavoce.recording import Recording

SUBTYPES = {"pcm_f32le": "FLOAT", "pcm_s16le": "PCM_16", "pcm_mulaw": "ULAW", "pcm_alaw": "ALAW"}
# Likeness (correlation) that an encoding leaves.
LIKENESS = {"pcm_f32le": 0.999999, "pcm_s16le": 0.999999, "pcm_mulaw": 0.999, "pcm_alaw": 0.999, "mp3": 0.97}
MP3_MARGIN = 0.08  # seconds that an MP3's encoder puts before and behind the sound
PRECISION = 0.0002  # seconds: times on the wire have four digits

Times = Sequence[tuple[str, float, float]]


def unpacked(value: Any) -> bytes:
    """The bytes in a report."""
    return base64.b64decode(value["bytes"])


def raw(data: bytes, encoding: str, rate: int) -> Samples:
    """Samples without a header: shape (n,), float32."""
    subtype = SUBTYPES[encoding]
    samples, _ = soundfile.read(
        io.BytesIO(data), samplerate=rate, channels=1, format="RAW", subtype=subtype, endian="LITTLE", dtype="float32"
    )
    return np.asarray(samples, np.float32)


def contained(data: bytes, rate: int) -> Samples:
    """Samples of a file with a header, which has to name that rate."""
    samples, told = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    assert (told, samples.shape[1]) == (rate, 1)
    return np.asarray(samples[:, 0], np.float32)


def voice(id: str) -> Voice:
    """The built-in voice with that id."""
    return next(one for one in built_in_voices() if one.id == id)


@functools.cache
def said(text: str, id: str, rate: int, **options: Any) -> Recording:
    """The text in the built-in voice with that id, said in this process."""
    return speak(text, voice(id), rate=rate, **options)


@functools.cache
def said_in(pieces: tuple[str, ...], id: str, rate: int, controls: Controls | None = None) -> Recording:
    """Texts that are said one by one, each to its end, with the melody of one going into the next."""
    speaker = engine().speaker(Speech("", voice(id), rate=rate, controls=controls or Controls()))
    events = [event for piece in pieces for events in (speaker.feed(piece), speaker.flush()) for event in events]
    return Recording.of([*events, *speaker.close()], rate, "".join(pieces))


def said_by(text: str, embedding: Sequence[float], rate: int, **options: Any) -> Recording:
    """The text by whoever these 192 numbers describe."""
    return speak(text, Embedding(np.asarray(embedding, np.float32)), rate=rate, **options)


def same(samples: Samples, expected: Recording, *, likeness: float = 0.999999, margin: float = 0.0) -> None:
    """Assert that these are the samples expected, as far as their encoding lets them be.

    margin: seconds that may come before and behind
    """
    room = round(margin * expected.rate)
    assert 0 <= len(samples) - len(expected.samples) <= 2 * room
    assert level(samples) > 0.01, "it is silent"
    assert alike(samples[lag(samples, expected.samples, room) :], expected.samples) >= likeness


def lag(samples: Samples, expected: Samples, most: int) -> int:
    """By how many samples, up to the most, these come later than expected: where their correlation peaks."""
    size = len(samples) + len(expected)
    spectrum = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(expected, size))
    return int(np.argmax(np.fft.irfft(spectrum, size)[: most + 1]))


def alike(one: Samples, other: Samples) -> float:
    """The correlation of what both have: 1 for the same, 0 for unlike."""
    length = min(len(one), len(other))
    first, second = one[:length].astype(np.float64), other[:length].astype(np.float64)
    norm = np.sqrt((first @ first) * (second @ second))
    return float(first @ second / norm) if norm else 0.0


def level(samples: Samples) -> float:
    """Root of the mean power, full scale 1.0."""
    return float(np.sqrt(np.square(samples, dtype=np.float64).mean())) if len(samples) else 0.0


def times_of(recording: Recording) -> Times:
    """Words and when they sound, in seconds."""
    return [(word.text, word.start / recording.rate, word.end / recording.rate) for word in recording.words]


def phonemes_of(recording: Recording) -> Times:
    return [(one.symbol, one.start / recording.rate, one.end / recording.rate) for one in recording.phonemes]


def same_times(told: Sequence[Sequence[Any]], expected: Times) -> None:
    """Assert that the texts are those, at those times."""
    assert [text for text, *_ in told] == [text for text, *_ in expected]
    given = np.array([times for _, *times in told], float)
    assert np.abs(given - np.array([times for _, *times in expected])).max() <= PRECISION


def in_order(told: Sequence[Sequence[Any]], text: str, seconds: float) -> None:
    """Assert that each word is a slice of the text, one behind the other, and that their times lie so in the sound."""
    at, before = 0, 0.0
    for word, start, end in told:
        found = text.find(word, at)
        assert found >= 0, f"{word!r} is not in {text[at:]!r}"
        assert text[at:found].strip() == "", f"{text[at:found]!r} was left out"
        at = found + len(word)
        assert before - PRECISION <= start <= end <= seconds + PRECISION
        before = end
    assert text[at:].strip() == ""


def sounding(samples: Samples, rate: int, told: Sequence[Sequence[Any]]) -> None:
    """Assert that something is heard while each word sounds."""
    for word, start, end in told:
        assert level(samples[round(start * rate) : round(end * rate)]) > 0.005, f"nothing is heard of {word!r}"


def heard(told: Mapping[str, Any], rate: int = 44_100, encoding: str = "pcm_f32le") -> Samples:
    """The sound of a generation in a report."""
    return raw(unpacked(told["audio"]), encoding, rate)
