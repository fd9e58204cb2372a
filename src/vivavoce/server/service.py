"""What every dialect's handlers work with: voices, dictionaries, the engine, and threads for it to compute in."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from uuid import UUID, uuid5

from vivavoce.core.requests import Controls, Speech
from vivavoce.core.voices import NAMESPACE, Voice
from vivavoce.engine import plugins
from vivavoce.engine.catalogue import built_in_voices, numbers
from vivavoce.engine.engine import Engine
from vivavoce.engine.speaker import Speaker
from vivavoce.errors import BadRequest, Conflict, DictionaryNotFound, VoiceNotFound
from vivavoce.making import adopted
from vivavoce.server.bridge import Bridge
from vivavoce.store import Dictionary, Library
from vivavoce.store.place import Location

KEPT_FROM = 100_000  # added to the library's number of a voice of the user's own; built-in voices have lower ones

HOW_TO_ADOPT = "A server started with --adopt-voices gives every unknown id a stable voice of its own"
# What is said when a server starts, so that the first client does not wait for anything: a number, and a word that no
# lexicon has.
GREETING = "Vivavoce 1."


class Service:
    """The voices and the engine behind a server.

    library: where voices are kept, as for ``vivavoce.store.Library``
    adopt_voices: an unknown id becomes a stable voice of its own instead of an error
    """

    def __init__(self, library: Location = None, *, adopt_voices: bool = False) -> None:
        self.library = Library(library, built_in=built_in_voices())
        self.bridge = Bridge()
        # For what takes seconds in one go (cloning, fitting to a duration): one at a time, beside the speech of others.
        self.heavy = Bridge(threads=2, at_once=1)
        self._adopt = adopt_voices
        self._engines: dict[str | None, Engine] = {}

    @cached_property
    def synthesizers(self) -> frozenset[str]:
        """Names of the installed synthesizers."""
        return frozenset(plugins.found("synthesizers"))

    def engine(self, synthesizer: str | None = None) -> Engine:
        """The engine that speaks with the synthesizer; None leaves the choice to voice and language."""
        if synthesizer not in self._engines:
            self._engines[synthesizer] = Engine(synthesizer=synthesizer)
        return self._engines[synthesizer]

    def voice(self, id: str) -> Voice:
        """The voice with that id.

        raises: VoiceNotFound, also for what is no UUID; it says how to adopt unknown ids where that would help
        """
        try:
            return self.kept_voice(id)
        except VoiceNotFound as error:
            if not is_id(id):
                raise
            if self._adopt:
                return adopted(str(UUID(id)))
            raise VoiceNotFound(f"{error}. {HOW_TO_ADOPT}") from None

    def kept_voice(self, id: str) -> Voice:
        """The voice with that id, which is in the library; raises VoiceNotFound, also for what is no UUID."""
        try:
            return self.library.get(id)
        except BadRequest:
            raise VoiceNotFound(f"there is no voice {id[:80]!r}: ids are UUIDs; {self._id_of(id)}") from None
        except VoiceNotFound:
            raise VoiceNotFound(f"there is no voice {id}; GET /voices lists those there are") from None

    def _id_of(self, name: str) -> str:
        """Where to find the id that was meant by a name."""
        try:
            voice = self.library.find(name)
        except (VoiceNotFound, Conflict):
            return "GET /voices lists them"
        return f"that of {voice.name} is {voice.id}"

    def named_voice(self, id_or_name: str) -> Voice:
        """The voice with that id or name. Raises VoiceNotFound with names that come near, Conflict as the library does.

        Where unknown ids are adopted, unknown names are too.
        """
        if is_id(id_or_name):
            return self.voice(id_or_name)
        try:
            return self.library.find(id_or_name)
        except VoiceNotFound:
            if not self._adopt:
                raise
            return adopted(str(uuid5(NAMESPACE, id_or_name)))

    def numbered_voice(self, number: int) -> Voice:
        """The voice with that number, for protocols whose ids are numbers. Raises VoiceNotFound.

        A voice has the same number for ever, and no other has had it before.
        """
        built_in = {one: named for named, one in numbers().items()}
        if number in built_in:
            return self.library.get(built_in[number])
        kept = self.library.numbered(1, after=number - KEPT_FROM - 1) if number > KEPT_FROM else []
        if kept and kept[0][0] == number - KEPT_FROM:
            return kept[0][1]
        if self._adopt:
            return adopted(str(uuid5(NAMESPACE, f"number {number}")))
        listed = "GET /v1/voices and /v1/cloned-voices list those there are"
        raise VoiceNotFound(f"there is no voice {number}; {listed}. {HOW_TO_ADOPT}")

    def number_of(self, voice: Voice) -> int:
        """The number of a voice that is in the library; see ``numbered_voice``."""
        return numbers().get(voice.id) or KEPT_FROM + self.library.number_of(voice.id)

    def speaker(
        self,
        voice: Voice,
        *,
        language: str | None,
        controls: Controls,
        rate: int,
        dictionary: str | None = None,
        synthesizer: str | None = None,
    ) -> Speaker:
        """Someone to hand text to.

        language: None, or the voice's language without its accent, is the voice's own
        dictionary: id of the dictionary that tells how words are said
        raises: DictionaryNotFound, LanguageNotSupported, MissingExtra, BadRequest
        """
        if language is not None and "-" not in language and voice.language.lower().startswith(f"{language.lower()}-"):
            language = None
        request = Speech("", voice, language=language, controls=controls, rate=rate)
        if dictionary is not None:
            words = self.dictionary(dictionary)
            request = replace(request, pronunciations=words.entries, exact=words.exact)
        return self.engine(synthesizer).speaker(request)

    def dictionary(self, id: str) -> Dictionary:
        """The dictionary with that id; raises DictionaryNotFound, also for what is no UUID."""
        try:
            return self.library.dictionaries.get(id)
        except BadRequest:
            raise DictionaryNotFound(f"there is no pronunciation dictionary {id[:80]!r}: ids are UUIDs") from None
        except DictionaryNotFound:
            listed = "GET /pronunciation-dicts lists them"
            raise DictionaryNotFound(f"there is no pronunciation dictionary {id}; {listed}") from None

    def warm(self) -> None:
        """Say a word in each language of the natural voices: so that all is loaded that a client would wait for."""
        for voice in {voice.language: voice for voice in built_in_voices() if voice.synthesizer is None}.values():
            speaker = self.speaker(voice, language=None, controls=Controls(), rate=24_000)
            exhaust(speaker.feed(GREETING))
            exhaust(speaker.close())

    def oldest_step(self) -> float | None:
        """Seconds since the oldest step of the engine under way began; None when none is."""
        return self.bridge.oldest_step()

    def close(self) -> None:
        """Let go of threads and database."""
        self.bridge.close()
        self.heavy.close()
        self.library.close()


def is_id(given: str) -> bool:
    """Whether it is a UUID."""
    try:
        UUID(given)
    except ValueError:
        return False
    return True


def exhaust(iterator: Iterator[object]) -> None:
    for _ in iterator:
        pass
