"""Reading answers that come whole."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from vivavoce.cartesia.core.api_error import ApiError, api_error
from vivavoce.cartesia.core.pagination import Page
from vivavoce.cartesia.model import Model
from vivavoce.cartesia.voices import EmbeddingResponse
from vivavoce.client.call import Reply
from vivavoce.errors import AnswerBroken, BadRequest

Kind = TypeVar("Kind", bound=Model)


def refusal(reply: Reply) -> ApiError:
    """The error of an answer that is none."""
    import msgspec

    try:
        body = msgspec.json.decode(reply.body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = reply.body.decode("utf-8", "replace")
    return api_error(reply.status, body)


def json_answer(reply: Reply) -> Mapping[str, Any]:
    """The JSON object of an answer. Raises AnswerBroken when it is none."""
    import msgspec

    value = msgspec.json.decode(reply.body)
    if not isinstance(value, Mapping):
        raise AnswerBroken(f"the answer is no JSON object: {reply.body[:80]!r}")
    return value


def modelled(kind: type[Kind], value: object) -> Kind:
    """The JSON object as a model. Raises AnswerBroken when it is no object, or lacks what it needs."""
    if not isinstance(value, Mapping):
        raise AnswerBroken(f"the answer is no {kind.__name__}: {value!r:.80}")
    try:
        return kind.of(value)
    except BadRequest as error:
        raise AnswerBroken(f"the answer is no whole {kind.__name__}: {error}") from error


def model_answer(kind: type[Kind]) -> Callable[[Reply], Kind]:
    """Reads an answer as a model."""
    return lambda reply: modelled(kind, json_answer(reply))


def embedding_answer(reply: Reply) -> EmbeddingResponse:
    """What a voice sounds like."""
    numbers = json_answer(reply).get("embedding")
    if not isinstance(numbers, list) or not all(isinstance(each, int | float) for each in numbers):
        raise AnswerBroken(f"the answer has no embedding: {reply.body[:80]!r}")
    return EmbeddingResponse(float(each) for each in numbers)


def nothing(reply: Reply) -> bool:
    """True, whatever the server says: its status said that it is done."""
    return True


def page_of(reply: Reply, kind: type[Kind], *, back: bool = False) -> Page[Kind]:
    """A page of a list.

    back: whether the list is gone through backwards, so that the page's first item leads on
    """
    import msgspec

    value = msgspec.json.decode(reply.body)
    if isinstance(value, list):  # as version 2024-06-10 answers: everything at once
        return Page([modelled(kind, each) for each in value], None)
    items = value.get("data") if isinstance(value, Mapping) else None
    if not isinstance(items, list):
        raise AnswerBroken(f"the answer is no page of a list: {reply.body[:80]!r}")
    page = [modelled(kind, each) for each in items]
    more = bool(page) and bool(value.get("next_page") or value.get("has_more"))
    if not more:
        return Page(page, None)
    end = page[0] if back else page[-1]
    return Page(page, end["id"] if back else value.get("next_page") or end["id"])
