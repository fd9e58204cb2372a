"""Voices listed, cloned, mixed, kept, given another language and forgotten."""

import sys
from pathlib import Path

from vivavoce.cartesia import Cartesia

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
folder.mkdir(parents=True, exist_ok=True)
clip = folder / "clip.wav"

with Cartesia() as client:
    voices = client.voices.list(language="en")
    print(len(voices), "voices speak English, the first is", voices[0].name)

    client.tts.bytes(
        model_id="sonic-3",
        transcript="This stands for a recording of somebody, who speaks for some seconds.",
        voice=voices[0],
        output_format={"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000},
    ).write_to_file(clip)

    voice = client.voices.clone(clip=clip, name="Ann", language="en", mode="similarity", description="A clone")
    print("cloned:", voice.name, voice["id"])

    mixed = client.voices.mix([{"id": voice.id, "weight": 0.7}, {"id": voices[1].id, "weight": 0.3}])
    between = client.voices.create(name="Between", description="Seven parts of Ann", embedding=mixed, language="en")
    german = client.voices.localize(voice_id=between.id, name="Anne", description="In German", language="de")
    print("made:", between.name, "and", german.name, "who speaks", german.language)

    for made in (voice, between, german):
        client.voices.delete(made.id)
