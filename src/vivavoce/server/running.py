"""Runs the server: until it is told to stop, or in a thread of this process for as long as a block."""

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Self, cast

import uvicorn

from vivavoce.errors import BadRequest, MissingExtra, Unavailable
from vivavoce.server import cartesia, charactr, openai
from vivavoce.server.app import App, create_app
from vivavoce.server.keeping import check_library
from vivavoce.server.routes import Dialect
from vivavoce.server.service import Service
from vivavoce.server.settings import Settings

log = logging.getLogger(__name__)

HTTP_TOOLS = "vivavoce.server.http_protocol:LimitedHttp"
LARGEST_MESSAGE = 64 << 20  # bytes of one message on a socket
PING_EVERY = 30.0  # seconds: below the 60 s after which many proxies forget an idle connection
PING_PATIENCE = 120.0  # seconds without an answer after which a client is gone; a debugger may hold it for a while
KEEP_ALIVE = 75.0  # seconds: longer than clients keep a connection, so that they never write on one just closed
BACKLOG = 2048
PATIENCE = 30.0  # seconds for a thread to begin or to end
# Seconds that a thread which computes may keep the interpreter while others want it, instead of Python's 5 ms: what is
# ready to be sent shall not wait for the engine. Only the process that does nothing but serve may decide so.
SWITCH_EVERY = 0.0005
LAST_WORDS = 1  # seconds for answers that were cut to leave their connections

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """A uvicorn server that goes down with grace: the first signal begins it, the second ends it at once."""

    def __init__(self, settings: Settings, app: App) -> None:
        super().__init__(configuration(settings, app))
        self._app, self._grace = app, settings.grace
        self._going: asyncio.Task[None] | None = None
        self.signalled: signal.Signals | None = None
        self.forced = False
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """While it serves, signals stop it; only the main thread can hear them."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._hear) for number in STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def on_tick(self, counter: int) -> bool:
        if self.signalled is not None:
            self.stop()
        return await super().on_tick(counter)

    def stop(self) -> None:
        """Go down with grace. In the event loop's thread."""
        if self._going is None:
            self._going = asyncio.get_running_loop().create_task(self._go_down())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._accept_no_more()
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            cast("Any", connection).transport.abort()  # its client does not read what is left in it
        await asyncio.sleep(0)  # in which the connections hear of it

    async def _accept_no_more(self) -> None:
        """Let those in who have just come: whom a closed server has accepted, asyncio drops without hanging up."""
        loop = asyncio.get_running_loop()
        for listening in [one for server in self.servers for one in server.sockets]:
            with contextlib.suppress(NotImplementedError):  # Windows' loop waits for them in another way
                loop.remove_reader(listening.fileno())
        for _ in range(2):  # the first turn may accept them yet, in the second they become connections
            await asyncio.sleep(0)

    async def _go_down(self) -> None:
        try:
            if not await self._app.state.shutdown.finish(0.0 if self.forced else self._grace):
                log.warning("not all was finished in time; what was left is cut")
        finally:
            self.should_exit = True

    def _hear(self, number: int, frame: object) -> None:
        if self.signalled is not None:
            self.forced = self._app.state.shutdown.hurry = True
        self.signalled = signal.Signals(number)


def configuration(settings: Settings, app: App) -> uvicorn.Config:
    """uvicorn's settings. Its own log is off: ours tells all of it, without keys."""
    return uvicorn.Config(
        app,
        loop="asyncio",  # uvloop took no less time here, and more in the worst case
        http=HTTP_TOOLS if find_spec("httptools") else "h11",
        ws="websockets-sansio",  # quicker a message at a time than the others, and as quick in bulk
        ws_max_size=LARGEST_MESSAGE,
        ws_ping_interval=PING_EVERY,
        ws_ping_timeout=PING_PATIENCE,
        ws_per_message_deflate=False,  # sound does not shrink, and each message would wait for zlib
        lifespan="on",
        interface="asgi3",
        log_config=None,
        log_level=logging.CRITICAL,
        access_log=False,
        server_header=False,
        workers=1,
        backlog=BACKLOG,
        timeout_keep_alive=int(KEEP_ALIVE),
        timeout_graceful_shutdown=LAST_WORDS,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.certificate_key,
    )


def bound(settings: Settings) -> socket.socket:
    """A socket at the settings' host and port. Raises BadRequest, with what would do, when it cannot be had."""
    host, port = settings.host.strip("[]"), settings.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise BadRequest(f"there is no address for host {host!r}: {error.strerror or error}") from error
    listening = socket.socket(family, kind, protocol)
    try:
        if family == socket.AF_INET6 and not host:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise BadRequest(f"{host}:{port} cannot be listened on: {why(error)}") from error
    return listening


