"""A recording in another voice, and speech that fits between two recordings."""

import sys
from pathlib import Path

from vivavoce.cartesia import Cartesia
from vivavoce.cartesia.tts import OutputFormat_WavParams

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
folder.mkdir(parents=True, exist_ok=True)
VOICE = "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"
WAV: OutputFormat_WavParams = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000}

with Cartesia() as client:
    for name, text in {"left": "First the beginning,", "right": "and last the end."}.items():
        client.tts.bytes(model_id="sonic-3", transcript=text, voice=VOICE, output_format=WAV).write_to_file(
            folder / f"{name}.wav"
        )

    other = client.voices.list(gender="masculine")[0]
    changed = client.voice_changer.bytes(clip=folder / "left.wav", voice_id=other.id, output_format=WAV)
    changed.write_to_file(folder / "changed.wav")

    _, whole = client.tts.infill(
        model_id="sonic-3",
        language="en",
        transcript="then what comes in between,",
        voice_id=VOICE,
        output_format=WAV,
        left_audio_path=folder / "left.wav",
        right_audio_path=folder / "right.wav",
    )
    (folder / "whole.wav").write_bytes(whole)
    print("written:", ", ".join(sorted(path.name for path in folder.glob("*.wav"))))
