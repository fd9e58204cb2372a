"""Recordings in other voices."""

from vivavoce.charactr_api.connection import Awaiting, Blocking
from vivavoce.charactr_api.operations import converted, voices
from vivavoce.charactr_api.sdk.data_objects import Audio, VCOptions, Voice
from vivavoce.client.call import Source


class VC:
    """Converts recordings into other voices."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    def get_voices(self) -> list[Voice]:
        """The voices that recordings can be converted into, your own not among them.

        Example::

            for voice in sdk.vc.get_voices():
                print(voice.id, voice.name)
        """
        return self._connection.ask(voices("vc"))

    def convert(self, voice_id: int, input_audio: Source, options: VCOptions | None = None) -> Audio:
        """The recording, in another voice.

        voice_id: the id of the voice, also of one of your own
        input_audio: bytes of a file, a file opened for reading bytes, or a path
        options: as in ``VCOptions``
        raises: ClientError for what cannot be: 404 for a voice that is not there; ServerError

        Example::

            voice = sdk.vc.get_voices()[0]
            with open("clip.wav", "rb") as file:
                audio = sdk.vc.convert(voice.id, file)
            print(audio.duration_ms, "ms")
        """
        return self._connection.ask(converted(voice_id, input_audio, options))


class AsyncVC:
    """As ``VC``, for asyncio."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    async def get_voices(self) -> list[Voice]:
        """As ``VC.get_voices``."""
        return await self._connection.ask(voices("vc"))

    async def convert(self, voice_id: int, input_audio: Source, options: VCOptions | None = None) -> Audio:
        """As ``VC.convert``."""
        return await self._connection.ask(converted(voice_id, input_audio, options))
