import pytest

from tests.store.making import cloned
from vivavoce.store.search import Wanted, speaks


@pytest.mark.parametrize(
    ("language", "wanted", "expected"),
    [
        ("en-US", "en", True),
        ("en-US", "EN-us", True),
        ("en-US", "en_US", True),
        ("en", "en-US", False),
        ("en-US", "en-GB", False),
        ("english", "en", False),
        ("zh-Hant-TW", "zh-Hant", True),
    ],
)
def test_a_tag_covers_those_it_begins(language: str, wanted: str, expected: bool) -> None:
    assert speaks(language, wanted) is expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), True),
        (Wanted(query="ÉMILE"), True),
        (Wanted(query="e\u0301mile warm"), True),
        (Wanted(query="emile"), False),
        (Wanted(query="calm"), True),
        (Wanted(query="rough calm x"), False),
        (Wanted(labels=("Calm",)), True),
        (Wanted(labels=("cal",)), False),
        (Wanted(language="en", gender="feminine", labels=["alto"], query="voice"), False),
    ],
)
def test_everything_asked_for_must_fit(wanted: Wanted, expected: bool) -> None:
    assert wanted.fits(cloned("Émile")) is expected
