"""The clients themselves: where they speak to, what they cost, how alike they are."""

import importlib
import inspect
import json
import pickle
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from tests.cartesia.both import VOICE, Either, said
from tests.cartesia.conftest import KEY
from vivavoce import cartesia, errors
from vivavoce.cartesia import ApiError, AsyncCartesia, Cartesia, NotFoundError, RateLimitError
from vivavoce.cartesia.connection import Settings, address, settings_of
from vivavoce.cartesia.core.api_error import BY_STATUS, api_error
from vivavoce.client.call import Endpoint
from vivavoce.errors import BadRequest, NotImplementedHere
from vivavoce.server.running import Running

NOTHING: dict[str, Any] = dict.fromkeys(
    ["api_key", "base_url", "timeout", "max_retries", "httpx_client", "cartesia_version", "headers"]
)


def made(**given: Any) -> Settings:
    return settings_of(**{**NOTHING, **given})


def endpoint(**given: Any) -> Endpoint:
    found = made(**given).endpoint
    assert isinstance(found, Endpoint)
    return found


ADDRESSES = {
    "localhost:8400": "http://localhost:8400",
    "127.0.0.1:8400": "http://127.0.0.1:8400",
    "192.168.1.7:80": "http://192.168.1.7:80",
    "[::1]:8400": "http://[::1]:8400",
    "voices": "http://voices",
    "api.cartesia.ai": "https://api.cartesia.ai",
    "https://voices.example.org/prefix/": "https://voices.example.org/prefix",
    "http://voices.example.org": "http://voices.example.org",
    "WS://localhost:8400/": "http://localhost:8400",
    "wss://voices.example.org": "https://voices.example.org",
}


@pytest.mark.parametrize(("given", "meant"), ADDRESSES.items())
def test_addresses_are_understood(given: str, meant: str) -> None:
    assert address(given) == meant
    assert endpoint(base_url=given).socket_url == meant.replace("http", "ws", 1)


@pytest.mark.parametrize("given", ["ftp://host", "http://", "host:port", "http://a b", "http://h?x=1", "host:0"])
def test_what_is_no_address_is_told(given: str) -> None:
    with pytest.raises(BadRequest, match="base_url is"):
        address(given)


def test_a_key_alone_means_the_hosted_service() -> None:
    hosted = endpoint(api_key="secret")
    assert hosted.url == "https://api.cartesia.ai"
    assert hosted.headers == {"Cartesia-Version": "2024-11-13", "X-API-Key": "secret"}


def test_the_environment_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTESIA_API_KEY", "secret")
    assert endpoint().url == "https://api.cartesia.ai"
    monkeypatch.setenv("CARTESIA_BASE_URL", "localhost:8400")
    assert endpoint().url == "http://localhost:8400"
    assert endpoint().headers["X-API-Key"] == "secret"
    assert endpoint(api_key="other", base_url="voices").headers["X-API-Key"] == "other"


def test_headers_and_version_are_sent() -> None:
    sent = endpoint(base_url="voices", headers={"cartesia-version": "2025-04-16", "X-Trace": "1"}).headers
    assert sent == {"Cartesia-Version": "2025-04-16", "X-Trace": "1"}
    assert endpoint(base_url="voices", cartesia_version="2024-06-10").headers == {"Cartesia-Version": "2024-06-10"}


@pytest.mark.parametrize(
    "given",
    [{"api_key": 7}, {"base_url": b"voices"}, {"timeout": 0}, {"timeout": "1"}, {"max_retries": -1}, {"headers": [1]}],
)
def test_settings_that_cannot_be_are_told(given: dict[str, Any]) -> None:
    for kind in (Cartesia, AsyncCartesia):
        with pytest.raises(BadRequest):
            kind(**given)
    with pytest.raises(TypeError):
        Cartesia(key="x")  # type: ignore[call-arg]


@pytest.mark.parametrize("name", ["api_key", "base_url", "cartesia_version"])
@pytest.mark.parametrize("empty", ["", " "])
def test_what_is_empty_is_not_taken_for_what_is_not_given(name: str, empty: str) -> None:
    for kind in (Cartesia, AsyncCartesia):
        with pytest.raises(ApiError, match=f"{name} is empty"):
            kind(**{name: empty})


@pytest.mark.parametrize("key", ["schlüssel", "a\nb", "key\n", " key", "k\u200b"])
def test_a_key_that_no_header_can_carry_is_told_at_once(key: str) -> None:
    for given in ({"api_key": key}, {"headers": {"X-Key": key}}):
        with pytest.raises(ApiError, match="no header can carry") as caught:
            made(**given)
        assert key not in str(caught.value)


