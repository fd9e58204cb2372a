"""Tells the route tables as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1).

Operations over a WebSocket, which OpenAPI has no words for, are told as a GET that switches protocols, with the
messages of both sides under ``x-websocket``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Any, TypeAlias, get_args

import msgspec

import vivavoce
from vivavoce.server.paths import PARAMETER, bare
from vivavoce.server.routes import Dialect, Route, Shape, SocketRoute

Json: TypeAlias = dict[str, Any]

REFERENCE = "#/components/schemas/{name}"
BINARY: Json = {"type": "string", "contentMediaType": "application/octet-stream"}
AUDIO = re.compile(r"audio/|application/octet-stream")

# Any one of them will do; {} says that a server without keys asks for none.
SCHEMES: dict[str, Json] = {
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key or an access token."},
    "key_in_query": {"type": "apiKey", "in": "query", "name": "api_key"},
    "token_in_query": {"type": "apiKey", "in": "query", "name": "access_token"},
}
SECURITY: list[Json] = [{name: []} for name in SCHEMES] + [{}]

# What every operation may be refused with, beside its own reasons.
REFUSALS = {
    "400": "What was asked cannot be; the message says why.",
    "401": "No key, or one that is not known.",
    "403": "The key or token does not cover this, or a web page may not use the server.",
    "404": "What was named is not there.",
    "413": "The body is over the limit.",
    "429": "As much is under way as is allowed at once; `Retry-After` says when to try again.",
    "503": "The server is going down; `Retry-After` says when to try again.",
}
OPEN_REFUSALS = ("403",)  # of operations that anybody may ask for


def describe(dialects: Iterable[Dialect]) -> Json:
    """The description of all that the dialects serve."""
    dialects = tuple(dialects)
    shapes = Shapes(shape for dialect in dialects for shape in shapes_of(dialect))
    paths: dict[str, Json] = {}
    for dialect in dialects:
        for route in dialect.routes:
            paths.setdefault(bare(route.path) or "/", {})[route.method.lower()] = operation(dialect, route, shapes)
        for socket in dialect.sockets:
            paths.setdefault(bare(socket.path) or "/", {})["get"] = upgrade(dialect, socket, shapes)
    return {
        "openapi": "3.1.1",
        "info": {"title": "vivavoce", "version": vivavoce.__version__, "summary": "Voices of this machine."},
        "tags": [{"name": group} for group in groups(dialects)],
        "paths": paths,
        "components": {"schemas": shapes.components, "securitySchemes": SCHEMES},
    }


def shapes_of(dialect: Dialect) -> Iterator[Shape]:
    """Every shape that its tables name."""
    yield dialect.failure
    for route in dialect.routes:
        yield from (route.query, route.body, route.form, route.answer)
    for socket in dialect.sockets:
        yield from (socket.query, socket.sends, socket.receives)


def groups(dialects: Iterable[Dialect]) -> list[str]:
    """The headings, in the order in which they first occur."""
    found: list[str] = []
    for dialect in dialects:
        found += [route.group for route in dialect.routes] + [socket.group for socket in dialect.sockets]
    return list(dict.fromkeys(found))


class Shapes:
    """JSON schemas of shapes, with what they share as components."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._shapes = list(dict.fromkeys(one for shape in shapes if shape is not None for one in members(shape)))
        schemas, self.components = msgspec.json.schema_components(self._shapes, ref_template=REFERENCE)
        self._schemas = dict(zip(self._shapes, schemas, strict=True))

    def schema(self, shape: Shape) -> Json:
        """The schema of one of the shapes."""
        schemas = [dict(self._schemas[one]) for one in members(shape)]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def fields(self, shape: Shape) -> tuple[dict[str, Json], list[str]]:
        """Name → schema of an object's fields, and the names that are required."""
        found = self.resolved(self.schema(shape))
        return found.get("properties", {}), found.get("required", [])

    def resolved(self, schema: Json) -> Json:
        """The schema that a reference leads to; the object of an object or null."""
        options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
        if len(options) == 1:
            return self.resolved(options[0])
        reference = schema.get("$ref")
        return self.components[reference.rpartition("/")[2]] if reference else schema


def members(shape: Shape) -> tuple[Shape, ...]:
    """The members of a union: msgspec tells only unions of tagged structs, and protocols have others too."""
    return get_args(shape) if isinstance(shape, UnionType) else (shape,)


