"""Types of access tokens."""

from typing import TypedDict

from vivavoce.cartesia.model import Model


class TokenGrantParams(TypedDict, total=False):
    """What a token is good for: speech (tts), listening (stt)."""

    tts: bool
    stt: bool


class TokenGrant(Model):
    """As ``TokenGrantParams``."""

    tts: bool | None = None
    stt: bool | None = None


class TokenResponse(Model):
    """A token that stands in for a key until it expires."""

    token: str