@pytest.mark.parametrize("version", ["1", "2024-1-13", "2024-11-13x", "20241113", "٢٠٢٤-١١-١٣"])
def test_a_version_that_is_no_date_is_told_at_once(version: str) -> None:
    with pytest.raises(ApiError, match="cartesia_version is a date"):
        made(cartesia_version=version)
    with pytest.raises(ApiError):
        made(headers={"cartesia-version": version})


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_where_nothing_listens_the_error_tells_how_to_start_a_server(make: Callable[..., Either]) -> None:
    for host in ("127.0.0.1", "localhost"):
        either = make(base_url=f"{host}:{free_port()}", max_retries=0)
        calls = [
            lambda client: client.voices.get(VOICE),
            lambda client: client.tts.bytes(**said()).read(),
            lambda client: client.voices.list(),
            lambda client: client.tts.websocket(),
        ]
        for call in calls:
            with pytest.raises(errors.ConnectionFailed, match="vivavoce serve"):
                either.get(call)


def test_a_server_without_tls_is_not_asked_for_it(make: Callable[..., Either], server: Running) -> None:
    either = make(base_url=server.url.replace("http", "https"), max_retries=0)
    for call in (lambda client: client.voices.get(VOICE), lambda client: client.tts.websocket()):
        with pytest.raises(errors.ConnectionFailed, match=f"speaks http, not https: give base_url='{server.url}'"):
            either.get(call)


def test_with_neither_key_nor_address_a_server_of_its_own_answers(make: Callable[..., Either]) -> None:
    either = make()
    assert either.get(lambda client: client.api_status.get()).ok
    assert "a server in this process" in repr(either.client)


def test_a_closed_client_says_so(either: Either) -> None:
    either.get(lambda client: client.api_status.get())
    either.close()
    with pytest.raises(BadRequest, match="closed"):
        either.get(lambda client: client.api_status.get())


def test_speech_to_text_is_not_there_yet(either: Either) -> None:
    with pytest.raises(NotImplementedHere, match="speech to text"):
        either.client.stt  # noqa: B018


class Answers:
    """A transport of the user's own, which answers in turn and notes what it was asked."""

    def __init__(self, *answers: httpx2.Response) -> None:
        self.answers, self.asked = list(answers), []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        return self.answers.pop(0)

    def client(self, awaited: bool) -> Any:
        transport = httpx2.MockTransport(self)
        return httpx2.AsyncClient(transport=transport) if awaited else httpx2.Client(transport=transport)


STATUS = {"ok": True, "version": "1"}


@pytest.fixture
def answering(make: Callable[..., Either]) -> Callable[..., tuple[Either, Answers]]:
    """A client whose HTTP client is the user's own."""

    def made(*answers: httpx2.Response, **settings: Any) -> tuple[Either, Answers]:
        transport = Answers(*answers)
        awaited = make(base_url="voices").awaited
        return make(base_url="http://voices", httpx_client=transport.client(awaited), **settings), transport

    return made


Answering = Callable[..., tuple[Either, Answers]]


def test_options_of_one_call_change_that_call(answering: Answering) -> None:
    either, transport = answering(*[httpx2.Response(200, json=STATUS)] * 2)
    options = {"additional_headers": {"X-Trace": "7"}, "additional_query_parameters": {"debug": True}}
    either.get(lambda client: client.api_status.get(request_options=options))
    either.get(lambda client: client.api_status.get())
    assert transport.asked[0].headers["x-trace"] == "7"
    assert str(transport.asked[0].url) == "http://voices/?debug=True"
    assert "x-trace" not in transport.asked[1].headers


def test_the_body_can_have_more_in_it(answering: Answering) -> None:
    either, transport = answering(httpx2.Response(200, json={"token": "t"}))
    options = {"additional_body_parameters": {"new": 1, "expires_in": 5}}
    either.get(lambda client: client.auth.access_token(expires_in=60, request_options=options))
    assert json.loads(transport.asked[0].content) == {"new": 1, "expires_in": 5}


def test_what_may_pass_is_tried_again(answering: Answering) -> None:
    soon = {"retry-after-ms": "1"}
    either, transport = answering(httpx2.Response(429, headers=soon), httpx2.Response(200, json=STATUS))
    assert either.get(lambda client: client.api_status.get()).ok
    assert len(transport.asked) == 2
    either, transport = answering(*[httpx2.Response(500, headers=soon)] * 2)
    with pytest.raises(ApiError) as caught:
        either.get(lambda client: client.api_status.get(request_options={"max_retries": 1}))
    assert (caught.value.status_code, len(transport.asked)) == (500, 2)
    either, transport = answering(httpx2.Response(429, text="slow down"), max_retries=0)
    with pytest.raises(RateLimitError, match="slow down"):
        either.items(lambda client: client.tts.bytes(**said()))


