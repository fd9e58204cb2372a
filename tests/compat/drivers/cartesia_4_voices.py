"""Voices: found, cloned, changed and removed; accents and pronunciations."""

from pathlib import Path
from typing import Any

from cartesia_4_client import say, socket, through, whole
from stage import Plan, each, failure, half_of, heard, items, value


async def status(plan: Plan, client: Any) -> Any:
    return await value(client.get_status())


async def voices_list(plan: Plan, client: Any) -> Any:
    """All of them in pages of seven, forwards and backwards, and every way of asking for some."""
    voices = client.voices
    whole = [voice async for voice in each(voices.list(limit=7))]
    last = whole[-1].id
    some: dict[str, dict[str, Any]] = {
        "feminine": {"gender": "feminine"},
        "owned": {"is_owner": True},
        "asked": {"q": plan.query},
        "backwards": {"limit": 7, "ending_before": last},
        "after": {"starting_after": whole[2].id},
        "expanded": {"expand": ["preview_file_url"]},
        "plain": {},
    }
    seen: dict[str, Any] = {"all": whole, "last": last}
    for name, one in some.items():
        seen[name] = [voice.to_dict(mode="json") async for voice in each(voices.list(**one))]
    page = await value(voices.list(limit=5))
    seen["first page"] = [voice.id for voice in page.data]
    seen["second page"] = [voice.id for voice in (await value(page.get_next_page())).data]
    return seen


async def voices_get(plan: Plan, client: Any) -> Any:
    return {
        "plain": await value(client.voices.get(plan.voice)),
        "expanded": (await value(client.voices.get(plan.voice, expand=["preview_file_url"]))).to_dict(mode="json"),
    }


async def voices_clone(plan: Plan, client: Any) -> Any:
    """From bytes, from a named file, from an open one and from a path."""
    data = Path(plan.clip).read_bytes()
    seen = {}
    with Path(plan.clip).open("rb") as file:
        clips = {"bytes": data, "named": ("me.wav", data, "audio/wav"), "file": file, "path": Path(plan.clip)}
        for name, clip in clips.items():
            seen[name] = await value(
                client.voices.clone(
                    clip=clip, name=f"{plan.client} {name} {half_of(client)}", language="en", description="cloned"
                )
            )
    return seen


async def voices_life(plan: Plan, client: Any) -> Any:
    """From a clip to a voice that speaks, is changed and localized, and to nothing again."""
    name = f"{plan.client} {half_of(client)}"
    new = await value(client.voices.clone(clip=Path(plan.other_clip), name=name, language="en"))
    changed = await value(
        client.voices.update(new.id, name=f"{name} 2", description="changed", gender="gender_neutral")
    )
    reset = await value(client.voices.update(new.id, gender=None))
    localized = await value(
        client.voices.localize(
            voice_id=new.id, name=f"{name} in German", language="de", accent="high-german", tagline="short and to it"
        )
    )
    with_accent = await value(client.voices.add_accents(new.id, accents=["british"]))
    without = await value(client.voices.delete_accent("british", id=new.id))
    seen = {
        "created": new,
        "updated": changed,
        "reset": reset,
        "localized": localized,
        "with accent": with_accent,
        "without accent": without,
        "got": await value(client.voices.get(new.id)),
        "listed": [voice.id async for voice in each(client.voices.list(limit=100))],
        "audio": await whole(client.tts.generate(**say(plan, voice={"id": new.id}))),
        "german": await whole(client.tts.generate(**say(plan, voice=localized.id, language="de"))),
    }
    for voice in (new, localized):
        await value(client.voices.delete(voice.id))
    return seen | {"gone": await failure(lambda: client.voices.get(new.id))}


async def accents(plan: Plan, client: Any) -> Any:
    return (await value(client.voices.list_accents())).accents


async def dictionaries(plan: Plan, client: Any) -> Any:
    """A dictionary from its making to its end, and speech by it over every route."""
    dictionaries = client.pronunciation_dicts
    name = f"{plan.client} {half_of(client)}"
    new = await value(dictionaries.create(name=name, items=[{"text": "kettle", "alias": "teapot"}]))
    others = [await value(dictionaries.create(name=f"{name} of {number}")) for number in range(3)]
    seen: dict[str, Any] = {
        "created": new,
        "got": await value(dictionaries.retrieve(new.id)),
        "listed": [one.id async for one in each(dictionaries.list(limit=2))],
        "others": [one.id for one in others],
        "taken": await failure(lambda: dictionaries.create(name=name)),
        "audio": await whole(client.tts.generate(**say(plan, pronunciation_dict_id=new.id))),
    }
    async with socket(client) as connection:
        context = connection.context(pronunciation_dict_id=new.id)
        seen["socket"] = await through(context, plan)
    seen["sse"] = heard(await items(client.tts.generate_sse(**say(plan, pronunciation_dict_id=new.id))))
    changed = [
        {"text": "tea", "alias": "<<k|ɔ|f|i>>", "case_sensitive": True},
        {"text": "KETTLE", "alias": "teapot", "case_sensitive": True},
    ]
    seen["updated"] = await value(dictionaries.update(new.id, name=f"{name} 2", items=changed))
    seen["audio of update"] = await whole(client.tts.generate(**say(plan, pronunciation_dict_id=new.id)))
    for one in (new, *others):
        await value(dictionaries.delete(one.id))
    seen["gone"] = await failure(lambda: dictionaries.retrieve(new.id))
    seen["gone in speech"] = await failure(lambda: client.tts.generate(**say(plan, pronunciation_dict_id=new.id)))
    return seen


VOICES = (status, voices_list, voices_get, voices_clone, voices_life, accents, dictionaries)
