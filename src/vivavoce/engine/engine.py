"""Three verbs: speak, convert, embed."""

from collections.abc import Generator, Iterable, Iterator

from vivavoce.core.audio import Audio
from vivavoce.core.embedding import Embedding
from vivavoce.core.events import Event
from vivavoce.core.languages import resolve, unknown_language
from vivavoce.core.requests import Speech
from vivavoce.core.voices import Voice
from vivavoce.dsp.level import Limiter
from vivavoce.engine import plugins
from vivavoce.engine.protocols import Synthesizer
from vivavoce.engine.rendering import Renderer
from vivavoce.engine.speaker import Speaker, Stream
from vivavoce.errors import BadRequest, LanguageNotSupported, MissingExtra
from vivavoce.text import Pronunciations, Reader

# Which synthesizer speaks when neither the caller nor the voice names one: the most natural first. Others that are
# installed come after these; "tone" is for tests and speaks only when named.
PREFERRED = ("house", "formant")
ONLY_WHEN_NAMED = frozenset({"tone"})


class Engine:
    """Speaks, converts and measures voices with the plug-ins that are installed.

    synthesizer, encoder, converter: names of plug-ins; a synthesizer of None leaves the choice to voice and language
    """

    def __init__(self, *, synthesizer: str | None = None, encoder: str = "world", converter: str = "world") -> None:
        self._synthesizer, self._encoder, self._converter = synthesizer, encoder, converter

    def speak(self, speech: Speech) -> Stream:
        """The text as sound with its words and phonemes. Nothing is made before it is asked for.

        raises: LanguageNotSupported, MissingExtra at once; EmptyText, BadMarkup while iterating
        """
        speaker = self.speaker(speech)
        pieces = [speech.text] if isinstance(speech.text, str) else speech.text
        if speech.duration is None:
            return Stream(said(speaker, pieces), speaker.rate)
        return Stream(speaker.fitted("".join(pieces), speech.duration), speaker.rate)

    def speaker(self, speech: Speech) -> Speaker:
        """Someone to hand text to as it arrives, who speaks as the request says; its own text is left aside."""
        synthesizer, language = self.chosen(speech.voice, speech.language or speech.voice.language)
        renderer = Renderer(synthesizer, language, speech.voice)
        pronunciations = Pronunciations.of(speech.pronunciations, exact=speech.exact)
        reader = Reader(language, speech.controls, pronunciations)
        return Speaker(reader, renderer, speech.rate or synthesizer.rate)

    def convert(self, pieces: Iterable[Audio], voice: Voice) -> Iterator[Audio]:
        """Speech carried into the voice: the same words at the same times, as many samples as came in."""
        return limited(plugins.converter(self._converter).convert(iter(pieces), voice.embedding))

    def embed(self, audio: Audio) -> Embedding:
        """What the voice heard in the sound is like. Raises BadAudio when none is to be heard."""
        return plugins.encoder(self._encoder).embed(audio)

    def languages(self) -> dict[str, str]:
        """BCP 47 tag → English name of every language that can be spoken; raises MissingExtra when none can."""
        spoken, missing = self._spoken()
        if missing is not None and not spoken:
            raise missing
        return dict(sorted(spoken.items()))

    def missing(self) -> MissingExtra | None:
        """What to install to speak more languages and accents than ``languages`` tells; None where all is there."""
        return self._spoken()[1]

    def chosen(self, voice: Voice | None, language: str) -> tuple[Synthesizer, str]:
        """The synthesizer that speaks for the voice, and its tag for the language.

        The one that the voice names comes first; where that is not installed or does not speak the language, another
        does it, moved into the voice. A voice of None names none.
        raises: LanguageNotSupported when no candidate speaks it, MissingExtra when one might if it were installed
        """
        missing: MissingExtra | None = None
        known: dict[str, str] = {}
        for name in self._candidates(voice):
            synthesizer = plugins.synthesizer(name)
            try:
                languages = synthesizer.languages()
            except MissingExtra as error:
                missing = error
                continue
            tag = resolve(language, languages)
            if tag is not None:
                return synthesizer, tag
            known |= languages
        if missing is not None:
            spoken = f"what is installed speaks {', '.join(sorted(known))}, not {language!r}; " if known else ""
            raise MissingExtra(f"{spoken}{missing}") from missing
        raise LanguageNotSupported(unknown_language(language, known))

    def _spoken(self) -> tuple[dict[str, str], MissingExtra | None]:
        """Tag → name of what can be spoken, and what the last candidate that cannot speak at all asks for."""
        spoken: dict[str, str] = {}
        missing: MissingExtra | None = None
        for name in self._candidates(None):
            try:
                spoken = dict(plugins.synthesizer(name).languages()) | spoken
            except MissingExtra as error:
                missing = error
        return spoken, missing

    def _candidates(self, voice: Voice | None) -> list[str]:
        """Names of the synthesizers to try, in order."""
        if self._synthesizer is not None:
            return [self._synthesizer]
        own = [voice.synthesizer] if voice and voice.synthesizer else []
        if own and own[0] in ONLY_WHEN_NAMED:
            return own
        installed = plugins.found("synthesizers")
        preferred = [name for name in PREFERRED if name in installed]
        others = [name for name in installed if name not in PREFERRED and name not in ONLY_WHEN_NAMED]
        return list(dict.fromkeys(own + preferred + others))


def limited(pieces: Iterable[Audio]) -> Iterator[Audio]:
    """The pieces of one sound, turned down softly where they would go beyond full scale; less than 10 ms are held."""
    limiter: Limiter | None = None
    for piece in pieces:
        limiter, rate = limiter or Limiter(piece.rate), piece.rate
        samples = limiter.feed(piece.samples)
        if len(samples):
            yield Audio(samples, rate)
    if limiter is not None:
        rest = limiter.close()
        if len(rest):
            yield Audio(rest, rate)


def said(speaker: Speaker, pieces: Iterable[str]) -> Generator[Event, None, None]:
    """All that the speaker makes of the pieces."""
    for piece in pieces:
        if not isinstance(piece, str):
            raise BadRequest(f"text comes as str, got {type(piece).__name__}: {str(piece)[:60]!r}")
        yield from speaker.feed(piece)
    yield from speaker.close()
