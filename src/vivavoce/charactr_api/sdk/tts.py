"""Texts made into sound: whole, or as it comes over a stream."""

from collections.abc import Callable
from typing import Any, TypeAlias

from vivavoce.charactr_api.connection import Awaiting, Blocking
from vivavoce.charactr_api.operations import duplex, simplex, spoken, voices
from vivavoce.charactr_api.sdk.data_objects import Audio, TTSOptions, TTSStreamingOptions, Voice
from vivavoce.charactr_api.sdk.tts_stream_duplex import AsyncTTSStreamDuplex, TTSStreamDuplex
from vivavoce.charactr_api.sdk.tts_stream_simplex import AsyncTTSStreamSimplex, TTSStreamSimplex

OnData: TypeAlias = Callable[[bytes], Any]
OnClose: TypeAlias = Callable[[int, str], Any]


class TTS:
    """Converts texts to sound."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    def get_voices(self) -> list[Voice]:
        """The voices there are, your own not among them.

        Example::

            for voice in sdk.tts.get_voices():
                print(voice.id, voice.name, [each.label for each in voice.labels])
        """
        return self._connection.ask(voices("tts"))

    def convert(self, voice_id: int, text: str, options: TTSOptions | None = None) -> Audio:
        """The text as a file of sound.

        voice_id: the id of the voice, also of one of your own
        text: what is said
        options: as in ``TTSOptions``
        raises: ClientError for what cannot be: 404 for a voice that is not there; ServerError

        Example::

            voice = sdk.tts.get_voices()[0]
            audio = sdk.tts.convert(voice.id, "Hello, world!", {"format": "mp3"})
            with open("hello.mp3", "wb") as file:
                file.write(audio.data)
        """
        return self._connection.ask(spoken(voice_id, text, options))

    def start_simplex_stream(
        self,
        voice_id: int,
        text: str,
        blocking: bool = True,
        on_data: OnData | None = None,
        on_close: OnClose | None = None,
        options: TTSStreamingOptions | None = None,
    ) -> TTSStreamSimplex:
        """Say a text, of any length, and get the sound as it comes.

        voice_id: the id of the voice, also of one of your own
        text: what is said
        blocking: whether to wait until all is said; counts where there are callbacks
        on_data: is called with each piece of the file, one after the other. Without it, go through what this gives
        on_close: is called after that, once, with the code of the close and its reason; 1000 is a good one
        options: as in ``TTSStreamingOptions``
        raises: what is wrong with the arguments, and why the server could not be reached; with ``blocking`` also why it
            broke off, and what a callback raised

        Example::

            voice = sdk.tts.get_voices()[0]
            with open("hello.wav", "wb") as file:
                sdk.tts.start_simplex_stream(voice.id, "Hello, world!", on_data=file.write)
            for data in sdk.tts.start_simplex_stream(voice.id, "Hello again!"):
                print(len(data), "bytes of sound")
        """
        aside, heard = how_simplex(blocking, on_data, on_close)
        return TTSStreamSimplex(self._connection.talk(simplex(voice_id, text, options), heard, on_close, aside))

    def start_duplex_stream(
        self,
        voice_id: int,
        on_data: OnData | None = None,
        on_close: OnClose | None = None,
        options: TTSStreamingOptions | None = None,
    ) -> TTSStreamDuplex:
        """Say texts as they come, and get their sound as it comes: all of it is one file.

        voice_id: the id of the voice, also of one of your own
        on_data: is called with each piece of the file, one after the other, in a thread of its own. Without it, go
            through what this gives
        on_close: is called after that, once, with the code of the close and its reason; 1000 is a good one
        options: as in ``TTSStreamingOptions``
        raises: what is wrong with the arguments, and why the server could not be reached. What else is wrong, a key or
            a voice that is not known among it, is raised where one waits: by ``wait``, ``close``, or going through it

        Example::

            voice = sdk.tts.get_voices()[0]
            with open("hello.wav", "wb") as file:
                stream = sdk.tts.start_duplex_stream(voice.id, on_data=file.write)
                stream.convert("Hello, world! ")
                stream.convert("Here I am.")
                stream.close()
        """
        return TTSStreamDuplex(self._connection.talk(duplex(voice_id, options), on_data, on_close))


class AsyncTTS:
    """As ``TTS``, for asyncio. Callbacks may be asynchronous functions, which are awaited."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    async def get_voices(self) -> list[Voice]:
        """As ``TTS.get_voices``."""
        return await self._connection.ask(voices("tts"))

    async def convert(self, voice_id: int, text: str, options: TTSOptions | None = None) -> Audio:
        """As ``TTS.convert``."""
        return await self._connection.ask(spoken(voice_id, text, options))

    async def start_simplex_stream(
        self,
        voice_id: int,
        text: str,
        blocking: bool = True,
        on_data: OnData | None = None,
        on_close: OnClose | None = None,
        options: TTSStreamingOptions | None = None,
    ) -> AsyncTTSStreamSimplex:
        """As ``TTS.start_simplex_stream``."""
        aside, heard = how_simplex(blocking, on_data, on_close)
        talk = simplex(voice_id, text, options)
        return AsyncTTSStreamSimplex(await self._connection.talk(talk, heard, on_close, aside))

    async def start_duplex_stream(
        self,
        voice_id: int,
        on_data: OnData | None = None,
        on_close: OnClose | None = None,
        options: TTSStreamingOptions | None = None,
    ) -> AsyncTTSStreamDuplex:
        """As ``TTS.start_duplex_stream``."""
        return AsyncTTSStreamDuplex(await self._connection.talk(duplex(voice_id, options), on_data, on_close))


def how_simplex(blocking: bool, on_data: OnData | None, on_close: OnClose | None) -> tuple[bool, OnData | None]:
    """Whether a stream is served aside, and who hears it: nobody, where one waits only for its end."""
    waits = blocking and (on_data is not None or on_close is not None)
    return not waits, unheard if waits and on_data is None else on_data


def unheard(data: bytes) -> None:
    """Sound that nobody asked for."""
