"""Speaks over 100 languages with the formant voices of espeak-ng."""

import functools
import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from importlib import resources

from vivavoce.core import languages as tags
from vivavoce.core.embedding import Embedding
from vivavoce.core.events import Chunk, Event
from vivavoce.core.units import Unit
from vivavoce.engine.espeak import FASTEST_SPEED, RATE, SLOWEST_SPEED, USUAL_SPEED, Espeak, Setting, Sound, espeak
from vivavoce.engine.espeak_languages import Language, languages
from vivavoce.engine.espeak_phones import Phones
from vivavoce.engine.espeak_script import Script, script_of, speaks
from vivavoce.engine.espeak_voices import TIMBRES, VOLUMES
from vivavoce.engine.espeak_words import Speak, told
from vivavoce.errors import BadRequest, LanguageNotSupported, VoiceNotFound

# Of its usual pace. Its words a minute say 0.46 to 2.57, but what it makes of them differs by language and sentence:
# beyond these there are languages whose speech does not come within 3 % of the pace.
SLOWEST_PACE, FASTEST_PACE = 0.65, 1.8
TOLERANCE = 0.02  # by which the pace may be missed
TRIES = 4  # to hit it


class FormantSynthesizer:
    """espeak-ng as a synthesizer; it is loaded when first used."""

    @property
    def name(self) -> str:
        return "formant"

    @property
    def rate(self) -> int:
        return RATE

    @property
    def paces(self) -> tuple[float, float]:
        return SLOWEST_PACE, FASTEST_PACE

    def languages(self) -> Mapping[str, str]:
        """BCP 47 tag → English name of each language espeak-ng has a dictionary for; raises MissingExtra."""
        return {tag: language.name for tag, language in spoken_by(espeak()).items()}

    def own_voices(self) -> Mapping[str, Embedding]:
        """Name → embedding of each of its voices."""
        return measured()

    def resolve(self, tag: str) -> str:
        """The language that is meant by a tag such as "de-AT", "pt_br" or "zh"; raises LanguageNotSupported."""
        known = self.languages()
        found = tags.resolve(tag, known)
        if found is None:
            raise LanguageNotSupported(tags.unknown_language(tag, known))
        return found

    def speak(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> Iterator[Event]:
        """The unit's words, phonemes and sound, a word or a few at a time.

        raises: LanguageNotSupported, VoiceNotFound, or BadRequest when the pace is not among ``paces`` or a phone is
            not IPA; EngineFailed
        """
        if own_voice not in TIMBRES:
            raise VoiceNotFound(f"there is no formant voice {own_voice!r}; there are {', '.join(TIMBRES)}")
        if not SLOWEST_PACE <= pace <= FASTEST_PACE:
            raise BadRequest(f"formant voices speak at a pace of {SLOWEST_PACE} to {FASTEST_PACE}, got {pace!r}")
        return spoken(unit, self._language(language), own_voice, pace)

    def phonemes(self, text: str, language: str) -> str:
        """How the text would be spoken, in IPA, words apart.

        raises: LanguageNotSupported, EngineFailed
        """
        setting = Setting(self._language(language).attributes)
        parts = script_of(Unit(text), lambda stretch: ()).parts()
        clauses = [clause for part in parts for clause in espeak().transcribe(part.text, setting)]
        return " ".join(" ".join(clauses).split())

    def _language(self, tag: str) -> Language:
        known = spoken_by(espeak())
        return known.get(tag) or known[self.resolve(tag)]


def spoken(unit: Unit, language: Language, own_voice: str, pace: float) -> Iterator[Event]:
    """The unit in a voice at a pace."""
    script = script_of(unit, lambda stretch: phones_of(espeak(), language).names(stretch.phones))
    if not speaks(script.text):
        script = Script("", ())

    def speaking(speed: int) -> Speak:
        setting = Setting(language.attributes + TIMBRES[own_voice], speed, VOLUMES[own_voice])
        return lambda part: said(part, setting)

    speed = USUAL_SPEED if pace == 1.0 else speed_for(unit, script, speaking, pace)
    yield from told(unit, script, speaking(speed))


def said(part: Script, setting: Setting) -> Iterator[Sound]:
    """The script spoken."""
    return espeak().speak(part.text, setting, phonemes=part.phonemes)


def speed_for(unit: Unit, script: Script, speaking: Callable[[int], Speak], pace: float) -> int:
    """The words a minute at which the unit lasts 1 / pace as long as usual: by trying, as no rule holds everywhere."""
    usual = length(unit, script, speaking(USUAL_SPEED))
    paces = {USUAL_SPEED: 1.0}
    for _ in range(TRIES):
        speed = guessed(paces, pace)
        if not usual or speed in paces:
            break
        paces[speed] = usual / length(unit, script, speaking(speed))
        if abs(paces[speed] / pace - 1) <= TOLERANCE:
            break
    return min(paces, key=lambda speed: abs(paces[speed] / pace - 1))


def guessed(paces: Mapping[int, float], pace: float) -> int:
    """The speed to try next for a pace, from the paces of those tried: between the two nearest, or beyond the last."""
    slower = max((speed for speed in paces if paces[speed] <= pace), key=paces.__getitem__, default=None)
    faster = min((speed for speed in paces if paces[speed] >= pace), key=paces.__getitem__, default=None)
    if slower is not None and faster is not None and slower != faster:
        share = (pace - paces[slower]) / (paces[faster] - paces[slower])
        return round(slower + share * (faster - slower))
    nearest = slower if slower is not None else min(paces, key=paces.__getitem__)
    return min(max(round(nearest * pace / paces[nearest]), SLOWEST_SPEED), FASTEST_SPEED)


def length(unit: Unit, script: Script, speak: Speak) -> int:
    """Samples the script lasts."""
    return sum(len(event.samples) for event in told(unit, script, speak) if isinstance(event, Chunk))


@functools.cache
def spoken_by(espeak: Espeak) -> dict[str, Language]:
    """Its languages by tag, read once."""
    return languages(espeak.data)


@functools.cache
def phones_of(espeak: Espeak, language: Language) -> Phones:
    """The phones of a language, learnt once."""
    return Phones(espeak, language)


@functools.cache
def measured() -> Mapping[str, Embedding]:
    """The voices as scripts/measure_own_voices.py has measured them."""
    stored = json.loads(resources.files("vivavoce.engine").joinpath("formant_voices.json").read_text("utf-8"))
    return {name: Embedding.from_bytes(b64decode(stored[name])) for name in TIMBRES}
