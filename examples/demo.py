"""Speaks, clones, mixes and converts, and leaves files to play: `make demo`, or `python examples/demo.py FOLDER`.

A recording of somebody may be named behind the folder: python examples/demo.py FOLDER CLIP. Without one the
demonstration clones a voice from a recording it made itself.
"""

import os
import sys
import tempfile
from pathlib import Path

import vivavoce as vv


def main(folder: Path, clip: Path | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)

    hello = vv.speak("Hello there. This is vivavoce, speaking on your own machine.")
    tell("speaks", hello.save(folder / "1-speak.wav"), hello)

    happy = vv.speak(
        'It can be <emotion value="happy"/>happy, <emotion value="sad"/>sad, <break time="300ms"/> or calm.'
    )
    tell("with feeling", happy.save(folder / "2-emotions.mp3"), happy)

    german = vv.speak("Und es spricht Deutsch und Niederländisch.", language="de")
    tell("in German", german.save(folder / "3-german.flac"), german)

    if clip is None:
        clip = folder / "4-a-recording.mp3"
        vv.speak("Imagine that this were a recording of yourself, some seconds long.", "Mila").save(clip)
    ann = vv.clone(clip, name="Ann", consent="made for the demonstration")
    cloned = vv.speak("This is the voice from that recording, saying something new.", ann)
    tell(f"clones {clip.name}", cloned.save(folder / "5-clone.wav"), cloned)

    both = vv.mix({ann: 0.6, "Jasper": 0.4}, name="Both")
    mixed = vv.speak("And this one stands between two voices.", both)
    tell("mixes", mixed.save(folder / "6-mix.wav"), mixed)

    converted = vv.convert(folder / "1-speak.wav", ann)
    tell("converts the first file", converted.save(folder / "7-convert.opus"), converted)

    print(f"Play them: they are in {folder.resolve()}")


def tell(what: str, path: Path, recording: vv.Recording) -> None:
    print(f"{what:24} {path}  {recording.seconds:.1f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:  # so that the demonstration leaves no voices in your library
        os.environ["VIVAVOCE_HOME"] = home
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
