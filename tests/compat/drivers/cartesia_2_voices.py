"""Voices: found, cloned, mixed, made and removed."""

from pathlib import Path
from typing import Any

from cartesia_2_client import say
from stage import Plan, failure, half_of, items, value


async def status(plan: Plan, client: Any) -> Any:
    return await value(client.api_status.get())


async def voices_list(plan: Plan, client: Any) -> Any:
    """All of them in pages of seven, and every way of asking for some."""
    pages = await value(client.voices.list(limit=7))
    some = {
        "feminine": await value(client.voices.list(limit=100, gender="feminine")),
        "owned": await value(client.voices.list(limit=100, is_owner=True)),
        "starred": await value(client.voices.list(limit=3, is_starred=False)),
        "expanded": await value(client.voices.list(limit=2, expand=["embedding", "is_starred"])),
    }
    first = pages.items
    after = await value(client.voices.list(limit=3, starting_after=first[2].id))
    before = await value(client.voices.list(limit=3, ending_before=first[6].id))
    return {
        "all": await items(pages),
        "pages": [[voice.id for voice in page.items] for page in await items(pages.iter_pages())],
        "next": [voice.id for voice in (await value(pages.next_page())).items],
        "after": [voice.id for voice in after.items],
        "before": [voice.id for voice in before.items],
        "unknown": (await value(client.voices.list(limit=100))).has_next,
        **{name: list(page.items) for name, page in some.items()},
    }


async def voices_get(plan: Plan, client: Any) -> Any:
    return await value(client.voices.get(plan.voice))


async def voices_clone(plan: Plan, client: Any) -> Any:
    """From bytes, from a named file and from an open one, in both modes."""
    data = Path(plan.clip).read_bytes()
    seen = {}
    with Path(plan.clip).open("rb") as file:
        clips = {"bytes": data, "named": ("me.wav", data, "audio/wav"), "file": file}
        for name, clip in clips.items():
            seen[name] = await value(
                client.voices.clone(
                    clip=clip,
                    name=f"{plan.client} {name} {id(client)}",
                    language="en",
                    mode="stability" if name == "bytes" else "similarity",
                    description="cloned",
                    enhance=name == "file",
                )
            )
    return seen


async def voices_mix(plan: Plan, client: Any) -> Any:
    page = await value(client.voices.list(limit=100, expand=["embedding"]))
    other = next(voice.embedding for voice in page.items if voice.id == plan.other)
    mixed = await value(
        client.voices.mix(voices=[{"id": plan.voice, "weight": 0.25}, {"embedding": other, "weight": 0.75}])
    )
    return mixed.embedding


async def voices_life(plan: Plan, client: Any) -> Any:
    """From nothing to a voice that speaks, and to nothing again."""
    embedding = (await value(client.voices.mix(voices=[{"id": plan.other, "weight": 1.0}]))).embedding
    name = f"{plan.client} {half_of(client)}"
    new = await value(client.voices.create(name=name, description="created", embedding=embedding, language="en"))
    changed = await value(client.voices.update(new.id, name=f"{name} 2", description="changed"))
    localized = await value(
        client.voices.localize(
            voice_id=new.id,
            name=f"{name} in German",
            description="localized",
            language="de",
            original_speaker_gender="male",
        )
    )
    scottish = await value(
        client.voices.localize(
            voice_id=new.id,
            name=f"{name} in Britain",
            description="localized",
            language="en",
            original_speaker_gender="female",
            dialect="uk",
        )
    )
    seen = {
        "created": new,
        "updated": changed,
        "localized": localized,
        "dialect": scottish,
        "got": await value(client.voices.get(new.id)),
        "listed": [voice.id for voice in await items(await value(client.voices.list(limit=100)))],
        "audio": b"".join(await items(client.tts.bytes(**say(plan, voice={"mode": "id", "id": new.id})))),
        "german": b"".join(
            await items(client.tts.bytes(**say(plan, voice={"mode": "id", "id": localized.id}, language="de")))
        ),
    }
    for voice in (new, localized, scottish):
        await value(client.voices.delete(voice.id))
    return seen | {"gone": await failure(lambda: client.voices.get(new.id))}


VOICES = (status, voices_list, voices_get, voices_clone, voices_mix, voices_life)
