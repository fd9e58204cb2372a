"""OpenAI's own clients, 2.x and 3.x, sync and async: what they bring, decoded, is what the engine says here."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.compat.conftest import ROOT, Report, interpreter
from tests.compat.sounds import LIKENESS, MP3_MARGIN, contained, raw, said, same, unpacked
from tests.compat.texts import JASPER, JUNE, NOBODY, TEXT
from tests.dsp.independent import heard

RATE = 24_000
CLIENTS = ("openai-2.54.0", "openai-3.54.0")
MEDIA = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg; codecs=opus",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
    "none": "audio/mpeg",
}
# Likeness (correlation) that a format leaves, and seconds that its encoder may put around the sound.
LEFT = {
    "mp3": (LIKENESS["mp3"], MP3_MARGIN),
    "none": (LIKENESS["mp3"], MP3_MARGIN),
    "opus": (0.9, 0.001),
    "flac": (LIKENESS["pcm_s16le"], 0.0),
    "wav": (LIKENESS["pcm_s16le"], 0.0),
}
EXCEPTIONS = {400: "BadRequestError", 401: "AuthenticationError", 404: "NotFoundError", 413: "APIStatusError"}
EXCEPTIONS |= {429: "RateLimitError", 501: "InternalServerError"}


@dataclass(frozen=True)
class Half:
    """What a half of a client saw."""

    half: str
    report: Report

    def __getitem__(self, scene: str) -> Any:
        return self.report[f"{self.half} {scene}"]


@pytest.fixture(params=[f"{client} {half}" for client in CLIENTS for half in ("sync", "async")])
def half(request: pytest.FixtureRequest, reports: Callable[[str], Report]) -> Half:
    """Each half of each client."""
    client, name = request.param.split()
    return Half(name, reports(client))


def expected(**options: Any) -> Any:
    return said(TEXT, JUNE, RATE, **options)


def pcm(value: Any) -> np.ndarray:
    """Samples of a report's pcm."""
    return raw(unpacked(value), "pcm_s16le", RATE)


def decoded(data: bytes) -> np.ndarray:
    """Samples of a file at 24 kHz: of Opus, which FFmpeg has at 48 kHz alone, by libsndfile, of others by FFmpeg.

    (A FLAC that is sent while it is made does not tell its length, and libsndfile reads none without.)
    """
    if data.startswith(b"OggS"):
        return contained(data, RATE)
    samples, rate = heard(data)
    assert rate == RATE
    return samples.astype(np.float32)


def raised(
    failed: dict[str, Any], status: int, param: str | None, code: str, message: str, *, retries: int = 0
) -> None:
    """Assert that a request failed in that way, with everything that OpenAI's exceptions tell."""
    assert failed["classes"][0] == EXCEPTIONS[status]
    assert "APIStatusError" in failed["classes"]
    assert (failed["status"], failed["param"], failed["code"]) == (status, param, code)
    assert message in failed["message"]
    assert message in failed["body"]["message"]
    assert failed["type"] == failed["body"]["type"]
    assert failed["retries"] == retries


def test_every_format_is_the_speech_at_24_khz(half: Half) -> None:
    told = half["formats"]
    assert {name: one["media"] for name, one in told.items()} == MEDIA
    same(pcm(told["pcm"]["data"]), expected())
    for name, (likeness, margin) in LEFT.items():
        same(decoded(unpacked(told[name]["data"])), expected(), likeness=likeness, margin=margin)


def test_a_voice_is_theirs_or_ours_by_name_or_id(half: Half) -> None:
    told = half["voices"]
    same(pcm(told["another"]), said(TEXT, JASPER, RATE))
    assert len({unpacked(value) for name, value in told.items() if name != "another"}) == 1
    same(pcm(told["theirs"]), expected())


def test_every_way_of_taking_the_answer_gives_the_same(half: Half) -> None:
    told = half["ways"]
    assert len(told) == 6
    assert len({unpacked(value) for value in told.values()}) == 1
    same(pcm(told["read"]), expected())


def test_sound_comes_while_it_is_made_and_who_leaves_early_is_served_again(half: Half) -> None:
    told = half["early"]
    assert 0 < told["first"] < 2**18  # seven minutes of speech are 20 MB
    same(pcm(told["next"]), expected())


