"""What was asked, as values: bodies, queries and forms; and what handlers need of the application."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.requests import HTTPConnection, Request

from vivavoce.dialects.forms import nested
from vivavoce.errors import BadRequest
from vivavoce.server.app import State
from vivavoce.server.service import Service

Value = TypeVar("Value")

MOST_FIELDS = 100  # of a form; none here has ten
MOST_FILES = 4
LONGEST_FIELD = 2**20  # bytes of a form's text field: the longest transcript that anyone sends with a file


def state_of(connection: HTTPConnection) -> State:
    state: State = connection.app.state
    return state


def service_of(connection: HTTPConnection) -> Service:
    service: Service = connection.app.state.service
    return service


async def body_of(request: Request, kind: type[Value]) -> Value:
    """The JSON body. Raises BadRequest naming the field that cannot be."""
    data = await request.body()
    if not data.strip():
        raise BadRequest("the body is empty; a JSON object was expected")
    try:
        return msgspec.json.decode(data, type=kind, strict=False)  # some languages' JSON has 8000.0 for 8000
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(f"the body is not as it should be: {error}") from error


def query_of(connection: HTTPConnection, kind: type[Value], *, lists: Iterable[str] = ()) -> Value:
    """The query as a value: text becomes numbers and truth values where these are expected. Raises BadRequest.

    lists: names of fields that are lists also where their name has no ``[]`` at its end
    """
    given = [(name, value) for name, value in connection.query_params.multi_items() if value != ""]
    listed = [(f"{name}[]" if name in lists else name, value) for name, value in given]
    return converted(nested(listed), kind, "the query")


async def form_of(request: Request, kind: type[Value]) -> tuple[Value, dict[str, UploadFile]]:
    """A multipart form: its text fields as a value, and its files by their field's name. Raises BadRequest."""
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    return converted(nested(texts(form)), kind, "the form"), files(form)


def texts(form: FormData) -> list[tuple[str, str]]:
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str) and value != ""]


def files(form: FormData) -> dict[str, UploadFile]:
    return {name: value for name, value in form.multi_items() if isinstance(value, UploadFile)}


def converted(fields: object, kind: type[Value], what: str) -> Value:
    try:
        return msgspec.convert(fields, kind, strict=False)
    except msgspec.ValidationError as error:
        raise BadRequest(f"{what} is not as it should be: {error}") from error
