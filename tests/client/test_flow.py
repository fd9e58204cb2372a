"""The retries, decided without a clock and without a network."""

from email.utils import formatdate

import pytest

from vivavoce.client.flow import Answered, Failed, Outcome, Send, Wait, advance, attempts
from vivavoce.errors import BadRequest, ConnectionFailed, TimedOut

NOW = 1_800_000_000.0  # seconds since 1970, a whole second


def course(outcomes: list[Outcome], max_retries: int = 2, jitter: float = 0.0) -> list[Send | Wait]:
    """The steps taken when one outcome follows on the other."""
    steps = attempts(max_retries, jitter=lambda: jitter, now=lambda: NOW)
    told = iter(outcomes)
    step: Send | Wait | None = next(steps)
    taken = []
    while step is not None:
        taken.append(step)
        step = advance(steps, next(told) if isinstance(step, Send) else None)
    return taken


def answered(status: int, **headers: str) -> Answered:
    return Answered(status, {name.replace("_", "-"): value for name, value in headers.items()})


def test_an_answer_is_the_end_of_it() -> None:
    assert course([answered(200)]) == [Send(0)]


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 599])
def test_a_status_that_may_pass_is_tried_again_after_half_a_second(status: int) -> None:
    assert course([answered(status), answered(200)]) == [Send(0), Wait(0.5), Send(1)]


@pytest.mark.parametrize("status", [301, 400, 401, 402, 403, 404, 410, 413, 422, 499])
def test_a_status_that_will_not_pass_stands(status: int) -> None:
    assert course([answered(status)]) == [Send(0)]


@pytest.mark.parametrize("error", [ConnectionFailed("refused"), TimedOut("late")])
def test_a_failed_connection_is_tried_again(error: ConnectionFailed) -> None:
    assert course([Failed(error), answered(200)]) == [Send(0), Wait(0.5), Send(1)]


def test_a_request_that_cannot_be_sent_is_not_tried_again() -> None:
    assert course([Failed(BadRequest("no such scheme"))]) == [Send(0)]


def test_it_gives_up_after_as_many_retries_as_it_has() -> None:
    assert course([answered(500)] * 3) == [Send(0), Wait(0.5), Send(1), Wait(1.0), Send(2)]
    assert course([answered(500)], max_retries=0) == [Send(0)]


def test_waits_double_up_to_eight_seconds() -> None:
    waits = [step.seconds for step in course([answered(500)] * 7, max_retries=6) if isinstance(step, Wait)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]


def test_jitter_takes_off_up_to_a_quarter() -> None:
    assert course([answered(500), answered(200)], jitter=1.0)[1] == Wait(0.375)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "3"}, 3.0),
        ({"retry_after": "0"}, 0.0),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after_ms": "250", "retry_after": "9"}, 0.25),
        ({"retry_after_ms": "soon", "retry_after": "9"}, 9.0),
        ({"retry_after": formatdate(NOW + 7, usegmt=True)}, 7.0),
        ({"retry_after": formatdate(NOW - 7, usegmt=True)}, 0.0),
        ({"retry_after": "-4"}, 0.0),
        ({"retry_after": "nan"}, 0.5),
        ({"retry_after": "in a while"}, 0.5),
        ({"retry_after": "60"}, 60.0),
    ],
)
def test_a_server_that_says_when_is_asked_then(headers: dict[str, str], seconds: float) -> None:
    assert course([answered(429, **headers), answered(200)]) == [Send(0), Wait(seconds), Send(1)]


@pytest.mark.parametrize("headers", [{"retry_after": "61"}, {"retry_after_ms": "60001"}, {"retry_after": "inf"}])
def test_a_server_that_wants_more_than_a_minute_is_not_waited_for(headers: dict[str, str]) -> None:
    assert course([answered(503, **headers)]) == [Send(0)]


def test_the_server_has_the_last_word_on_retries() -> None:
    assert course([answered(500, x_should_retry="false")]) == [Send(0)]
    assert course([answered(400, x_should_retry="true"), answered(200)]) == [Send(0), Wait(0.5), Send(1)]
    assert course([answered(400, x_should_retry="perhaps")]) == [Send(0)]
