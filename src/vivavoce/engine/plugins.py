"""Finds synthesizers, encoders and converters by entry point; each is loaded when first asked for, and once."""

import threading
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from vivavoce.engine.protocols import Synthesizer, VoiceConverter, VoiceEncoder
from vivavoce.errors import BadRequest, EngineFailed


@cache
def found(kind: str) -> dict[str, EntryPoint]:
    """The plug-ins of a kind by name, unloaded; kind: "synthesizers", "encoders" or "converters"."""
    return {point.name: point for point in sorted(entry_points(group=f"vivavoce.{kind}"))}


_making = threading.RLock()  # one may ask for another while it is made


def plug_in(kind: str, name: str) -> object:
    """The plug-in of that kind and name, made once for the process.

    raises: BadRequest when there is none of that name, EngineFailed when it cannot be loaded
    """
    with _making:
        return made(kind, name)


@cache
def made(kind: str, name: str) -> object:
    try:
        point = found(kind)[name]
    except KeyError:
        raise BadRequest(f"no {kind[:-1]} is called {name!r}; installed are {', '.join(found(kind))}") from None
    try:
        return point.load()()
    except Exception as error:  # somebody else's module may raise anything at all while it loads
        raise EngineFailed(f"the {kind[:-1]} {name!r} ({point.value}) cannot be loaded: {error}") from error


def synthesizer(name: str) -> Synthesizer:
    return cast(Synthesizer, plug_in("synthesizers", name))


def encoder(name: str) -> VoiceEncoder:
    return cast(VoiceEncoder, plug_in("encoders", name))


def converter(name: str) -> VoiceConverter:
    return cast(VoiceConverter, plug_in("converters", name))
