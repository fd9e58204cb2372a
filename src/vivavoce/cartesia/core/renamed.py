"""Names of the vendor's later libraries, told to those who look for them here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, NoReturn

SPEECH = {
    "generate": "bytes(…)",
    "generate_sse": "sse(…)",
    "websocket_connect": "websocket()",
}
CONVERSION = {"generate": "bytes(…)", "generate_sse": "sse(…)"}
SOCKET = {"recv": "send(…), which gives what comes, or context().receive()"}
CONTEXT = {
    "push": "send(transcript=…, continue_=True, …)",
    "recv": "receive()",
}


class Renamed:
    """An object of which an attribute that is called otherwise here is told by its name here.

    others: by the name elsewhere, what does the same here
    """

    _others: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, *, others: Mapping[str, str] | None = None) -> None:
        super().__init_subclass__()
        if others is not None:
            cls._others = others

    if not TYPE_CHECKING:  # to type checkers, every name would be there

        def __getattr__(self, name: str) -> NoReturn:
            kind, here = type(self).__name__, self._others.get(name)
            hint = f"; what later versions of the vendor's library call {name} is {here} here" if here else ""
            raise AttributeError(f"{kind!r} object has no attribute {name!r}{hint}", name=name, obj=self)
