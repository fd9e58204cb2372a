"""The two shells offer the same, and load nothing before it is needed."""

import inspect
import subprocess
import sys
from typing import Any

import pytest

from vivavoce.client import aio, aio_conversations, aio_sockets, conversations, sockets, sync

TWINS = [
    (sync.Client, aio.AsyncClient),
    (sync.Stream, aio.AsyncStream),
    (sockets.Socket, aio_sockets.AsyncSocket),
    (sockets.Context, aio_sockets.AsyncContext),
    (conversations.Conversation, aio_conversations.AsyncConversation),
]
ASYNC_NAMES = {"__aiter__": "__iter__", "__anext__": "__next__", "__aenter__": "__enter__", "__aexit__": "__exit__"}


def methods(kind: type) -> dict[str, list[tuple[str, Any, Any]]]:
    """Names, kinds and defaults of the parameters of all public methods, under the names that block."""
    return {
        ASYNC_NAMES.get(name, name): [
            (one.name, one.kind, None if one.name == "sleep" else one.default)
            for one in inspect.signature(method).parameters.values()
        ]
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") or name.startswith("__")
    }


@pytest.mark.parametrize(("blocking", "asynchronous"), TWINS)
def test_both_shells_have_the_same_methods_with_the_same_parameters(blocking: type, asynchronous: type) -> None:
    assert methods(blocking) == methods(asynchronous)
    assert len(methods(blocking)) >= 5


def test_importing_the_clients_loads_neither_http_nor_sockets_nor_a_server() -> None:
    heavy = "{'httpx', 'httpx2', 'httpcore2', 'websockets', 'uvicorn', 'starlette', 'numpy'}"
    program = (
        "import sys, vivavoce.client.sync, vivavoce.client.aio, vivavoce.client.embedded;"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
