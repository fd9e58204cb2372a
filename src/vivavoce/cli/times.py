"""Files of word and phoneme times: a JSON object on each line, written as the speech goes on."""

import json
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.errors import BadRequest, StorageFailed


class TimesFile:
    """Writes the words and phonemes among the events to a file as they come.

    rate: samples per second of the events' times, which the file holds in seconds
    """

    def __init__(self, path: Path, rate: int) -> None:
        self._path, self._rate = path, rate
        self._file: IO[str] | None = None  # opened with the first line: what was there is kept until then

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def feed(self, event: Event) -> None:
        """Write the words or phonemes of an event; raises StorageFailed when the disk is full."""
        match event:
            case Chunk():
                return
            case Words(words):
                lines = [self._line("word", word.text, word) | {"offset": word.offset} for word in words]
            case Phonemes(phonemes):
                lines = [self._line("phoneme", phoneme.symbol, phoneme) for phoneme in phonemes]
        try:
            if self._file is None:
                self._file = self._path.open("w", encoding="utf-8", newline="\n")
            self._file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            self._file.flush()
        except OSError as error:
            raise StorageFailed(f"{self._path} cannot be written: {error.strerror}") from error

    def _line(self, kind: str, text: str, span: Word | Phoneme) -> dict[str, str | float]:
        return {kind: text, "start": round(span.start / self._rate, 6), "end": round(span.end / self._rate, 6)}


def read_times(path: Path, rate: int) -> tuple[tuple[Word, ...], tuple[Phoneme, ...]]:
    """The words and phonemes of such a file, in samples at that rate; raises BadRequest when it is another file."""
    words: list[Word] = []
    phonemes: list[Phoneme] = []
    try:
        for text in path.read_text("utf-8").splitlines():
            line = json.loads(text)
            start, end = round(line["start"] * rate), round(line["end"] * rate)
            if "word" in line:
                words.append(Word(line["word"], line["offset"], start, end))
            else:
                phonemes.append(Phoneme(line["phoneme"], start, end))
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"{path} is no file of times that `vivavoce say --times` wrote") from error
    return tuple(words), tuple(phonemes)
