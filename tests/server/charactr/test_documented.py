"""What the page about this protocol says is so."""

import re
from pathlib import Path

from vivavoce.dialects import charactr as wire
from vivavoce.engine.catalogue import numbers
from vivavoce.errors import (
    BadRequest,
    EngineFailed,
    MissingExtra,
    NotAuthenticated,
    NotImplementedHere,
    PermissionDenied,
    StorageFailed,
    TooBusy,
    TooLarge,
    Unavailable,
    VivavoceError,
    VoiceNotFound,
)
from vivavoce.server.charactr import DIALECT, socket, speech
from vivavoce.server.service import KEPT_FROM

PAGE = (Path(__file__).parents[3] / "docs" / "charactr-server.md").read_text("utf-8")

# What a socket may come to.
FAULTS: tuple[type[VivavoceError], ...] = (
    BadRequest,
    NotAuthenticated,
    PermissionDenied,
    VoiceNotFound,
    socket.KeyTooLate,
    TooLarge,
    TooBusy,
    EngineFailed,
    MissingExtra,
    NotImplementedHere,
    Unavailable,
    StorageFailed,
)


def test_every_path_is_there() -> None:
    told = set(re.findall(r"/v1/[\w{}/.-]+", PAGE))
    served = {route.path for route in DIALECT.routes} | {route.path for route in DIALECT.sockets}
    assert served <= told
    assert {path for path in told if path.startswith(("/v1/tts/", "/v1/vc/", "/v1/cloned"))} <= served


def test_the_codes_are_those_that_sockets_close_with() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d{4}) \|", PAGE, re.MULTILINE)}
    assert told == {1000, 1001, 1009} | {wire.close_code(kind()) for kind in FAULTS}


def test_the_limits_are_those_that_hold() -> None:
    for limit in (
        f"waits {socket.KEY_PATIENCE:g} s",
        f"{speech.LONGEST_TEXT:,} characters",
        f"up to {wire.LONGEST_CLIP:g} s and {wire.LARGEST_CLIP >> 20} MiB",
        f"{socket.MOST_WAITING:,} characters, {socket.MOST_TEXTS:,} texts",
        f"{socket.PUSH * 1000:g} ms of silence",
        f"1 to {max(numbers().values())} ",
        f"{KEPT_FROM + 1:,}".replace(",", " "),
    ):
        assert limit in PAGE
