from typing import Any

import pytest

from vivavoce.core.embedding import Embedding
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.errors import BadRequest

ID = "A0E99841-438C-4A64-B679-AE501E7D6091"


def voice(**changed: Any) -> Voice:
    given = {"id": ID, "name": "Ann", "embedding": Embedding([0.0] * 192), "origin": Origin("created")}  # type: ignore[arg-type]
    return Voice(**(given | changed))


def test_an_id_has_one_spelling() -> None:
    assert voice().id == ID.lower()
    assert voice(id=ID.replace("-", "")).id == ID.lower()


def test_a_name_loses_the_space_around_it() -> None:
    assert voice(name="  Ann Bee ").name == "Ann Bee"


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "x" * 201, "nul\0", None, 3])
def test_a_name_that_is_no_name_is_refused(name: Any) -> None:
    with pytest.raises(BadRequest, match="name"):
        voice(name=name)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "ann"},
        {"id": None},
        {"gender": "f"},
        {"language": ""},
        {"language": "en US"},
        {"description": "x" * 10_001},
    ],
)
def test_other_fields_that_cannot_be_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        voice(**changed)


def test_an_origin_is_one_of_a_few() -> None:
    with pytest.raises(BadRequest, match="built-in, cloned, mixed"):
        Origin("stolen")  # type: ignore[arg-type]


def test_the_id_of_a_built_in_voice_stays_the_same_for_ever() -> None:
    assert built_in_id("Vera") == built_in_id("Vera") != built_in_id("Viktor")
