"""Text to speech over HTTP, and voices changed."""

import tempfile
import warnings
from pathlib import Path
from typing import Any

from cartesia_4_client import TIMES, say, whole
from cartesia_formats import FORMATS, output_format
from stage import Plan, half_of, heard, items, value


async def bytes_formats(plan: Plan, client: Any) -> Any:
    return {
        name: await whole(client.tts.generate(**say(plan, output_format=output_format(*one))))
        for name, one in FORMATS.items()
    }


async def bytes_voices(plan: Plan, client: Any) -> Any:
    """Every way of naming a voice and a language, and how it is to speak."""
    ways: dict[str, dict[str, Any]] = {
        "a string": {"voice": plan.voice},
        "an id": {"voice": {"id": plan.voice}},
        "own language": {"language": "omit"},
        "locale": {"language": "omit", "locale": "en-US"},
        "normalization": {"normalization": "off"},
        "model speed": {"speed": "slow"},
        "config": {"generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
    }
    return {name: await whole(client.tts.generate(**say(plan, **way))) for name, way in ways.items()}


async def bytes_ways(plan: Plan, client: Any) -> Any:
    """Every way of taking the answer."""
    seen: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        seen["bytes"] = b"".join(await items(client.tts.bytes(**say(plan, duration=30))))
    answer = await value(client.tts.generate(**say(plan)))
    seen["iter_bytes"] = b"".join(await items(answer.iter_bytes(4096)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.raw"
        await value((await value(client.tts.generate(**say(plan)))).write_to_file(path))
        seen["write_to_file"] = path.read_bytes()
    raw = await value(client.tts.with_raw_response.generate(**say(plan)))
    seen["with_raw_response"] = await value(raw.read())
    seen["status"] = raw.status_code
    streaming = client.tts.with_streaming_response.generate(**say(plan))
    if half_of(client) == "async":
        async with streaming as response:
            seen["with_streaming_response"] = b"".join(await items(response.iter_bytes()))
    else:
        with streaming as response:
            seen["with_streaming_response"] = b"".join(await items(response.iter_bytes()))
    return seen


async def sse(plan: Plan, client: Any) -> Any:
    return {
        "stream": heard(await items(client.tts.generate_sse(**say(plan)))),
        "alias": heard(await items(client.tts.sse(**say(plan)))),
        "timed": heard(await items(client.tts.generate_sse(**say(plan, context_id="my-own-context", **TIMES)))),
    }


async def infill(plan: Plan, client: Any) -> Any:
    """What is put between, in three formats, and with one side only."""
    left, right = Path(plan.left).read_bytes(), Path(plan.right)
    request = {"model_id": "sonic-3", "language": "en", "transcript": plan.text, "voice_id": plan.voice}
    formats = {
        "wav": ("wav", "pcm_s16le", 24000, None),
        "mp3": ("mp3", None, 44100, 128000),
        "raw": ("raw", "pcm_s16le", 44100, None),
    }
    seen = {
        name: await whole(
            client.tts.infill(**request, left_audio=left, right_audio=right, output_format=output_format(*one))
        )
        for name, one in formats.items()
    }
    one_side = client.tts.infill(**request, right_audio=right, output_format=output_format(*formats["raw"]))
    return seen | {"right": await whole(one_side)}


async def voice_changer(plan: Plan, client: Any) -> Any:
    """As bytes in three formats, and as events."""
    formats: dict[str, dict[str, Any]] = {
        "raw": {"output_format_container": "raw", "output_format_encoding": "pcm_s16le"},
        "wav": {"output_format_container": "wav", "output_format_encoding": "pcm_f32le"},
        "mp3": {"output_format_container": "mp3", "output_format_bit_rate": 128000},
    }
    request = {"clip": Path(plan.clip), "voice_id": plan.voice, "output_format_sample_rate": 44100}
    seen: dict[str, Any] = {
        name: await whole(client.voice_changer.generate(**request, **one)) for name, one in formats.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        seen["old name"] = await whole(client.voice_changer.change_voice_bytes(**request, **formats["raw"]))
    return seen | {"sse": heard(await items(client.voice_changer.generate_sse(**request, **formats["raw"])))}


SPEECH = (bytes_formats, bytes_voices, bytes_ways, sse, infill, voice_changer)
