"""Whether what a caller gave is what there is to be given."""

import difflib
import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_type_hints

from vivavoce.cartesia.core.api_error import bad_request

Wire = TypeVar("Wire")
Method = TypeVar("Method", bound=Callable[..., Any])


def spelled(shape: type) -> Callable[[Method], Method]:
    """Lets a method whose options are a TypedDict's tell their names, to ``help``, notebooks and documents."""
    needed: frozenset[str] = shape.__required_keys__  # type: ignore[attr-defined]

    def decorate(method: Method) -> Method:
        told = inspect.signature(method)
        options = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if name in needed else None,
                annotation=annotation,
            )
            for name, annotation in get_type_hints(shape).items()
        ]
        before = [each for each in told.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        options.sort(key=lambda option: option.default is None)
        method.__signature__ = told.replace(parameters=[*before, *options])  # type: ignore[attr-defined]
        return method

    return decorate


def check_names(what: str, given: Mapping[str, Any], shape: type) -> None:
    """Raise TypeError, as Python does for a function, when the names are not those of the TypedDict.

    what: what it is for, as the message calls it
    shape: a TypedDict
    """
    known: Mapping[str, Any] = shape.__annotations__
    for name in given:
        if name not in known:
            raise TypeError(f"{what} has no option {name!r}{hint(str(name), known)}")
    needed: frozenset[str] = shape.__required_keys__  # type: ignore[attr-defined]
    if missing := [name for name in known if name in needed and name not in given]:
        raise TypeError(f"{what} needs {', '.join(missing)}")


def hint(name: str, known: Iterable[str]) -> str:
    """What was meant, or else what there is."""
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; it has {', '.join(known)}"


def wire(what: str, values: Mapping[str, Any], shape: type[Wire]) -> Wire:
    """The values as the protocol's type. Raises BadRequest naming the value that is of the wrong kind."""
    import msgspec

    check_finite(what, values)
    try:
        return msgspec.convert({name: value for name, value in values.items() if value is not None}, shape)
    except msgspec.ValidationError as error:
        raise bad_request(f"{what}: {str(error).replace('$.', '')}") from None


def check_finite(what: str, value: object) -> None:
    """Raise BadRequest for a number that JSON does not have, and would be null in."""
    if isinstance(value, float) and not math.isfinite(value):
        raise bad_request(f"{what}: {value} is no number that can be sent")
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        check_finite(what, each)


def json_of(value: object) -> Any:
    """The protocol's value as JSON objects, without what was left out."""
    import msgspec

    return msgspec.to_builtins(value)


def some_text(what: str, value: object) -> str:
    """The value if it is text and not empty. Raises BadRequest."""
    if not isinstance(value, str) or not value.strip():
        raise bad_request(f"{what} is a text that is not empty, got {value!r:.80}")
    return sendable(what, value)


def sendable(what: str, text: str) -> str:
    """The text. Raises BadRequest when no UTF-8 can carry it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request(f"{what} has half a character in it, number {error.start}: {text[error.start]!r}") from None
    return text
