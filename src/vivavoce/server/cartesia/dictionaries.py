"""Pronunciation dictionaries: create, list, get, change, delete."""

from starlette.requests import Request
from starlette.responses import Response

from vivavoce.dialects import cartesia as wire
from vivavoce.errors import BadRequest
from vivavoce.server.asked import body_of, query_of, service_of
from vivavoce.server.cartesia.voices import MOST_IN_PAGE, USER
from vivavoce.server.sending import answer, nothing
from vivavoce.server.service import Service
from vivavoce.store import Dictionary


async def create_dictionary(request: Request) -> Response:
    asked, service = await body_of(request, wire.NewDictionary), service_of(request)
    items = asked.items or []
    made = await service.bridge.run(
        service.library.dictionaries.add, asked.name, entries_of(items), exact=exact_of(items)
    )
    return answer(told(made))


async def list_dictionaries(request: Request) -> Response:
    wanted, service = query_of(request, wire.Listing), service_of(request)
    return answer(await service.bridge.run(page_of, service, wanted))


async def get_dictionary(request: Request) -> Response:
    service = service_of(request)
    return answer(told(await service.bridge.run(service.dictionary, request.path_params["id"])))


async def change_dictionary(request: Request) -> Response:
    asked, service = await body_of(request, wire.DictionaryChanges), service_of(request)
    there = await service.bridge.run(service.dictionary, request.path_params["id"])
    entries = None if asked.items is None else entries_of(asked.items)
    exact = exact_of(asked.items or [])
    update = service.library.dictionaries.update
    changed = await service.bridge.run(update, there.id, name=asked.name, entries=entries, exact=exact)
    return answer(told(changed))


async def delete_dictionary(request: Request) -> Response:
    service = service_of(request)
    there = await service.bridge.run(service.dictionary, request.path_params["id"])
    await service.bridge.run(service.library.dictionaries.remove, there.id)
    return nothing()


def page_of(service: Service, wanted: wire.Listing) -> wire.Page[wire.DictionaryObject]:
    if not 1 <= wanted.limit <= MOST_IN_PAGE:
        raise BadRequest(f"limit lies between 1 and {MOST_IN_PAGE}, got {wanted.limit}")
    if wanted.starting_after is not None:
        service.dictionary(wanted.starting_after)
    if wanted.ending_before:
        every = list(service.library.dictionaries.list())
        ids = [one.id for one in every]
        before = every[: ids.index(service.dictionary(wanted.ending_before).id)]
        return page(before[-wanted.limit :], len(before) > wanted.limit, forward=False)
    some = list(service.library.dictionaries.list(limit=wanted.limit + 1, after=wanted.starting_after))
    return page(some[: wanted.limit], len(some) > wanted.limit)


def page(some: list[Dictionary], has_more: bool, *, forward: bool = True) -> wire.Page[wire.DictionaryObject]:
    next_page = some[-1].id if has_more and forward else None
    return wire.Page(data=[told(one) for one in some], has_more=has_more, next_page=next_page)


def told(dictionary: Dictionary) -> wire.DictionaryObject:
    exact = dictionary.exact
    return wire.DictionaryObject(
        id=dictionary.id,
        name=dictionary.name,
        owner_id=USER,
        pinned=False,
        items=[
            wire.Pronunciation(text=word, alias=said, case_sensitive=word in exact)
            for word, said in dictionary.entries.items()
        ],
        created_at=dictionary.created,
    )


def entries_of(items: list[wire.Pronunciation]) -> dict[str, str]:
    """The items as entries. Raises BadRequest when a word comes twice."""
    entries: dict[str, str] = {}
    for item in items:
        if item.text in entries:
            raise BadRequest(f"{item.text[:80]!r} comes twice; a word is said in one way")
        entries[item.text] = item.alias
    return entries


def exact_of(items: list[wire.Pronunciation]) -> frozenset[str]:
    return frozenset(item.text for item in items if item.case_sensitive)
