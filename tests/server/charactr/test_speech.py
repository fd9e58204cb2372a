"""Texts over HTTP: whole files whose headers tell the truth, and nothing of what breaks off."""

import contextlib
import errno
import io
import logging
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import httpx2
import numpy as np
import pytest

from tests.wire.charactr.exact import tone_voice
from tests.wire.live import Held, Live, breaking, live
from tests.wire.peer import eventually
from vivavoce.dsp import pcm
from vivavoce.dsp.reading import read
from vivavoce.errors import EngineFailed
from vivavoce.server.charactr import speech, whole

TEXT = "Abcde fghij. Klmno."  # 100 + 20 + 100 + 300 + 100 ms
LENGTH = 620  # milliseconds of it
KEY = "a-long-enough-key"


def said(server: Live, voice: int, text: str = TEXT, query: str = "", **headers: str) -> httpx2.Response:
    return server.http.post(f"/v1/tts/convert{query}", json={"voiceId": voice, "text": text}, headers=headers)


def refused(answer: httpx2.Response, status: int, told: str) -> None:
    assert answer.status_code == status
    assert list(answer.json()) == ["message"]
    assert told in answer.json()["message"]


def test_samples_are_those_of_the_closed_form(server: Live, tone: int) -> None:
    samples = np.frombuffer(said(server, tone, "Abcde fgh.").content[44:], "<i2") / 32768
    assert len(samples) == 24 * 200
    expected = 0.5 * np.sin(2 * np.pi * 440 / 24_000 * np.arange(24 * 100))
    np.testing.assert_allclose(samples[48 : 24 * 98], expected[48 : 24 * 98], atol=1 / 16384)
    assert not samples[24 * 100 : 24 * 120].any()


# Name → media type, rates
FORMATS: dict[str, tuple[str, tuple[int, ...]]] = {
    "wav": ("audio/wav", (8000, 16_000, 22_050, 24_000, 44_100, 48_000)),
    "mp3": ("audio/mpeg", (8000, 22_050, 24_000, 44_100, 48_000)),
    "flac": ("audio/flac", (8000, 24_000, 44_100)),
    "opus": ("audio/ogg; codecs=opus", (8000, 24_000, 48_000)),
}


@pytest.mark.parametrize(
    ("name", "media", "rate"), [(name, media, rate) for name, (media, rates) in FORMATS.items() for rate in rates]
)
def test_every_format_at_every_rate_is_as_long_and_as_large_as_its_headers_tell(
    server: Live, tone: int, name: str, media: str, rate: int
) -> None:
    answer = said(server, tone, query=f"?format={name}&sr={rate}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["audio-size-bytes"] == answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["audio-duration-ms"] == str(LENGTH)
    audio = read(io.BytesIO(answer.content))
    assert audio.rate == rate
    assert len(audio.samples) / rate == pytest.approx(LENGTH / 1000, abs=0.002)
    steady = audio.samples[rate // 50 : rate * 4 // 50]  # of the first tone, 20 to 80 ms
    assert np.sqrt(np.mean(steady**2)) == pytest.approx(0.5 / np.sqrt(2), abs=0.05)


@pytest.mark.parametrize(
    ("name", "encoding", "media"),
    [
        ("raw", "pcm_s16le", "audio/pcm"),
        ("pcm", "pcm_s16le", "audio/pcm"),
        ("pcm_f32le", "pcm_f32le", "audio/pcm"),
        ("ulaw", "pcm_mulaw", "audio/x-mulaw"),
        ("alaw", "pcm_alaw", "audio/x-alaw"),
    ],
)
def test_raw_sound_is_the_samples_alone(server: Live, tone: int, name: str, encoding: str, media: str) -> None:
    answer = said(server, tone, query=f"?format={name}&sr=8000")
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["audio-duration-ms"] == str(LENGTH)
    assert answer.headers["audio-size-bytes"] == str(len(answer.content))
    assert len(pcm.decode(answer.content, encoding)) == LENGTH * 8  # type: ignore[arg-type]


def test_a_wav_comes_at_24000_unless_told(server: Live, tone: int) -> None:
    plain = said(server, tone)
    assert plain.content == said(server, tone, query="?format=wav&sr=24000").content
    assert plain.content == said(server, tone, query="?format=&sr=").content


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?format=opus&sr=22050", "24000 Hz suits best"),
        ("?format=midi", "wav, wave, mp3"),
        ("?sr=0", "sr=0"),
        ("?sr=-8000", "sr=-8000"),
        ("?sr=1000000", "384000"),
        ("?sr=24000.5", "sr"),
        ("?sr=24000&sr=8000", "sr"),
    ],
)
def test_what_a_format_cannot_be_is_refused_with_what_would_do(server: Live, tone: int, query: str, told: str) -> None:
    refused(said(server, tone, query=query), 400, told)


def test_a_long_text_is_said_to_its_end(server: Live, tone: int) -> None:
    answer = said(server, tone, "Abcde fghij klmno pqrst. " * 200, "?format=ulaw&sr=8000")
    assert int(answer.headers["audio-duration-ms"]) == 200 * 460 + 199 * 300
    assert len(answer.content) == 8 * (200 * 460 + 199 * 300)


def test_a_text_beyond_the_limit_is_told_of_the_sockets(server: Live, tone: int) -> None:
    refused(
        said(server, tone, "a" * 100_001), 413, "at most 100000 characters, got 100001; the sockets take any length"
    )


@pytest.mark.parametrize("text", ["", " ", "...", "\n—\n"])
def test_a_text_with_nothing_to_say_is_refused(server: Live, tone: int, text: str) -> None:
    refused(said(server, tone, text), 400, "nothing to say")


