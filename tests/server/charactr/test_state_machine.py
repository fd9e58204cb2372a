"""Any interleaving of messages on a duplex socket: one close with a code that is documented, and sound that plays."""

import contextlib
import io
from collections.abc import Iterator

import numpy as np
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.wire.charactr.peer import CLOSE, RATE, WAV_HEAD, Message, Peer, convert, key
from tests.wire.live import Live
from tests.wire.peer import eventually
from vivavoce.core.events import Chunk, Event
from vivavoce.core.requests import Controls
from vivavoce.dsp import pcm
from vivavoce.dsp.reading import read
from vivavoce.errors import EmptyText

ROUTE = {"method": "WS", "route": "/v1/tts/stream/duplex/ws", "status": "101"}
DONE, BAD = 1000, 4400

texts = st.sampled_from(["Abc ", "de, ", "Fgh. ", "Ij k? ", "l mn op", " qrstuv wxyz, ", "...", "Äöü! "])
blanks = st.sampled_from(["", " ", "\n"])
long_text = "Abcde fghij, klmno. " * 40
garbage = st.sampled_from(["{", "", "[]", "null", '{"type":"sing"}', '{"type":"convert"}', b"\xff", b"RIFF"])
ways = st.sampled_from(["goodbye", "vanish", "reset"])


class Conversation(RuleBasedStateMachine):
    """A client of the live server that keeps books.

    texts: that the server is to say
    complete: whether it was told that no more come
    faulty: whether something was sent that the protocol does not have
    left: whether the client is gone
    """

    server: Live
    voice: int
    format: str

    def __init__(self) -> None:
        super().__init__()
        self.before = self.server.counted("vivavoce_requests_total", **ROUTE)
        self.peer = Peer(self.server.url, "duplex", {"voiceId": self.voice, "format": self.format})
        self.texts: list[str] = []
        self.pieces: list[bytes] = []
        self.has_key = self.complete = self.faulty = self.left = False

    @initialize(sends_key=st.booleans())
    def begin(self, sends_key: bool) -> None:
        """With a key or, as this server needs none, without."""
        self.has_key = sends_key
        if sends_key:
            self.send(key())

    @rule(text=texts)
    def say(self, text: str) -> None:
        self.send_text(text)

    @rule(text=blanks)
    def say_nothing(self, text: str) -> None:
        self.send_text(text)

    @rule()
    def say_much(self) -> None:
        self.send_text(long_text)

    def send_text(self, text: str) -> None:
        self.has_key = True  # too late for one
        self.send(convert(text))
        if self.complete:
            self.faulty = True
        elif not self.faulty:
            self.texts.append(text)

    @rule()
    def end(self) -> None:
        self.has_key = True
        self.send(CLOSE)
        self.complete = True

    @rule(message=garbage | st.just(None))
    def misbehave(self, message: str | bytes | None) -> None:
        """Send what is no message, or, as None, a key, which may come once and first."""
        self.send(key() if message is None else message)
        self.faulty = self.faulty or message is not None or self.has_key
        self.has_key = True

    @precondition(lambda self: self.texts and not (self.left or self.faulty or self.complete))
    @rule()
    def listen(self) -> None:
        """Until all is heard that was to be said; other formats hold something back."""
        if self.format == "wav" and len(self.expected()) > 0:
            until = WAV_HEAD + len(self.expected())
            while len(b"".join(self.pieces)) < until:
                self.pieces.append(self.peer.receive())

    @precondition(lambda self: not (self.left or self.faulty or self.complete))
    @rule()
    def ping(self) -> None:
        assert self.peer.socket.ping().wait(10)

    @rule(way=ways)
    def leave(self, way: str) -> None:
        ways = {"goodbye": self.peer.close, "vanish": self.peer.vanish, "reset": self.peer.reset}
        with contextlib.suppress(OSError):  # the server has closed it meanwhile
            ways[way]()
        self.left = True

    def send(self, message: Message | str | bytes) -> None:
        if not self.left:
            self.peer.send(message)

    def teardown(self) -> None:
        try:
            if not self.left:
                self.hear_out()
        finally:
            with contextlib.suppress(OSError):
                self.peer.close()
        self.server.rests()
        eventually(lambda: self.server.health()["sockets"] == 0)
        assert self.server.counted("vivavoce_requests_total", **ROUTE) == self.before + 1
        assert self.server.counted("vivavoce_streams") == 0

    def hear_out(self) -> None:
        """Ask for the end and hear it."""
        if not self.complete:
            self.peer.send(CLOSE)
        heard = self.peer.hear()
        sound = b"".join([*self.pieces, *heard.pieces])
        allowed = {BAD} if self.faulty and not self.complete else {BAD, DONE} if self.faulty else {DONE}
        assert heard.code in allowed, heard.reason
        assert bool(heard.reason) is (heard.code != DONE)
        if heard.code == DONE:
            assert read(io.BytesIO(sound)).rate == RATE
        if self.format == "wav":
            said = sound[WAV_HEAD:]
            assert self.expected().startswith(said)
            assert heard.code == BAD or len(said) == len(self.expected())

    def expected(self) -> bytes:
        """All that is to be said, as the engine alone says it."""
        service = self.server.state.service
        voice = service.numbered_voice(self.voice)
        speaker = service.speaker(voice, language=None, controls=Controls(), rate=RATE)
        sound: list[np.ndarray] = [np.zeros(0, np.float32)]

        def take(events: Iterator[Event]) -> None:
            sound.extend(event.samples for event in events if isinstance(event, Chunk))

        for text in self.texts:
            take(speaker.feed(text))
            take(speaker.flush())
        with contextlib.suppress(EmptyText):
            take(speaker.close())
        return pcm.encode(np.concatenate(sound), "pcm_s16le")


PROFILE = settings(
    max_examples=80,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a failure that hangs is not tried again and again
    suppress_health_check=list(HealthCheck),
)


def test_a_socket_ends_once_and_its_sound_plays_whatever_is_sent(server: Live, tone: int) -> None:
    check(server, tone, "wav")


def test_a_socket_of_another_format_ends_once_and_its_sound_plays_too(server: Live, tone: int) -> None:
    check(server, tone, "mp3")


def check(server: Live, voice: int, format: str) -> None:
    kind = type("Conversation", (Conversation,), {"server": server, "voice": voice, "format": format})
    run_state_machine_as_test(kind, settings=PROFILE)  # type: ignore[no-untyped-call]
