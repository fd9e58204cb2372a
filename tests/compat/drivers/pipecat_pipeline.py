"""Pipecat's services in pipelines of its own that run from start to end: pipecat-ai 1.14.0, version 2026-03-01."""

import asyncio
import functools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import stage
from loguru import logger
from pipecat.frames.frames import (
    EndFrame,
    ErrorFrame,
    Frame,
    InterruptionFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    TTSStoppedFrame,
    TTSTextFrame,
    TTSUpdateSettingsFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.cartesia.tts import CartesiaHttpTTSService, CartesiaTTSService, GenerationConfig
from pipecat.services.tts_service import TextAggregationMode
from pipecat.workers.runner import WorkerRunner
from stage import Plan, Scene
from websockets.asyncio.client import ClientConnection

RATE = 24000
PATIENCE = 40.0  # seconds to wait for a frame


class Witness(FrameProcessor):
    """Stands at the end of the pipeline and writes down what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[dict[str, Any]] = []
        self.news = asyncio.Event()

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if direction is FrameDirection.DOWNSTREAM:
            self.seen.append(told(frame))
            self.news.set()
        await self.push_frame(frame, direction)

    async def until(self, kind: str, count: int = 1, *, since: int = 0) -> None:
        """Wait until so many frames of a kind have come; since: how many frames of all kinds do not count."""
        async with asyncio.timeout(PATIENCE):
            while sum(one["kind"] == kind for one in self.seen[since:]) < count:
                self.news.clear()
                await self.news.wait()


def told(frame: Frame) -> dict[str, Any]:
    """What matters of a frame."""
    what: dict[str, Any] = {"kind": type(frame).__name__, "context": getattr(frame, "context_id", None)}
    match frame:
        case TTSAudioRawFrame():
            return what | {"audio": frame.audio, "rate": frame.sample_rate, "channels": frame.num_channels}
        case TTSTextFrame():
            return what | {"text": frame.text, "pts": frame.pts}
        case ErrorFrame():
            return what | {"text": str(frame.error)}
    return what


class Show:
    """A pipeline that runs: what is said to it, and what came of it."""

    def __init__(self, service: Any) -> None:
        self.witness, self.errors, self.messages = Witness(), list[str](), list[dict[str, Any]]()
        self.worker = PipelineWorker(
            Pipeline([service, self.witness]),
            params=PipelineParams(audio_out_sample_rate=RATE),
            cancel_on_idle_timeout=False,
            enable_rtvi=False,
        )

    async def turn(self, *texts: str) -> None:
        """What a language model's answer looks like."""
        frames = [LLMFullResponseStartFrame(), *map(LLMTextFrame, texts), LLMFullResponseEndFrame()]
        await self.worker.queue_frames(frames)

    async def stopped(self, count: int) -> None:
        """Wait until so many turns have been said."""
        await self.witness.until(TTSStoppedFrame.__name__, count)

    async def interrupt(self) -> int:
        """Somebody speaks up once there is sound; how many frames had come when that was through."""
        await self.witness.until(TTSAudioRawFrame.__name__)
        await self.worker.queue_frame(InterruptionFrame())
        await self.witness.until(InterruptionFrame.__name__)
        return len(self.witness.seen)

    def result(self) -> dict[str, Any]:
        return {"frames": self.witness.seen, "errors": self.errors, "messages": self.messages}


@asynccontextmanager
async def running(service: Any) -> AsyncIterator[Show]:
    """The pipeline of a service and a witness, from start to end."""
    show = Show(service)
    show.worker.add_reached_upstream_filter((ErrorFrame,))
    started = asyncio.Event()
    with_messages_to(show.messages)

    @show.worker.event_handler("on_pipeline_started")
    async def on_started(worker: Any, frame: Frame) -> None:
        started.set()

    @show.worker.event_handler("on_frame_reached_upstream")
    async def on_frame(worker: Any, frame: Frame) -> None:
        show.errors.append(str(getattr(frame, "error", frame)))

    runner = WorkerRunner(handle_sigint=False, handle_sigterm=False)
    await runner.add_workers(show.worker)
    task = asyncio.create_task(runner.run())
    try:
        await asyncio.wait_for(started.wait(), PATIENCE)
        yield show
        await show.worker.queue_frame(EndFrame())
        await asyncio.wait_for(task, PATIENCE)
    finally:
        task.cancel()


def with_messages_to(messages: list[dict[str, Any]]) -> None:
    """Write down the type and context of each message that comes in on sockets, and each that goes out."""
    receive, send = RECEIVE, SEND

    async def receiving(self: ClientConnection, *arguments: Any, **options: Any) -> Any:
        message = await receive(self, *arguments, **options)
        told = json.loads(message)
        words = stage.times(told.get("word_timestamps"), "words")
        messages.append({"in": told.get("type"), "context": told.get("context_id"), "words": words})
        return message

    async def sending(self: ClientConnection, message: Any, *arguments: Any, **options: Any) -> None:
        told = json.loads(message)
        messages.append({"out": "cancel" if told.get("cancel") else "text", "context": told.get("context_id")})
        await send(self, message, *arguments, **options)

    ClientConnection.recv, ClientConnection.send = receiving, sending  # type: ignore[method-assign]


RECEIVE, SEND = ClientConnection.recv, ClientConnection.send


def over_socket(plan: Plan, *, mode: TextAggregationMode = TextAggregationMode.SENTENCE, **settings: Any) -> Any:
    return CartesiaTTSService(
        api_key="none",
        url=f"{plan.url.replace('http', 'ws', 1)}/tts/websocket",
        sample_rate=RATE,
        text_aggregation_mode=mode,
        settings=CartesiaTTSService.Settings(**({"voice": plan.voice} | settings)),
    )


def over_http(plan: Plan, **settings: Any) -> Any:
    return CartesiaHttpTTSService(
        api_key="none",
        base_url=plan.url,
        sample_rate=RATE,
        settings=CartesiaHttpTTSService.Settings(**({"voice": plan.voice} | settings)),
    )


async def sentences(plan: Plan) -> Any:
    """Two turns: one of several sentences as a model writes them, and one that is simply said."""
    async with running(over_socket(plan)) as show:
        await show.turn(*plan.tokens)
        await show.stopped(1)
        await show.worker.queue_frame(TTSSpeakFrame(plan.text))
        await show.stopped(2)
        return show.result()


async def tokens(plan: Plan) -> Any:
    """Text goes to the server token by token, as the model writes it."""
    async with running(over_socket(plan, mode=TextAggregationMode.TOKEN)) as show:
        await show.turn(*plan.tokens)
        await show.stopped(1)
        return show.result()


async def interrupted(plan: Plan) -> Any:
    """Somebody speaks up in the middle of a long turn; the next one is said whole."""
    async with running(over_socket(plan)) as show:
        await show.turn(plan.long)
        before = await show.interrupt()
        await show.turn(*plan.tokens)
        await show.witness.until(TTSStoppedFrame.__name__, since=before)
        await asyncio.sleep(0.3)  # for what might still come of the first
        return show.result()


async def changed(plan: Plan) -> Any:
    """Another voice between two turns, and a way of speaking."""
    async with running(over_socket(plan)) as show:
        await show.turn(plan.text)
        await show.stopped(1)
        delta = CartesiaTTSService.Settings(
            voice=plan.other, generation_config=GenerationConfig(speed=1.3, volume=0.5, emotion="sad")
        )
        await show.worker.queue_frame(TTSUpdateSettingsFrame(delta=delta))
        await show.turn(plan.text)
        await show.stopped(2)
        return show.result()


async def markup(plan: Plan) -> Any:
    """The tags that the service writes."""
    service = CartesiaTTSService
    text = f"{service.SPEED_TAG(1.5)}Call {service.SPELL('AB12')}{service.PAUSE_TAG(0.4)} today."
    async with running(over_socket(plan)) as show:
        await show.turn(text)
        await show.stopped(1)
        return show.result() | {"text": text}


async def http(plan: Plan) -> Any:
    """Each sentence is a request."""
    async with running(over_http(plan)) as show:
        await show.turn(*plan.tokens)
        await show.stopped(1)
        return show.result()


async def http_interrupted(plan: Plan) -> Any:
    async with running(over_http(plan)) as show:
        await show.turn(plan.long)
        before = await show.interrupt()
        await show.turn(*plan.tokens)
        await show.witness.until(TTSStoppedFrame.__name__, since=before)
        return show.result()


async def errors(plan: Plan) -> Any:
    """A voice that there is not, by both services; the socket goes on with the next turn."""
    seen = {}
    async with running(over_socket(plan, voice=plan.nobody)) as show:
        await show.turn(plan.text)
        await until(lambda: show.errors)
        await show.worker.queue_frame(TTSUpdateSettingsFrame(delta=CartesiaTTSService.Settings(voice=plan.voice)))
        await show.turn(plan.text)
        await show.witness.until(TTSAudioRawFrame.__name__)
        await asyncio.sleep(1)
        seen["socket"] = show.result()
    async with running(over_http(plan, voice=plan.nobody)) as show:
        await show.turn(plan.text)
        await until(lambda: show.errors)
        seen["http"] = show.result()
    return seen


async def until(condition: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 (nothing tells of an error frame that goes the other way)
            await asyncio.sleep(0.01)


SCENES = (sentences, tokens, interrupted, changed, markup, http, http_interrupted, errors)


def scenes_of(plan: Plan) -> dict[str, Scene]:
    return {scene.__name__: functools.partial(scene, plan) for scene in SCENES}


if __name__ == "__main__":
    logger.remove()  # its log tells all it does
    stage.main(scenes_of)
