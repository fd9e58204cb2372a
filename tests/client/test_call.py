"""Operations as values, checked when made."""

import io
import math
from pathlib import Path
from typing import Any

import pytest

from vivavoce.client.call import Endpoint, Options, Pieces, Upload
from vivavoce.errors import BadRequest


@pytest.mark.parametrize("retries", [-1, 1.5, "2", True])
def test_retries_are_a_whole_number(retries: Any) -> None:
    with pytest.raises(BadRequest, match="max_retries must be a whole number, 0 or more, got"):
        Options(max_retries=retries)


@pytest.mark.parametrize("timeout", [0, -1.0, math.nan, "5", True, 1e10, 10**400, -math.inf])
def test_a_time_out_is_seconds_above_nothing(timeout: Any) -> None:
    with pytest.raises(BadRequest, match="a time-out is a number of seconds above 0"):
        Options(timeout=timeout)


def test_a_time_out_may_be_for_ever() -> None:
    assert Options(timeout=math.inf, max_retries=0).timeout == math.inf


@pytest.mark.parametrize("options", [{"headers": {"a": 1}}, {"query": [("a", None)]}])
def test_headers_and_query_are_strings(options: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="headers and query are pairs of strings, got 'a'"):
        Options(**options)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x", "http://x/", ""])
def test_an_address_is_http_without_a_slash_at_its_end(url: str) -> None:
    with pytest.raises(BadRequest, match="an address begins with http:// or https://"):
        Endpoint(url=url)


def test_sockets_are_where_the_rest_is_unless_told() -> None:
    assert Endpoint(url="http://x:1/v").socket_url == "ws://x:1/v"
    assert Endpoint(url="https://x").socket_url == "wss://x"
    assert Endpoint(url="https://x", sockets="ws://y:2/").socket_url == "ws://y:2"
    with pytest.raises(BadRequest, match="begins with ws:// or wss://, got 'http://y'"):
        Endpoint(url="https://x", sockets="http://y")


def test_an_upload_is_read_when_made(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(b"RIFF")
    with path.open("rb") as file:
        file.seek(1)
        assert Upload.read("clip", file) == Upload("clip", "clip.wav", b"IFF")
    assert Upload.read("clip", path, media="audio/wav") == Upload("clip", "clip.wav", b"RIFF", "audio/wav")
    assert Upload.read("clip", str(path)).content == b"RIFF"
    assert Upload.read("clip", bytearray(b"ab")) == Upload("clip", "upload", b"ab")
    assert Upload.read("clip", io.BytesIO(b"cd")) == Upload("clip", "upload", b"cd")


@pytest.mark.parametrize("source", [None, 5, io.StringIO("text")])
def test_an_upload_of_anything_else_says_what_it_takes(source: Any) -> None:
    with pytest.raises(BadRequest, match="binary mode"):
        Upload.read("clip", source)


def test_plain_bytes_are_their_own_pieces() -> None:
    pieces = Pieces()
    assert [*pieces.feed(b"a"), *pieces.feed(b""), *pieces.feed(b"bc"), *pieces.close()] == [b"a", b"bc"]
