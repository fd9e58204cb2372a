"""Forms whose field names nest with brackets: ``output_format[container]=wav`` stands for {"output_format": {...}}."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from vivavoce.errors import BadRequest

Nested: TypeAlias = "str | list[Nested] | dict[str, Nested]"

NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
DEEPEST = 8  # brackets in one name; no form of these protocols has more than three


def nested(fields: Iterable[tuple[str, str]]) -> dict[str, Nested]:
    """The fields as nested dictionaries; a name that ends in ``[]`` or repeats becomes a list.

    raises: BadRequest when a name cannot be read, or two names contradict one another
    """
    tree: dict[str, Nested] = {}
    for name, value in fields:
        *path, last = path_of(name)
        branch = tree
        for key in path:
            below = branch.setdefault(key, {})
            if not isinstance(below, dict):
                raise contradiction(name)
            branch = below
        put(branch, last, value, name)
    return tree


def put(branch: dict[str, Nested], key: str, value: str, name: str) -> None:
    there = branch.get(key)
    if isinstance(there, dict):
        raise contradiction(name)
    if name.endswith("[]") or there is not None:
        branch[key] = [*([] if there is None else there if isinstance(there, list) else [there]), value]
    else:
        branch[key] = value


def path_of(name: str) -> list[str]:
    """The keys that lead to the field, a final ``[]`` left out."""
    found = NAME.fullmatch(name)
    if found is None:
        raise BadRequest(f"a form field is called name or name[key], got {name[:80]!r}")
    keys = [found[1], *re.findall(r"\[([^\[\]]*)\]", found[2])]
    if len(keys) > 1 and keys[-1] == "":
        keys.pop()
    if len(keys) > DEEPEST or "" in keys:
        raise BadRequest(f"a form field is called name or name[key], got {name[:80]!r}")
    return keys


def contradiction(name: str) -> BadRequest:
    return BadRequest(f"the form field {name[:80]!r} contradicts another: it is both a value and a group")


def flat(tree: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The fields that ``nested`` reads back; None is left out, true and false are words."""
    for name, value in tree.items():
        yield from flat_field(name, value)


def flat_field(name: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case None:
            return
        case Mapping():
            for key, below in value.items():
                yield from flat_field(f"{name}[{key}]", below)
        case list() | tuple():
            for each in value:
                yield from flat_field(f"{name}[]", each)
        case bool():
            yield name, "true" if value else "false"
        case _:
            yield name, str(value)
