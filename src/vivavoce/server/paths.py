"""Finds what is served at a path."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from vivavoce.errors import BadRequest
from vivavoce.server.routes import Dialect, Route, SocketRoute

Parameters: TypeAlias = dict[str, str]

PARAMETER = re.compile(r"\{(\w+)\}")
VERSION = "/v1"  # what the paths of many protocols begin with, and base URLs of their clients end in


class MethodNotAllowed(BadRequest):
    """Something is at that address, but not for that method."""

    status, code = 405, "method_not_allowed"


@dataclass(frozen=True, slots=True)
class Place:
    """What is served at one path.

    template: the path with its parameters in braces, without a slash at the end
    dialect: whose it is, and so whose refusals are sent
    methods: method → route
    sockets: the WebSocket served there, if any: at most one
    """

    template: str
    dialect: Dialect
    methods: dict[str, Route] = field(default_factory=dict)
    sockets: list[SocketRoute] = field(default_factory=list)

    @property
    def allowed(self) -> str:
        """The methods, as the ``Allow`` header has them."""
        return ", ".join(sorted({*self.methods, "OPTIONS", *(["HEAD"] if "GET" in self.methods else [])}))


class Paths:
    """The paths of all dialects, each with and without a slash at its end.

    dialects: the first answers for paths that none of them has a part in
    """

    def __init__(self, dialects: Iterable[Dialect]) -> None:
        self._dialects = tuple(dialects)
        self._places: dict[str, Place] = {}
        for dialect in self._dialects:
            for route in dialect.routes:
                methods = self._place(route.path, dialect).methods
                if route.method in methods:
                    raise ValueError(f"{route.method} {route.path} is served twice")
                methods[route.method] = route
            for socket in dialect.sockets:
                self._place(socket.path, dialect).sockets.append(socket)
        # Fewer parameters first: /voices/clone is no voice called clone.
        ordered = sorted(self._places.values(), key=lambda place: place.template.count("{"))
        self._patterns = [(pattern(place.template), place) for place in ordered if "{" in place.template]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def find(self, path: str) -> tuple[Place, Parameters] | None:
        """What is served there, with the values of the path's parameters; None when nothing is."""
        path = bare(path)
        if (place := self._places.get(path)) is not None and "{" not in path:
            return place, {}
        for expression, place in self._patterns:
            if match := expression.fullmatch(path):
                return place, match.groupdict()
        return None

    def meant(self, path: str) -> tuple[Place, str] | None:
        """What is served at the path but for its version, and what is wrong with the client's base URL, in words.

        None when nothing is.
        """
        for beside, wrong in ((VERSION + path, "has to"), (path.removeprefix(VERSION), "must not")):
            if beside != path and beside.strip("/") and (found := self.find(beside)):
                return found[0], f"the base URL of the client {wrong} end in {VERSION}"
        return None

    def nearest(self, path: str) -> Dialect:
        """The dialect that has a path with the most beginning parts in common; the first one when none has any.

        Where only the version is missing, or too much, it is the one that was meant.
        """
        if meant := self.meant(path):
            return meant[0].dialect
        asked = bare(path).split("/")
        best, most = self._dialects[0], 1  # all have the empty part before the first slash
        for place in self._places.values():
            common = 0
            for ours, theirs in zip(place.template.split("/"), asked, strict=False):
                if ours != theirs and not PARAMETER.fullmatch(ours):
                    break
                common += 1
            if common > most:
                best, most = place.dialect, common
        return best

    def _place(self, path: str, dialect: Dialect) -> Place:
        template = bare(path)
        return self._places.setdefault(template, Place(template, dialect))


def bare(path: str) -> str:
    """The path without the slash at its end."""
    return path[:-1] if path.endswith("/") else path


def pattern(template: str) -> re.Pattern[str]:
    """What matches a path and names the values of its parameters, each of which is one part of the path."""
    pieces = PARAMETER.split(template)  # text, name, text, name … text
    text = [re.escape(piece) if number % 2 == 0 else f"(?P<{piece}>[^/]+)" for number, piece in enumerate(pieces)]
    return re.compile("".join(text))
