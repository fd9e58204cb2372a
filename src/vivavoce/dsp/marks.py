"""Marks in a WAV: which words and phonemes sound when, as cue points that audio editors show.

Chunks as in Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991): ``cue `` holds the
places, ``LIST adtl`` a label (``labl``) and a length (``ltxt``) for each. They stand behind the sound, so every reader
of WAVs finds the sound where it looks for it. Labels are UTF-8.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Self

from vivavoce.core.events import Phoneme, Phonemes, Word, Words
from vivavoce.errors import BadAudio, StorageFailed

LARGEST_RIFF = 0xFFFFFFFE  # what a RIFF's size can say, an even number
IN_MEMORY = 1 << 20  # bytes of marks before they go to a temporary file: a book has more of them than fit comfortably
PLACE = struct.Struct("<II4sIII")  # id, position, chunk, chunk start, block start, sample offset
SPAN = struct.Struct("<II4sHHHH")  # id, length, purpose, country, language, dialect, code page
UTF_8 = 65001  # the code page, as Windows numbers it
WORD, PHONEME = b"word", b"phon"  # purposes


class Marks:
    """Collects the words and phonemes of a stream, to be written behind the sound of its file."""

    def __init__(self) -> None:
        self._places: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._labels: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self._count = 0

    def feed(self, event: Words | Phonemes) -> None:
        """Take the words or phonemes of an event; times in samples of the file."""
        match event:
            case Words(words):
                for word in words:
                    self._mark(word.text, word.start, word.end, WORD, str(word.offset))
            case Phonemes(phonemes):
                for phoneme in phonemes:
                    self._mark(phoneme.symbol, phoneme.start, phoneme.end, PHONEME, "")

    def append_to(self, path: Path) -> None:
        """Write the marks behind the sound of a finished WAV; one with no room left for them stays as it is.

        raises: StorageFailed when the disk is full; the sound stays whole
        """
        places, labels = self._places.tell(), self._labels.tell()
        cue = struct.pack("<4sII", b"cue ", 4 + places, self._count)
        listed = struct.pack("<4sI4s", b"LIST", 4 + labels, b"adtl")
        size = path.stat().st_size + len(cue) + places + len(listed) + labels
        if not self._count or size - 8 > LARGEST_RIFF:
            return
        try:
            with path.open("r+b") as file:
                sound = file.seek(0, 2)
                try:
                    file.write(cue)
                    copy(self._places, file)
                    file.write(listed)
                    copy(self._labels, file)
                    file.seek(4)
                    file.write(struct.pack("<I", size - 8))
                except OSError:
                    file.truncate(sound)
                    raise
        except OSError as error:
            raise StorageFailed(f"word times cannot be written to {path}: {error.strerror}") from error

    def close(self) -> None:
        """Let go of what was collected."""
        self._places.close()
        self._labels.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _mark(self, text: str, start: int, end: int, purpose: bytes, note: str) -> None:
        self._count += 1
        self._places.write(PLACE.pack(self._count, start, b"data", 0, 0, start))
        self._labels.write(labelled(b"labl", struct.pack("<I", self._count), text))
        head = SPAN.pack(self._count, end - start, purpose, 0, 0, 0, UTF_8)
        self._labels.write(labelled(b"ltxt", head, note))


def labelled(name: bytes, head: bytes, text: str) -> bytes:
    """A chunk that ends in text: nul-terminated, padded to an even length."""
    content = head + text.encode("utf-8", "replace") + b"\0"
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    source.seek(0)
    while piece := source.read(1 << 16):
        target.write(piece)


def read_marks(path: Path) -> tuple[tuple[Word, ...], tuple[Phoneme, ...]]:
    """The words and phonemes marked in a file, in samples; none where it is no WAV or has no marks.

    raises: BadAudio when the marks are damaged
    """
    try:
        with path.open("rb") as file:
            chunks = dict(small_chunks(file))
        places = {number: sample for number, _, _, _, _, sample in PLACE.iter_unpack(chunks.get(b"cue ", bytes(4))[4:])}
        return words_and_phonemes(places, chunks.get(b"adtl", b""))
    except (struct.error, KeyError, ValueError) as error:
        raise BadAudio(f"the word times in {path} are damaged: {error}") from error
    except OSError as error:
        raise BadAudio(f"{path} cannot be read: {error.strerror}") from error


def small_chunks(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a WAV that may hold marks: ``cue `` and the ``adtl`` list."""
    riff = file.read(12)
    if riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
        return
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"cue ":
            yield name, file.read(size)
        elif name == b"LIST":
            content = file.read(size)
            yield content[:4], content[4:]
        else:
            file.seek(size, 1)
        file.seek(size % 2, 1)


def words_and_phonemes(places: dict[int, int], labels: bytes) -> tuple[tuple[Word, ...], tuple[Phoneme, ...]]:
    """What the labels say, each at its place."""
    entries = list(label_chunks(labels))
    texts = {struct.unpack_from("<I", content)[0]: text_of(content[4:]) for name, content in entries if name == b"labl"}
    words: list[Word] = []
    phonemes: list[Phoneme] = []
    for name, content in entries:
        if name == b"ltxt":
            number, length, purpose, *_ = SPAN.unpack_from(content)
            if purpose not in (WORD, PHONEME):  # somebody else's
                continue
            start = places[number]
            if purpose == WORD:
                words.append(Word(texts[number], int(text_of(content[SPAN.size :])), start, start + length))
            else:
                phonemes.append(Phoneme(texts[number], start, start + length))
    return tuple(words), tuple(phonemes)


def label_chunks(labels: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks inside an ``adtl`` list, by name."""
    at = 0
    while at + 8 <= len(labels):
        name, size = struct.unpack_from("<4sI", labels, at)
        yield name, labels[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def text_of(content: bytes) -> str:
    return content.rstrip(b"\0").decode("utf-8", "replace")
