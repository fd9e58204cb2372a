"""What every handler needs: the version asked for, bodies and queries as values, answers and errors on the wire."""

from typing import TypeVar

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response

from vivavoce.dialects import cartesia as wire
from vivavoce.dialects.forms import nested
from vivavoce.errors import BadRequest, VivavoceError
from vivavoce.server.app import State
from vivavoce.server.service import Service

Value = TypeVar("Value")

VERSION_HEADER = "cartesia-version"
VERSION_QUERY = "cartesia_version"
MOST_FIELDS = 100  # of a form; none here has ten
MOST_FILES = 4
# Clients send these again, in vain: what is taken stays taken, and what is not there does not come.
FINAL = {409: {"x-should-retry": "false"}, 501: {"x-should-retry": "false"}}
LONGEST_FIELD = 2**20  # bytes of a form's text field: the longest transcript that anyone sends with a file


def version_of(connection: HTTPConnection) -> str:
    """The protocol's version that the client speaks; where it says so twice, the query counts."""
    return wire.version_of(connection.query_params.get(VERSION_QUERY) or connection.headers.get(VERSION_HEADER))


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


def query_of(request: Request, kind: type[Value]) -> Value:
    """The query as a value: text becomes numbers and truth values where these are expected. Raises BadRequest."""
    fields = [(name, value) for name, value in request.query_params.multi_items() if value != ""]
    # expand=a means the same as expand[]=a
    listed = [(f"{name}[]" if name == "expand" else name, value) for name, value in fields]
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


def answer(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def nothing() -> Response:
    return Response(status_code=204)


def refusal(connection: HTTPConnection, error: VivavoceError) -> Response:
    """The error as the client's version of the protocol puts it: an object, or before 2026-03-01 plain text."""
    try:
        version = version_of(connection)
    except BadRequest:
        version = wire.NEWEST
    if version < wire.STRUCTURED_ERRORS_SINCE:
        response: Response = PlainTextResponse(wire.error_text(error), error.status)
    else:
        response = answer(wire.error_object(error, connection.state.request_id), error.status)
    response.headers.update(FINAL.get(error.status, {}))
    return response
