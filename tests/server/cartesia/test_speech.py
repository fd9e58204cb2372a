"""Speech over HTTP on a live server: every format, what goes between recordings, what breaks off, what is refused."""

import io
import struct
import threading
from typing import Any, NoReturn

import httpx2
import numpy as np
import pytest

from tests.speaker import speech
from tests.wire.live import Live, breaking, live
from tests.wire.peer import MS, RATE, RAW, TONE, eventually
from vivavoce.dsp import pcm
from vivavoce.dsp.level import active_level
from vivavoce.dsp.reading import read
from vivavoce.errors import EngineFailed

VERA = "dee0c7f0-6e99-543b-9626-a0d2c52d1924"
TEXT = "Abcde fghij. Klmno."  # 100 + 20 + 100 + 300 + 100 ms
LENGTH = 620  # milliseconds of it


def asked(text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"model_id": "tone", "transcript": text, "voice": {"embedding": TONE}, "output_format": RAW} | more


def heard(answer: httpx2.Response) -> tuple[np.ndarray, int]:
    """Samples and rate of an answer with a header of its own."""
    assert answer.status_code == 200, answer.text
    audio = read(io.BytesIO(answer.content))
    return audio.samples, audio.rate


def test_raw_sound_is_the_socket_s(server: Live) -> None:
    answer = server.http.post("/tts/bytes", json=asked())
    assert len(answer.content) == 2 * LENGTH * MS
    with server.peer() as peer:
        assert peer.say(TEXT).sound == answer.content


@pytest.mark.parametrize("path", ["/tts/bytes", "/tts/bytes/"])
@pytest.mark.parametrize("encoding", ["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"])
@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 24_000, 44_100, 48_000])
def test_every_encoding_at_every_rate_has_the_same_sound(server: Live, encoding: str, rate: int, path: str) -> None:
    form = {"container": "raw", "encoding": encoding, "sample_rate": rate}
    raw = server.http.post(path, json=asked(output_format=form))
    assert raw.headers["content-type"].startswith(("audio/", "application/octet-stream"))
    samples = pcm.decode(raw.content, encoding)  # type: ignore[arg-type]
    assert len(samples) == pytest.approx(LENGTH / 1000 * rate, abs=2)
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.02)
    wav, told = heard(server.http.post(path, json=asked(output_format=form | {"container": "wav"})))
    assert told == rate
    np.testing.assert_allclose(wav, samples, atol=1e-6)


def test_a_wav_begins_as_players_expect_it(server: Live) -> None:
    answer = server.http.post("/tts/bytes", json=asked(output_format=RAW | {"container": "wav"}))
    assert answer.headers["content-type"] == "audio/wav"
    riff, _, wave, fmt, size, code, channels, rate = struct.unpack("<4sI4s4sIHHI", answer.content[:28])
    assert (riff, wave, fmt, channels, rate) == (b"RIFF", b"WAVE", b"fmt ", 1, RATE)
    assert (size, code) in {(16, 1), (18, 1), (40, 0xFFFE)}


@pytest.mark.parametrize(
    "more", [{}, {"bit_rate": 32_000}, {"bit_rate": 192_000}, {"encoding": "pcm_f32le"}, {"encoding": ""}]
)
def test_an_mp3_comes_with_any_encoding_and_without_a_bit_rate(server: Live, more: dict[str, Any]) -> None:
    form = {"container": "mp3", "sample_rate": 44_100, **more}
    answer = server.http.post("/tts/bytes", json=asked(output_format=form))
    assert answer.headers["content-type"] == "audio/mpeg"
    samples, rate = heard(answer)
    assert rate == 44_100
    assert len(samples) / rate == pytest.approx(LENGTH / 1000, abs=0.06)


def test_sound_comes_while_it_is_made(server: Live) -> None:
    text = "Abcdefghij klmnopqrst. " * 2000
    with server.http.stream("POST", "/tts/bytes", json=asked(text)) as answer:
        pieces = answer.iter_raw()
        assert len(next(pieces)) >= 20 * MS * 2
        assert server.health()["syntheses"] == 1
    server.rests()  # who leaves stops the voice
    assert server.counted("vivavoce_streams") == 0


