"""``vivavoce say``."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vivavoce.cli import options
from vivavoce.cli.folders import each, tell
from vivavoce.cli.interrupts import Interrupts
from vivavoce.cli.reading import Pieces, from_file, from_standard_input
from vivavoce.cli.reporting import advancing, clock, note
from vivavoce.errors import BadRequest

if TYPE_CHECKING:
    from vivavoce.inprocess import Options

TEXT_FILES = "*.txt"

Text = Annotated[str | None, typer.Argument(help="What to say; - or nothing reads standard input.")]
File = Annotated[Path | None, typer.Option("--file", "-f", help="A text file; a folder says each *.txt in it.")]
Emotions = Annotated[
    list[str] | None,
    typer.Option(
        "--emotion", "-e", help="Such as happy or sad:0.5; may repeat.", autocompletion=options.complete_emotion
    ),
]
Readings = Annotated[
    list[str] | None, typer.Option("--pronounce", help="WORD=READING, a respelling or <<h|ə|l|oʊ>>; may repeat.")
]
Times = Annotated[Path | None, typer.Option("--times", help="Write each word and phoneme with its time to this file.")]

Explain = Annotated[
    bool, typer.Option("--explain", help="Say nothing; print what would be said, what is changed for it, and why.")
]


def say(
    text: Text = None,
    file: File = None,
    output: options.Output = None,
    voice: options.Voice = None,
    language: options.Language = None,
    speed: Annotated[float, typer.Option("--speed", help="Times the voice's pace, 0.25 to 4.")] = 1.0,
    volume: Annotated[float, typer.Option("--volume", help="Times the voice's level, 0 to 4.")] = 1.0,
    pitch: Annotated[float, typer.Option("--pitch", help="Semitones up or down, -24 to 24.")] = 0.0,
    emotion: Emotions = None,
    duration: Annotated[float | None, typer.Option("--duration", help="Seconds it is to last.")] = None,
    pronounce: Readings = None,
    format: options.Format = None,
    rate: options.Rate = None,
    play: options.Play = False,
    times: Times = None,
    explain: Explain = False,
    json: options.Json = False,
) -> None:
    """Say a text: into a file, on standard output or on the loudspeakers.

    Interrupted, it leaves what it has said so far as a whole file.
    """
    from vivavoce.inprocess import Options

    if text is not None and file is not None:
        raise BadRequest("say either a text or --file, not both")
    how = Options(
        language=language,
        speed=speed,
        volume=volume,
        pitch=pitch,
        emotion=emotion,
        duration=duration,
        rate=rate,
        pronunciations=readings(pronounce),
    )
    if explain:
        explained(text, file, voice, how, sound=[output, times, format, play or None], json=json)
        return
    saying = Saying(voice, how, format, play)
    if file is not None and file.is_dir():
        told = saying.folder(file, output, times)
    else:
        told = [saying.one(text_of(text, file), output, times)]
    tell(told if file is not None and file.is_dir() else told[0], json)


def explained(
    text: str | None, file: Path | None, voice: str | None, how: "Options", *, sound: Sequence[object], json: bool
) -> None:
    """Print what would be said. Raises BadRequest for a folder, and where ``sound`` has an option for sound."""
    from vivavoce.cli.explaining import explain

    if any(given is not None for given in sound):
        raise BadRequest("--explain makes no sound: leave out --output, --times, --format and --play")
    if file is not None and file.is_dir():
        raise BadRequest(f"--explain takes one text at a time; {file} is a folder")
    explain(text_of(text, file), voice, how, json=json)


class Saying:
    """Says texts, all in the same way.

    voice: name or id, None is the default; how: the options of ``vivavoce.stream``
    """

    def __init__(self, voice: str | None, how: "Options", format: str | None, play: bool) -> None:
        self._voice, self._how, self._format, self._play = voice, how, format, play

    def one(self, text: str | Pieces, output: Path | None, times: Path | None) -> dict[str, Any]:
        """Say one text; what was made of it, as plain values. Interrupted, it leaves whole files."""
        from vivavoce.cli.sinks import sinks, written_rate
        from vivavoce.core.events import Chunk
        from vivavoce.inprocess import stream

        total = text.total if isinstance(text, Pieces) else None
        samples = 0
        with ExitStack() as stack:
            if isinstance(text, Pieces):
                stack.enter_context(text)
            whole = "".join(text) if self._how.get("duration") is not None else text
            events = stack.enter_context(stream(whole, self._voice, **self._how))
            source = text.path if isinstance(text, Pieces) else None
            exact = self._how.get("rate") is not None
            opened = sinks(output, self._format, events.rate, play=self._play, times=times, source=source, exact=exact)
            places = stack.enter_context(opened)
            advance = stack.enter_context(advancing("saying", total))
            interrupts = stack.enter_context(Interrupts())
            try:
                for event in events:
                    with interrupts.whole():
                        for place in places:
                            place.feed(event)
                    if isinstance(event, Chunk):
                        samples += len(event.samples)
                        if isinstance(text, Pieces):
                            advance.done(text.read, clock(samples / events.rate))
            except KeyboardInterrupt:
                note(f"stopped: {output or 'played'} holds {clock(samples / events.rate)} of speech")
                raise
        return {
            "file": str(output) if output else None,
            "seconds": samples / events.rate,
            "rate": written_rate(places, events.rate),
        }

    def folder(self, folder: Path, output: Path | None, times: Path | None) -> list[dict[str, Any]]:
        """Say each text file of a folder into a file of the same name in the folder ``output``."""
        if output is None or times is not None or self._how.get("duration") is not None:
            raise BadRequest("a folder of texts goes to a folder: -o FOLDER, without --times and --duration")
        texts = sorted(folder.glob(TEXT_FILES))
        if not texts:
            raise BadRequest(f"there is no {TEXT_FILES} in {folder}")
        ending = self._format or "wav"
        return each(texts, output, ending, "saying", lambda path, to: self.one(from_file(path), to, None))


def text_of(text: str | None, file: Path | None) -> str | Pieces:
    """Where the text comes from: the command line, a file, or standard input."""
    if file is not None and str(file) != "-":
        return from_file(file)
    if file is not None:
        text = None
    if text is None or text == "-":
        return from_standard_input()
    return text


def readings(given: list[str] | None) -> dict[str, str]:
    """WORD=READING, as a dictionary."""
    pairs = {}
    for pair in given or []:
        word, equals, reading = pair.partition("=")
        if not equals:
            raise BadRequest(f"a pronunciation is WORD=READING such as Siobhan=Shivawn, got {pair!r}")
        pairs[word] = reading
    return pairs
