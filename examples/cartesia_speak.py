"""A text as a file, with the interface of the Cartesia library: python examples/cartesia_speak.py [FOLDER]."""

import sys
from pathlib import Path

from vivavoce.cartesia import ApiError, Cartesia

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
folder.mkdir(parents=True, exist_ok=True)

with Cartesia() as client:  # no key and no address: a server in this process
    audio = client.tts.bytes(
        model_id="sonic-3",
        transcript="Hello, world! Nothing of this leaves your machine.",
        voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
        output_format={"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000},
        generation_config={"speed": 1.1, "emotion": "excited"},
    )
    audio.write_to_file(folder / "hello.wav")
    print("written:", folder / "hello.wav")

    try:
        client.voices.get("00000000-0000-4000-8000-000000000000")
    except ApiError as error:
        print(error.status_code, error.body)
