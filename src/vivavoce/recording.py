"""What was said, whole: sound with its words and phonemes, to save, play or look at."""

import base64
import html
import importlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import numpy as np

from vivavoce.core.audio import Audio, Samples
from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.dsp.containers import Format, encoded, format_for, save
from vivavoce.dsp.marks import Marks
from vivavoce.errors import BadRequest, MissingExtra

Span = TypeVar("Span", Word, Phoneme)


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Sound and what is said in it when.

    samples: shape (n,), float32, full scale ±1.0
    rate: samples per second
    words, phonemes: what is said, times in samples; empty where nobody knows, as in converted speech
    text: what was asked to be said; empty where nobody knows
    """

    samples: Samples
    rate: int
    words: tuple[Word, ...] = ()
    phonemes: tuple[Phoneme, ...] = ()
    text: str = ""

    @classmethod
    def of(cls, events: Iterable[Event], rate: int, text: str = "") -> "Recording":
        """A stream, collected to its end."""
        chunks: list[Samples] = []
        words: list[Word] = []
        phonemes: list[Phoneme] = []
        for event in events:
            match event:
                case Chunk(samples):
                    chunks.append(samples)
                case Words(some):
                    words.extend(some)
                case Phonemes(some):
                    phonemes.extend(some)
        samples = np.concatenate(chunks) if chunks else np.zeros(0, np.float32)
        return cls(samples, rate, tuple(words), tuple(phonemes), text)

    @property
    def audio(self) -> Audio:
        """The sound alone."""
        return Audio(self.samples, self.rate)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    def save(self, path: str | Path, format: Format | str | None = None) -> Path:
        """Write it to a file and return the file's path.

        format: a Format or the name of one ("mp3"); None goes by the file's ending: .wav .mp3 .flac .opus .ogg .raw.
            A WAV carries the times of the words and phonemes, as marks that audio editors show
        raises: BadRequest for an unknown ending or folder, StorageFailed when the disk is full or read-only
        """
        wanted = format_for(path, format, rate=self.rate)
        written = save(path, self.audio, wanted)
        if wanted.container == "wav" and wanted.rate == self.rate:
            self._mark(written)
        return written

    def encoded(self, format: Format | str = "wav") -> bytes:
        """The bytes of such a file."""
        return encoded(self.audio, format_for(None, format, rate=self.rate))

    def part(self, start: int, end: int) -> "Recording":
        """From sample ``start``, 0 or more, to before ``end``: the sound, and what of words and phonemes is in it."""
        if not 0 <= start <= end:
            raise BadRequest(f"a part goes from a sample of 0 or more to a later one, not from {start} to {end}")
        return Recording(
            self.samples[start:end],
            self.rate,
            tuple(moved(word, start, end) for word in self.words if word.start < end and word.end > start),
            tuple(moved(each, start, end) for each in self.phonemes if each.start < end and each.end > start),
            self.text,
        )

    def play(self) -> None:
        """Play it on the loudspeakers and wait until it ends. Needs ``vivavoce[play]``."""
        player = loudspeakers()
        player.play(self.samples, self.rate)
        player.wait()

    def _mark(self, path: Path) -> None:
        """Put the times of the words and phonemes into a WAV."""
        with Marks() as marks:
            marks.feed(Words(self.words))
            marks.feed(Phonemes(self.phonemes))
            marks.append_to(path)

    def _repr_html_(self) -> str:
        """How a notebook shows it: a player, and the text with each word's time on it."""
        source = base64.b64encode(self.encoded("wav")).decode()
        words = " ".join(
            f'<span title="{word.start / self.rate:.2f}–{word.end / self.rate:.2f} s">{html.escape(word.text)}</span>'
            for word in self.words
        )
        return f'<audio controls src="data:audio/wav;base64,{source}"></audio><p>{words}</p>'

    def __repr__(self) -> str:
        return f"Recording({self.seconds:.2f} s at {self.rate} Hz, {len(self.words)} words)"


def moved(span: Span, start: int, end: int) -> Span:
    """A word or phoneme as it lies in the part from ``start`` to ``end``."""
    return replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)


def loudspeakers() -> ModuleType:
    """The module that plays sound, or MissingExtra naming what brings it."""
    try:
        return importlib.import_module("sounddevice")
    except (ModuleNotFoundError, OSError) as error:  # OSError: the wheel is there, the system's PortAudio is not
        raise MissingExtra(
            f"playing needs a sound device library ({error}): pip install 'vivavoce[play]', "
            "and on Linux the system's PortAudio (apt install libportaudio2)"
        ) from error
