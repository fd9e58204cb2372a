"""Voices."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias, TypedDict, Unpack, overload

from vivavoce.cartesia.connection import Awaiting, Blocking, Later
from vivavoce.cartesia.core.pagination import AsyncPager, SyncPager
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.operations import voices as operations
from vivavoce.cartesia.operations.options import spelled
from vivavoce.cartesia.operations.voices import CloneDetails, CloneOptions, ListOptions, LocalizeOptions
from vivavoce.cartesia.voices import (
    EmbeddingResponse,
    GenderPresentation,
    MixVoiceSpecifier,
    MixVoiceSpecifierParams,
    Voice,
    VoiceMetadata,
)
from vivavoce.client.call import Source

Path: TypeAlias = str | os.PathLike[str]
Mixed: TypeAlias = Iterable[MixVoiceSpecifier | MixVoiceSpecifierParams]


class ClipOptions(TypedDict, total=False):
    """What ``voices.clone`` takes when only the embedding is wanted; see ``CloneDetails``."""

    mode: Literal["clip"]
    enhance: bool
    language: str
    request_options: RequestOptions | None


class Voices:
    """Voices: ``client.voices``."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    @spelled(ListOptions)
    def list(self, **options: Unpack[ListOptions]) -> SyncPager[Voice]:
        """The voices there are, fetched page by page while one goes through them.

        options: as in ``ListOptions``
        returns: a list: go through it, index it, ask for its ``len``
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError

        Example::

            for voice in client.voices.list(gender="feminine"):
                print(voice.id, voice.name, voice["language"])
        """
        return self._connection.pages(
            lambda cursor: operations.listing(options, cursor), options.get("request_options")
        )

    def get(self, id: str, *, request_options: RequestOptions | None = None) -> Voice:
        """A voice, with its embedding.

        id: of the voice
        raises: NotFoundError when there is none

        Example::

            voice = client.voices.get(id="6ccbfb76-1fc6-48f7-b71d-91ac6298247b")
            print(voice.name, voice["language"], len(voice.embedding), dict(voice))
        """
        return self._connection.ask(operations.one(id), request_options)

    @overload
    def clone(
        self, filepath: Source | None = None, *, clip: Source | None = None, **options: Unpack[ClipOptions]
    ) -> EmbeddingResponse: ...
    @overload
    def clone(
        self, filepath: Source | None = None, *, clip: Source | None = None, name: str, **options: Unpack[CloneDetails]
    ) -> Voice: ...
    @spelled(CloneOptions)
    def clone(self, filepath: Source | None = None, *, clip: Source | None = None, **options: Any) -> Any:
        """The voice in a recording.

        filepath, clip: the recording, some seconds of one person's speech: a path, bytes, or a file opened for reading
            bytes
        options: as in ``CloneOptions``
        returns: with a ``name`` a voice that is kept; without one, what the voice sounds like: 192 numbers
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError

        Example::

            embedding = client.voices.clone(filepath="clip.wav")
            voice = client.voices.clone(clip=open("clip.wav", "rb"), name="Ann", language="en", mode="similarity")
            print(len(embedding), voice.id)
        """
        given: CloneOptions = options  # type: ignore[assignment]
        return self._connection.ask(operations.cloned(filepath, clip, given), options.get("request_options"))

    def mix(self, voices: Mixed, *, request_options: RequestOptions | None = None) -> EmbeddingResponse:
        """What a voice between voices sounds like.

        voices: the voices, each by id or embedding, with a weight; only the proportions count
        returns: 192 numbers, to speak with or to make a voice of
        raises: BadRequest for what cannot be, before anything is sent; NotFoundError for a voice that is not there

        Example::

            embedding = client.voices.mix(
                [
                    {"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b", "weight": 0.75},
                    {"id": "f786b574-daa5-4673-aa0c-cbe3e8534c02", "weight": 0.25},
                ]
            )
        """
        return self._connection.ask(operations.mixed(voices), request_options)

    def create(
        self,
        name: str,
        description: str = "",
        embedding: Sequence[float] = (),
        language: str | None = None,
        *,
        base_voice_id: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> Voice:
        """Keep a voice that is made from an embedding.

        name, description: of the voice
        embedding: what it sounds like: 192 numbers
        language: what it speaks, "en" when not told
        base_voice_id: a voice it was made from
        raises: BadRequest for what cannot be, before anything is sent; ApiError

        Example::

            embedding = client.voices.get("6ccbfb76-1fc6-48f7-b71d-91ac6298247b").embedding
            voice = client.voices.create(name="Ann", description="My own", embedding=embedding, language="en")
        """
        call = operations.created(name, description, embedding, language, base_voice_id)
        return self._connection.ask(call, request_options)

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        gender: GenderPresentation | None = None,
        request_options: RequestOptions | None = None,
    ) -> Voice:
        """Change what is given of a voice, and leave the rest.

        id: of the voice; name, description, gender: what they are to be
        returns: the voice as it is now
        raises: BadRequest when nothing is given; NotFoundError; PermissionDeniedError for a voice that is built in

        Example::

            voice = client.voices.clone(clip="clip.wav", name="Ann")
            voice = client.voices.update(voice.id, name="Anna", description="Calm")
        """
        changes = {"name": name, "description": description, "gender": gender}
        return self._connection.ask(operations.updated(id, changes), request_options)

    def delete(self, id: str, *, request_options: RequestOptions | None = None) -> bool:
        """Forget a voice.

        id: of the voice
        returns: True
        raises: NotFoundError; PermissionDeniedError for a voice that is built in

        Example::

            voice = client.voices.clone(clip="clip.wav", name="Ann")
            client.voices.delete(voice.id)
        """
        return self._connection.ask(operations.deleted(id), request_options)

    @spelled(LocalizeOptions)
    def localize(self, **options: Unpack[LocalizeOptions]) -> VoiceMetadata:
        """Keep a voice made of another so that it speaks another language.

        options: as in ``LocalizeOptions``
        raises: BadRequest or TypeError for what cannot be, before anything is sent; NotFoundError

        Example::

            voice = client.voices.localize(
                voice_id="6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
                name="Anne",
                description="The same in French",
                language="fr",
                original_speaker_gender="female",
            )
        """
        return self._connection.ask(operations.localized(options), options.get("request_options"))