def test_events_hold_the_same_file(half: Half) -> None:
    told, files = half["events"], half["formats"]
    for name in ("mp3", "flac", "wav", "pcm"):  # Ogg has a serial number that differs from file to file
        assert unpacked(told[name]["audio"]) == unpacked(files[name]["data"])
    same(decoded(unpacked(told["opus"]["audio"])), expected(), likeness=LEFT["opus"][0], margin=LEFT["opus"][1])
    assert unpacked(told["its own reader"]["audio"]) == unpacked(files["pcm"]["data"])
    for events in told.values():
        *deltas, last = events["kinds"]
        assert (set(deltas), last) == ({"speech.audio.delta"}, "speech.audio.done")
        assert len(deltas) > 3
        usage = events["usage"]
        assert usage["input_tokens"] == -(-len(TEXT) // 4)
        assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
        assert usage["output_tokens"] == pytest.approx(len(expected().samples) / RATE * 1250 / 60, abs=1)
    assert {events.get("media", "text/event-stream; charset=utf-8") for events in told.values()} == {
        "text/event-stream; charset=utf-8"
    }


def test_speed_instructions_and_language_are_obeyed(half: Half) -> None:
    told = half["manner"]
    for speed in (0.25, 0.5, 2.0, 4.0):
        same(pcm(told[f"speed {speed}"]), expected(speed=speed))
    same(pcm(told["sad"]), expected(emotion="sad"))
    same(pcm(told["pirate"]), expected())
    same(pcm(told["German"]), expected(language="de"))


def test_models_are_listed_and_had_one_by_one(half: Half) -> None:
    told = half["models"]
    ids = [model["id"] for model in told["listed"]]
    assert ids == ["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "formant", "house", "tone"]
    assert told["one by one"] == told["listed"]
    assert {(model["object"], model["owned_by"]) for model in told["listed"]} == {("model", "vivavoce")}
    raised(told["unknown"], 404, "model", "model_not_found", "there is no model 'gpt-5'")


WRONG = {
    "voice": (404, "voice", "voice_not_found", "did you mean Vera"),
    "voice object": (404, "voice", "voice_not_found", NOBODY),
    "aac": (400, "response_format", "bad_request", "mp3, opus, flac, wav, pcm"),
    "speed": (400, "speed", "bad_request", "between 0.25 and 4, got 9.0"),
    "text": (400, "input", "empty_text", "nothing to say"),
    "stream": (400, "stream_format", "bad_request", "audio or sse"),
    "kind": (400, "input", "bad_request", "Expected `str`, got `int`"),
    "long": (413, "input", "too_large", "1000000 characters"),
}


@pytest.mark.parametrize("way", ["", "streamed "])
def test_what_is_wrong_with_a_request_is_the_clients_own_exception(half: Half, way: str) -> None:
    told = half["errors"]
    for name, (status, param, code, message) in WRONG.items():
        raised(told[f"{way}{name}"], status, param, code, message)
    raised(told["events"], 404, "voice", "voice_not_found", "did you mean Vera")
    same(pcm(told["after"]), expected())


def test_a_server_with_a_key_opens_to_that_key_alone(half: Half) -> None:
    told = half["keys"]
    same(pcm(told["speech"]), expected())
    assert told["models"] == 6
    for name in ("wrong speech", "wrong list"):
        raised(told[name], 401, None, "invalid_api_key", "the key is not known")


def test_a_busy_server_is_asked_again_as_often_as_the_client_was_told(half: Half) -> None:
    told = half["busy"]
    raised(told["once"], 429, None, "rate_limit_exceeded", "try again shortly")
    raised(told["again"], 429, None, "rate_limit_exceeded", "try again shortly", retries=1)


def test_what_is_not_there_is_told_once(half: Half) -> None:
    told = half["not_there"]
    for name in ("transcription", "translation"):
        raised(told[name], 501, None, "not_implemented", f"/v1/audio/{name}s is not part of this server")
    raised(told["chat"], 404, None, "not_found", "nothing is at '/v1/chat/completions'")


def test_a_base_url_without_its_end_is_told_what_it_lacks(half: Half) -> None:
    raised(half["not_there"]["no version"], 404, None, "not_found", "the base URL of the client has to end in /v1")


def test_a_client_that_would_not_wait_is_served_again(half: Half) -> None:
    told = half["too_slow"]
    assert told["error"]["classes"][0] == "APITimeoutError"
    same(pcm(told["next"]), expected())


@pytest.mark.parametrize("client", CLIENTS)
def test_the_example_of_the_document_runs(client: str, plan: dict[str, Any], tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "openai.md").read_text("utf-8"), re.DOTALL)
    program = example.replace("http://localhost:8400", plan["url"])
    subprocess.run([interpreter(client), "-c", program], cwd=tmp_path, check=True)
    likeness, margin = LEFT["mp3"]
    same(
        decoded((tmp_path / "hello.mp3").read_bytes()),
        said("Hello there.", JUNE, RATE),
        likeness=likeness,
        margin=margin,
    )
