"""What comes over a socket for what the vendor's clients send: binary messages that join to one file, and a close."""

import io

import numpy as np
import pytest
from websockets.sync.client import connect

from tests.wire.charactr.peer import CLOSE, MS, PATIENCE, WAV_HEAD, Heard, Kind, Peer, convert, key
from tests.wire.charactr.sent import MESSAGES, QUERIES
from tests.wire.live import Live
from vivavoce.dsp.reading import read

LENGTH = 220  # milliseconds of "Abcde fghij."


def exact() -> np.ndarray:
    """ "Abcde fghij." in tones, but for the edges of 2 ms: 440 Hz, a gap, a whole tone higher."""
    tone = [0.5 * np.sin(2 * np.pi * hertz / 24_000 * np.arange(100 * MS)) for hertz in (440, 440 * 9 / 8)]
    return np.concatenate([tone[0], np.zeros(20 * MS), tone[1]])


def inner(samples: np.ndarray) -> np.ndarray:
    """Without the edges of the two tones."""
    return np.concatenate([samples[2 * MS : 98 * MS], samples[122 * MS : 218 * MS]])


def raw(server: Live, path: str, *messages: str) -> Heard:
    """What comes for these very bytes."""
    peer = Peer.__new__(Peer)
    url = server.url.replace("http", "ws", 1)
    with connect(f"{url}{path}", open_timeout=PATIENCE, close_timeout=PATIENCE) as peer.socket:
        peer.send(*messages)
        return peer.hear()


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("messages", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("kind", ["simplex", "duplex"])
def test_every_client_hears_the_whole_text_as_one_file(
    server: Live, tone: int, kind: Kind, messages: tuple[str, str, str], query: str
) -> None:
    first, text, end = messages
    said = (first, text) if kind == "simplex" else (first, text, end)
    heard = raw(server, f"/v1/tts/stream/{kind}/ws?{query.replace('TONE', str(tone))}", *said)
    assert (heard.code, heard.reason) == (1000, "")
    assert all(heard.pieces), "a message has at least a byte"
    assert len(heard.samples) == LENGTH * MS
    np.testing.assert_allclose(inner(heard.samples / 32768), inner(exact()), atol=1 / 16384)


def test_a_wav_begins_with_one_header_of_44_bytes_and_an_open_end(server: Live, tone: int) -> None:
    with Peer(server.url, "duplex", {"voiceId": tone}, key(), convert("Abc."), convert("Abc."), CLOSE) as peer:
        heard = peer.hear()
    assert heard.sound.count(b"RIFF") == 1
    head = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0\xc0\x5d\0\0\x80\xbb\0\0\x02\0\x10\0data\xff\xff\xff\xff"
    assert heard.sound[:WAV_HEAD] == head
    assert len(heard.pieces) >= 2, "sound comes while it is made"


@pytest.mark.parametrize(
    ("query", "rate", "magic"),
    [
        ({}, 24_000, b"RIFF"),
        ({"format": "wav"}, 24_000, b"RIFF"),
        ({"format": "wav", "sr": 8000}, 8000, b"RIFF"),
        ({"format": "wav", "sr": 44_100}, 44_100, b"RIFF"),
        ({"sr": 16_000}, 16_000, b"RIFF"),
        ({"format": "mp3"}, 24_000, b"\xff"),
        ({"format": "mp3", "sr": 44_100}, 44_100, b"\xff"),
        ({"format": "MP3", "sr": 22_050}, 22_050, b"\xff"),
        ({"format": "opus"}, 24_000, b"OggS"),
        ({"format": "ogg", "sr": 48_000}, 48_000, b"OggS"),
        ({"format": "flac"}, 24_000, b"fLaC"),
        ({"format": "flac", "sr": 48_000}, 48_000, b"fLaC"),
    ],
)
@pytest.mark.parametrize("kind", ["simplex", "duplex"])
def test_joined_messages_are_a_file_of_the_format_and_the_rate(
    server: Live, tone: int, kind: Kind, query: dict[str, str | int], rate: int, magic: bytes
) -> None:
    end = () if kind == "simplex" else (CLOSE,)
    with Peer(server.url, kind, {"voiceId": tone, **query}, key(), convert("Abcde fghij. Klmno."), *end) as peer:
        heard = peer.hear()
    assert heard.code == 1000
    assert heard.sound.startswith(magic)
    audio = read(io.BytesIO(heard.sound))
    assert audio.rate == rate
    assert 0.620 <= len(audio.samples) / rate + 1e-3 <= 0.620 + 0.2, "all of it, and at most some frames of silence"
    assert np.abs(audio.samples).max() == pytest.approx(0.5, abs=0.1)  # what Opus makes of a sudden tone


@pytest.mark.parametrize(("name", "width"), [("raw", 2), ("pcm", 2), ("f32", 4), ("ulaw", 1), ("pcm_s16le", 2)])
def test_raw_sound_has_no_header_at_all(server: Live, tone: int, name: str, width: int) -> None:
    with Peer(server.url, "simplex", {"voiceId": tone, "format": name}, key(), convert("Abcde fghij.")) as peer:
        heard = peer.hear()
    assert (heard.code, len(heard.sound)) == (1000, width * LENGTH * MS)


# What → query and messages; what the reason of the close tells, beside its code
FAULTS: dict[str, tuple[dict[str, str | int], tuple[dict[str, str] | str | bytes, ...], int, str]] = {
    "unknown voice": ({"voiceId": 99_999}, (key(), convert("a")), 4404, "99999"),
    "no voice": ({}, (key(), convert("a")), 4400, "voiceId"),
    "a name for a voice": ({"voiceId": "Vera"}, (key(), convert("a")), 4400, "voiceId"),
    "unknown format": ({"voiceId": 1, "format": "midi"}, (key(), convert("a")), 4400, "midi"),
    "a rate that MP3 has not": ({"voiceId": 1, "format": "mp3", "sr": 5}, (key(), convert("a")), 4400, "sr=5"),
    "a rate in words": ({"voiceId": 1, "sr": "high"}, (key(), convert("a")), 4400, "sr"),
    "a rate beyond all measure": ({"voiceId": 1, "sr": 10**9}, (key(), convert("a")), 4400, "sr=1000000000"),
    "save": ({"voiceId": 1, "save": "true"}, (key(), convert("a")), 4501, "save"),
    "garbage": ({"voiceId": 1}, (key(), "hello"), 4400, "hello"),
    "garbage first": ({"voiceId": 1}, ("hello",), 4400, "hello"),
    "bytes": ({"voiceId": 1}, (key(), b"\xff\xfe"), 4400, "authApiKey"),
    "an unknown kind": ({"voiceId": 1}, (key(), '{"type":"sing"}'), 4400, "sing"),
    "a text without text": ({"voiceId": 1}, (key(), '{"type":"convert"}'), 4400, "convert"),
    "two keys": ({"voiceId": 1}, (key(), key()), 4400, "authApiKey"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["simplex", "duplex"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_closes_the_socket_with_its_code_and_a_reason(server: Live, kind: Kind, fault: str) -> None:
    query, messages, code, told = FAULTS[fault]
    with Peer(server.url, kind, query, *messages) as peer:
        heard = peer.hear()
    assert (heard.code, heard.pieces) == (code, ())
    assert told in heard.reason
    assert len(heard.reason.encode()) <= 123
