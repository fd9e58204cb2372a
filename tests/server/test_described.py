"""What /openapi.json says holds: requests made up from it are answered as it says, and nothing breaks the server."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.wire.live import Live, live

HONEST = {501, 503, 507}  # not here, going down, disk full: said on purpose


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("described"), most_body=1 << 20) as running:
        yield running


CHECKS: list[CheckFunction] = [response_schema_conformance]
SOCKETS = "/websocket$|/stream/"  # OpenAPI has no words for them
FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_what_fits_the_description_is_answered_as_it_says(server: Live) -> None:
    operations = described(server)
    assert len(operations) > 25
    for operation in operations:
        FEW(given(case=operation.as_strategy())(holds))()
    server.rests()


@pytest.mark.parametrize("path", ["/tts/bytes", "/voices/mix", "/pronunciation-dicts", "/v1/audio/speech"])
def test_what_does_not_fit_the_description_is_refused(server: Live, path: str) -> None:
    (operation,) = (one for one in described(server) if (one.path, one.method) == (path, "post"))
    FEW(given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))(is_refused))()
    server.rests()


def described(server: Live) -> list[Any]:
    """The operations of the description that are served here."""
    told = schemathesis.openapi.from_url(f"{server.url}/openapi.json")
    served = told.exclude(path_regex=SOCKETS).exclude(tag="Not on this server")
    return [operation.ok() for operation in served.get_all_operations()]


def holds(case: schemathesis.Case) -> None:
    """The answer is no breakdown, and has the shape that the description says."""
    answer = case.call(timeout=10)
    assert answer.status_code < 500 or answer.status_code in HONEST, f"{case.method} {case.path}: {answer.text}"
    if answer.status_code == 200:
        case.validate_response(answer, checks=CHECKS)


def is_refused(case: schemathesis.Case) -> None:
    """The answer says that the client is wrong. (Not so where a 0 may say "no": grants of tokens take it.)"""
    answer = case.call(timeout=10)
    assert 400 <= answer.status_code < 500, f"{case.method} {case.path}: {answer.status_code}, {case.body!r}"
