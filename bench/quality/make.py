"""Makes what score.py scores: python -m bench.quality.make FOLDER_OF_CLIPS OUTPUT_FOLDER

For each clip: the clip itself; sentences in the voice of its clone; the same sentences in the untouched voice that the
clone is moved from; and the clip converted into the voice of every other clip. For two house voices, and for somebody
who was recorded: sentences, and these converted into the voice of every clip. ``made.json`` says what was said and by
whom.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

import vivavoce as vv
from bench.quality.made import Made, Piece
from bench.quality.sentences import MANY_SENTENCES, SENTENCES
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.dsp.containers import read
from vivavoce.engine.engine import Engine
from vivavoce.engine.rendering import nearest
from vivavoce.errors import BadAudio

LANGUAGE = "en-US"
SPEAKERS = ("June", "Jasper")  # house voices, a woman's and a man's, whose words are counted before and after
RECORDED = "recordings"  # what somebody is called who was recorded
PAUSE = 0.3  # seconds between their sentences


def main() -> None:
    asked = arguments()
    given = None if asked.texts is None else tuple(filter(None, asked.texts.read_text("utf-8").splitlines()))
    texts = given or SENTENCES
    clips = {path.stem: path for path in sorted(asked.clips.iterdir()) if is_sound(path)}
    voices = {name: replace(vv.clone(path), synthesizer=asked.synthesizer) for name, path in clips.items()}
    for name, path in clips.items():
        save(vv.Recording(read(path).samples, read(path).rate), asked.out / "clips" / f"{name}.wav")
    moved_from: dict[str, str] = {}
    pieces: dict[str, list[Piece]] = {}
    if asked.only in (None, "clones"):
        moved_from = clones(voices, texts, asked.out)
    if asked.only in (None, "conversions"):
        conversions(clips, voices, asked.out)
        for speaker in SPEAKERS:
            said = [(text, vv.speak(text, speaker, language=LANGUAGE)) for text in given or MANY_SENTENCES]
            pieces[speaker] = revoiced(speaker, said, voices, asked.out)
    if asked.only != "clones" and asked.recordings is not None:
        others = {name: voice for name, voice in voices.items() if name != asked.recorded_as}
        pieces[RECORDED] = revoiced(RECORDED, recordings(asked.recordings), others, asked.out)
    Made(texts, moved_from, pieces).write(asked.out)


def arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="bench.quality.make")
    asked.add_argument("clips", type=Path, help="a folder of recordings, each of another speaker")
    asked.add_argument("out", type=Path, help="where what is made goes; a folder of its own for each run")
    asked.add_argument("--synthesizer", help="the one that speaks for the clones; the most natural unless given")
    asked.add_argument("--texts", type=Path, help="English sentences, one a line, instead of the Harvard ones")
    asked.add_argument(
        "--recordings", type=Path, help="English sentences of one person: what training.evaluation.make puts in real/"
    )
    asked.add_argument("--recorded-as", metavar="CLIP", help="the clip of that person, who is not moved into it")
    asked.add_argument("--only", choices=("clones", "conversions", RECORDED))
    return asked.parse_args()


def is_sound(path: Path) -> bool:
    try:
        read(path)
    except BadAudio:
        return False
    return True


def save(recording: vv.Recording, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    recording.save(path)


def clones(voices: dict[str, Voice], texts: tuple[str, ...], out: Path) -> dict[str, str]:
    """Has every clone speak, and every own voice that one is moved from; which that is, for each clip."""
    moved_from: dict[str, str] = {}
    for name, voice in voices.items():
        own = untouched(voice)
        if own.name not in moved_from.values():
            speak(own, texts, out / "untouched")
        moved_from[name] = own.name
        speak(replace(voice, name=name), texts, out / "cloned")
        print(f"spoke as {name}, moved from {own.name}", flush=True)
    return moved_from


def untouched(voice: Voice) -> Voice:
    """The synthesizer's own voice that the voice is moved from."""
    synthesizer, _ = Engine().chosen(voice, LANGUAGE)
    own = synthesizer.own_voices()
    name = nearest(voice.embedding, own)
    return Voice(built_in_id(f"own {name}"), name, own[name], Origin("built-in"), synthesizer=synthesizer.name)


def speak(voice: Voice, texts: tuple[str, ...], folder: Path) -> None:
    for number, text in enumerate(texts):
        save(vv.speak(text, voice, language=LANGUAGE), folder / f"{voice.name}--{number}.wav")


def conversions(clips: dict[str, Path], voices: dict[str, Voice], out: Path) -> None:
    """Every clip in the voice of every other."""
    for name, path in clips.items():
        for other, target in voices.items():
            if other != name:
                save(vv.convert(path, target), out / "converted" / f"{name}--{other}.wav")
        print(f"converted {name}", flush=True)


def recordings(folder: Path) -> list[tuple[str, vv.Recording]]:
    """Sentences as somebody has said them."""
    told = json.loads((folder / "list.json").read_text("utf-8"))
    sounds = [(one["text"], read(folder / one["file"])) for one in told["said"]]
    return [(text, vv.Recording(sound.samples, sound.rate)) for text, sound in sounds]


def revoiced(speaker: str, said: list[tuple[str, vv.Recording]], voices: dict[str, Voice], out: Path) -> list[Piece]:
    """All the sentences in one recording, and that in every voice; from when to when each is said."""
    rate = said[0][1].rate
    pause = np.zeros(round(PAUSE * rate), np.float32)
    pieces, clock = [], 0.0
    for text, one in said:
        pieces.append((text, clock, clock + one.seconds))
        clock += one.seconds + PAUSE
    samples = np.concatenate([part for _, one in said for part in (one.samples, pause)])
    whole = out / "spoken" / f"{speaker}.wav"
    save(vv.Recording(samples, rate), whole)
    for name, target in voices.items():
        save(vv.convert(whole, target), out / "revoiced" / f"{speaker}--{name}.wav")
    print(f"converted {speaker}", flush=True)
    return pieces


if __name__ == "__main__":
    main()
