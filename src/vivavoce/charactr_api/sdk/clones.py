"""Voices of your own, from recordings."""

from vivavoce.charactr_api.connection import Awaiting, Blocking
from vivavoce.charactr_api.operations import cloned, deleted, renamed
from vivavoce.charactr_api.sdk.data_objects import ClonedVoice
from vivavoce.client.call import Source


class VoiceClone:
    """Makes, lists, renames and removes voices of your own; they speak as any other, by their ids."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    def get_cloned_voices(self) -> list[ClonedVoice]:
        """All your own voices, however many pages of them there are.

        Example::

            for voice in sdk.voice_clone.get_cloned_voices():
                print(voice.id, voice.name, voice.created_at)
        """
        return self._connection.cloned_voices()

    def create_cloned_voice(self, name: str, input_audio: Source) -> ClonedVoice:
        """A voice that sounds like a recording.

        name: of the voice
        input_audio: bytes of a file, a file opened for reading bytes, or a path; up to 60 s and 32 MB. WAV, FLAC, MP3,
            Ogg Vorbis and Opus are understood, whatever the file is called
        raises: ClientError for a recording that no voice can be made of, with 413 for one that is too long

        Example::

            with open("clip.wav", "rb") as file:
                voice = sdk.voice_clone.create_cloned_voice("Ada", file)
            sdk.tts.convert(voice.id, "Hello, this is me.", {"cloned_voice": True})
        """
        return self._connection.ask(cloned(name, input_audio))

    def update_cloned_voice(self, voice_id: int, name: str) -> ClonedVoice:
        """The voice, called something else.

        voice_id: its id; name: what it is called from now on
        raises: ClientError, 404 when there is no such voice of your own

        Example::

            voice = sdk.voice_clone.create_cloned_voice("Ada", "clip.wav")
            sdk.voice_clone.update_cloned_voice(voice.id, "Grace")
        """
        return self._connection.ask(renamed(voice_id, name))

    def delete_cloned_voice(self, voice_id: int) -> None:
        """Remove a voice.

        voice_id: its id
        raises: ClientError, 404 when there is no such voice of your own

        Example::

            voice = sdk.voice_clone.create_cloned_voice("Ada", "clip.wav")
            sdk.voice_clone.delete_cloned_voice(voice.id)
        """
        return self._connection.ask(deleted(voice_id))


class AsyncVoiceClone:
    """As ``VoiceClone``, for asyncio."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    async def get_cloned_voices(self) -> list[ClonedVoice]:
        """As ``VoiceClone.get_cloned_voices``."""
        return await self._connection.cloned_voices()

    async def create_cloned_voice(self, name: str, input_audio: Source) -> ClonedVoice:
        """As ``VoiceClone.create_cloned_voice``."""
        return await self._connection.ask(cloned(name, input_audio))

    async def update_cloned_voice(self, voice_id: int, name: str) -> ClonedVoice:
        """As ``VoiceClone.update_cloned_voice``."""
        return await self._connection.ask(renamed(voice_id, name))

    async def delete_cloned_voice(self, voice_id: int) -> None:
        """As ``VoiceClone.delete_cloned_voice``."""
        return await self._connection.ask(deleted(voice_id))
