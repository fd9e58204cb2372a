"""Route tables as OpenAPI."""

from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.server.conftest import Site
from tests.server.dialect import DIALECT
from vivavoce.server import own, running
from vivavoce.server.openapi import describe


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return describe([DIALECT, own.DIALECT])


def test_the_description_is_valid(told: dict[str, Any]) -> None:
    validate(told)


def test_the_description_of_what_the_server_really_serves_is_valid() -> None:
    validate(describe([*running.dialects(), own.DIALECT]))


def test_it_is_served_as_it_is_told(site: Site, told: dict[str, Any]) -> None:
    assert site.http.get("/openapi.json").json() == told


def test_every_operation_is_told_once_and_has_a_name_of_its_own(told: dict[str, Any]) -> None:
    operations = [operation for path in told["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) == len(DIALECT.routes) + len(DIALECT.sockets) + len(own.DIALECT.routes)
    assert "post_say" in names


def test_a_body_has_its_schema_and_its_example(told: dict[str, Any]) -> None:
    content = told["paths"]["/say"]["post"]["requestBody"]["content"]["application/json"]
    assert content["schema"] == {"$ref": "#/components/schemas/Question"}
    assert content["example"] == {"text": "Hello."}


def test_a_form_has_its_fields_with_brackets_and_its_files_as_bytes(told: dict[str, Any]) -> None:
    schema = told["paths"]["/upload"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert set(schema["properties"]) == {
        "text",
        "inner[container]",
        "inner[rate]",
        "tags[]",
        "clip",
        "place[container]",
        "place[rate]",
    }
    assert schema["properties"]["clip"] == {"type": "string", "contentMediaType": "application/octet-stream"}
    assert set(schema["required"]) == {"text", "clip", "place[container]"}


def test_parameters_are_those_of_path_headers_and_query(told: dict[str, Any]) -> None:
    parameters = told["paths"]["/voices/{id}"]["get"]["parameters"]
    assert [(one["name"], one["in"]) for one in parameters] == [
        ("id", "path"),
        ("Small-Version", "header"),
        ("text", "query"),
        ("inner", "query"),
        ("tags[]", "query"),
    ]


def test_refusals_have_the_shape_of_the_dialect(told: dict[str, Any]) -> None:
    refused = told["paths"]["/say"]["post"]["responses"]["429"]["content"]["application/json"]["schema"]
    assert refused == {"$ref": "#/components/schemas/Refused"}


def test_open_operations_need_no_key_and_others_take_it_anywhere(told: dict[str, Any]) -> None:
    assert told["paths"]["/"]["get"]["security"] == []
    assert {"bearer": []} in told["paths"]["/say"]["post"]["security"]


def test_a_socket_tells_the_messages_of_both_sides(told: dict[str, Any]) -> None:
    socket = told["paths"]["/echo"]["get"]
    assert "101" in socket["responses"]
    assert socket["x-websocket"] == {
        "sends": {"$ref": "#/components/schemas/Question"},
        "receives": {"$ref": "#/components/schemas/Answer"},
    }
