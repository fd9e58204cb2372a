"""Any interleaving of messages on several contexts: each that was opened ends exactly once; others do not notice."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.wire.live import Live
from tests.wire.peer import ENDS, Message, Peer, opening

CONTEXTS = ("a", "b", "c")
FIRST = {"2024-11-13": 0, "2026-08-14": 1}  # what flush ids count from

contexts = st.sampled_from(CONTEXTS)
texts = st.sampled_from(["Abc ", "de, ", "fgh. ", "Ij k? ", "l mn op ", "... ", "qrstuv wxyz, "])
garbage = st.sampled_from(["{", "[]", "null", '{"context_id": 5}', "", b"\xff"])


class Context:
    """What one id has to expect.

    state: closed; open; ending (all text was sent); failed (an error came while more text was to come)
    owed: ends that are still to come
    texts: of each context opened under the id that has not ended, in order, with whether it was cut short
    """

    def __init__(self, first: int) -> None:
        self.first = first
        self.state = "closed"
        self.owed = 0
        self.texts: list[str] = []
        self.cut = False
        self.words: list[str] = []
        self.flush = first
        self.flushes = 0  # that are still to be answered
        self.idle_flushes = 0

    def open(self, text: str) -> None:
        self.owed += 1
        self.texts.append(text)


class Conversation(RuleBasedStateMachine):
    """A client of the live server that keeps books."""

    server: Live
    version: str

    def __init__(self) -> None:
        super().__init__()
        self.peer: Peer = self.server.peer(self.version)
        self.books = {name: Context(FIRST[self.version]) for name in CONTEXTS}
        self.nameless = 0
        self.seen = Counter[str]()

    @rule(id=contexts, text=texts, continues=st.booleans(), flush=st.booleans(), delay=st.sampled_from([0, 5000, None]))
    def say(self, id: str, text: str, continues: bool, flush: bool, delay: int | None) -> None:
        book = self.books[id]
        if book.state == "failed" and not continues:
            return  # whether that is the last of what failed or a new text, nobody knows
        if not continues and not has_letters(book.texts[-1] + text if book.state == "open" else text):
            return  # nothing to say at all is an error or is none, by what came before
        self.send(opening(text, id, continues=continues, flush=flush, max_buffer_delay_ms=delay, add_timestamps=True))
        match book.state:
            case "failed":
                return
            case "open":
                book.texts[-1] += text
            case _:
                book.open(text)
        book.state = "open" if continues else "ending"

    @rule(id=contexts)
    def end(self, id: str) -> None:
        book = self.books[id]
        if book.state == "ending":
            self.settle(id)
        self.send({"context_id": id, "transcript": "", "continue": False})
        if book.state == "open":
            book.state = "ending"
        elif book.state == "closed":
            book.open("")
            self.settle(id)
        else:
            book.state = "closed"

    @rule(id=contexts)
    def flush(self, id: str) -> None:
        book = self.books[id]
        if book.state == "ending":
            self.settle(id)
        self.send({"context_id": id, "transcript": "", "continue": True, "flush": True})
        if book.state != "open":
            book.idle_flushes += 1

    @rule(id=contexts)
    def cancel(self, id: str) -> None:
        book = self.books[id]
        self.drain(id, to=1)
        self.send({"context_id": id, "cancel": True})
        book.cut = book.owed > 0
        if book.owed:
            self.drain(id)
        book.state = "closed"

    @rule(id=contexts, continues=st.booleans())
    def fail(self, id: str, continues: bool) -> None:
        """Ask for what cannot be."""
        book = self.books[id]
        if book.state != "closed":
            return
        self.send(opening("Abc ", id, continues=continues, model_id="whisper"))
        book.open("Abc ")
        book.cut = True
        self.drain(id)
        book.state = "failed" if continues else "closed"

    @rule(id=contexts)
    def misspell(self, id: str) -> None:
        """Send what is no message, in the name of a context."""
        book = self.books[id]
        if book.state == "ending":
            self.settle(id)
        self.drain(id, to=1)
        was_open = book.state == "open"
        self.send({"context_id": id, "transcript": ["Abc"]})
        if not was_open:
            book.open("")
        book.cut = True
        self.drain(id)
        if was_open:
            book.state = "failed"

    @rule(message=garbage)
    def babble(self, message: str | bytes) -> None:
        self.peer.send(message)
        self.nameless += 1

    @precondition(lambda self: any(book.state == "ending" for book in self.books.values()))
    @rule(id=contexts)
    def settle(self, id: str) -> None:
        if self.books[id].state == "ending":
            self.drain(id)
            self.books[id].state = "closed"

    def teardown(self) -> None:
        try:
            for name, book in self.books.items():
                if book.state == "open":
                    self.send({"context_id": name, "transcript": " ", "continue": False})
                    book.state = "ending"
                self.drain(name)
            self.send({"context_id": "last", "cancel": True})
            while self.nameless or any(book.idle_flushes for book in self.books.values()):
                self.receive()
            self.peer.silence()
        finally:
            self.peer.close()
        self.server.rests()

    def send(self, message: Message) -> None:
        self.peer.send(message)

    def drain(self, id: str, to: int = 0) -> None:
        """Listen until at most so many contexts of that id have not ended."""
        while self.books[id].owed > to:
            self.receive()

    def receive(self) -> None:
        message = self.peer.receive()
        if message["context_id"] is None:
            assert message["type"] == "error"
            self.nameless -= 1
            assert self.nameless >= 0
            return
        self.note(self.books[message["context_id"]], message)

    def note(self, book: Context, message: dict[str, Any]) -> None:
        """Write a message into the book of its context; raises AssertionError when it cannot be."""
        kind = message["type"]
        if kind == "flush_done" and book.idle_flushes:
            assert message["flush_id"] == book.first
            book.idle_flushes -= 1
            return
        assert book.owed, f"{kind} of a context that has ended"
        if kind in ENDS:
            self.note_end(book, kind)
            return
        assert message["flush_id"] == book.flush
        if kind == "flush_done":
            book.flush += 1
        if kind == "timestamps":
            book.words += message["word_timestamps"]["words"]

    def note_end(self, book: Context, kind: str) -> None:
        text = book.texts.pop(0).split()
        if book.cut and not book.texts:
            assert book.words == text[: len(book.words)]
            book.cut = False
        else:
            assert kind == "done"
            assert book.words == text or not any(map(has_letters, text))
        book.owed -= 1
        book.words, book.flush = [], book.first


def has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


PROFILE = settings(
    max_examples=100,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a failure that hangs is not tried again and again
    suppress_health_check=list(HealthCheck),
)


def test_every_context_ends_once_whatever_is_sent_to_a_newer_version(server: Live) -> None:
    check(server, "2026-08-14")


def test_every_context_ends_once_whatever_is_sent_to_an_old_version(server: Live) -> None:
    check(server, "2024-11-13")


def check(server: Live, version: str) -> None:
    kind = type("Conversation", (Conversation,), {"server": server, "version": version})
    run_state_machine_as_test(kind, settings=PROFILE)  # type: ignore[no-untyped-call]