def test_calls_that_only_newer_versions_have_bring_theirs(answering: Answering) -> None:
    page = {"data": [], "has_more": False}
    for version, sent in ((None, "2025-11-04"), ("2026-03-01", "2026-03-01")):
        either, transport = answering(httpx2.Response(200, json=page), cartesia_version=version)
        either.get(lambda client: client.pronunciation_dicts.list())
        assert [request.headers["cartesia-version"] for request in transport.asked] == [sent]


def test_answers_that_make_no_sense_are_told(answering: Answering) -> None:
    for body in (b"", b"[]", b"{}", b'{"id": 1', b'"voice"'):
        either, _ = answering(httpx2.Response(200, content=body))
        with pytest.raises(errors.AnswerBroken):
            either.get(lambda client: client.voices.get(VOICE))
        either, _ = answering(httpx2.Response(200, content=body))
        with pytest.raises(errors.AnswerBroken):
            either.get(lambda client: client.voices.mix([{"id": VOICE, "weight": 1}]))


def test_events_that_break_off_are_told(answering: Answering) -> None:
    chunk = b'event: chunk\ndata: {"type":"chunk","data":"AAAA","step_time":1.0,"status_code":206,"done":false}\n\n'
    done = b'event: done\ndata: {"type":"done","status_code":200,"done":true}\n\n'
    failed = b'event: error\ndata: {"type":"error","status_code":500,"done":true,"error":"Internal error: no"}\n\n'
    either, _ = answering(httpx2.Response(200, content=chunk + done))
    assert [output.audio for output in either.items(lambda client: client.tts.sse(**said()))] == [b"\0\0\0"]
    either, _ = answering(httpx2.Response(200, content=chunk))
    with pytest.raises(errors.AnswerBroken, match="broke off"):
        either.items(lambda client: client.tts.sse(**said()))
    either, _ = answering(httpx2.Response(200, content=chunk + failed))
    with pytest.raises(ApiError) as caught:
        either.items(lambda client: client.tts.sse(**said()))
    assert (caught.value.status_code, caught.value.body["error"]) == (500, "Internal error: no")


def test_events_of_the_hosted_voice_changer_name_no_type(answering: Answering) -> None:
    body = (
        b'data: {"done":false,"status_code":206,"step_time":1.0,"data":"AAAA","sample_rate":8000}\n\n'
        b'data: {"done":true,"status_code":200}\n\n'
    )
    options = {"clip": b"x", "voice_id": VOICE, "output_format": "raw_pcm_f32le_8000"}
    either, _ = answering(httpx2.Response(200, content=body))
    assert [output.audio for output in either.items(lambda client: client.voice_changer.sse(**options))] == [b"\0\0\0"]
    either, _ = answering(
        httpx2.Response(200, content=b'data: {"error":"Bad: clip","status_code":400,"done":true}\n\n')
    )
    with pytest.raises(ApiError, match="Bad: clip"):
        either.items(lambda client: client.voice_changer.sse(**options))


def test_a_server_that_leads_in_a_circle_is_left(answering: Answering) -> None:
    voice = {"id": VOICE, "name": "Ann"}
    page = {"data": [voice], "has_more": True, "next_page": VOICE}
    either, _ = answering(*[httpx2.Response(200, json=page)] * 5)

    async def all_of_them(client):  # type: ignore[no-untyped-def]
        return [each async for each in client.voices.list()]

    with pytest.raises(errors.VivavoceError, match="in a circle"):
        either.get(all_of_them if either.awaited else lambda client: len(client.voices.list()))


def test_the_oldest_version_lists_everybody_at_once(answering: Answering) -> None:
    either, _ = answering(httpx2.Response(200, json=[{"id": VOICE, "name": "Ann"}]), cartesia_version="2024-06-10")

    async def all_of_them(client):  # type: ignore[no-untyped-def]
        return [each async for each in client.voices.list()]

    voices = either.get(all_of_them if either.awaited else lambda client: client.voices.list())
    assert [voice.name for voice in voices] == ["Ann"]


@pytest.mark.parametrize(("status", "kind"), BY_STATUS.items())
def test_every_status_has_its_error(status: int, kind: type[ApiError]) -> None:
    error = api_error(status, {"error_code": None, "title": "No", "message": "not this"})
    assert type(error) is kind
    assert (error.status_code, error.body["title"]) == (status, "No")
    assert str(error) == f"No: not this (status {status})"


