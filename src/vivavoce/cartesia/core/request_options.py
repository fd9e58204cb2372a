"""What one call may change of what the client does by default."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypedDict, TypeVar

from vivavoce.cartesia.core.api_error import bad_request, told_before
from vivavoce.client.call import NOTHING_SPECIAL, Call, Options

Operation = TypeVar("Operation", bound=Call)

VERSION = "Cartesia-Version"


class RequestOptions(TypedDict, total=False):
    """What one call may change of what the client does by default.

    timeout_in_seconds: how long to wait for the server each time
    max_retries: how often a request that failed is sent again
    additional_headers: sent too, and win over the client's
    additional_query_parameters: put behind the address
    additional_body_parameters: put into the JSON that is sent, over what is there
    chunk_size: bytes of each chunk of sound that is iterated over, but for the last; as they come when not told
    """

    timeout_in_seconds: float
    max_retries: int
    additional_headers: Mapping[str, str]
    additional_query_parameters: Mapping[str, Any]
    additional_body_parameters: Mapping[str, Any]
    chunk_size: int


def options_of(given: RequestOptions | None) -> Options:
    """The options in the client's own terms. Raises TypeError for one there is not, BadRequest for a bad value."""
    if given is None:
        return NOTHING_SPECIAL
    if not isinstance(given, Mapping):
        raise bad_request(f"request_options is a dictionary, got {type(given).__name__}")
    if unknown := given.keys() - RequestOptions.__annotations__.keys():
        known = ", ".join(RequestOptions.__annotations__)
        raise TypeError(f"request_options has {known}; not {', '.join(sorted(map(str, unknown)))}")
    query = mapping(given, "additional_query_parameters")
    with told_before():
        return Options(
            max_retries=given.get("max_retries"),
            timeout=given.get("timeout_in_seconds"),
            headers={name: str(value) for name, value in mapping(given, "additional_headers").items()},
            query=tuple((name, str(value)) for name, value in query.items()),
        )


def specialised(operation: Operation, given: RequestOptions | None, version: str) -> Operation:
    """The operation as this call wants it.

    version: of the client; a call that came with a newer version brings its own in its headers, which is then sent
    """
    headers = dict(operation.headers)
    if headers.get(VERSION, "") <= version:
        headers.pop(VERSION, None)
    extra = mapping(given or {}, "additional_body_parameters")
    if not extra:
        return replace(operation, headers=headers)
    if isinstance(operation.json, Mapping):
        return replace(operation, headers=headers, json={**operation.json, **extra})
    form = {**dict(operation.form), **{name: str(value) for name, value in extra.items()}}
    return replace(operation, headers=headers, form=tuple(form.items()))


def mapping(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = given.get(name) or {}
    if not isinstance(value, Mapping):
        raise bad_request(f"{name} is a dictionary, got {type(value).__name__}")
    return value
