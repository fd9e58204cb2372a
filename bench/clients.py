"""Our client beside the vendor's own: ``python -m bench.clients`` prints a table of one run.

import: ``from … import Cartesia, AsyncCartesia`` in a new process, by the clock.
small request: ``voices.get`` on a warm connection, median of many, by the clock.
chunks: processor time (user and system) of the client's process for 10,000 messages of 5 KiB of base64, received,
decoded and read one by one.

All of them ask the same servers, which do nothing but send what was made before. The vendor's clients live in the
environments of ``make test-compat``. The clients take turns, and each figure is a median over the turns.
"""

import base64
import json
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rich.console import Console
from rich.table import Table
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.sync.server import ServerConnection, serve

from scripts.compat_environments import folder, prepare, python_of

TURNS = 3
CHUNKS = 10_000
CHUNK = 3840  # bytes of sound: 5 KiB of base64, 80 ms at 24 kHz
AT_ONCE = 20  # chunks written at once
FORMAT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}
VOICE_ID = "836e43d7-682f-5b7c-ace4-73130f9b0430"
VOICE = {
    "id": VOICE_ID,
    "is_owner": False,
    "is_public": True,
    "name": "A voice",
    "description": "",
    "created_at": "2026-01-01T00:00:00Z",
    "language": "en",
    "access": "public",
    "visibility": "all",
    "locales": [],
    "tagline": "",
}

TIMED_IMPORT = """
import time
began = time.perf_counter()
from PACKAGE import AsyncCartesia, Cartesia
print(time.perf_counter() - began)
"""

TIMED_REQUESTS = """
import statistics, time
from PACKAGE import Cartesia
client = Cartesia(api_key="x", base_url="http://localhost:HTTP_PORT")
def ask():
    began = time.perf_counter()
    client.voices.get(ID)
    return time.perf_counter() - began
for _ in range(100):
    ask()
print(statistics.median(ask() for _ in range(500)))
"""

COMPUTED = """
import asyncio, os, resource
def computed():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
asked = dict(model_id="sonic-2", transcript="hello", voice={"mode": "id", "id": "VOICE"}, output_format=FORMAT)
def told(size, began):
    assert size == SIZE, size
    print(computed() - began, flush=True)
    os._exit(0)  # the vendor's older client does not always end
"""

OLD_BLOCKING = """
from PACKAGE import Cartesia
socket = Cartesia(api_key="x", base_url="http://localhost:SOCKET_PORT").tts.websocket()
began = computed()
told(sum(len(output.audio or b"") for output in socket.send(stream=True, **asked)), began)
"""

OLD_ASYNCIO = """
from PACKAGE import AsyncCartesia
async def main():
    socket = await AsyncCartesia(api_key="x", base_url="http://localhost:SOCKET_PORT").tts.websocket()
    began = computed()
    size = 0
    async for output in await socket.send(stream=True, **asked):
        size += len(output.audio or b"")
    told(size, began)
asyncio.run(main())
"""

NEW_WHERE = 'api_key="x", base_url="http://localhost:SOCKET_PORT", websocket_base_url="ws://localhost:SOCKET_PORT"'
ASKED_NEW = 'model_id="sonic-2", voice=asked["voice"], output_format=asked["output_format"]'

NEW_BLOCKING = f"""
from PACKAGE import Cartesia
with Cartesia({NEW_WHERE}).tts.websocket_connect() as connection:
    context = connection.context({ASKED_NEW})
    began = computed()
    context.push("hello")
    told(sum(len(event.audio) for event in context.receive() if event.type == "chunk"), began)
"""

NEW_ASYNCIO = f"""
from PACKAGE import AsyncCartesia
async def main():
    async with AsyncCartesia({NEW_WHERE}).tts.websocket_connect() as connection:
        context = connection.context({ASKED_NEW})
        began = computed()
        await context.push("hello")
        size = 0
        async for event in context.receive():
            size += len(event.audio) if event.type == "chunk" else 0
        told(size, began)
asyncio.run(main())
"""

OURS, OLDER, NEWER = "vivavoce", "cartesia-2.0.17", "cartesia-4.2.0"