def test_a_text_with_a_tag_that_cannot_be_is_refused(server: Live, tone: int) -> None:
    refused(said(server, tone, 'Abc. <volume ratio="loud"/> Def.'), 400, "volume")


def test_what_is_made_is_the_same_whether_memory_or_disk_holds_it(
    server: Live, tone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = said(server, tone).content
    monkeypatch.setattr(whole, "IN_MEMORY", 1000)
    monkeypatch.setattr(whole, "PIECE", 777)
    assert said(server, tone).content == at_once


class Full(io.BytesIO):
    """A file on a disk that is full."""

    def write(self, data: Any) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_nothing_is_sent(server: Live, tone: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "SpooledTemporaryFile", lambda most: Full())
    refused(said(server, tone), 507, "No space left on device")
    server.rests()


def test_what_breaks_in_the_midst_is_no_half_file(server: Live, tone: int, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    refused(said(server, tone, "Abcde. Boom."), 500, "the voice broke")
    server.rests()


def test_an_unexpected_failure_is_told_without_its_insides(
    server: Live, tone: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(monkeypatch, ZeroDivisionError("a secret"))
    answer = said(server, tone, "Boom.")
    refused(answer, 500, answer.headers["x-request-id"])
    assert "secret" not in answer.text
    assert "a secret" in caplog.text
    server.rests()


def test_who_leaves_before_the_answer_stops_the_voice(
    server: Live, tone: int, held: Held, caplog: pytest.LogCaptureFixture
) -> None:
    server.rests()
    caplog.set_level(logging.INFO, "vivavoce")
    with httpx2.Client(base_url=server.url, timeout=0.3) as hasty, pytest.raises(httpx2.ReadTimeout):
        hasty.post("/v1/tts/convert", json={"voiceId": tone, "text": "Abc. Hold. " + "Def. " * 1000})
    eventually(lambda: server.health()["syntheses"] == 0)
    held.let_go()
    server.rests()
    eventually(lambda: any("/v1/tts/convert" in line for line in caplog.messages))
    lines = [line for line in caplog.messages if "/health" not in line]
    assert len(lines) == 1
    assert "client left" in lines[0]


def test_files_that_nobody_reads_to_their_end_are_closed(
    server: Live, tone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []

    def one(most: int) -> Any:
        made.append(tempfile.SpooledTemporaryFile(most))  # noqa: SIM115 closed by whom it is given to
        return made[-1]

    monkeypatch.setattr(whole, "SpooledTemporaryFile", one)
    text = "Abcdefghij klmnopqrst. " * 2000
    body = {"voiceId": tone, "text": text}
    with server.http.stream("POST", "/v1/tts/convert?format=f32&sr=48000", json=body) as answer:
        assert answer.status_code == 200
        next(answer.iter_raw())
    server.rests()
    eventually(lambda: made[0].closed)


def test_no_more_texts_at_once_than_are_allowed(tmp_path_factory: pytest.TempPathFactory, held: Held) -> None:
    with live(tmp_path_factory.mktemp("few"), most_syntheses=1) as server:
        voice = tone_voice(server)
        first = threading.Thread(target=said, args=(server, voice, "Hold."))
        first.start()
        assert held.reached.wait(10)
        busy = said(server, voice)
        refused(busy, 429, "1 syntheses")
        assert busy.headers["retry-after"] == "1"
        held.let_go()
        first.join()
        assert said(server, voice).status_code == 200


def test_a_text_needs_a_key_where_there_are_keys(tmp_path: Path) -> None:
    with live(tmp_path, keys=(KEY,)) as server:
        voice = tone_voice(server)
        good = {"X-Client-Key": "any", "X-Api-Key": KEY}
        assert said(server, voice, **good).status_code == 200
        for headers, told in (
            ({}, "a key is needed"),
            ({"X-Client-Key": KEY}, "a key is needed"),
            ({"X-Api-Key": "wrong"}, "the key is not known"),
        ):
            refused(said(server, voice, **headers), 401, told)
        tokens = server.state.tokens
        assert said(server, voice, **{"X-Api-Key": tokens.issue({"tts": True})}).status_code == 200
        refused(said(server, voice, **{"X-Api-Key": tokens.issue({"stt": True})}), 403, "'tts'")


def test_a_web_page_may_read_length_and_size(server: Live, tone: int) -> None:
    answer = said(server, tone, origin="http://localhost:3000")
    assert answer.headers["access-control-allow-origin"] == "http://localhost:3000"
    readable = answer.headers["access-control-expose-headers"].split(", ")
    assert {"audio-duration-ms", "audio-size-bytes"} <= set(readable)


def test_a_built_in_voice_speaks(server: Live) -> None:
    answer = said(server, 1, "Hello there.")
    assert answer.status_code == 200
    audio = read(io.BytesIO(answer.content))
    assert 0.4 < len(audio.samples) / audio.rate < 2
    assert np.abs(audio.samples).max() > 0.05
    assert len(audio.samples) * 1000 / 24_000 == pytest.approx(int(answer.headers["audio-duration-ms"]), abs=1)


def test_the_longest_text_is_what_its_message_says(server: Live, tone: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "LONGEST_TEXT", len(TEXT))
    assert said(server, tone).status_code == 200
    refused(said(server, tone, TEXT + "!"), 413, f"at most {len(TEXT)} characters")


def test_a_body_that_breaks_off_leaves_nothing_behind(server: Live) -> None:
    with contextlib.suppress(httpx2.HTTPError):
        server.http.post("/v1/tts/convert", content=broken(), headers={"content-length": "1000"})
    server.rests()
    assert server.health()["syntheses"] == 0


def broken() -> Iterator[bytes]:
    yield b'{"voiceId": 1, '
    raise httpx2.WriteError("the line went dead")
