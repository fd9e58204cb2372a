"""Recordings made into other recordings."""

from typing import Unpack

from vivavoce.cartesia.audio import AsyncAudio, AsyncOutputs, Audio, Outputs
from vivavoce.cartesia.connection import Awaiting, Blocking
from vivavoce.cartesia.core.renamed import CONVERSION, Renamed
from vivavoce.cartesia.operations import conversion as operations
from vivavoce.cartesia.operations.conversion import ChangeOptions, InfillOptions
from vivavoce.cartesia.operations.options import spelled


class VoiceChanger(Renamed, others=CONVERSION):
    """Other voices in recordings: ``client.voice_changer``."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    @spelled(ChangeOptions)
    def bytes(self, **options: Unpack[ChangeOptions]) -> Audio:
        """A recording in another voice: the same words at the same times.

        options: as in ``ChangeOptions``
        returns: the sound, as of ``tts.bytes``
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError

        Example::

            audio = client.voice_changer.bytes(
                clip="clip.wav",
                voice_id="6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
                output_format_container="wav",
                output_format_sample_rate=24000,
                output_format_encoding="pcm_s16le",
            )
            audio.write_to_file("changed.wav")
        """
        return Audio(self._connection.listen(operations.changed_bytes(options), options.get("request_options")))

    @spelled(ChangeOptions)
    def sse(self, **options: Unpack[ChangeOptions]) -> Outputs:
        """A recording in another voice, as events with sound.

        options: as in ``ChangeOptions``
        returns: the events, each with ``audio`` (bytes) and ``data`` (base64)
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError, also in the middle

        Example::

            for output in client.voice_changer.sse(
                clip=open("clip.wav", "rb"),
                voice_id="6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
                output_format_container="raw",
                output_format_sample_rate=24000,
                output_format_encoding="pcm_s16le",
            ):
                print(len(output.audio or b""), "bytes of sound")
        """
        return Outputs(self._connection.listen(operations.changed_events(options), options.get("request_options")))


class AsyncVoiceChanger(Renamed, others=CONVERSION):
    """Other voices in recordings: ``client.voice_changer``."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    @spelled(ChangeOptions)
    def bytes(self, **options: Unpack[ChangeOptions]) -> AsyncAudio:
        """As ``VoiceChanger.bytes``: go through it with ``async for``, or await it for the whole."""
        call = operations.changed_bytes(options)
        return AsyncAudio(lambda: self._connection.listen(call, options.get("request_options")))

    @spelled(ChangeOptions)
    def sse(self, **options: Unpack[ChangeOptions]) -> AsyncOutputs:
        """As ``VoiceChanger.sse``: go through it with ``async for``; it may be awaited before that."""
        call = operations.changed_events(options)
        return AsyncOutputs(lambda: self._connection.listen(call, options.get("request_options")))


class Infill:
    """Speech between two recordings: ``client.infill``, which can be called."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    @spelled(InfillOptions)
    def bytes(self, **options: Unpack[InfillOptions]) -> Audio:
        """Say a text that fits between two recordings; ``client.infill(…)`` is the same.

        options: as in ``InfillOptions``
        returns: only what is said, as of ``tts.bytes``; ``tts.infill`` joins the three
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError

        Example::

            audio = client.infill.bytes(
                left_audio="left.wav",
                right_audio=open("right.wav", "rb"),
                model_id="sonic-3",
                language="en",
                transcript="and in between",
                voice_id="6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
                output_format_container="wav",
                output_format_sample_rate=24000,
                output_format_encoding="pcm_s16le",
            )
            audio.write_to_file("between.wav")
        """
        return Audio(self._connection.listen(operations.infilled(options), options.get("request_options")))

    @spelled(InfillOptions)
    def __call__(self, **options: Unpack[InfillOptions]) -> Audio:
        return self.bytes(**options)


class AsyncInfill:
    """Speech between two recordings: ``client.infill``, which can be called."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    @spelled(InfillOptions)
    def bytes(self, **options: Unpack[InfillOptions]) -> AsyncAudio:
        """As ``Infill.bytes``: go through it with ``async for``, or await it for the whole."""
        call = operations.infilled(options)
        return AsyncAudio(lambda: self._connection.listen(call, options.get("request_options")))

    @spelled(InfillOptions)
    def __call__(self, **options: Unpack[InfillOptions]) -> AsyncAudio:
        return self.bytes(**options)
