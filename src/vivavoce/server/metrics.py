"""What a server counts, for Prometheus."""

from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

# Seconds. First audio is a matter of milliseconds, a whole request of up to minutes.
FIRST_AUDIO = (0.002, 0.004, 0.006, 0.008, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.1, 0.2, 0.5, 1.0, 3.0, 10.0)
REQUEST = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)

MEDIA = CONTENT_TYPE_LATEST


class Metrics:
    """The counts of one server, in a registry of its own, so that several servers in a process stay apart."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry(auto_describe=True)
        by_route = ("method", "route", "status")
        self._requests = Counter("vivavoce_requests", "Requests answered", by_route, registry=registry)
        self._seconds = Histogram(
            "vivavoce_request_seconds", "From request to end of answer", ["route"], buckets=REQUEST, registry=registry
        )
        self._first_audio = Histogram(
            "vivavoce_first_audio_seconds", "From text to the first sound sent", buckets=FIRST_AUDIO, registry=registry
        )
        self._sockets = Gauge("vivavoce_sockets", "WebSockets open", registry=registry)
        self._contexts = Gauge("vivavoce_contexts", "Contexts open on WebSockets", registry=registry)
        self._streams = Gauge("vivavoce_streams", "Texts being spoken", registry=registry)
        self._audio = Counter("vivavoce_audio_seconds", "Speech made", registry=registry)
        self._broken = Counter("vivavoce_broken_connections", "Clients that left in the midst", registry=registry)
        self._errors = Counter("vivavoce_errors", "Errors told to clients", ["code"], registry=registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered. route: its template, never the path itself."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def first_audio(self, seconds: float) -> None:
        """The first sound of a stream was sent, so long after its text came."""
        self._first_audio.observe(seconds)

    def audio(self, seconds: float) -> None:
        """So much speech was made."""
        self._audio.inc(seconds)

    def socket(self) -> AbstractContextManager[object]:
        """A WebSocket is open for as long as the block."""
        return self._sockets.track_inprogress()

    def stream_opened(self) -> None:
        self._streams.inc()

    def stream_closed(self) -> None:
        self._streams.dec()

    def context_opened(self) -> None:
        self._contexts.inc()

    def context_closed(self) -> None:
        self._contexts.dec()

    def broken(self) -> None:
        """A client left in the midst of its answer."""
        self._broken.inc()

    def error(self, code: str) -> None:
        """An error with that code was told to a client."""
        self._errors.labels(code).inc()

    def value(self, name: str, **labels: str) -> float:
        """The value of one sample as Prometheus names it, 0 where nothing was counted yet."""
        return self._registry.get_sample_value(name, labels) or 0.0

    def exposed(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)
