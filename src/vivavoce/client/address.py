"""Addresses of servers as people write them, and what to tell where none answers."""

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from vivavoce.client.call import Endpoint
from vivavoce.errors import BadRequest, ConnectionFailed


def address(url: str) -> str:
    """The URL in full, without a slash at its end.

    A bare host:port is https, unless it is this machine or one of a private network. ws:// and wss:// are http:// and
    https://. Raises BadRequest for anything else.
    """
    scheme, separator, rest = url.strip().partition("://")
    rest = rest.rstrip("/")
    if not separator:
        rest = scheme.rstrip("/")
        scheme = "http" if is_near(urlsplit(f"//{rest}").hostname or "") else "https"
    scheme = {"ws": "http", "wss": "https"}.get(scheme.lower(), scheme.lower())
    if scheme not in ("http", "https") or not is_address(f"{scheme}://{rest}"):
        raise BadRequest(f"base_url is http://…, https://… or host:port, got {url!r}")
    return f"{scheme}://{rest}"


def is_address(url: str) -> bool:
    """Whether it has a host, a port that can be, and nothing behind its path."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and not (parts.query or parts.fragment) and " " not in url
    except ValueError:
        return False


def is_near(host: str) -> bool:
    """Whether it is this machine, one of a private network, or a name without dots, as of containers."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local"))


@contextmanager
def reaching(endpoint: Endpoint | Callable[[], Endpoint]) -> Iterator[None]:
    """A block in which the server may turn out not to be there; the error tells what would help, if that is known."""
    try:
        yield
    except ConnectionFailed as error:
        if isinstance(endpoint, Endpoint) and (hint := remedy(endpoint.url, error)):
            error.args = (f"{error}; {hint}",)
        raise


def remedy(url: str, error: BaseException) -> str:
    """What would help, or "".

    url: of the server that could not be reached
    """
    reasons = list(reasons_of(error))
    if any(isinstance(each, ConnectionRefusedError) or "Connect call failed" in str(each) for each in reasons):
        return REFUSED if is_near(urlsplit(url).hostname or "") else ""
    if any("WRONG_VERSION_NUMBER" in str(each) for each in reasons):  # what OpenSSL says of an answer in plain text
        return f"the server speaks http, not https: give base_url={url.replace('https', 'http', 1)!r}"
    return ""


REFUSED = "nothing listens there; `vivavoce serve` starts a server"


def reasons_of(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it."""
    if error is not None:
        yield error
        for each in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from reasons_of(each)
        yield from reasons_of(error.__cause__ or error.__context__)
