"""Pronunciation dictionaries."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, TypedDict
from urllib.parse import quote

from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.core.pagination import Page
from vivavoce.cartesia.core.request_options import VERSION, RequestOptions
from vivavoce.cartesia.operations.answers import model_answer, nothing, page_of
from vivavoce.cartesia.operations.options import check_names, json_of, some_text, wire
from vivavoce.cartesia.operations.voices import page_query
from vivavoce.cartesia.pronunciation_dicts import (
    PronunciationDict,
    PronunciationDictItem,
    PronunciationDictItemParams,
)
from vivavoce.client.call import Ask

SINCE = {VERSION: "2025-11-04"}  # the first version that has them
PATH = "/pronunciation-dicts/"

Item: TypeAlias = PronunciationDictItem | PronunciationDictItemParams


class DictionaryListOptions(TypedDict, total=False):
    """Which pronunciation dictionaries.

    limit: how many are fetched at a time, 1 to 100; going through the list goes on over all of them
    starting_after: the id of the dictionary to go on after
    ending_before: the id of the dictionary before which to end: the list then goes backwards, page by page
    request_options: time-out, retries and headers of each of the calls
    """

    limit: int | None
    starting_after: str | None
    ending_before: str | None
    request_options: RequestOptions | None


def listing(options: DictionaryListOptions, cursor: str | None) -> Ask[Page[PronunciationDict]]:
    """The page of dictionaries at a cursor."""
    check_names("pronunciation_dicts.list", options, DictionaryListOptions)
    back = options.get("ending_before") is not None
    return Ask(
        method="GET",
        path=PATH,
        query=page_query("pronunciation_dicts.list", options, cursor),
        headers=SINCE,
        answer=lambda reply: page_of(reply, PronunciationDict, back=back),
    )


def one(id: str) -> Ask[PronunciationDict]:
    """A dictionary."""
    return Ask(method="GET", path=address(id), headers=SINCE, answer=model_answer(PronunciationDict))


def created(name: str, items: Iterable[Item] | None) -> Ask[PronunciationDict]:
    """A dictionary that is kept."""
    from vivavoce.dialects.cartesia import NewDictionary

    values = {"name": some_text("pronunciation_dicts.create: name", name), "items": items_of(items)}
    body = json_of(wire("pronunciation_dicts.create", values, NewDictionary))
    return Ask(method="POST", path=PATH, json=body, headers=SINCE, answer=model_answer(PronunciationDict))


def updated(id: str, name: str | None, items: Iterable[Item] | None) -> Ask[PronunciationDict]:
    """A dictionary, changed in what is given."""
    from vivavoce.dialects.cartesia import DictionaryChanges

    if name is None and items is None:
        raise bad_request("pronunciation_dicts.update changes name and items; neither is given")
    values = {"name": name, "items": items_of(items)}
    body = json_of(wire("pronunciation_dicts.update", values, DictionaryChanges))
    return Ask(method="PATCH", path=address(id), json=body, headers=SINCE, answer=model_answer(PronunciationDict))


def deleted(id: str) -> Ask[bool]:
    """True: whatever is not gone is an error."""
    return Ask(method="DELETE", path=address(id), headers=SINCE, answer=nothing)


def address(id: str) -> str:
    return PATH + quote(some_text("the id of a dictionary", id), safe="")


def items_of(items: Iterable[Item] | None) -> list[dict[str, Any]] | None:
    """The words of a dictionary. Raises BadRequest naming the one that is none."""
    if items is None:
        return None
    if isinstance(items, str | Mapping) or not isinstance(items, Iterable):
        raise bad_request(f"items are a list of dictionaries with text and alias, got {items!r:.80}")
    return [item_of(number, item) for number, item in enumerate(items)]


def item_of(number: int, item: object) -> dict[str, Any]:
    if not isinstance(item, Mapping):
        raise bad_request(f"item {number} is a dictionary with text and alias, got {item!r:.80}")
    check_names(f"item {number}", item, PronunciationDictItemParams)
    return dict(item)
