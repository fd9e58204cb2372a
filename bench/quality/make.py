"""Makes what score.py scores: python bench/quality/make.py FOLDER_OF_CLIPS OUTPUT_FOLDER

For each clip: the clip itself; sentences in the voice of its clone; the same sentences in the untouched voice that the
clone is moved from; and the clip converted into the voice of every other clip.
"""

import sys
from pathlib import Path

import vivavoce as vv
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.engine.engine import Engine
from vivavoce.engine.rendering import nearest
from vivavoce.errors import BadAudio

LANGUAGE = "en-US"
SENTENCES = (  # Harvard sentences, list 1 (IEEE 1969)
    "The birch canoe slid on the smooth planks.",
    "Glue the sheet to the dark blue background.",
    "It's easy to tell the depth of a well.",
    "These days a chicken leg is a rare dish.",
    "Rice is often served in round bowls.",
    "The juice of lemons makes fine punch.",
)


def main(clips: Path, out: Path) -> None:
    voices = {path.stem: (path, vv.clone(path)) for path in sorted(clips.iterdir()) if is_sound(path)}
    for folder in ("clips", "untouched", "cloned", "converted"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for name, (path, voice) in voices.items():
        vv.Recording(read(path).samples, read(path).rate).save(out / "clips" / f"{name}.wav")
        speak(voice, out / "cloned", name)
        speak(untouched(voice), out / "untouched", name)
        for other, (_, target) in voices.items():
            if other != name:
                vv.convert(path, target).save(out / "converted" / f"{name}--{other}.wav")
        print(f"made {name}", flush=True)


def is_sound(path: Path) -> bool:
    try:
        read(path)
    except BadAudio:
        return False
    return True


def read(path: Path) -> vv.Audio:
    from vivavoce.dsp.containers import read

    return read(path)


def speak(voice: Voice, folder: Path, name: str) -> None:
    for number, sentence in enumerate(SENTENCES):
        vv.speak(sentence, voice, language=LANGUAGE).save(folder / f"{name}--{number}.wav")


def untouched(voice: Voice) -> Voice:
    """The synthesizer's own voice that the voice is moved from."""
    synthesizer, _ = Engine().chosen(voice, LANGUAGE)
    own = synthesizer.own_voices()
    name = nearest(voice.embedding, own)
    return Voice(built_in_id(f"own {name}"), name, own[name], Origin("built-in"), synthesizer=synthesizer.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
