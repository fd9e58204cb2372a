"""A page of documents made of the docstrings of a client: its methods, options, answers and errors."""

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

EXAMPLE = "\n\nExample::\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage:
    """What stands on a page.

    head: its title and what it is about; client: the class that it begins with
    groups: classes whose methods are told, under what one calls them
    about_options: what is to be known of the options
    options: TypedDicts, and what each has from others, which Python 3.11 does not tell
    answers: classes of what comes back
    errors: the module whose docstring tells of errors; about_errors: what else is to be known of them
    aliases: names of types, and what they are written out as
    """

    head: str
    client: type
    groups: Mapping[str, type]
    about_options: str
    options: Mapping[Any, tuple[Any, ...]]
    answers: Sequence[type]
    errors: ModuleType
    about_errors: str
    aliases: Mapping[str, str] = field(default_factory=dict)

    def page(self) -> str:
        """The whole page."""
        return "\n".join(
            [
                self.head,
                *self._client(),
                *(line for title, kind in self.groups.items() for line in self._group(title, kind)),
                "## Options\n",
                self.about_options,
                *(line for shape, others in self.options.items() for line in options(shape, others)),
                "## Answers\n",
                *(line for kind in self.answers for line in answer(kind)),
                "## Errors\n",
                fenced(inspect.getdoc(self.errors) or ""),
                "",
                self.about_errors,
            ]
        )

    def methods(self) -> dict[str, Callable[..., Any]]:
        """All methods that are told of, as Class.method."""
        return {f"{kind.__name__}.{name}": method for kind in self.groups.values() for name, method in methods(kind)}

    def _client(self) -> Iterator[str]:
        name = self.client.__name__
        text, example = split(inspect.getdoc(self.client) or "")
        yield from (f"## {name}\n", *self._signature(name, self.client), "", fenced(text), "", *shown(example))
        close: Any = self.client.close  # type: ignore[attr-defined]
        yield from (f"### {name}.close\n", fenced(inspect.getdoc(close) or ""), "")

    def _group(self, title: str, kind: type) -> Iterator[str]:
        yield f"## {title}\n"
        yield fenced(inspect.getdoc(kind) or "") + "\n"
        for name, method in methods(kind):
            text, example = split(inspect.getdoc(method) or "")
            told = self._signature(name, method)
            yield from (f"### {kind.__name__}.{name}\n", *told, "", fenced(text), "", *shown(example))

    def _signature(self, name: str, function: Callable[..., Any]) -> list[str]:
        told = inspect.signature(function)
        listed = [each for each in told.parameters.values() if each.name != "self"]
        parameters = [self._plain(str(each)) for each in listed]
        keywords = [each.kind is inspect.Parameter.KEYWORD_ONLY for each in listed]
        if True in keywords:
            parameters.insert(keywords.index(True), "*")
        returns = "" if told.return_annotation in (None, inspect.Parameter.empty) else f" -> {self._returned(told)}"
        line = f"{name}({', '.join(parameters)}){returns}"
        if len(line) > 100:
            line = f"{name}(\n    " + ",\n    ".join(parameters) + f",\n){returns}"
        return ["```python", line, "```"]

    def _returned(self, told: inspect.Signature) -> str:
        annotation = told.return_annotation
        return self._plain(annotation if isinstance(annotation, str) else inspect.formatannotation(annotation))

    def _plain(self, text: str) -> str:
        """A type as one would write it."""
        text = re.sub(r"vivavoce\.[\w.]*\.|typing\.|collections\.abc\.|builtins\.|os\.", "", text)
        text = re.sub(r"Optional\[((?:[^\[\]]|\[[^\]]*\])*)\]", r"\1 | None", text)
        for alias, meaning in self.aliases.items():
            text = text.replace(meaning, alias)
        return text


def methods(kind: type) -> list[tuple[str, Callable[..., Any]]]:
    """The public methods of a class, and their functions."""
    return [(name, value) for name, value in vars(kind).items() if inspect.isfunction(value) and name[0] != "_"]


def split(docstring: str) -> tuple[str, str]:
    """A docstring without its example, and the example."""
    text, _, example = docstring.partition(EXAMPLE)
    return text, textwrap.dedent(example)


def options(shape: Any, others: tuple[Any, ...]) -> Iterator[str]:
    needed = [name for name in shape.__annotations__ if name in shape.__required_keys__]
    yield from (f"### {shape.__name__}\n", fenced(inspect.getdoc(shape) or ""), "")
    if needed:
        yield f"*needed*: {', '.join(f'`{name}`' for name in needed)}\n"
    if others:
        yield f"and all of {', '.join(f'`{each.__name__}`' for each in others)}\n"


def answer(kind: type) -> Iterator[str]:
    yield from (f"### {kind.__name__}\n", fenced(inspect.getdoc(kind) or ""), "")
    for name, value in vars(kind).items():
        if name[0] != "_" and (inspect.isfunction(value) or isinstance(value, property)) and inspect.getdoc(value):
            yield f"`{name}`: {inspect.getdoc(value)}\n"


def fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def shown(example: str) -> list[str]:
    return ["```python", example, "```", ""] if example else []
