"""Measures the formant synthesizer's own voices, and keeps their embeddings beside it.

Run it whenever espeak_voices.py or the encoder changes: ``python -m scripts.measure_own_voices``.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from vivavoce.core.audio import Audio
from vivavoce.core.events import Chunk
from vivavoce.core.units import Token, Unit
from vivavoce.engine import espeak_voices
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.engine.espeak import RATE
from vivavoce.engine.espeak_voices import TIMBRES
from vivavoce.engine.formant import FormantSynthesizer

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
PAUSE = np.zeros(RATE // 2, np.float32)
STORE = Path(espeak_voices.__file__).with_name("formant_voices.json")


def main() -> None:
    encoder = WorldEncoder()
    found = {}
    for name in TIMBRES:
        audio = Audio(np.concatenate(list(spoken(name))), RATE)
        found[name] = b64encode(encoder.embed(audio).to_bytes()).decode()
        print(f"{name}: measured on {audio.seconds:.0f} s")
    STORE.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(f"kept in {STORE}")


def spoken(name: str) -> Iterator[np.ndarray]:
    """The sentences in that voice, with pauses between them."""
    synthesizer = FormantSynthesizer()
    for sentence in " ".join(SENTENCES.split()).replace(". ", ".\n").splitlines():
        unit = Unit(sentence, (Token(sentence, 0, 0, len(sentence)),))
        for event in synthesizer.speak(unit, language="en-US", own_voice=name, pace=1.0):
            if isinstance(event, Chunk):
                yield event.samples
        yield PAUSE


if __name__ == "__main__":
    main()
