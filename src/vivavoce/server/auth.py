"""Who may do what: keys, access tokens, and web pages that must not reach a server that needs no key."""

import base64
import hashlib
import hmac
import ipaddress
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

import jwt
from starlette.requests import HTTPConnection

from vivavoce.errors import BadRequest, NotAuthenticated, PermissionDenied
from vivavoce.server.settings import ANY_ORIGIN, Settings, is_loopback, parts_of

LONGEST_LIFE = 3600  # seconds of an access token, as in the Cartesia protocol
GRANTS = ("tts", "stt", "agent")  # what a token may be for
ISSUER = "vivavoce"
ALGORITHM = "HS256"
SECRET_BYTES = 32  # RFC 7518, 3.2: a key for HS256 is as long as its hash or longer
BEARER = "bearer "

HOW = "send a key as X-API-Key, as Authorization: Bearer, or in the query as api_key or access_token"


class Keys:
    """The keys of a server, which are compared in the same time however much of one was guessed."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = [digest(key) for key in keys]

    def __bool__(self) -> bool:
        return bool(self._digests)

    def know(self, credential: str) -> bool:
        given = digest(credential)
        return sum(hmac.compare_digest(given, one) for one in self._digests) > 0  # a sum looks at all, always


class Tokens:
    """Access tokens: JSON Web Tokens that hold what they are good for and until when.

    The secret comes from the keys, so that servers with the same keys take each other's tokens and a changed key
    ends them; without keys it is random and ends with the process.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = sorted(keys)
        self._secret = b"" if self._keys else secrets.token_bytes(SECRET_BYTES)

    def issue(self, grants: Mapping[str, bool], expires_in: float = LONGEST_LIFE) -> str:
        """A token for those grants that are true.

        expires_in: seconds from now, 1 to 3600
        raises: BadRequest when a grant is unknown or the time cannot be
        """
        if unknown := set(grants) - set(GRANTS):
            raise BadRequest(f"there is no grant {', '.join(sorted(unknown))}; there are {', '.join(GRANTS)}")
        if not 1 <= expires_in <= LONGEST_LIFE:
            raise BadRequest(f"expires_in lies between 1 and {LONGEST_LIFE} seconds, got {expires_in}")
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "iat": now,
            "exp": now + int(expires_in),
            "grants": [name for name in GRANTS if grants.get(name)],
        }
        return jwt.encode(claims, self.secret, ALGORITHM)

    def check(self, token: str) -> frozenset[str] | None:
        """What a token grants; None when it is none of ours. Raises NotAuthenticated when it has expired."""
        if token.count(".") != 2:
            return None
        try:
            claims = jwt.decode(token, self.secret, [ALGORITHM], {"require": ["exp"]}, issuer=ISSUER)
        except jwt.ExpiredSignatureError:
            raise NotAuthenticated("the access token has expired; ask for another") from None
        except jwt.InvalidTokenError:
            return None
        return frozenset(claims["grants"])

    def signature(self, text: str) -> str:
        """What only a server with these keys can tell of a text: 43 characters that may stand in a URL."""
        made = hmac.digest(self.secret, b"signed " + text.encode(), "sha256")
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    @property
    def secret(self) -> bytes:
        """Made of the keys slowly, so that a token in hand is no quick way to guess a weak key."""
        if not self._secret:
            material = "\n".join(self._keys).encode()
            self._secret = hashlib.scrypt(material, salt=b"vivavoce access token", n=1 << 14, r=8, p=1, dklen=32)
        return self._secret


class Guard:
    """Lets a request in, or raises."""

    def __init__(self, settings: Settings) -> None:
        self.keys = Keys(settings.keys)
        self.tokens = Tokens(settings.keys)
        self._origins = settings.allowed_origins
        self._host = settings.host

    def admit(self, connection: HTTPConnection, grant: str | None) -> None:
        """Raises NotAuthenticated without a good credential, PermissionDenied when a token is for something else."""
        self.admit_with(list(credentials(connection)), grant)

    def admit_with(self, given: Sequence[str], grant: str | None, how: str = HOW) -> None:
        """As ``admit``, with credentials that came some other way. how: the way, as advice"""
        if any(self.keys.know(credential) for credential in given):
            return
        for credential in given:
            grants = self.tokens.check(credential)
            if grants is not None:
                check_grant(grants, grant)
                return
        if self.keys:
            raise NotAuthenticated(f"the key is not known; {how}" if given else f"a key is needed; {how}")

    def admit_page(self, connection: HTTPConnection) -> None:
        """Raises PermissionDenied when the request comes from a web page that may not use this server.

        A browser lets any page send requests to this machine. It tells the page's origin, except where the page's
        own name was made to lead here ("DNS rebinding"); then the Host header has that name.
        """
        host = connection.headers.get("host", "")
        if not self.keys and not self._answers_to(host):
            raise PermissionDenied(
                f"this server needs no key and so answers only to names of this machine, not to {host[:200]!r}; "
                "set a key, or name the pages that may use it with --origin"
            )
        origin = connection.headers.get("origin")
        if origin is not None and not is_page_of(origin, host) and not self.allows(origin):
            raise PermissionDenied(
                f"web pages of {origin[:200]!r} may not use this server; allow them with --origin or set a key"
            )

    def allows(self, origin: str) -> bool:
        """Whether a web page of that origin may use the server."""
        if self._origins is None:
            parts = parts_of(origin)
            return parts is not None and is_loopback(parts.hostname or "")
        return ANY_ORIGIN in self._origins or origin in self._origins

    def _answers_to(self, host: str) -> bool:
        """Whether the name in a Host header is one under which a server without keys may be reached."""
        origins = self._origins or ()
        named = any(is_page_of(origin, host) for origin in origins)
        return ANY_ORIGIN in origins or named or is_local_name(host, self._host)


def credentials(connection: HTTPConnection) -> Iterator[str]:
    """Every key or token that came with a request, wherever clients put them."""
    headers, query = connection.headers, connection.query_params
    authorization = headers.get("authorization", "")
    bearer = authorization[len(BEARER) :].strip() if authorization.lower().startswith(BEARER) else ""
    for credential in (headers.get("x-api-key"), bearer, query.get("api_key"), query.get("access_token")):
        if credential:
            yield credential


def check_grant(grants: frozenset[str], needed: str | None) -> None:
    """Raises PermissionDenied when a token does not cover what it is used for."""
    if needed is None:
        raise PermissionDenied("an access token does not reach here; use a key")
    if needed not in grants:
        has = ", ".join(sorted(grants)) or "nothing"
        raise PermissionDenied(f"this needs the grant {needed!r}; the access token grants {has}")


def is_page_of(origin: str, host: str) -> bool:
    """Whether pages of that origin come from the host, with its port."""
    parts = parts_of(origin)
    return parts is not None and parts.netloc == host


def is_local_name(host: str, listens: str) -> bool:
    """Whether a Host header can only mean this machine or its network: a number, a bare name, or where we listen."""
    parts = parts_of(f"//{host}")
    if parts is None:
        return False
    name = parts.hostname or ""
    if "." not in name or name == listens or is_loopback(name) or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()
