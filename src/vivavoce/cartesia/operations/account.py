"""The server's status, and access tokens."""

from collections.abc import Mapping

from vivavoce.cartesia.api_status import ApiInfo
from vivavoce.cartesia.auth import TokenGrant, TokenGrantParams, TokenResponse
from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.operations.answers import model_answer
from vivavoce.cartesia.operations.options import check_names, json_of, wire
from vivavoce.client.call import Ask


def status() -> Ask[ApiInfo]:
    """Whether the server is well."""
    return Ask(method="GET", path="/", answer=model_answer(ApiInfo))


def token(grants: TokenGrant | TokenGrantParams | None, expires_in: int | None) -> Ask[TokenResponse]:
    """A token that stands in for the key."""
    from vivavoce.dialects.cartesia import TokenRequest

    if grants is not None:
        if not isinstance(grants, Mapping):
            raise bad_request(f"grants are a dictionary such as {{'tts': True}}, got {grants!r:.80}")
        check_names("auth.access_token: grants", grants, TokenGrantParams)
    if expires_in is not None and (isinstance(expires_in, bool) or not isinstance(expires_in, int) or expires_in < 1):
        raise bad_request(f"auth.access_token: expires_in is a whole number of seconds, got {expires_in!r}")
    body = json_of(wire("auth.access_token", {"grants": grants, "expires_in": expires_in}, TokenRequest))
    return Ask(method="POST", path="/access-token", json=body, answer=model_answer(TokenResponse))