def test_what_breaks_in_the_midst_breaks_the_connection(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    for container in ("raw", "wav"):
        form = RAW | {"container": container}
        with server.http.stream("POST", "/tts/bytes", json=asked("Abcde. Boom.", output_format=form)) as answer:
            assert answer.status_code == 200
            with pytest.raises(httpx2.RemoteProtocolError):
                answer.read()
    answer = server.http.post("/tts/bytes", json=asked("Boom."))
    assert (answer.status_code, answer.json()["error_code"]) == (500, "engine_failed")
    server.rests()


def test_what_breaks_is_in_the_log_with_its_cause_wherever_it_is_told(
    server: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    answer = server.http.post("/tts/sse", json=asked("Abcde. Boom."))
    assert answer.status_code == 200
    assert "the voice broke" in answer.text
    with server.peer() as peer:
        assert peer.say("Boom.").last["type"] == "error"
        assert peer.say("...").last["type"] == "error"  # its client's fault: that is no news
    causes = [record for record in caplog.records if record.exc_info]
    assert len(causes) == 2
    assert answer.headers["x-request-id"] in causes[0].getMessage()
    assert all("the voice broke" in str(record.exc_info) for record in causes)
    server.rests()


def test_an_unexpected_failure_is_told_without_its_insides(
    server: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(monkeypatch, ZeroDivisionError("a secret"))
    answer = server.http.post("/tts/bytes", json=asked("Boom."))
    assert answer.status_code == 500
    assert "secret" not in answer.text
    with server.peer() as peer:
        told = peer.say("Boom.").last
        assert (told["type"], told["status_code"], told["error_code"]) == ("error", 500, "engine_failed")
        assert "secret" not in str(told)
        assert peer.say("Abc.").last["type"] == "done"
    assert "a secret" in caplog.text
    server.rests()


def test_the_oldest_version_hits_a_duration(server: Live) -> None:
    answer = server.http.post("/tts/bytes", json=asked(duration=1), headers={"Cartesia-Version": "2024-06-10"})
    assert len(answer.content) == 2 * 1000 * MS


@pytest.mark.parametrize("version", ["2024-11-13", "2026-08-14"])
def test_later_versions_have_a_maximum(server: Live, version: str) -> None:
    headers = {"Cartesia-Version": version}
    natural = server.http.post("/tts/bytes", json=asked(), headers=headers).content
    roomy = server.http.post("/tts/bytes", json=asked(duration=180), headers=headers).content
    tight = server.http.post("/tts/bytes", json=asked(duration=0.5), headers=headers).content
    assert roomy == natural
    assert len(tight) == 2 * 500 * MS


def test_a_text_has_a_longest_length(server: Live) -> None:
    refused = server.http.post("/tts/bytes", json=asked("a " * 500_001))
    assert (refused.status_code, refused.json()["error_code"]) == (413, "file_too_large")
    fitted = server.http.post("/tts/bytes", json=asked("a " * 5001, duration=60))
    assert (fitted.status_code, fitted.json()["error_code"]) == (413, "file_too_large")


def test_whoever_leaves_before_the_first_sound_holds_nothing(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, go_on = threading.Event(), threading.Event()

    def wait(*arguments: object) -> NoReturn:
        waiting.set()
        go_on.wait(20)
        raise EngineFailed("nobody hears of this")

    monkeypatch.setattr("vivavoce.server.cartesia.speech.speaker_for", wait)
    with httpx2.Client(base_url=server.url, timeout=0.2) as impatient, pytest.raises(httpx2.ReadTimeout):
        impatient.post("/tts/bytes", json=asked())
    assert waiting.wait(5)
    eventually(lambda: server.health()["syntheses"] == 0)
    go_on.set()
    server.rests()


def test_cloning_keeps_nobody_from_speaking(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr("vivavoce.server.cartesia.voices.clone_of", lambda *given, **named: go_on.wait(20) and None)

    def clone() -> None:
        with httpx2.Client(base_url=server.url, timeout=0.2) as impatient, pytest.raises(httpx2.ReadTimeout):
            impatient.post("/voices/clone/clip", files={"clip": b"a recording"})

    many = [threading.Thread(target=clone) for _ in range(20)]
    for one in many:
        one.start()
    assert len(server.http.post("/tts/bytes", json=asked()).content) == 2 * LENGTH * MS
    for one in many:
        one.join()
    go_on.set()


def test_speed_and_volume_are_obeyed(server: Live) -> None:
    whole = np.frombuffer(server.http.post("/tts/bytes", json=asked("Abcde.")).content, "<i2")
    half = server.http.post("/tts/bytes", json=asked("Abcde.", generation_config={"speed": 1.25, "volume": 0.5}))
    samples = np.frombuffer(half.content, "<i2")
    assert len(samples) == len(whole) / 1.25
    assert np.abs(samples).max() == pytest.approx(np.abs(whole).max() / 2, abs=2)
    slow = server.http.post("/tts/bytes", json=asked("Abcde.", speed="slow"))
    assert len(slow.content) / 2 == pytest.approx(len(whole) / 0.6**0.5, abs=2)


def test_what_is_kept_elsewhere_is_refused(server: Live) -> None:
    answer = server.http.post("/tts/bytes", json=asked(save=True))
    assert (answer.status_code, answer.json()["error_code"]) == (501, "not_implemented")
    assert server.http.post("/tts/bytes", json=asked(save=False)).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"{}", b'"x"', b"[" * 100_000, b'{"a":' * 5000])
def test_a_body_that_is_none_is_refused(server: Live, body: bytes) -> None:
    for path in ("/tts/bytes", "/tts/sse", "/voices", "/voices/mix", "/access-token"):
        if (path, body) == ("/access-token", b"{}"):
            continue  # which asks for a token, as long as can be, for speech
        answer = server.http.post(path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 400, (path, answer.text)


def wav(samples: np.ndarray) -> bytes:
    data = (samples * 32767).astype("<i2").tobytes()
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16,
                       b"data", len(data))  # fmt: skip
    return head + data


INFILL = {
    "model_id": "sonic",
    "language": "en",
    "transcript": "and something in between",
    "voice_id": VERA,
    "output_format[container]": "wav",
    "output_format[sample_rate]": "24000",
    "output_format[encoding]": "pcm_s16le",
}


@pytest.mark.parametrize("level", [0.02, 0.1])
def test_what_goes_between_recordings_is_as_loud_as_they_are(server: Live, level: float) -> None:
    beside = speech(2.0, level=level)
    files = {"left_audio": ("upload", wav(beside)), "right_audio": ("upload", wav(beside))}
    samples, rate = heard(server.http.post("/infill/bytes", data=INFILL, files=files))
    told = active_level(samples, rate).decibels
    assert told == pytest.approx(active_level(beside, RATE).decibels, abs=1.0)


def test_silence_beside_it_has_no_level_to_match(server: Live) -> None:
    silent, loud = wav(np.zeros(RATE)), wav(speech(1.5, level=0.1))
    alone = heard(server.http.post("/tts/bytes", json=asked(INFILL["transcript"], voice=VERA, model_id="sonic",
                                                            output_format=RAW | {"container": "wav"})))  # fmt: skip
    between = heard(server.http.post("/infill/bytes", data=INFILL, files={"left_audio": ("upload", silent)}))
    assert active_level(*between).decibels == pytest.approx(active_level(*alone).decibels, abs=0.5)
    files = {"left_audio": ("upload", silent), "right_audio": ("upload", loud)}
    beside = heard(server.http.post("/infill/bytes", data=INFILL, files=files))
    level = active_level(read(io.BytesIO(loud)).samples, RATE).decibels
    assert active_level(*beside).decibels == pytest.approx(level, abs=1.0)


@pytest.mark.parametrize("side", ["left_audio", "right_audio"])
def test_one_recording_beside_is_enough_and_none_is_not(server: Live, side: str) -> None:
    files = {side: ("clip.wav", wav(speech(1.5)))}
    controls = {
        "voice[__experimental_controls][speed]": "fast",
        "voice[__experimental_controls][emotion][]": "positivity",
    }
    for form in (INFILL, INFILL | controls, INFILL | {"output_format[container]": "mp3"}):
        assert server.http.post("/infill/bytes", data=form, files=files).status_code == 200
    answer = server.http.post("/infill/bytes", data=INFILL, files={"other": b"x"})
    assert answer.status_code == 400
    assert "left_audio" in answer.json()["message"]


@pytest.mark.parametrize("container", ["raw", "wav", "mp3"])
def test_a_recording_is_changed_into_another_voice(server: Live, container: str) -> None:
    form = {"voice[id]": VERA, "output_format[container]": container, "output_format[sample_rate]": "44100"}
    form |= {} if container == "mp3" else {"output_format[encoding]": "pcm_s16le"}
    answer = server.http.post("/voice-changer/bytes", data=form, files={"clip": ("upload", wav(speech(1.0)))})
    assert answer.status_code == 200
    if container == "raw":
        assert len(answer.content) == pytest.approx(2 * 44_100, abs=8)
    else:
        samples, rate = heard(answer)
        assert len(samples) / rate == pytest.approx(1.0, abs=0.06)


@pytest.mark.parametrize("path", ["/voice-changer/bytes", "/voice-changer/sse", "/infill/bytes", "/voices/clone/clip"])
@pytest.mark.parametrize("data", [b"", b"not audio at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_recording_is_refused(server: Live, path: str, data: bytes) -> None:
    raw = {"output_format[container]": "raw", "output_format[encoding]": "pcm_s16le"}
    form = INFILL | raw | {"voice[id]": VERA}
    files = {"clip": ("upload", data), "left_audio": ("upload", data)}
    answer = server.http.post(path, data=form, files=files)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error_code"] in ("unsupported_audio_format", "unfit_clip", "bad_request")
    server.rests()


def test_a_form_s_contradictions_are_refused(server: Live) -> None:
    files = {"clip": ("upload", wav(speech(0.5)))}
    answer = server.http.post("/voice-changer/bytes", data={"voice[id]": VERA, "voice": "x"}, files=files)
    assert (answer.status_code, "contradicts" in answer.text) == (400, True)
    answer = server.http.post("/voice-changer/bytes", data={"voice[id]": VERA})
    assert (answer.status_code, "clip" in answer.text) == (400, True)
    answer = server.http.post(
        "/voice-changer/bytes", content=b"--x\r\nbroken", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 400


LONG = "Abcdefghij klmnopqrst. " * 2000


@pytest.mark.parametrize("path", ["/tts/bytes", "/tts/sse"])
def test_who_leaves_in_the_midst_stops_the_voice(server: Live, path: str) -> None:
    with server.http.stream("POST", path, json=asked(LONG)) as answer:
        pieces = answer.iter_raw()
        assert next(pieces)
    server.rests()
    for gauge in ("vivavoce_streams", "vivavoce_contexts", "vivavoce_sockets"):
        assert server.counted(gauge) == 0


def test_more_than_may_be_said_at_once_is_turned_away(tmp_path_factory: pytest.TempPathFactory) -> None:
    with live(tmp_path_factory.mktemp("one"), most_syntheses=1) as server, server.peer() as peer:
        with server.http.stream("POST", "/tts/bytes", json=asked(LONG)) as answer:
            pieces = answer.iter_raw()
            assert next(pieces)
            for path in ("/tts/bytes", "/tts/sse"):
                turned = server.http.post(path, json=asked())
                assert (turned.status_code, turned.json()["error_code"]) == (429, "concurrency_limited")
                assert int(turned.headers["retry-after"]) >= 1
            told = peer.say("Abc.").last
            assert (told["type"], told["status_code"], told["error_code"]) == ("error", 429, "concurrency_limited")
        server.rests()
        assert peer.say("Abc.").last["type"] == "done"
        assert server.http.post("/tts/bytes", json=asked()).status_code == 200


def test_a_body_over_the_limit_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    with live(tmp_path_factory.mktemp("small"), most_body=2048) as server:
        for path in ("/tts/bytes", "/tts/sse", "/voices"):
            refused = server.http.post(path, json=asked("Abc. " * 1000))
            assert (refused.status_code, refused.json()["error_code"]) == (413, "file_too_large")


def test_a_server_that_goes_down_finishes_the_sound_it_has_begun(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "Abcde fghij klmno. " * 100
    with live(tmp_path_factory.mktemp("down"), grace=20.0) as server:
        with server.http.stream("POST", "/tts/bytes", json=asked(text)) as answer:
            pieces = answer.iter_raw()
            received = len(next(pieces))
            going = server.server
            going._loop.call_soon_threadsafe(going._server.stop)
            eventually(lambda: server.state.shutting_down)
            received += sum(map(len, pieces))
        assert received == 2 * MS * (100 * 340 + 99 * 300)
