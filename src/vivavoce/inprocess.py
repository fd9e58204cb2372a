"""The whole of vivavoce in this process: what ``import vivavoce as vv`` offers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias, TypedDict, Unpack

import numpy as np

from vivavoce import making
from vivavoce.core.audio import Audio
from vivavoce.core.embedding import Embedding
from vivavoce.core.genders import Gender
from vivavoce.core.requests import Controls, Emotion, Speech, emotions
from vivavoce.core.voices import Voice
from vivavoce.dsp.containers import read
from vivavoce.engine.catalogue import built_in_voices, default_voice
from vivavoce.engine.engine import Engine
from vivavoce.engine.speaker import Stream
from vivavoce.errors import BadRequest, Conflict, VoiceNotFound
from vivavoce.recording import Recording
from vivavoce.store import Library

Named: TypeAlias = Voice | Embedding | str  # a voice, what one is like, or the id or name of one
Sound: TypeAlias = Audio | Recording | str | Path | bytes | BinaryIO  # sound, or a file of it


class Parts(Protocol):
    """Voices (or embeddings, ids or names) and their weights: any mapping of one to the other, such as a dictionary."""

    def items(self) -> Iterable[tuple[Named, float]]: ...


class Options(TypedDict, total=False):
    """How to say a text.

    language: BCP 47 tag such as "de" or "en-GB"; None is the voice's own
    speed: times the voice's own pace, 0.25 to 4
    volume: times the voice's own level, 0 to 4
    pitch: semitones above the voice's own, -24 to 24
    emotion: one of the 58 names, with a strength if you like: "happy", "sad:0.5"; or several
    duration: seconds it is to last, exactly; needs the whole text at once
    rate: samples per second; None is the synthesizer's own
    pronunciations: word → respelling, or IPA as in ``<<h|ə|l|oʊ>>``
    """

    language: str | None
    speed: float
    volume: float
    pitch: float
    emotion: str | Emotion | Sequence[str | Emotion] | None
    duration: float | None
    rate: int | None
    pronunciations: Mapping[str, str] | None


class MixOptions(TypedDict, total=False):
    """What a mixed voice is called.

    description: free text; labels: short words to search by
    """

    description: str
    labels: Sequence[str]


class CloneOptions(MixOptions, total=False):
    """What a cloned voice is.

    language: what it speaks unless asked for another, "en-US" when not told
    gender: "feminine", "masculine" or "neutral"; None goes by the pitch
    consent: what the person behind the voice agreed to; kept with the voice wherever it goes
    """

    language: str
    gender: Gender | None
    consent: str


@cache
def engine() -> Engine:
    """The engine of this process."""
    return Engine()


@cache
def library() -> Library:
    """The voices of this user: built-in ones, and those kept in the user's data folder (or ``VIVAVOCE_HOME``)."""
    return Library(built_in=built_in_voices())


def speak(text: str, voice: Named | None = None, **options: Unpack[Options]) -> Recording:
    """Say a text.

    text: what to say; may hold markup, see docs/markup.md
    voice: a voice, an embedding, or the id or name of a voice; None is the default voice of the language
    options: as in ``Options``: language, speed, volume, pitch, emotion, duration, rate, pronunciations
    raises: VoiceNotFound, LanguageNotSupported, EmptyText, BadMarkup, BadRequest, MissingExtra
    """
    if not isinstance(text, str):
        raise BadRequest(f"speak takes the whole text as str, got {type(text).__name__}; stream takes pieces")
    with stream(text, voice, **options) as events:
        return Recording.of(events, events.rate, text)


def stream(text: str | Iterable[str], voice: Named | None = None, **options: Unpack[Options]) -> Stream:
    """Say a text while it arrives: a ``with`` block over sound, words and phonemes as they come.

    text: all of it, or pieces of it, which are joined as they are
    voice, options, raises: as in ``speak``

    Leaving the block stops the voice.
    """
    return engine().speak(request(text, voice, options))


def request(text: str | Iterable[str], voice: Named | None, options: Options) -> Speech:
    """What the arguments of ``speak`` and ``stream`` ask for; raises TypeError for an option there is not."""
    if unknown := set(options) - set(Options.__annotations__):
        raise TypeError(f"unknown options {', '.join(sorted(unknown))}; there are {', '.join(Options.__annotations__)}")
    language = options.get("language")
    return Speech(
        text=text,
        voice=default_voice(language) if voice is None else voice_of(voice),
        language=language,
        controls=Controls(
            speed=options.get("speed", 1.0),
            volume=options.get("volume", 1.0),
            pitch=options.get("pitch", 0.0),
            emotions=emotions(options.get("emotion")),
        ),
        duration=options.get("duration"),
        rate=options.get("rate"),
        pronunciations=options.get("pronunciations") or {},
    )


