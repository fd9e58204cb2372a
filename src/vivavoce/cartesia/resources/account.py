"""The server's status, and access tokens."""

from vivavoce.cartesia.api_status import ApiInfo
from vivavoce.cartesia.auth import TokenGrant, TokenGrantParams, TokenResponse
from vivavoce.cartesia.connection import Awaiting, Blocking, Later
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.operations import account as operations


class ApiStatus:
    """The server's status: ``client.api_status``, which can be called."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    def get(self, *, request_options: RequestOptions | None = None) -> ApiInfo:
        """Whether the server is well, and its version; ``client.api_status()`` is the same.

        raises: ConnectionFailed when it cannot be reached

        Example::

            assert client.api_status.get().ok
        """
        return self._connection.ask(operations.status(), request_options)

    def __call__(self, *, request_options: RequestOptions | None = None) -> ApiInfo:
        return self.get(request_options=request_options)


class AsyncApiStatus:
    """The server's status: ``client.api_status``, which can be called."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    def get(self, *, request_options: RequestOptions | None = None) -> Later[ApiInfo]:
        """As ``ApiStatus.get``, awaited."""
        return self._connection.ask(operations.status(), request_options)

    def __call__(self, *, request_options: RequestOptions | None = None) -> Later[ApiInfo]:
        return self.get(request_options=request_options)


class Auth:
    """Access tokens: ``client.auth``."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    def access_token(
        self,
        *,
        grants: TokenGrant | TokenGrantParams | None = None,
        expires_in: int | None = None,
        request_options: RequestOptions | None = None,
    ) -> TokenResponse:
        """A token that stands in for the key for a while, to be given to browsers.

        grants: what it is good for, as in ``{"tts": True}``
        expires_in: seconds, at most 3600
        raises: BadRequest for what cannot be, before anything is sent; AuthenticationError; ApiError

        Example::

            token = client.auth.access_token(grants={"tts": True}, expires_in=60).token
        """
        return self._connection.ask(operations.token(grants, expires_in), request_options)


class AsyncAuth:
    """Access tokens: ``client.auth``."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    def access_token(
        self,
        *,
        grants: TokenGrant | TokenGrantParams | None = None,
        expires_in: int | None = None,
        request_options: RequestOptions | None = None,
    ) -> Later[TokenResponse]:
        """As ``Auth.access_token``, awaited."""
        return self._connection.ask(operations.token(grants, expires_in), request_options)