def operation(dialect: Dialect, route: Route, shapes: Shapes) -> Json:
    """One operation over HTTP."""
    told: Json = {
        "operationId": name_of(route.method, route.path),
        "summary": route.summary,
        "tags": [route.group],
        "parameters": [*path_parameters(route.path), *headers(dialect), *query(route.query, shapes)],
        "responses": responses(dialect, route, shapes),
        "security": [] if route.open else SECURITY,
    }
    if route.body is not None:
        told["requestBody"] = body("application/json", shapes.schema(route.body), route.example)
    elif route.form is not None:
        told["requestBody"] = body("multipart/form-data", form(route.form, shapes), route.example)
    return told


def upgrade(dialect: Dialect, socket: SocketRoute, shapes: Shapes) -> Json:
    """One operation over a WebSocket."""
    messages = {"sends": socket.sends, "receives": socket.receives}
    told: Json = {name: shapes.schema(shape) for name, shape in messages.items() if shape is not None}
    if socket.example is not None:
        told["example"] = socket.example
    return {
        "operationId": name_of("socket", socket.path),
        "summary": socket.summary,
        "tags": [socket.group],
        "parameters": [*path_parameters(socket.path), *headers(dialect), *query(socket.query, shapes)],
        "responses": {
            "101": {"description": "A WebSocket; `x-websocket` tells its messages."},
            **refusals(dialect, shapes, tuple(REFUSALS)),
        },
        "security": [] if socket.open else SECURITY,
        "x-websocket": told,
    }


def path_parameters(path: str) -> Iterator[Json]:
    for name in PARAMETER.findall(path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def headers(dialect: Dialect) -> Iterator[Json]:
    for name, purpose in dialect.headers.items():
        yield {"name": name, "in": "header", "description": purpose, "schema": {"type": "string"}}


def query(shape: Shape, shapes: Shapes) -> Iterator[Json]:
    """The fields of a query string; lists repeat their name, which ends in brackets."""
    if shape is None:
        return
    fields, required = shapes.fields(shape)
    for name, schema in fields.items():
        brackets = "[]" if schema.get("type") == "array" else ""
        yield {"name": name + brackets, "in": "query", "required": name in required, "schema": schema}


def body(media: str, schema: Json, example: object) -> Json:
    content: Json = {"schema": schema}
    if example is not None:
        content["example"] = example
    return {"required": True, "content": {media: content}}


def form(shape: Shape, shapes: Shapes) -> Json:
    """A multipart form: its fields, nested ones with brackets, and its files."""
    fields = list(flat(*shapes.fields(shape), shapes))
    needed = [name for name, _, required in fields if required]
    told: Json = {"type": "object", "properties": {name: schema for name, schema, _ in fields}}
    return told | ({"required": needed} if needed else {})


def flat(
    fields: Mapping[str, Json], required: Iterable[str], shapes: Shapes, within: str = ""
) -> Iterator[tuple[str, Json, bool]]:
    """The fields as forms name them, ``output_format[container]``, ``emotion[]``, and whether each is required."""
    for name, schema in fields.items():
        full = f"{within}[{name}]" if within else name
        inner = shapes.resolved(schema)
        if inner.get("contentEncoding") == "base64":  # msgspec's word for bytes; forms carry them as they are
            yield full, BINARY, name in required
        elif "properties" in inner:
            below = inner.get("required", []) if name in required else []
            yield from flat(inner["properties"], below, shapes, full)
        else:
            yield full + ("[]" if inner.get("type") == "array" else ""), schema, name in required


def responses(dialect: Dialect, route: Route, shapes: Shapes) -> Json:
    answered: Json = {"description": "It went well." if route.status < 400 else route.summary}
    if route.status != 204:
        schema = BINARY if AUDIO.match(route.media) else {} if route.answer is None else shapes.schema(route.answer)
        answered["content"] = {route.media: {"schema": schema} if schema else {}}
    return {str(route.status): answered, **refusals(dialect, shapes, OPEN_REFUSALS if route.open else tuple(REFUSALS))}


def refusals(dialect: Dialect, shapes: Shapes, statuses: Iterable[str]) -> Json:
    content = {"content": {"application/json": {"schema": shapes.schema(dialect.failure)}}} if dialect.failure else {}
    return {status: {"description": REFUSALS[status], **content} for status in statuses}


def name_of(verb: str, path: str) -> str:
    """A name for programs: ``post_tts_bytes``."""
    return "_".join([verb.lower(), *re.findall(r"\w+", path)])