def test_errors_are_those_of_this_process_too() -> None:
    for body in (
        {"error_code": "voice_not_found", "message": "no"},
        "Voice not found: no",
        {"error": "Voice not found: no"},
    ):
        error = api_error(404, body)
        assert isinstance(error, NotFoundError)
        assert isinstance(error, errors.VoiceNotFound)
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.body, again.status_code) == (type(error), body, 404)
    assert type(api_error(502, "Bad Gateway")) is cartesia.InternalServerError
    assert type(api_error(418, "")) is ApiError


def test_the_readmes_imports_work() -> None:
    from vivavoce.cartesia.core.api_error import ApiError as Same
    from vivavoce.cartesia.tts import (
        Controls,
        OutputFormat_Raw,
        OutputFormat_RawParams,
        TtsRequestEmbeddingSpecifierParams,
        TtsRequestIdSpecifier,
        TtsRequestIdSpecifierParams,
    )

    assert Same is ApiError
    raw: OutputFormat_RawParams = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 8000}
    voice: TtsRequestIdSpecifierParams = {"mode": "id", "id": VOICE}
    numbers: TtsRequestEmbeddingSpecifierParams = {"mode": "embedding", "embedding": [0.0] * 192}
    assert OutputFormat_Raw(encoding="pcm_f32le", sample_rate=8000).container == raw["container"]
    assert TtsRequestIdSpecifier(id=VOICE, experimental_controls=Controls(speed="fast")).id == voice["id"]
    assert len(numbers["embedding"]) == 192
    with pytest.raises(BadRequest, match="needs id"):
        TtsRequestIdSpecifier()  # type: ignore[call-arg]


HEAVY = {"httpx", "httpx2", "websockets", "asyncio", "numpy", "starlette", "sqlalchemy", "msgspec"}


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys; from vivavoce.cartesia import Cartesia, AsyncCartesia; Cartesia(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(ran.stdout.split()) == set()


GROUPS = ["api_status", "auth", "infill", "pronunciation_dicts", "tts", "voice_changer", "voices"]
MODULES = ["resources.account", "resources.conversion", "resources.dictionaries", "resources.tts", "resources.voices"]


def twins() -> list[tuple[type, type]]:
    """Each class and the awaited one."""
    found = [(Cartesia, AsyncCartesia)]
    for name in [*MODULES, "sockets", "audio"]:
        module = importlib.import_module(f"vivavoce.cartesia.{name}")
        kinds = {
            n: kind for n, kind in vars(module).items() if getattr(kind, "__module__", "").startswith(module.__name__)
        }
        found += [(kinds[name.removeprefix("Async")], kind) for name, kind in kinds.items() if name.startswith("Async")]
    return found


def public(kind: type) -> dict[str, Any]:
    return {name: value for name, value in vars(kind).items() if not name.startswith("_")}


@pytest.mark.parametrize(("one", "other"), twins(), ids=lambda kind: kind.__name__)
def test_both_clients_are_the_same(one: type, other: type) -> None:
    assert public(one).keys() == public(other).keys()
    for name in ["__init__", *public(one)]:
        mine, theirs = getattr(one, name), getattr(other, name)
        if not inspect.isfunction(mine):
            continue
        if name == "__init__" and one is not Cartesia:
            continue
        parameters = inspect.signature(mine).parameters
        assert list(parameters) == list(inspect.signature(theirs).parameters), name
        for each, parameter in inspect.signature(theirs).parameters.items():
            assert (parameter.kind, parameter.default) == (parameters[each].kind, parameters[each].default), each


@pytest.mark.parametrize(("one", "other"), twins(), ids=lambda kind: kind.__name__)
def test_the_awaited_one_names_the_other_in_its_docstrings(one: type, other: type) -> None:
    for name, value in public(other).items():
        if inspect.isfunction(value) and inspect.getdoc(value) != inspect.getdoc(vars(one)[name]):
            assert re.search(rf"{one.__name__}\.{name}\b|whole|begun|Want no more", inspect.getdoc(value) or ""), name


def test_both_clients_have_the_same_groups(server: Running) -> None:
    for client in (Cartesia(base_url=server.url, api_key=KEY), AsyncCartesia(base_url=server.url, api_key=KEY)):
        assert [name for name in vars(client) if not name.startswith("_")] == GROUPS


def test_options_can_be_seen() -> None:
    names = list(inspect.signature(Cartesia().tts.bytes).parameters)
    assert names[:3] == ["model_id", "output_format", "transcript"]
    assert {"voice", "language", "request_options"} <= set(names)