def why(error: OSError) -> str:
    """What is wrong with an address, and what would do."""
    hints = {
        errno.EADDRINUSE: "another program listens there, perhaps another `vivavoce serve`; --port 0 takes a free one",
        errno.EACCES: "ports below 1024 are the system's own; take a higher one with --port",
        errno.EADDRNOTAVAIL: "this machine has no such address; 0.0.0.0 means all it has",
    }
    return hints.get(error.errno or 0, error.strerror or str(error))


def address(settings: Settings, listening: socket.socket) -> str:
    """The URL under which a client on this machine reaches the server."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    elif settings.host.lower() == "localhost":
        host = settings.host
    return f"{settings.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def dialects() -> tuple[Dialect, ...]:
    """The protocols that this server speaks; the first answers for unknown paths."""
    return (cartesia.DIALECT, openai.DIALECT, charactr.DIALECT)


def service_for(settings: Settings) -> Service:
    """The engine and the library behind the handlers."""
    return Service(settings.library, adopt_voices=settings.adopt_voices)


def warm(service: Service) -> None:
    """Load what the first client would wait for. Without a synthesizer a server can still keep voices."""
    try:
        service.warm()
    except MissingExtra as error:
        log.warning("%s", error)


def check_certificate(settings: Settings) -> None:
    """Raises BadRequest when TLS is wanted and its files will not do."""
    if settings.certificate is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.certificate, settings.certificate_key)
    except OSError as error:  # ssl's own errors are among them
        files = f"{settings.certificate} and {settings.certificate_key}"
        raise BadRequest(f"TLS cannot be had with {files}: {error.strerror or error}") from error


def serve(settings: Settings, tell: Callable[[str], None] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; what runs then is finished. A second signal ends it at once.

    tell: is told the URL once the server can be reached
    returns: the exit code: 0 after a proper end, 128 + the signal's number when it was hurried
    raises: BadRequest when the address cannot be had, StorageFailed when the library cannot
    """
    check_certificate(settings)
    check_library(settings.library)
    with bound(settings) as listening, brisk_threads():
        service = service_for(settings)
        warm(service)
        server = Server(settings, create_app(settings, service, dialects()))
        if tell is not None:
            listening.listen(BACKLOG)  # from here on connections wait instead of being refused
            tell(address(settings, listening))
        server.run([listening])
    return 128 + server.signalled if server.forced and server.signalled else 0


@contextlib.contextmanager
def brisk_threads() -> Iterator[None]:
    """Threads of this process take turns more often, for as long as the block."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_EVERY)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class Running:
    """A server in a thread of this process, for as long as the block::

        with Running(Settings(port=0)) as server:
            print(server.url)

    url: where it is reached, once the block has begun
    raises: BadRequest when its address cannot be had
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        service: Service | None = None,
        speaks: Iterable[Dialect] | None = None,
    ) -> None:
        self.settings = settings or Settings(port=0)
        self._service, self._dialects = service, speaks
        self._failed: BaseException | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin; returns once it can be reached."""
        check_certificate(self.settings)
        with contextlib.ExitStack() as undo:
            listening = undo.enter_context(bound(self.settings))
            self.url = address(self.settings, listening)
            service = self._service if self._service is not None else service_for(self.settings)
            warm(service)
            self.app = create_app(self.settings, service, dialects() if self._dialects is None else self._dialects)
            self._server = Server(self.settings, self.app)
            undo.pop_all()  # from here on the server closes it
        self._thread = threading.Thread(target=self._run, args=(listening,), name="vivavoce server", daemon=True)
        self._thread.start()
        if not self._server.ready.wait(PATIENCE) or self._failed is not None:
            listening.close()
            raise Unavailable(f"the server at {self.url} did not begin") from self._failed

    @property
    def connections(self) -> frozenset[Any]:
        """The connections that are open, as uvicorn's protocols."""
        return frozenset(self._server.server_state.connections)

    def close(self) -> None:
        """Go down with grace: what runs is finished within the settings' ``grace``."""
        with contextlib.suppress(RuntimeError):  # its loop has ended already
            self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(self.settings.grace + PATIENCE)
        if self._thread.is_alive():
            log.warning("the server at %s has not ended; its thread is left behind", self.url)

    def _run(self, listening: socket.socket) -> None:
        try:
            with asyncio.Runner(loop_factory=self._server.config.get_loop_factory()) as runner:
                self._loop = runner.get_loop()
                runner.run(self._server.serve([listening]))
        except BaseException as error:
            self._failed = error
            raise
        finally:
            self._server.ready.set()
