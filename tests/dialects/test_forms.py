"""Forms whose names nest: read, written, contradicting themselves."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vivavoce.dialects.forms import flat, nested
from vivavoce.errors import BadRequest

FEW = settings(max_examples=80, deadline=None, derandomize=True, database=None)
keys = st.text(st.characters(blacklist_characters="[]", blacklist_categories=["Cs"]), min_size=1, max_size=8)
trees = st.dictionaries(
    keys,
    st.recursive(
        st.text(max_size=8) | st.lists(st.text(max_size=8), min_size=1, max_size=3),
        lambda below: st.dictionaries(keys, below, min_size=1, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


@FEW
@given(trees)
def test_what_was_flattened_nests_again(tree: dict[str, Any]) -> None:
    assert nested(flat(tree)) == tree


def test_fields_of_infill_are_read_as_every_generation_sends_them() -> None:
    assert nested(
        [
            ("model_id", "sonic"),
            ("output_format[container]", "wav"),
            ("output_format[sample_rate]", "44100"),
            ("voice[__experimental_controls][speed]", "fast"),
            ("voice[__experimental_controls][emotion][]", "anger"),
            ("voice[__experimental_controls][emotion][]", "curiosity:high"),
        ]
    ) == {
        "model_id": "sonic",
        "output_format": {"container": "wav", "sample_rate": "44100"},
        "voice": {"__experimental_controls": {"speed": "fast", "emotion": ["anger", "curiosity:high"]}},
    }


def test_values_are_written_as_forms_have_them() -> None:
    tree = {"a": None, "b": True, "c": False, "d": 1, "e": 0.5, "f": ["x", 2], "g": {"h": None, "i": "j"}}
    assert list(flat(tree)) == [
        ("b", "true"),
        ("c", "false"),
        ("d", "1"),
        ("e", "0.5"),
        ("f[]", "x"),
        ("f[]", "2"),
        ("g[i]", "j"),
    ]


@pytest.mark.parametrize("fields", [[("a", "1"), ("a", "2")], [("a[]", "1"), ("a[]", "2")], [("a", "1"), ("a[]", "2")]])
def test_a_name_that_repeats_is_a_list(fields: list[tuple[str, str]]) -> None:
    assert nested(fields) == {"a": ["1", "2"]}


def test_one_of_a_list_is_a_list() -> None:
    assert nested([("expand[]", "embedding")]) == {"expand": ["embedding"]}


@pytest.mark.parametrize(
    "names", [("a", "a[b]"), ("a[b]", "a"), ("a[]", "a[b]"), ("a[b]", "a[]"), ("a[b]", "a[b][c]"), ("a[b][c]", "a[b]")]
)
def test_a_name_is_no_value_and_group_at_once(names: tuple[str, str]) -> None:
    with pytest.raises(BadRequest, match="contradicts"):
        nested([(name, "1") for name in names])


@pytest.mark.parametrize(
    "name", ["", "[", "]", "[a]", "a[", "a]", "a[b", "a[b]]", "a[[b]]", "a[][b]", "a" + "[b]" * 50]
)
def test_names_that_cannot_be_are_refused(name: str) -> None:
    with pytest.raises(BadRequest, match="form field"):
        nested([(name, "1")])
