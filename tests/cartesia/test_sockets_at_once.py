"""Sockets that several threads and tasks share, and text that comes while the sound of earlier text is heard."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.cartesia.both import APART, ONE_TWO, VOICE, sound, tones, without_text
from tests.cartesia.conftest import KEY
from vivavoce.cartesia import AsyncCartesia, Cartesia
from vivavoce.server.running import Running


def test_many_threads_share_a_socket(server: Running) -> None:
    client = Cartesia(base_url=server.url, api_key=KEY)
    with client, client.tts.websocket() as ws, ThreadPoolExecutor(16) as pool:
        lengths = list(pool.map(lambda _: len(sound(list(ws.send(**tones())))), range(64)))
    assert lengths == [ONE_TWO] * 64


def test_many_tasks_share_a_socket(server: Running) -> None:
    async def one(ws: Any) -> int:
        return len(sound([output async for output in ws.send(**tones())]))

    async def main() -> list[int]:
        async with AsyncCartesia(base_url=server.url, api_key=KEY) as client, client.tts.websocket() as ws:
            return await asyncio.gather(*(one(ws) for _ in range(64)))

    assert asyncio.run(main()) == [ONE_TWO] * 64


def test_one_thread_sends_while_another_listens(server: Running) -> None:
    with Cartesia(base_url=server.url, api_key=KEY) as client, client.tts.websocket() as ws:
        context = ws.context()
        heard: list[Any] = []
        listener = threading.Thread(target=lambda: heard.extend(context.receive()))
        listener.start()
        for piece in ("one ", "two"):
            context.send(**without_text(), transcript=piece, continue_=True)
        context.no_more_inputs()
        listener.join(10)
    assert len(sound(heard)) in (ONE_TWO, APART)


def test_text_from_an_asynchronous_generator_is_said_while_it_arrives(server: Running) -> None:
    async def main() -> list[str]:
        heard = asyncio.Event()
        order = []

        async def text():  # type: ignore[no-untyped-def]
            yield "one. "
            await asyncio.wait_for(heard.wait(), 10)  # the first word sounds before the second is there
            order.append("second piece")
            yield "two."

        async with AsyncCartesia(base_url=server.url, api_key=KEY) as client, client.tts.websocket() as ws:
            async for output in ws.context().send(**without_text(), transcript=text()):
                if output.audio is not None and not heard.is_set():
                    order.append("first sound")
                    heard.set()
        return order

    assert asyncio.run(main()) == ["first sound", "second piece"]


def test_text_from_a_generator_is_said_while_it_arrives(server: Running) -> None:
    heard = threading.Event()
    order = []

    def text() -> Iterator[str]:
        yield "one. "
        heard.wait(10)
        order.append("second piece")
        yield "two."

    with Cartesia(base_url=server.url, api_key=KEY) as client, client.tts.websocket() as ws:
        for output in ws.context().send(**without_text(), transcript=text()):
            if output.audio is not None and not heard.is_set():
                order.append("first sound")
                heard.set()
    assert order == ["first sound", "second piece"]


def test_calls_can_be_tasks(server: Running) -> None:
    async def main() -> list[Any]:
        async with AsyncCartesia(base_url=server.url, api_key=KEY) as client, client.tts.websocket() as ws:
            tasks = [
                asyncio.create_task(call)
                for call in (
                    client.voices.get(VOICE),
                    client.tts.bytes(**tones()),  # type: ignore[arg-type]
                    ws.send(**tones(), stream=False),
                    ws.context().send(**tones()),
                )
            ]
            return await asyncio.gather(*tasks)

    voice, data, output, outputs = asyncio.run(main())
    assert (voice.id, len(data), len(output.audio)) == (VOICE, ONE_TWO, ONE_TWO)
    assert outputs is not None