def clone(clip: Sound, name: str | None = None, **options: Unpack[CloneOptions]) -> Voice:
    """The voice in a recording.

    clip: a recording of at least 1 s of one person's speech: a path, bytes, an open file, or sound
    name: keeps the voice in the library under that name; without one it is only returned
    options: as in ``CloneOptions``: language, gender, description, labels, consent
    raises: UnfitClip with the reason, BadAudio, Conflict when the name is another voice's

    Cloning the same recording under the same name again gives the voice that is there.
    """
    voice = making.cloned(
        engine(),
        audio_of(clip, longest=making.LONGEST_CLIP, highest_rate=making.CLIP_RATE),
        name=name,
        description=options.get("description", ""),
        language=options.get("language", "en-US"),
        gender=options.get("gender"),
        labels=options.get("labels", ()),
        consent=options.get("consent", ""),
    )
    return kept(voice) if name is not None else voice


def mix(parts: Parts, name: str | None = None, **options: Unpack[MixOptions]) -> Voice:
    """A voice between voices.

    parts: voices (or their ids or names) with their weights, 0 or more; only the proportions matter
    name: keeps the voice in the library under that name; without one it is only returned
    options: as in ``MixOptions``: description, labels
    raises: BadRequest when there is nothing to mix or a weight cannot be, VoiceNotFound
    """
    if not isinstance(parts, Mapping):
        raise BadRequest(f"a mix is a mapping of voices to weights such as {{'Ann': 0.6}}, got {type(parts).__name__}")
    voices = [(voice_of(named), weight) for named, weight in parts.items()]
    voice = making.mixture(
        voices, name=name, description=options.get("description", ""), labels=options.get("labels", ())
    )
    return kept(voice) if name is not None else voice


def convert(clip: Sound, voice: Named) -> Recording:
    """Somebody's speech in another voice: the same words at the same times, as many samples at the same rate.

    clip: the speech: a path, bytes, an open file, or sound
    voice: as in ``speak``
    raises: BadAudio, VoiceNotFound
    """
    audio = audio_of(clip)
    return converted(clip, audio, engine().convert(pieces_of(audio), voice_of(voice)))


def converted(clip: Sound, audio: Audio, pieces: Iterable[Audio]) -> Recording:
    """What ``convert`` returns, of the pieces that came out; clip: what it was given, audio: its sound."""
    samples = np.concatenate([np.zeros(0, np.float32), *(piece.samples for piece in pieces)])
    words, phonemes, text = (clip.words, clip.phonemes, clip.text) if isinstance(clip, Recording) else ((), (), "")
    return Recording(samples, audio.rate, words, phonemes, text)


def pieces_of(audio: Audio) -> Iterator[Audio]:
    """The sound in steps of a quarter of a second, so that no step of what is done with it takes long."""
    step = audio.rate // 4
    for start in range(0, len(audio.samples), step):
        yield Audio(audio.samples[start : start + step], audio.rate)


def voices(*, language: str | None = None, gender: Gender | None = None, query: str | None = None) -> list[Voice]:
    """The voices there are: built-in ones first, then the user's own in the order they came."""
    return list(library().voices(language=language, gender=gender, query=query))


def languages() -> dict[str, str]:
    """BCP 47 tag → English name of every language that can be spoken."""
    return engine().languages()


def voice_of(named: Named) -> Voice:
    """The voice that is meant.

    raises: VoiceNotFound with near matches, Conflict when several voices have that name
    """
    match named:
        case Voice():
            return named
        case Embedding():
            return making.created(named)
        case str():
            return library().find(named)
    raise BadRequest(f"a voice is a Voice, an Embedding, an id or a name; got {type(named).__name__}")


def audio_of(clip: Sound, *, longest: float | None = None, highest_rate: int | None = None) -> Audio:
    """The sound that is meant.

    longest: seconds of it that are read at most
    highest_rate: samples per second to which it is brought when it is too large, as in ``dsp.reading.read``
    """
    match clip:
        case Audio():
            return clip
        case Recording():
            return clip.audio
    return read(clip, longest_seconds=longest, highest_rate=highest_rate)


def kept(voice: Voice) -> Voice:
    """The voice, now in the library; one that was made in the same way before is found again.

    raises: Conflict when another voice has its name, or it is there with another consent note
    """
    try:
        return library().add(voice)
    except Conflict as taken:
        try:
            there = library().get(voice.id)
        except VoiceNotFound:
            raise taken from None
    if there.origin.consent != voice.origin.consent:
        raise Conflict(
            f"{there.name!r} was cloned from this recording before, with the consent note {there.origin.consent!r}; "
            "remove that voice first to keep another note"
        )
    if there.name != voice.name or there.embedding != voice.embedding:
        raise Conflict(f"this voice is kept as {there.name!r} ({there.id}) already, and has been changed since")
    return there
