"""Hear every built-in voice: python examples/all_voices.py FOLDER"""

import sys
from pathlib import Path

import vivavoce as vv

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "voices")
folder.mkdir(parents=True, exist_ok=True)
for voice in vv.voices():
    path = vv.speak(voice.preview, voice).save(folder / f"{voice.name}.mp3")
    print(f"{path}  {voice.description}")
