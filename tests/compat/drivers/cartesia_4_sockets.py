"""Text to speech over the socket."""

from typing import Any

from cartesia_4_client import TIMES, say, socket, through
from cartesia_formats import RAW
from stage import Plan, each, heard, items, value


async def socket_send(plan: Plan, client: Any) -> Any:
    """As the client's own socket does it, and as its imitation of version 2 does, whole and streamed."""
    async with socket(client) as connection:
        plain = await through(connection.context(), plan)
        context = connection.context(
            "mine", model_id="sonic-3", voice=plan.voice, output_format=RAW, use_normalized_timestamps=False, **TIMES
        )
        await value(context.push(plan.text, language="en"))
        await value(context.no_more_inputs())
        timed = heard(await items(context.receive()))
    async with socket(client) as connection:  # one of its own: contexts read for themselves
        request = say(plan, context_id="raw")
        await value(connection.send(request))
        raw = []
        async for event in each(connection):
            raw.append(event)
            if event.type == "done":
                break
        await value(connection.send({**request, "context_id": "bytes"}))
        pieces = [connection.parse_event(await value(connection.recv_bytes()))]
        while pieces[-1].type != "done":
            pieces.append(await value(connection.recv()))
    old = client.tts.websocket()
    imitation = await value(old)
    streamed = heard(await items(imitation.send(**say(plan), **TIMES)))
    together = heard([await value(imitation.send(**say(plan), stream=False, **TIMES))])
    await value(imitation.close())
    return {
        "plain": plain,
        "timed": timed,
        "raw": heard(raw),
        "bytes": heard(pieces),
        "imitation": streamed,
        "whole": together,
    }


async def socket_voices(plan: Plan, client: Any) -> Any:
    ways: dict[str, dict[str, Any]] = {
        "a string": {"voice": plan.voice},
        "an id": {"voice": {"id": plan.voice}},
        "config": {"generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
        "locale": {"language": "omit", "locale": "en-US"},
        "model speed": {"speed": "slow"},
    }
    async with socket(client) as connection:
        return {name: await through(connection.context(), plan, **way) for name, way in ways.items()}


async def socket_pieces(plan: Plan, client: Any) -> Any:
    """Text in pieces, at once and with time to gather."""
    seen = {}
    async with socket(client) as connection:
        for delay in (0, 300):
            context = connection.context(model_id="sonic-3", max_buffer_delay_ms=delay, add_timestamps=True)
            for piece in plan.pieces:
                await value(context.send(transcript=piece, voice=plan.voice, output_format=RAW, language="en"))
            await value(context.no_more_inputs())
            seen[str(delay)] = heard(await items(context.receive()))
    return seen


async def socket_contexts(plan: Plan, client: Any) -> Any:
    """Several contexts at once on one socket, whose messages the client sorts."""
    async with socket(client) as connection:
        settings = {"model_id": "sonic-3", "voice": plan.voice, "output_format": RAW, "language": "en"}
        contexts = {name: connection.context(name, **settings, add_timestamps=True) for name in plan.texts}
        for name, text in plan.texts.items():
            await value(contexts[name].push(text))
        for context in contexts.values():
            await value(context.no_more_inputs())
        return {name: heard(await items(context.receive())) for name, context in contexts.items()}


async def socket_flush(plan: Plan, client: Any) -> Any:
    """What comes before each flush_done, and after the last."""
    async with socket(client) as connection:
        context = connection.context(
            model_id="sonic-3", voice=plan.voice, output_format=RAW, language="en", add_timestamps=True
        )
        for piece in plan.pieces[:-1]:
            await value(context.push(piece))
            await value(context.push("", flush=True))
        await value(context.push(plan.pieces[-1]))
        await value(context.no_more_inputs())
        parts: list[list[Any]] = [[]]
        async for event in each(context.receive()):
            parts[-1].append(event)
            if event.type == "flush_done":
                parts.append([])
        return [heard(part) for part in parts]


async def socket_cancel(plan: Plan, client: Any) -> Any:
    """A context that is cancelled while it speaks; the next one on the same socket is whole."""
    async with socket(client) as connection:
        came = watched(connection)
        context = connection.context("cancelled")
        await value(context.send(**say(plan, transcript=plan.long), continue_=False))
        async for event in each(context.receive()):
            first = heard([event])
            await value(context.cancel())
            break
        after = {}
        for name in ("next", "third"):
            other = connection.context(name)
            await value(other.send(**say(plan), continue_=False))
            # What was under way when the context was cancelled is handed to whoever reads next, in the sync half.
            after[name] = heard([event async for event in each(other.receive()) if event.context_id == name])
        return {"first": first, **after, "came": came}


def watched(connection: Any) -> list[dict[str, Any]]:
    """What comes in on the socket from now on: type and context of each message."""
    came: list[dict[str, Any]] = []
    parse = connection.parse_event

    def seeing(data: Any) -> Any:
        event = parse(data)
        came.append({"type": event.type, "context_id": getattr(event, "context_id", None)})
        return event

    connection.parse_event = seeing
    return came


async def socket_left(plan: Plan, client: Any) -> Any:
    """Closing a socket half way keeps nothing from the next one."""
    async with socket(client) as connection:
        context = connection.context()
        await value(context.send(**say(plan, transcript=plan.long), continue_=False))
        async for event in each(context.receive()):
            first = heard([event])
            break
    async with socket(client) as connection:
        return {"first": first, "next": await through(connection.context(), plan)}


SOCKETS = (socket_send, socket_voices, socket_pieces, socket_contexts, socket_flush, socket_cancel, socket_left)