# What is measured, how its figure is shown, the most that ours may be of the vendor's, and each client's program.
MEASURES: dict[str, tuple[str, float, dict[str, str]]] = {
    "import": (
        "ms",
        0.5,
        dict.fromkeys((OURS, OLDER, NEWER), TIMED_IMPORT),
    ),
    "small request": (
        "ms",
        0.7,
        {
            OURS: TIMED_REQUESTS.replace("ID", f'id="{VOICE_ID}"'),
            OLDER: TIMED_REQUESTS.replace("ID", f'id="{VOICE_ID}"'),
            NEWER: TIMED_REQUESTS.replace("ID", f'"{VOICE_ID}"'),
        },
    ),
    "10,000 chunks": (
        "ms",
        0.4,
        {OURS: COMPUTED + OLD_BLOCKING, OLDER: COMPUTED + OLD_BLOCKING, NEWER: COMPUTED + NEW_BLOCKING},
    ),
    "10,000 chunks, asyncio": (
        "ms",
        0.4,
        {OURS: COMPUTED + OLD_ASYNCIO, OLDER: COMPUTED + OLD_ASYNCIO, NEWER: COMPUTED + NEW_ASYNCIO},
    ),
}


class Voices(BaseHTTPRequestHandler):
    """Answers every request with one voice."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet

    def do_GET(self) -> None:
        body = json.dumps(VOICE).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def blast(connection: ServerConnection) -> None:
    """Answer every message with all the chunks, as fast as they go, and the end."""
    data = base64.b64encode(bytes(CHUNK)).decode()
    try:
        for message in connection:
            common = {"context_id": json.loads(message)["context_id"], "status_code": 206}
            chunk = json.dumps({"type": "chunk", **common, "done": False, "data": data, "step_time": 1.5})
            frames = Frame(Opcode.TEXT, chunk.encode()).serialize(mask=False) * AT_ONCE
            for _ in range(CHUNKS // AT_ONCE):
                with connection.protocol_mutex:  # so that no pong gets in between
                    connection.socket.sendall(frames)
            connection.send(json.dumps({"type": "done", **common, "done": True}))
    except (ConnectionClosed, OSError):
        pass  # a client that has what it wanted leaves as it likes


@contextmanager
def servers() -> Iterator[tuple[int, int]]:
    """Ports of a server of voices and of one of chunks."""
    http = ThreadingHTTPServer(("localhost", 0), Voices)
    http.daemon_threads = True
    with http, serve(blast, "localhost", 0, compression=None, ping_interval=None) as sockets:
        for server in (http, sockets):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        yield http.server_port, sockets.socket.getsockname()[1]
        sockets.shutdown()
        http.shutdown()


def figure(python: Path, program: str) -> float:
    """What a program prints, in an interpreter of its own; seconds."""
    ended = subprocess.run(
        [python, "-W", "ignore", "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"{python} failed:\n{ended.stderr}")
    return float(ended.stdout.split()[-1])


def measured(turns: int = TURNS) -> dict[str, dict[str, float]]:
    """Medians in seconds, by what is measured and by client."""
    for name in (OLDER, NEWER):
        prepare(name)
    pythons = {OURS: Path(sys.executable), OLDER: python_of(folder(OLDER)), NEWER: python_of(folder(NEWER))}
    packages = {OURS: "vivavoce.cartesia", OLDER: "cartesia", NEWER: "cartesia"}
    with servers() as (http_port, socket_port):
        filled = {"HTTP_PORT": http_port, "SOCKET_PORT": socket_port, "SIZE": CHUNKS * CHUNK, "FORMAT": FORMAT}
        medians: dict[str, dict[str, float]] = {}
        for what, (_, _, programs) in MEASURES.items():
            taken: dict[str, list[float]] = {name: [] for name in programs}
            for _ in range(turns):
                for name, program in programs.items():
                    for word, value in ({"PACKAGE": packages[name], '"VOICE"': f'"{VOICE_ID}"'} | filled).items():
                        program = program.replace(word, str(value))
                    taken[name].append(figure(pythons[name], program))
            medians[what] = {name: statistics.median(values) for name, values in taken.items()}
    return medians


def table(medians: dict[str, dict[str, float]]) -> Table:
    """Ours and the vendor's side by side, with what ours is of theirs."""
    shown = Table("", OURS, NEWER, OLDER, "of 4.2.0", "of 2.0.17", "at most")
    for what, by_client in medians.items():
        unit, most, _ = MEASURES[what]
        ours = by_client[OURS]
        shown.add_row(
            what,
            *(f"{1e3 * by_client[name]:,.4g} {unit}" for name in (OURS, NEWER, OLDER)),
            *(f"{ours / by_client[name]:.2f}" for name in (NEWER, OLDER)),
            f"{most}",
        )
    return shown


if __name__ == "__main__":
    Console().print(table(measured(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS)))
