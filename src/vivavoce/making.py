"""Makes voices: from a recording, from other voices, from numbers, for another language. The library keeps them."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from vivavoce.core.audio import Audio
from vivavoce.core.embedding import Embedding
from vivavoce.core.genders import Gender
from vivavoce.core.voices import LONGEST_NAME, NAMESPACE, Origin, Voice
from vivavoce.dsp.world import HIGHEST_RATE
from vivavoce.engine import timbre
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.engine.clip import examine
from vivavoce.engine.design import designed
from vivavoce.engine.engine import Engine
from vivavoce.engine.mixing import mixed

LONGEST_CLIP = 600.0  # seconds of a recording that are listened to: a voice is told from far less
CLIP_RATE = HIGHEST_RATE  # samples per second to which a recording is brought that would fill the memory: WORLD's most


def cloned(
    engine: Engine,
    clip: Audio,
    *,
    name: str | None = None,
    id: str | None = None,
    description: str = "",
    language: str = "en-US",
    gender: Gender | None = None,
    labels: Sequence[str] = (),
    consent: str = "",
) -> Voice:
    """The voice in a recording.

    id: a UUID; None is one that follows from the recording and the name
    gender: None goes by the pitch
    raises: UnfitClip with the reason, BadRequest when a field cannot be
    """
    heard = examine(clip)
    source = fingerprint(clip)
    return Voice(
        id=id or identified("cloned", source + (name or "")),
        name="a cloned voice" if name is None else name,
        embedding=engine.embed(clip),
        origin=Origin("cloned", consent=consent, source=source, made=now()),
        description=description or f"Cloned from {heard.speech:.1f} s of speech.",
        language=language,
        gender=gender or gender_by_pitch(heard.pitch),
        labels=tuple(labels),
    )


def mixture(
    parts: Sequence[tuple[Voice, float]],
    *,
    name: str | None = None,
    description: str = "",
    labels: Sequence[str] = (),
) -> Voice:
    """A voice between voices, each with its weight, 0 or more; it speaks the language of the heaviest.

    raises: BadRequest when there is nothing to mix or a weight cannot be
    """
    embedding = mixed([(voice.embedding, weight) for voice, weight in parts])
    heaviest = max(parts, key=lambda part: part[1])[0]
    names = [voice.name for voice, _ in parts]
    return Voice(
        id=identified("mixed", embedding.to_bytes().hex() + (name or "")),
        name=" and ".join(names)[:LONGEST_NAME] if name is None else name,
        embedding=embedding,
        origin=Origin("mixed", parents=tuple((voice.id, float(weight)) for voice, weight in parts), made=now()),
        description=description or f"Mixed from {', '.join(names)}.",
        language=heaviest.language,
        gender=heaviest.gender,
        labels=tuple(labels),
        synthesizer=heaviest.synthesizer,
    )


def created(
    embedding: Embedding,
    *,
    name: str = "an embedding",
    id: str | None = None,
    description: str = "",
    language: str = "en-US",
    gender: Gender | None = None,
) -> Voice:
    """A voice of 192 numbers.

    id: None is one that follows from them; gender: None goes by the pitch
    """
    return Voice(
        id=id or identified("created", embedding.to_bytes().hex()),
        name=name,
        embedding=embedding,
        origin=Origin("created", made=now()),
        description=description,
        language=language,
        gender=gender or gender_by_pitch(pitch_of(embedding)),
    )


def localized(
    voice: Voice, language: str, *, name: str, id: str, description: str = "", labels: Sequence[str] = ()
) -> Voice:
    """The voice with another language (or accent) as its own."""
    return replace(
        voice,
        id=id,
        name=name,
        description=description or f"{voice.name}, localized to {language}.",
        language=language,
        labels=tuple(labels),
        preview="",
        origin=Origin("localized", consent=voice.origin.consent, parents=((voice.id, 1.0),), made=now()),
    )


def adopted(id: str) -> Voice:
    """A voice for an id that nobody knows: for one id always the same, for two ids two voices.

    One of the house voices with other traits, all drawn by the id alone.
    """
    draw = np.random.default_rng(uuid.UUID(id).int)
    own = [voice for voice in built_in_voices() if voice.synthesizer is None]
    base = own[int(draw.integers(len(own)))]
    middle = {"feminine": 205.0, "masculine": 118.0, "neutral": 155.0}[base.gender]
    embedding = designed(
        base.embedding,
        pitch_hz=middle * 2 ** float(draw.uniform(-0.25, 0.25)),
        melody=float(draw.uniform(0.8, 1.4)),
        tract=float(draw.uniform(0.95, 1.06)),
        brightness_db_per_octave=float(draw.uniform(-2.0, 2.0)),
        breath_db=float(draw.uniform(-2.0, 6.0)),
        pace=float(draw.uniform(0.92, 1.1)),
    )
    return Voice(
        id=id,
        name=f"Adopted {id[:8]}",
        embedding=embedding,
        origin=Origin("created", parents=((base.id, 1.0),)),
        description="Stands in for a voice that is not here: this server adopts unknown ids.",
        language="en-US",
        gender=base.gender,
    )


def identified(kind: str, of: str) -> str:
    """An id that is the same whenever the same is made: nothing of a result hangs on when or where it was made."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}:{of}"))


def fingerprint(audio: Audio) -> str:
    """The sha256 of a recording's sound, as hexadecimal digits."""
    return hashlib.sha256(audio.samples.astype("<f4").tobytes() + str(audio.rate).encode()).hexdigest()


def pitch_of(embedding: Embedding) -> float:
    """The middle of the voice's melody, Hz."""
    return float(timbre.MEAN_PITCH * 2 ** (embedding["pitch"][0] * timbre.PITCH_UNIT))


def gender_by_pitch(pitch: float) -> Gender:
    """What a voice of that median pitch, Hz, is taken for; Titze (1994): men about 120, women about 210 Hz."""
    return "masculine" if pitch < 150 else "feminine" if pitch > 175 else "neutral"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
