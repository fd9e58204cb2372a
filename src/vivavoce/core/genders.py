"""What a voice is taken for."""

from typing import Literal, TypeAlias

Gender: TypeAlias = Literal["feminine", "masculine", "neutral"]
GENDERS: tuple[Gender, ...] = ("feminine", "masculine", "neutral")