class AsyncVoices:
    """Voices: ``client.voices``."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    @spelled(ListOptions)
    def list(self, **options: Unpack[ListOptions]) -> AsyncPager[Voice]:
        """As ``Voices.list``: go through it with ``async for``; it may be awaited before that."""
        return self._connection.pages(
            lambda cursor: operations.listing(options, cursor), options.get("request_options")
        )

    def get(self, id: str, *, request_options: RequestOptions | None = None) -> Later[Voice]:
        """As ``Voices.get``, awaited."""
        return self._connection.ask(operations.one(id), request_options)

    @overload
    def clone(
        self, filepath: Source | None = None, *, clip: Source | None = None, **options: Unpack[ClipOptions]
    ) -> Later[EmbeddingResponse]: ...
    @overload
    def clone(
        self, filepath: Source | None = None, *, clip: Source | None = None, name: str, **options: Unpack[CloneDetails]
    ) -> Later[Voice]: ...
    @spelled(CloneOptions)
    def clone(self, filepath: Source | None = None, *, clip: Source | None = None, **options: Any) -> Any:
        """As ``Voices.clone``, awaited."""
        given: CloneOptions = options  # type: ignore[assignment]
        return self._connection.ask(operations.cloned(filepath, clip, given), options.get("request_options"))

    def mix(self, voices: Mixed, *, request_options: RequestOptions | None = None) -> Later[EmbeddingResponse]:
        """As ``Voices.mix``, awaited."""
        return self._connection.ask(operations.mixed(voices), request_options)

    def create(
        self,
        name: str,
        description: str = "",
        embedding: Sequence[float] = (),
        language: str | None = None,
        *,
        base_voice_id: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> Later[Voice]:
        """As ``Voices.create``, awaited."""
        call = operations.created(name, description, embedding, language, base_voice_id)
        return self._connection.ask(call, request_options)

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        gender: GenderPresentation | None = None,
        request_options: RequestOptions | None = None,
    ) -> Later[Voice]:
        """As ``Voices.update``, awaited."""
        changes = {"name": name, "description": description, "gender": gender}
        return self._connection.ask(operations.updated(id, changes), request_options)

    def delete(self, id: str, *, request_options: RequestOptions | None = None) -> Later[bool]:
        """As ``Voices.delete``, awaited."""
        return self._connection.ask(operations.deleted(id), request_options)

    @spelled(LocalizeOptions)
    def localize(self, **options: Unpack[LocalizeOptions]) -> Later[VoiceMetadata]:
        """As ``Voices.localize``, awaited."""
        return self._connection.ask(operations.localized(options), options.get("request_options"))
