"""What Cartesia's requests mean for the engine, and what voices are called on its wire.

Apart from the wire values, because clients need those and not the engine's, which load numpy.
"""

from collections.abc import Mapping
from typing import Any

from vivavoce.core.emotions import canonical
from vivavoce.core.requests import Controls, Emotion, number
from vivavoce.core.voices import Voice
from vivavoce.dialects.cartesia import ExperimentalControls, GenerationConfig, OutputFormat, VoiceSpecifier
from vivavoce.dsp.formats import Format
from vivavoce.errors import BadRequest, ModelNotFound

SPEEDS = {"slowest": -1.0, "slow": -0.5, "normal": 0.0, "fast": 0.5, "fastest": 1.0}
SLOWEST, FASTEST = 0.6, 1.5  # the ratios that the newest versions allow: what -1 and 1 of the oldest become
# The five emotions of versions up to 2024-11-13, by the names that later ones have for them.
OLD_EMOTIONS = {
    "anger": "angry",
    "positivity": "happy",
    "surprise": "surprised",
    "sadness": "sad",
    "curiosity": "curious",
}
LEVELS = {"lowest": 0.25, "low": 0.5, "": 1.0, "high": 1.5, "highest": 2.0}


def speed_ratio(speed: str | float) -> float:
    """Times the voice's own pace, from a word or a number between -1 and 1."""
    if isinstance(speed, str):
        try:
            word = speed.lower()
            value = SPEEDS[word] if word in SPEEDS else float(word)  # a form sends numbers as text
        except ValueError:
            raise BadRequest(f"speed is {', '.join(SPEEDS)} or a number from -1 to 1, got {speed[:40]!r}") from None
    else:
        value = speed
    value = number("speed", value, -1.0, 1.0)
    return float((FASTEST if value > 0 else 1 / SLOWEST) ** value)


def old_emotions(given: list[str] | str | None) -> tuple[Emotion, ...]:
    """Emotions such as "sadness" or "anger:high"; also any of the newer names."""
    names = [given] if isinstance(given, str) else given or []
    return tuple(old_emotion(one) for one in names)


def old_emotion(text: str) -> Emotion:
    name, _, level = text.lower().partition(":")
    if level not in LEVELS:
        raise BadRequest(f"an emotion's level is lowest, low, high or highest, got {text[:80]!r}")
    known = OLD_EMOTIONS.get(name) or canonical(name)
    if known is None:
        raise BadRequest(f"there is no emotion {name[:40]!r}; there are {', '.join(OLD_EMOTIONS)} and the newer names")
    return Emotion(known, LEVELS[level])


def new_emotion(name: str | None) -> tuple[Emotion, ...]:
    """The emotion of that name. The protocol takes any word: one that means nothing here changes nothing."""
    known = canonical(name) if name else None
    return () if known is None else (Emotion(known),)


def controls_of(
    voice: str | VoiceSpecifier | None, config: GenerationConfig | None, speed: str | float | None = None
) -> Controls:
    """How it is to be said, from all the places where versions put that; the newer place wins."""
    old = (voice.experimental_controls if isinstance(voice, VoiceSpecifier) else None) or ExperimentalControls()
    config = config or GenerationConfig()
    ratio = config.speed
    if ratio is None:
        word = speed if speed is not None else old.speed
        ratio = 1.0 if word is None else speed_ratio(word)
    return Controls(
        speed=ratio,
        volume=1.0 if config.volume is None else config.volume,
        emotions=new_emotion(config.emotion) or old_emotions(old.emotion),
    )


def format_of(wanted: OutputFormat) -> Format:
    """The format that is asked for. Raises BadRequest when it cannot be.

    An MP3 may come with any encoding, which the oldest clients cannot leave out.
    """
    match wanted.container:
        case "raw" | "wav":
            encoding = wanted.encoding or ("pcm_f32le" if wanted.container == "raw" else "pcm_s16le")
            return Format(wanted.container, encoding, rate=wanted.sample_rate)  # type: ignore[arg-type]
        case "mp3":
            return Format("mp3", rate=wanted.sample_rate, bit_rate=wanted.bit_rate or None)
    raise BadRequest(f"output_format.container is raw, wav or mp3, got {wanted.container[:40]!r}")


def language_of(language: str | None, locale: str | None) -> str | None:
    """The language that is asked for, None for the voice's own. Raises BadRequest when both are given."""
    if language and locale:
        raise BadRequest(f"language and locale say the same: give one of them, got {language!r} and {locale!r}")
    return language or locale or None


def checked_model(model: str, synthesizers: Mapping[str, object] | frozenset[str]) -> str | None:
    """The synthesizer a model stands for, None for the one that is best; raises ModelNotFound.

    All of sonic, sonic-2, sonic-3-latest … are what is installed here; a synthesizer can be named as well.
    """
    if model == "sonic" or model.startswith("sonic-"):
        return None
    if model in synthesizers:
        return model
    known = ", ".join(sorted(synthesizers))
    raise ModelNotFound(f"there is no model {model[:80]!r}; there are sonic, all that begin with sonic-, and {known}")


GENDERS = {"feminine": "feminine", "masculine": "masculine", "neutral": "gender_neutral"}
GENDERS_HERE = {name: here for here, name in GENDERS.items()} | {
    "neutral": "neutral",
    "female": "feminine",
    "male": "masculine",
}
BUILT = "2024-06-10T00:00:00+00:00"  # when built-in voices were made: the date of the oldest version
LONGEST_TAGLINE = 32  # characters


def gender_here(name: str | None) -> Any:
    """The gender of that name in our words. Raises BadRequest."""
    try:
        return GENDERS_HERE["gender_neutral" if name is None else name]
    except KeyError:
        raise BadRequest(f"gender is {', '.join(GENDERS.values())} or null, got {name!r:.40}") from None


def tagline_of(voice: Voice) -> str:
    """As many of the voice's labels as fit."""
    line = ""
    for label in voice.labels:
        longer = f"{line}, {label}" if line else label
        if len(longer) > LONGEST_TAGLINE:
            break
        line = longer
    return line


def base_language(tag: str) -> str:
    """The language of a BCP 47 tag as the protocol names it: en of en-GB; zh of cmn."""
    base = tag.split("-")[0].lower()
    return {"cmn": "zh", "nb": "no", "fil": "tl"}.get(base, base)


def embedding_list(voice: Voice) -> list[float]:
    return [float(value) for value in voice.embedding.values]
