"""Speech."""

import builtins
from collections.abc import Coroutine
from typing import Any, Literal, Unpack, overload

from vivavoce.cartesia.audio import AsyncAudio, AsyncOutputs, Audio, Outputs, WholeAudio
from vivavoce.cartesia.connection import Awaiting, Blocking
from vivavoce.cartesia.core.renamed import SPEECH, Renamed
from vivavoce.cartesia.operations import splicing
from vivavoce.cartesia.operations.options import spelled
from vivavoce.cartesia.operations.specifiers import named_format
from vivavoce.cartesia.operations.speech import BytesOptions, EventsOptions, bytes_of, events_of
from vivavoce.cartesia.operations.splicing import SpliceOptions
from vivavoce.cartesia.sockets import AsyncTtsWebsocket, TtsWebsocket
from vivavoce.cartesia.tts import OutputFormat_RawParams
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output


class Tts(Renamed, others=SPEECH):
    """Speech: ``client.tts``."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    @spelled(BytesOptions)
    def bytes(self, **options: Unpack[BytesOptions]) -> Audio | WholeAudio:
        """Say a text, as the bytes of a file or as samples.

        options: as in ``BytesOptions``
        returns: the sound: go through it chunk by chunk as it comes, or take it whole with ``bytes(…)`` or ``read``.
            With ``voice_id`` or ``voice_embedding``, as version 1 had it, it is ``bytes`` at once
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError

        Example::

            audio = client.tts.bytes(
                model_id="sonic-3",
                transcript="Hello, world!",
                voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                output_format={"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000},
            )
            audio.write_to_file("hello.wav")
        """
        audio = Audio(self._connection.listen(bytes_of(options), options.get("request_options")))
        return audio if options.get("voice") is not None else WholeAudio(audio.read())

    @overload
    def sse(self, *, stream: Literal[True] = True, **options: Unpack[EventsOptions]) -> Outputs: ...
    @overload
    def sse(self, *, stream: Literal[False], **options: Unpack[EventsOptions]) -> Output: ...
    @spelled(EventsOptions)
    def sse(self, *, stream: bool = True, **options: Unpack[EventsOptions]) -> Outputs | Output:
        """Say a text, as events with sound and times.

        stream: whether they are wanted as they come; False waits and gives all as one
        options: as in ``EventsOptions``; the format is raw
        returns: the events, each with ``audio`` (bytes), ``data`` (base64) or times
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError, also in the middle

        Example::

            for output in client.tts.sse(
                model_id="sonic-3",
                transcript="Hello, world!",
                voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                add_timestamps=True,
            ):
                if output.audio is not None:
                    print(len(output.audio), "bytes of sound")
                if output.word_timestamps is not None:
                    print(output.word_timestamps.words)
        """
        outputs = Outputs(self._connection.listen(events_of(options), options.get("request_options")))
        return outputs if stream else outputs.whole()

    def websocket(self) -> TtsWebsocket:
        """Connect a socket, over which texts are said with the least delay, and many at once.

        returns: the socket, also a ``with`` block
        raises: ApiError when the server refuses it, ConnectionFailed

        Example::

            with client.tts.websocket() as ws:
                for output in ws.send(
                    model_id="sonic-3",
                    transcript="Hello, world!",
                    voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                    output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                ):
                    print(len(output.audio or b""), "bytes of sound")
        """
        socket = TtsWebsocket(self._connection)
        socket.connect()
        return socket

    @spelled(SpliceOptions)
    def infill(self, **options: Unpack[SpliceOptions]) -> "tuple[builtins.bytes, builtins.bytes]":
        """Say a text that fits between two recordings, and join the three.

        options: as in ``SpliceOptions``
        returns: what was said, and the whole, both in the format asked for
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError; BadAudio

        Example::

            said, whole = client.tts.infill(
                model_id="sonic-3",
                language="en",
                transcript="and in between",
                voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                output_format={"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000},
                left_audio_path="left.wav",
                right_audio_path="right.wav",
            )
        """
        splice = splicing.Splice(options)
        return splice.of(Audio(self._connection.listen(splice.call, options.get("request_options"))).read())

    def get_output_format(self, output_format_name: str) -> OutputFormat_RawParams:
        """The format of that name, as version 1 knew them. Raises BadRequest naming those there are.

        output_format_name: as in "raw_pcm_f32le_44100"

        Example::

            assert client.tts.get_output_format("raw_pcm_f32le_44100")["sample_rate"] == 44100
        """
        return named_format(output_format_name)

    def get_sample_rate(self, output_format_name: str) -> int:
        """Samples per second of the format of that name. Raises BadRequest naming those there are.

        output_format_name: as in "raw_pcm_mulaw_8000"

        Example::

            assert client.tts.get_sample_rate("raw_pcm_mulaw_8000") == 8000
        """
        return named_format(output_format_name)["sample_rate"]


class AsyncTts(Renamed, others=SPEECH):
    """Speech: ``client.tts``."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    @spelled(BytesOptions)
    def bytes(self, **options: Unpack[BytesOptions]) -> AsyncAudio:
        """As ``Tts.bytes``: go through it with ``async for``, or await it for the whole."""
        call = bytes_of(options)
        return AsyncAudio(lambda: self._connection.listen(call, options.get("request_options")))

    @overload
    def sse(self, *, stream: Literal[True] = True, **options: Unpack[EventsOptions]) -> AsyncOutputs: ...
    @overload
    def sse(self, *, stream: Literal[False], **options: Unpack[EventsOptions]) -> "Coroutine[Any, Any, Output]": ...
    @spelled(EventsOptions)
    def sse(
        self, *, stream: bool = True, **options: Unpack[EventsOptions]
    ) -> "AsyncOutputs | Coroutine[Any, Any, Output]":
        """As ``Tts.sse``: go through it with ``async for``; it may be awaited before that."""
        call = events_of(options)
        outputs = AsyncOutputs(lambda: self._connection.listen(call, options.get("request_options")))
        return outputs if stream else outputs.whole()

    def websocket(self) -> AsyncTtsWebsocket:
        """As ``Tts.websocket``: await it, or enter it with ``async with``."""
        return AsyncTtsWebsocket(self._connection)

    @spelled(SpliceOptions)
    async def infill(self, **options: Unpack[SpliceOptions]) -> "tuple[builtins.bytes, builtins.bytes]":
        """As ``Tts.infill``."""
        splice = splicing.Splice(options)
        call = splice.call
        return splice.of(await AsyncAudio(lambda: self._connection.listen(call, options.get("request_options"))))

    def get_output_format(self, output_format_name: str) -> OutputFormat_RawParams:
        """As ``Tts.get_output_format``."""
        return named_format(output_format_name)

    def get_sample_rate(self, output_format_name: str) -> int:
        """As ``Tts.get_sample_rate``."""
        return named_format(output_format_name)["sample_rate"]
