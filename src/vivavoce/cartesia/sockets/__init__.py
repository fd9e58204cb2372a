"""Speech over a socket: many contexts on one connection, from many threads or tasks.

``socket`` and ``context`` block; ``aio_socket`` and ``aio_context`` are the same with ``await``. What is sent, and what
is made of what comes, is decided in ``talk``, once for both.
"""

from vivavoce.cartesia.sockets.aio_context import AsyncSocketOutputs, AsyncTtsContext
from vivavoce.cartesia.sockets.aio_socket import AsyncTtsWebsocket
from vivavoce.cartesia.sockets.context import SocketOutputs, TtsContext
from vivavoce.cartesia.sockets.socket import TtsWebsocket

__all__ = [
    "AsyncSocketOutputs",
    "AsyncTtsContext",
    "AsyncTtsWebsocket",
    "SocketOutputs",
    "TtsContext",
    "TtsWebsocket",
]
