"""Answers that are a dictionary and an object at once: ``voice["name"]`` and ``voice.name``."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from vivavoce.errors import AnswerBroken


class Record(dict[str, Any]):
    """A JSON object whose keys are attributes too, in the spelling of Python; subscripts take that of JSON as well.

    A subclass annotates what there is. Keys that are not known are kept.

    defaults: what keys that may be missing read as
    needed: keys without which an answer makes no sense
    """

    defaults: ClassVar[Mapping[str, Any]] = {}
    needed: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, answer: object) -> Self:
        """The record of a JSON object. Raises AnswerBroken when it is none, or lacks what it needs."""
        if not isinstance(answer, Mapping) or any(answer.get(name) is None for name in cls.needed):
            raise AnswerBroken(f"a {cls.__name__} has {', '.join(cls.needed)}; the server says {answer!r:.80}")
        there = {pythonic(name): value for name, value in answer.items() if value is not None}
        return cls({**{name: value for name, value in cls.defaults.items() if name not in there}, **there})

    def __missing__(self, name: str) -> Any:
        spelled = pythonic(name)
        if spelled == name or spelled not in self:
            raise KeyError(f"{type(self).__name__} has no {name!r}; it has {', '.join(self)}")
        return self[spelled]

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(*error.args) from None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={shown(value)}' for name, value in self.items())})"

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]


def pythonic(name: str) -> str:
    """``previewUrls`` as ``preview_urls``."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def shown(value: object) -> str:
    """The value as a print-out shows it: sound only by its size."""
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else repr(value)
