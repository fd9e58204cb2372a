"""Measures the synthesizers' own voices, and keeps their embeddings beside them.

Run it whenever the formant voices, the house voices' networks or the encoder change: ``python -m
scripts.measure_own_voices``, or with ``formant`` or ``house`` behind it for one of the two.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from vivavoce.core.audio import Audio
from vivavoce.core.events import Chunk
from vivavoce.core.units import Token, Unit
from vivavoce.engine import formant, house
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.engine.espeak_voices import TIMBRES
from vivavoce.engine.formant import FormantSynthesizer
from vivavoce.engine.house import HouseSynthesizer
from vivavoce.engine.house.synthesizer import VOICES
from vivavoce.engine.protocols import Synthesizer

# The Harvard sentences of IEEE 297, lists 1 to 3: phonetically balanced, about 80 s of speech.
SENTENCES = """
The birch canoe slid on the smooth planks. Glue the sheet to the dark blue background. It's easy to tell the depth of a
well. These days a chicken leg is a rare dish. Rice is often served in round bowls. The juice of lemons makes fine
punch. The box was thrown beside the parked truck. The hogs were fed chopped corn and garbage. Four hours of steady work
faced us. A large size in stockings is hard to sell. The boy was there when the sun rose. A rod is used to catch pink
salmon. The source of the huge river is the clear spring. Kick the ball straight and follow through. Help the woman get
back to her feet. A pot of tea helps to pass the evening. Smoky fires lack flame and heat. The soft cushion broke the
man's fall. The salt breeze came across from the sea. The girl at the booth sold fifty bonds. The small pup gnawed a
hole in the sock. The fish twisted and turned on the bent hook. Press the pants and sew a button on the vest. The swan
dive was far short of perfect. The beauty of the view stunned the young boy. Two blue fish swam in the tank. Her purse
was full of useless trash. The colt reared and threw the tall rider. It snowed, rained, and hailed the same morning.
Read verse out loud for pleasure.
"""
PAUSE = np.zeros(12_000, np.float32)  # half a second, more or less


class Own(NamedTuple):
    """A synthesizer with the names of its own voices, and the file beside it that keeps their embeddings."""

    synthesizer: Synthesizer
    voices: Iterable[str]
    store: Path


OWN = {
    "formant": Own(FormantSynthesizer(), TIMBRES, Path(formant.__file__).with_name("formant_voices.json")),
    "house": Own(HouseSynthesizer(), VOICES, Path(house.__file__).with_name("own_voices.json")),
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in OWN]
    if unknown:
        sys.exit(f"there is no synthesizer {unknown[0]!r} to be measured; there are {', '.join(OWN)}")
    for name in names or OWN:
        measure(OWN[name])


def measure(own: Own) -> None:
    encoder = WorldEncoder()
    found = {}
    for name in own.voices:
        audio = Audio(np.concatenate(list(spoken(own.synthesizer, name))), own.synthesizer.rate)
        found[name] = b64encode(encoder.embed(audio).to_bytes()).decode()
        print(f"{name}: measured on {audio.seconds:.0f} s")
    own.store.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(f"kept in {own.store}")


def spoken(synthesizer: Synthesizer, name: str) -> Iterator[np.ndarray]:
    """The sentences in that voice, with pauses between them."""
    for sentence in " ".join(SENTENCES.split()).replace(". ", ".\n").splitlines():
        unit = Unit(sentence, (Token(sentence, 0, 0, len(sentence)),), ending="sentence")
        for event in synthesizer.speak(unit, language="en-US", own_voice=name, pace=1.0):
            if isinstance(event, Chunk):
                yield event.samples
        yield PAUSE


if __name__ == "__main__":
    main(sys.argv[1:])
