"""Text to speech over HTTP, and voices changed."""

from pathlib import Path
from typing import Any

from cartesia_2_client import embedding_of, say
from cartesia_formats import FORMATS, output_format
from stage import Plan, heard, items, value


async def bytes_formats(plan: Plan, client: Any) -> Any:
    return {
        name: b"".join(await items(client.tts.bytes(**say(plan, output_format=output_format(*one)))))
        for name, one in FORMATS.items()
    }


async def bytes_voices(plan: Plan, client: Any) -> Any:
    """Every way of naming a voice, and how it is to speak."""
    embedding = await embedding_of(client, plan.other)
    by_id = {"mode": "id", "id": plan.voice}
    ways: dict[str, dict[str, Any]] = {
        "embedding": {"voice": {"mode": "embedding", "embedding": embedding}},
        "fast": {"voice": by_id | {"experimental_controls": {"speed": "fastest"}}},
        "slow": {"voice": by_id | {"experimental_controls": {"speed": -1.0}}},
        "emotion": {
            "voice": by_id | {"experimental_controls": {"speed": "normal", "emotion": ["positivity:high", "curiosity"]}}
        },
        "own language": {"language": None},
        "model speed": {"speed": "slow"},
        "config": {"model_id": "sonic-3", "generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
    }
    return {name: b"".join(await items(client.tts.bytes(**say(plan, **way)))) for name, way in ways.items()}


async def bytes_options(plan: Plan, client: Any) -> Any:
    """Small pieces, a time limit, headers of one's own."""
    options = {"chunk_size": 4096, "timeout_in_seconds": 30, "additional_headers": {"X-Mine": "1"}, "max_retries": 1}
    pieces = await items(client.tts.bytes(**say(plan, request_options=options)))
    return {"audio": b"".join(pieces), "sizes": [len(piece) for piece in pieces]}


async def sse(plan: Plan, client: Any) -> Any:
    return {
        "stream": heard(await items(client.tts.sse(**say(plan)))),
        "timed": heard(
            await items(
                client.tts.sse(
                    **say(plan, add_timestamps=True, add_phoneme_timestamps=True, context_id="my-own-context")
                )
            )
        ),
    }


async def infill(plan: Plan, client: Any) -> Any:
    """What was put between and all of it together, by the helper; and the plain request in three formats."""
    wav = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000}
    both = {"left_audio_path": plan.left, "right_audio_path": plan.right}
    request = {"model_id": "sonic-2", "language": "en", "transcript": plan.text}
    voice = {"mode": "id", "id": plan.voice}
    seen: dict[str, Any] = {
        name: await value(client.tts.infill(**request, voice=voice, output_format=wav, **sides))
        for name, sides in {"both": both, "left": {"left_audio_path": plan.left}}.items()
    }
    plain = request | {
        "left_audio": Path(plan.left).read_bytes(),
        "right_audio": Path(plan.right).read_bytes(),
        "voice_id": plan.voice,
        "output_format_sample_rate": 44100,
    }
    formats = {
        "mp3": {"output_format_container": "mp3", "output_format_bit_rate": 128000},
        "raw": {"output_format_container": "raw", "output_format_encoding": "pcm_s16le"},
    }
    for name, one in formats.items():
        seen[name] = b"".join(await items(client.infill.bytes(**plain, **one)))
    seen["slow"] = b"".join(
        await items(
            client.infill.bytes(
                **plain,
                **formats["raw"],
                voice_experimental_controls_speed="slow",
                voice_experimental_controls_emotion=["sadness", "anger:low"],
            )
        )
    )
    return seen


async def voice_changer(plan: Plan, client: Any) -> Any:
    """As bytes in three formats, and as events."""
    clip = Path(plan.clip).read_bytes()
    formats: dict[str, dict[str, Any]] = {
        "raw": {"output_format_container": "raw", "output_format_encoding": "pcm_s16le"},
        "wav": {"output_format_container": "wav", "output_format_encoding": "pcm_f32le"},
        "mp3": {"output_format_container": "mp3", "output_format_bit_rate": 128000},
    }
    request = {"clip": clip, "voice_id": plan.voice, "output_format_sample_rate": 44100}
    seen: dict[str, Any] = {
        name: b"".join(await items(client.voice_changer.bytes(**request, **one))) for name, one in formats.items()
    }
    return seen | {"sse": heard(await items(client.voice_changer.sse(**request, **formats["raw"])))}


SPEECH = (bytes_formats, bytes_voices, bytes_options, sse, infill, voice_changer)
