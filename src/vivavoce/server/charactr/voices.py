"""Voices: the built-in ones to choose from, and the user's own to make, name and forget."""

import hmac
from collections.abc import Callable
from uuid import uuid4

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from vivavoce.core.voices import Voice, checked_name
from vivavoce.dialects import charactr as wire
from vivavoce.dsp.reading import read
from vivavoce.engine.catalogue import built_in_voices, numbers
from vivavoce.errors import BadRequest, TooLarge, VoiceNotFound
from vivavoce.making import CLIP_RATE, cloned
from vivavoce.server import previews
from vivavoce.server.asked import body_of, form_of, query_of, service_of, state_of
from vivavoce.server.sending import answer, nothing
from vivavoce.server.service import KEPT_FROM, Service
from vivavoce.server.streamed import unless_left
from vivavoce.store import Library

PREVIEW = "/v1/voices/{id}/preview.wav"
AGES = ("child", "young", "adult", "elderly")
UNKNOWN_DATE = "1970-01-01T00:00:00+00:00"  # of a voice that does not tell when it was made

Numbered = list[tuple[int, Voice]]


async def list_voices(request: Request) -> Response:
    """The built-in voices, which can say texts and be put over recordings alike."""
    return answer([told(request, voice) for voice in built_in_voices()])


async def list_cloned(request: Request) -> Response:
    """A page of the user's own voices, in the order they came."""
    wanted = query_of(request, wire.Listing)
    page = await service_of(request).bridge.run(page_of, service_of(request).library, wanted)
    return answer(
        wire.ClonedPage(
            items=[told_cloned(request, KEPT_FROM + number, voice) for number, voice in page.items],
            next=page.next,
            prev=page.prev,
        )
    )


async def create_cloned(request: Request) -> Response:
    """The voice in a recording, kept."""
    asked, files = await form_of(request, wire.NewClone)
    if "audio" not in files:
        raise BadRequest("the recording is missing: send it as the file called audio")
    name, size = checked_name(asked.name), files["audio"].size or 0
    if size > wire.LARGEST_CLIP:
        raise TooLarge(f"a recording to clone has at most {wire.LARGEST_CLIP >> 20} MiB, got {size} bytes")
    service = service_of(request)

    def clone() -> Voice:
        with files["audio"].file as file:
            clip = read(file, longest_seconds=wire.LONGEST_CLIP, highest_rate=CLIP_RATE)
        return cloned(service.engine(), clip, id=str(uuid4()), name=name)

    voice = await unless_left(request.receive, service.heavy.run(clone))
    await service.bridge.run(service.library.add, voice, unique_name=False)
    return await answered(request, voice)


async def rename_cloned(request: Request) -> Response:
    asked, service = await body_of(request, wire.Rename), service_of(request)
    voice = await service.bridge.run(kept_at, service, request.path_params["id"])
    renamed = await service.bridge.run(service.library.update, voice.id, name=asked.name, unique_name=False)
    return await answered(request, renamed)


async def delete_cloned(request: Request) -> Response:
    service = service_of(request)
    voice = await service.bridge.run(kept_at, service, request.path_params["id"])
    await service.bridge.run(service.library.remove, voice.id)
    return nothing()


async def preview(request: Request) -> Response:
    """A sentence in the voice, for whoever has its address."""
    guard = state_of(request).guard
    signature = request.query_params.get("signature", "")
    signed = guard.keys and hmac.compare_digest(signature.encode(), signed_for(request, request.url.path).encode())
    if not signed:
        guard.admit(request, "tts")
    service = service_of(request)
    return await previews.preview(request, await service.bridge.run(voice_at, service, request.path_params["id"]))


class Page:
    """Voices with the library's numbers, and the cursors of the pages beside them."""

    def __init__(self, items: Numbered, *, has_next: bool, has_previous: bool) -> None:
        self.items = items
        self.next = f"after-{items[-1][0]}" if has_next else None
        self.prev = f"before-{items[0][0]}" if has_previous else None


def page_of(library: Library, wanted: wire.Listing) -> Page:
    """The page that is wanted. Raises BadRequest for a cursor that none of ours is."""
    direction, number = cursor_of(wanted.cursor)
    if direction == "before":
        items = library.numbered(wanted.limit + 1, before=number)
        return Page(items[-wanted.limit :], has_next=bool(items), has_previous=len(items) > wanted.limit)
    items = library.numbered(wanted.limit + 1, after=number)
    kept = items[: wanted.limit]
    has_previous = bool(kept) and number > 0 and bool(library.numbered(1, before=kept[0][0]))
    return Page(kept, has_next=len(items) > wanted.limit, has_previous=has_previous)


def cursor_of(cursor: str | None) -> tuple[str, int]:
    """In which direction from which number a page goes."""
    if cursor is None:
        return "after", 0
    direction, _, number = cursor.partition("-")
    if direction not in ("after", "before") or not is_number(number):
        raise BadRequest(f"a cursor is next or prev of another page, got {cursor[:80]!r}")
    return direction, int(number)


def voice_at(service: Service, id: str) -> Voice:
    """The voice of a path. Raises VoiceNotFound, also for what is no number."""
    if not is_number(id):
        raise VoiceNotFound(f"there is no voice {id[:80]!r}: ids are whole numbers; GET /v1/voices lists them")
    return service.numbered_voice(int(id))


def kept_at(service: Service, id: str) -> Voice:
    """The voice of a path, which is in the library. Raises VoiceNotFound, also for one that would be adopted."""
    voice = voice_at(service, id)
    try:
        return service.library.get(voice.id)
    except VoiceNotFound:
        raise VoiceNotFound(f"no voice {id} is kept here; GET /v1/cloned-voices lists those that are") from None


def is_number(text: str) -> bool:
    """Whether it is a whole number as databases hold it."""
    return text.isascii() and text.isdigit() and len(text) <= wire.MOST_DIGITS


async def answered(request: Request, voice: Voice) -> Response:
    """A voice of the user's own as an answer."""
    service = service_of(request)
    number = await service.bridge.run(service.number_of, voice)
    return answer(told_cloned(request, number, voice))


def told(request: Request, voice: Voice) -> wire.VoiceObject:
    """A built-in voice as the protocol puts it."""
    number = numbers()[voice.id]
    url = preview_url(request, number)
    return wire.VoiceObject(
        id=number,
        name=voice.name,
        description=voice.description,
        labels=list(labels_of(voice)),
        preview_url=url,
        preview_urls=[url],
    )


def told_cloned(request: Request, number: int, voice: Voice) -> wire.ClonedVoiceObject:
    """A voice of the user's own as the protocol puts it."""
    made = voice.origin.made or UNKNOWN_DATE
    return wire.ClonedVoiceObject(
        id=number, name=voice.name, created_at=made, preview_urls=[preview_url(request, number)]
    )


def labels_of(voice: Voice) -> list[wire.Label]:
    """What the voice is like, by categories."""
    category: Callable[[str], str] = lambda label: "age" if label in AGES else "style"  # noqa: E731
    return [
        wire.Label(category="gender", label=voice.gender),
        wire.Label(category="language", label=voice.language),
        *(wire.Label(category=category(label), label=label) for label in voice.labels),
    ]


def preview_url(connection: HTTPConnection, number: int) -> str:
    """An address that plays in any player, which sends no key: on a server with keys it is signed."""
    path = PREVIEW.format(id=number)
    url = str(connection.base_url).rstrip("/") + path
    return f"{url}?signature={signed_for(connection, path)}" if state_of(connection).guard.keys else url


def signed_for(connection: HTTPConnection, path: str) -> str:
    return state_of(connection).tokens.signature(path)
