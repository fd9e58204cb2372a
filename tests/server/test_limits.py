"""As much at once as is allowed."""

import pytest

from vivavoce.errors import TooBusy, TooLarge
from vivavoce.server.limits import Limits, Turnstile
from vivavoce.server.settings import Settings


def test_the_next_one_is_turned_away_until_somebody_leaves() -> None:
    turnstile = Turnstile("contexts", 2)
    with turnstile.one(), turnstile.one():
        with pytest.raises(TooBusy, match="2 contexts are open"):
            turnstile.enter()
        assert turnstile.inside == 2
    with turnstile.one():
        assert turnstile.inside == 1


def test_who_fails_inside_leaves_too() -> None:
    turnstile = Turnstile("contexts", 1)
    with pytest.raises(ZeroDivisionError), turnstile.one():
        raise ZeroDivisionError
    assert turnstile.inside == 0


def test_a_body_may_be_as_large_as_the_limit() -> None:
    limits = Limits(Settings(most_body=2000))
    limits.check_body(2000)
    with pytest.raises(TooLarge, match="2000 bytes"):
        limits.check_body(2001)
