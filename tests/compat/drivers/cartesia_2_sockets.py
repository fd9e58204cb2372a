"""Text to speech over the socket."""

import asyncio
from typing import Any

from cartesia_2_client import embedding_of, say, socket
from stage import Plan, each, half_of, heard, items, value


async def socket_send(plan: Plan, client: Any) -> Any:
    """Whole and streamed, with and without times, one after the other on one socket."""
    timed = {"add_timestamps": True, "add_phoneme_timestamps": True}
    async with socket(client) as connection:
        plain = heard(await items(connection.send(**say(plan, stream=True))))
        streamed = heard(await items(connection.send(**say(plan, stream=True, context_id="mine", **timed))))
        whole = heard([await value(connection.send(**say(plan, stream=False, **timed)))])
        original = heard(
            [await value(connection.send(**say(plan, stream=False, use_original_timestamps=True, add_timestamps=True)))]
        )
    return {"plain": plain, "timed": streamed, "whole": whole, "original": original}


async def socket_voices(plan: Plan, client: Any) -> Any:
    embedding = await embedding_of(client, plan.other)
    # The socket's side of the client sends what it is given: here the name is the wire's own.
    controls = {"speed": "fastest", "emotion": ["surprise"]}
    ways: dict[str, dict[str, Any]] = {
        "embedding": {"voice": {"mode": "embedding", "embedding": embedding}},
        "fast": {"voice": {"mode": "id", "id": plan.voice, "__experimental_controls": controls}},
        "config": {"model_id": "sonic-3", "generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
    }
    async with socket(client) as connection:
        return {name: heard(await items(connection.send(**say(plan, **way)))) for name, way in ways.items()}


async def socket_pieces(plan: Plan, client: Any) -> Any:
    """Text in pieces, on a context of its own: from an iterator, or sent one by one and ended."""
    async with socket(client) as connection:
        context = connection.context()
        if half_of(client) == "async":
            for piece in plan.pieces:
                await context.send(**say(plan, transcript=piece, continue_=True, add_timestamps=True))
            await context.no_more_inputs()
            outputs = await items(context.receive())
        else:
            outputs = await items(
                context.send(**say(plan, transcript=iter(plan.pieces), add_timestamps=True, max_buffer_delay_ms=200))
            )
        context._close()
        return {**heard(outputs), "closed": context.is_closed()}


async def socket_contexts(plan: Plan, client: Any) -> Any:
    """Several contexts on one socket: at once where the client can, otherwise after one another."""
    async with socket(client) as connection:
        if half_of(client) == "sync":
            return {
                name: heard(
                    await items(
                        connection.context(name).send(**say(plan, transcript=iter([text]), add_timestamps=True))
                    )
                )
                for name, text in plan.texts.items()
            }
        contexts = {name: connection.context(name) for name in plan.texts}
        for name, text in plan.texts.items():
            await contexts[name].send(**say(plan, transcript=text, continue_=True, add_timestamps=True))
        for context in contexts.values():
            await context.no_more_inputs()
        outputs = await asyncio.gather(*(items(context.receive()) for context in contexts.values()))
        return {name: heard(some) for name, some in zip(contexts, outputs, strict=True)}


async def socket_flush(plan: Plan, client: Any) -> Any:
    """Each flush gives what was sent before it; the rest comes at the end."""
    async with socket(client) as connection:
        context = connection.context()
        parts = []
        for piece in plan.pieces[:-1]:
            await context.send(**say(plan, transcript=piece, continue_=True, add_timestamps=True))
            parts.append(await context.flush())
        await context.send(**say(plan, transcript=plan.pieces[-1], continue_=True, add_timestamps=True))
        await context.no_more_inputs()
        return [*[heard(await items(part())) for part in parts], heard(await items(context.receive()))]


async def socket_cancel(plan: Plan, client: Any) -> Any:
    """A context that is cancelled while it speaks; the next one on the same socket is whole."""
    async with socket(client) as connection:
        came = watched(connection)
        context = connection.context("cancelled")
        await context.send(**say(plan, transcript=plan.long))
        async for output in context.receive():
            first = heard([output])
            await context.cancel()
            break
        other = heard(await items(connection.send(**say(plan, context_id="next"))))
        await asyncio.sleep(0.3)  # for what might still come of the first
        return {"first": first, "next": other, "came": came, "closed": context.is_closed()}


def watched(connection: Any) -> list[dict[str, Any]]:
    """What comes in on the socket from now on: type and context of each message."""
    came: list[dict[str, Any]] = []
    receive = connection.websocket.receive_json

    async def seeing() -> Any:
        message = await receive()
        came.append({name: message.get(name) for name in ("type", "context_id")})
        return message

    connection.websocket.receive_json = seeing
    return came


async def socket_left(plan: Plan, client: Any) -> Any:
    """Leaving a generation half way keeps nothing from the next one, on a socket of its own."""
    async with socket(client) as connection:
        async for output in each(connection.send(**say(plan, transcript=plan.long))):
            first = heard([output])
            break
    async with socket(client) as connection:
        return {"first": first, "next": heard(await items(connection.send(**say(plan))))}


SOCKETS = (socket_send, socket_voices, socket_pieces, socket_contexts, socket_left)
AWAITED = (socket_flush, socket_cancel)
