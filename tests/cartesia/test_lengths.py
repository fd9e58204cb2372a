"""WAVs tell their true length once all of it is there."""

import io
import os
import struct
import threading
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest

from tests.cartesia.both import WAV, Either, said
from tests.served import TONE
from vivavoce.cartesia import ApiError
from vivavoce.cartesia.lengths import NOT_TOLD, chunks, corrections, sized
from vivavoce.core.audio import Audio
from vivavoce.dsp.containers import encoded
from vivavoce.dsp.formats import Format
from vivavoce.dsp.lengths import missing_bytes
from vivavoce.dsp.wav import WavCodec

FRAMES = 4320  # tones of 80 ms, 20 ms between them, 24 000 samples a second
TONES = said(voice={"id": TONE}, output_format=WAV)
ENCODINGS = ["pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw"]


def frames(file: str | BinaryIO) -> int:
    with wave.open(file) as opened:
        return opened.getnframes()


def test_a_file_tells_its_length(either: Either, tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    either.get(lambda client: client.tts.bytes(**TONES).write_to_file(path))
    assert frames(str(path)) == FRAMES
    assert path.stat().st_size == 44 + 2 * FRAMES


def test_so_does_the_whole(either: Either) -> None:
    whole = either.get(lambda client: client.tts.bytes(**TONES).read())
    old = {name: value for name, value in TONES.items() if name != "voice"}
    assert frames(io.BytesIO(whole)) == FRAMES
    assert frames(io.BytesIO(either.get(lambda client: client.tts.bytes(**old, voice_id=TONE)))) == FRAMES
    assert either.items(lambda client: client.tts.bytes(**TONES))[0][4:8] == b"\xff" * 4  # a stream stays one


def test_an_open_file_tells_it_where_the_sound_begins(either: Either, tmp_path: Path) -> None:
    with (tmp_path / "both").open("wb") as file:
        file.write(b"before")
        either.get(lambda client: client.tts.bytes(**TONES).write_to_file(file))
        file.write(b"after")
    content = (tmp_path / "both").read_bytes()
    assert (content[:6], content[-5:]) == (b"before", b"after")
    assert frames(io.BytesIO(content[6:-5])) == FRAMES


def test_a_file_opened_to_append_and_a_pipe_have_the_stream_as_it_is(either: Either, tmp_path: Path) -> None:
    with (tmp_path / "appended").open("ab") as file:
        either.get(lambda client: client.tts.bytes(**TONES).write_to_file(file))
    stream = b"".join(either.items(lambda client: client.tts.bytes(**TONES)))
    assert (tmp_path / "appended").read_bytes() == stream
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    either.get(lambda client: client.tts.bytes(**TONES).write_to_file(tmp_path / "pipe"))
    reader.join()
    assert read == [stream]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("samples", [0, 1, 2, 777])
def test_a_stream_becomes_the_file_it_would_have_been(encoding: Any, samples: int) -> None:
    wanted = Format("wav", encoding=encoding, rate=8000)
    codec = WavCodec(wanted, sized=False)
    sound = np.linspace(-0.5, 0.5, samples, dtype=np.float32)
    stream = codec.head(None) + codec.encode(sound) + codec.finish()
    assert sized(stream) == encoded(Audio(sound, 8000), wanted)
    assert missing_bytes(io.BytesIO(sized(stream))) == 0


def test_what_is_no_stream_stays_as_it_is() -> None:
    told = encoded(Audio(np.zeros(9, np.float32), 8000), Format("wav", encoding="pcm_s16le", rate=8000))
    for data in (b"", b"RIFF", b"ID3" * 20, told, b"RIFF\xff\xff\xff\xffWAVEfmt \x10", b"\0" * 8000):
        assert sized(data) == data


def test_chunks_in_between_are_stepped_over() -> None:
    head = b"RIFF\xff\xff\xff\xffWAVE" + b"LIST" + struct.pack("<I", 3) + b"abc\0" + b"data" + b"\xff" * 4
    assert list(chunks(head)) == [(b"LIST", 12, 3), (b"data", 24, NOT_TOLD)]
    whole = head[:4] + struct.pack("<I", 28) + head[8:-4] + struct.pack("<I", 4) + b"1234"
    assert sized(head + b"1234") == whole


def test_what_is_too_long_to_be_told_stays_unknown() -> None:
    head = b"RIFF\xff\xff\xff\xffWAVEdata" + b"\xff" * 4
    assert corrections(head, 5 * 2**30) == []
    assert corrections(head, 2**31) == [(4, struct.pack("<I", 2**31 - 8)), (16, struct.pack("<I", 2**31 - 20))]


def test_a_folder_that_is_not_there_is_named_as_the_caller_named_it(
    make: Callable[..., Either], either: Either, tmp_path: Path
) -> None:
    path = tmp_path / "nowhere" / "hello.wav"
    with pytest.raises(FileNotFoundError) as caught:
        either.get(lambda client: client.tts.bytes(**TONES).write_to_file(path))
    assert caught.value.filename == str(path)
    with pytest.raises(ApiError, match="a path, or a file opened"):
        either.get(lambda client: client.tts.bytes(**TONES).write_to_file(7))
