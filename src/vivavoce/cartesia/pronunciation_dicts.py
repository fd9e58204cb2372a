"""Types of pronunciation dictionaries."""

from typing import Any, NotRequired, TypedDict

from vivavoce.cartesia.model import Model


class PronunciationDictItemParams(TypedDict):
    """A word and how it is said.

    alias: a respelling, or IPA as in ``<<h|ə|l|oʊ>>``
    case_sensitive: whether capitals must match; false when not told
    """

    text: str
    alias: str
    case_sensitive: NotRequired[bool]


class PronunciationDictItem(Model):
    """As ``PronunciationDictItemParams``."""

    text: str
    alias: str
    case_sensitive: bool = False


class PronunciationDictItems(list[PronunciationDictItem]):
    """The items of a dictionary; called, it gives the (key, value) pairs that every ``dict`` has in ``items()``."""

    def __init__(self, owner: "PronunciationDict") -> None:
        super().__init__(owner["items"])
        self._owner = owner

    def __call__(self) -> Any:
        return dict.items(self._owner)


class PronunciationDict(Model, nested={"items": PronunciationDictItem}, needed=("items",)):
    """Words that are said differently from how they are written.

    items: its words; pinned: whether it stands first in lists
    created_at: when, ISO 8601
    """

    id: str
    name: str
    owner_id: str | None = None
    pinned: bool = False
    created_at: str = ""

    @property
    def items(self) -> PronunciationDictItems:  # pyright: ignore[reportIncompatibleMethodOverride]
        return PronunciationDictItems(self)
