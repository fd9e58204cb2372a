"""The samples in docs/voices.md: ``make samples`` says them and draws their pictures into docs/samples.

They are heard as users hear them, and made again whenever the voices have learnt something.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

import vivavoce as vv
from vivavoce import look
from vivavoce.inprocess import Options

SAMPLES = Path(__file__).parent.parent / "docs" / "samples"
RATE = 24_000
SOUND = vv.Format("mp3", rate=RATE, bit_rate=48_000)
INCHES, DPI = (8.0, 2.8), 72  # of the pictures: as wide as a page
COLOURS = 64  # a quarter of the size of as many as there are
WORDS = 8  # points


@dataclass(frozen=True, slots=True)
class Sample:
    """Something to hear. voice: the name of a built-in one; shows: why one would listen"""

    name: str
    voice: str
    language: str
    text: str
    shows: str
    options: Options = field(default_factory=Options)


TABLE = (
    Sample("english-woman", "June", "en-US",
           "The harbour was quiet that morning, and the first boats were already far out.", "Her own language."),
    Sample("english-man", "Jasper", "en-US",
           "The harbour was quiet that morning, and the first boats were already far out.",
           "A Fleming who was never recorded in English."),
    Sample("german-woman", "Frieda", "de",
           "Am Hafen war es still an diesem Morgen, und die ersten Boote waren schon weit draußen.",
           "Her own language."),
    Sample("dutch-woman", "Marijke", "nl",
           "Het was stil in de haven die ochtend, en de eerste boten waren al ver weg.", "Her own language."),
    Sample("dutch-man", "Wannes", "nl",
           "Het was stil in de haven die ochtend, en de eerste boten waren al ver weg.", "His own language."),
    Sample("german-by-an-american", "June", "de", "Guten Morgen! Haben Sie gut geschlafen?",
           "A language that she never spoke."),
    Sample("english-by-a-german", "Frieda", "en-US", "Good morning! Did you sleep well?",
           "A language that she never spoke."),
    Sample("question", "June", "en-US", "Is it really you? I thought you were in Rome, or Paris, or Vienna.",
           "A question, and a list."),
    Sample("numbers", "June", "en-US", "On May 3rd, 2024, Dr. Lee paid $1,250.75 for 3 km of rope.",
           "Numbers, dates and abbreviations, said in words."),
    Sample("german-numbers", "Frieda", "de", "Am 3.5.2024 kosteten 2,5 kg Kirschen 12,80 €.", "The same in German."),
    Sample("angry", "June", "en-US", "I have told you three times already.", "An emotion.", {"emotion": "angry"}),
    Sample("sad", "June", "en-US", "I have told you three times already.", "Another.", {"emotion": "sad"}),
    Sample("fast", "Jasper", "en-US", "Mind the gap between the train and the platform.", "Half as fast again.",
           {"speed": 1.5}),
)  # fmt: skip


def section() -> Iterator[str]:
    """Lines of docs/voices.md."""
    yield from ("## Samples of the house voices", "", "Made by `make samples`, as users hear them.", "")
    for one in TABLE:
        asked = ", ".join([one.language, *(f"{name} {value}" for name, value in one.options.items())])
        yield from (f"**{one.voice}** ({asked}). {one.shows} [Listen](samples/{one.name}.mp3)", "")
        yield from (f"> {one.text}", "", f"![Spectrum and melody](samples/{one.name}.png)", "")


def draw(recording: vv.Recording, path: Path) -> None:
    """Spectrogram with the melody on it, and the words below."""
    figure = look.drawing("matplotlib.figure").Figure(figsize=INCHES, layout="constrained")
    spectrum, words = figure.subplots(2, 1, sharex=True, height_ratios=(5, 1))
    look.draw_spectrum(spectrum, recording.audio)
    words.set_ylim(0, 1)
    words.set_yticks([])
    spans = [(word.text, word.start, word.end) for word in recording.words]
    look.draw_lane(words, 0, spans, recording.rate, WORDS)
    words.set_xlim(0, recording.seconds)
    whole = io.BytesIO()
    figure.savefig(whole, dpi=DPI)
    Image.open(whole).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main(folder: Path = SAMPLES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in TABLE:
        options: Options = {"language": one.language, "rate": RATE, **one.options}
        recording = vv.speak(one.text, one.voice, **options)
        recording.save(folder / f"{one.name}.mp3", SOUND)
        draw(recording, folder / f"{one.name}.png")
    sizes = [path.stat().st_size for path in folder.iterdir()]
    print(f"{len(sizes)} files, {sum(sizes) / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
