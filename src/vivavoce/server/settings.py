"""What a server can be told: defaults, then a TOML file, then the environment, then flags; the last one counts."""

import difflib
import ipaddress
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

import msgspec

from vivavoce.core.requests import number
from vivavoce.errors import BadRequest

LogFormat: TypeAlias = Literal["text", "json"]
LOG_FORMATS: tuple[LogFormat, ...] = ("text", "json")

PREFIX = "VIVAVOCE_"
CONFIG = "VIVAVOCE_CONFIG"  # names the TOML file when no flag does
NOT_SETTINGS = frozenset({CONFIG, "VIVAVOCE_HOME"})  # VIVAVOCE_HOME: see vivavoce.store.place

# Kubernetes and Docker set such variables for a service called "vivavoce"; they are not meant for us.
SERVICE_LINK = re.compile(r"VIVAVOCE_(SERVICE_(HOST|PORT)\w*|PORT_\d+_\w+|NAME|ENV_\w+)")

ANY_ORIGIN = "*"
SHORTEST_KEY = 8  # characters: below it a key is guessed before lunch
MEBIBYTE = 1 << 20
MOST_BODY = 64 * MEBIBYTE  # bytes: a quarter of an hour of 16-bit sound at 32 kHz
MOST_AT_ONCE = 1024  # far above what two cores speak in real time, far below what fills their memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server is set up.

    host: address to listen on; anything but loopback needs a key
    port: to listen on; 0 takes a free one
    keys: whoever sends one of these may use the server; none lets everybody on this machine
    adopt_voices: whether an unknown voice id becomes a stable voice of its own instead of a 404
    origins: web pages that may use the server, as in https://example.org; * is every page, as is right where a key
        is needed; None is * with keys and loopback pages without
    most_body: bytes of a request's body
    most_sockets: WebSockets open at once
    most_contexts: contexts open at once, over all sockets
    most_syntheses: texts being spoken at once
    grace: seconds that what runs may go on once the server is told to stop
    stall: seconds after which a step of the engine counts as stuck, for ``/health``
    log: form of the log's lines: text or json
    library: folder or database URL of the voices; None is the user's own
    certificate, certificate_key: PEM files for TLS; both or neither
    raises: BadRequest when a value cannot be
    """

    host: str = "127.0.0.1"
    port: int = 8400
    keys: tuple[str, ...] = field(default=(), repr=False)
    adopt_voices: bool = False
    origins: tuple[str, ...] | None = None
    most_body: int = MOST_BODY
    most_sockets: int = MOST_AT_ONCE
    most_contexts: int = MOST_AT_ONCE
    most_syntheses: int = MOST_AT_ONCE
    grace: float = 30.0
    stall: float = 10.0
    log: LogFormat = "text"
    library: str | None = field(default=None, repr=False)  # its URL may hold a password
    certificate: Path | None = None
    certificate_key: Path | None = None

    def __post_init__(self) -> None:
        for name, (lowest, highest) in RANGES.items():
            number(name, getattr(self, name), lowest, highest)
        if self.log not in LOG_FORMATS:
            raise BadRequest(f"log is {' or '.join(LOG_FORMATS)}, got {self.log!r}")
        if (self.certificate is None) != (self.certificate_key is None):
            raise BadRequest("TLS needs two files: certificate and certificate_key; only one was given")
        for key in self.keys:
            check_key(key)
        for origin in self.origins or ():
            check_origin(origin)
        if not is_loopback(self.host) and not self.keys:
            raise BadRequest(
                f"host {self.host!r} can be reached from other machines, so it needs a key: --key SECRET, or "
                f"{PREFIX}KEYS=SECRET in the environment; --host 127.0.0.1 needs none"
            )

    @property
    def allowed_origins(self) -> tuple[str, ...] | None:
        """Origins of pages that may use the server, ``("*",)`` for all; None for loopback pages only."""
        if self.origins is None and self.keys:
            return (ANY_ORIGIN,)
        return self.origins

    @property
    def scheme(self) -> str:
        return "https" if self.certificate else "http"


# The lowest and the highest value of each number.
RANGES: dict[str, tuple[float, float]] = {
    "port": (0, 65_535),
    "most_body": (1024, 1 << 40),
    "most_sockets": (1, 1_000_000),
    "most_contexts": (1, 1_000_000),
    "most_syntheses": (1, 1_000_000),
    "grace": (0, 3600),
    "stall": (0.1, 3600),
}
HINTS = {  # what would do in place of a value that is of another kind
    "port": f"Kubernetes sets {PREFIX}PORT for a service: enableServiceLinks: false",
    "log": f"it is {' or '.join(LOG_FORMATS)}",
}
LISTS = frozenset({"keys", "origins"})  # several values in one variable, between commas
ONE_OF = {"key": "keys", "origin": "origins"}  # a variable that holds one value, as the flag does → the list it joins
NAMES = tuple(one.name for one in fields(Settings))


def load(
    file: Path | None = None, environment: Mapping[str, str] | None = None, flags: Mapping[str, object] | None = None
) -> Settings:
    """The settings that these say together.

    file: a TOML file; None is the one that ``VIVAVOCE_CONFIG`` names, if it does
    environment: None is this process's own
    flags: name → value; a value of None was not given
    raises: BadRequest when a name or a value cannot be, saying where it stands
    """
    variables = os.environ if environment is None else environment
    if file is None and variables.get(CONFIG):
        file = Path(variables[CONFIG])
    given = {
        **(from_file(file) if file else {}),
        **from_environment(variables),
        **{name: value for name, value in (flags or {}).items() if value is not None},
    }
    return of(given)


def of(given: Mapping[str, object]) -> Settings:
    """Settings of names and values, where numbers and truth may be text."""
    try:
        return msgspec.convert(dict(given), Settings, strict=False, dec_hook=path_of)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, BadRequest):
            raise error.__cause__ from None
        what, _, where = str(error).partition(" - at ")
        name = where.strip("`").removeprefix("$.")
        # A value that is no choice among a few is not told: it may be a key.
        hint = f"; {HINTS[name]}" if name in HINTS else ""
        raise BadRequest(f"the setting {name or 'file'} is wrong: {what[0].lower()}{what[1:]}{hint}") from error


def path_of(kind: type, value: object) -> object:
    """A path, from text."""
    if kind is Path and isinstance(value, str | Path):
        return Path(value).expanduser()
    raise NotImplementedError


def from_file(file: Path) -> dict[str, Any]:
    """What a TOML file sets. Raises BadRequest when it cannot be read, or names a setting there is not."""
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadRequest(f"the settings {file} cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRequest(f"the settings {file} are not TOML: {error}") from error
    return {known(name.replace("-", "_"), NAMES, f"in {file}"): value for name, value in values.items()}


def from_environment(variables: Mapping[str, str]) -> dict[str, Any]:
    """What ``VIVAVOCE_…`` variables set; an empty one sets nothing."""
    values: dict[str, Any] = {}
    for variable, value in variables.items():
        foreign = not variable.startswith(PREFIX) or variable in NOT_SETTINGS or SERVICE_LINK.fullmatch(variable)
        if foreign or not value.strip():
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name in ONE_OF:
            values.setdefault(ONE_OF[name], []).append(value.strip())
            continue
        name = known(name, NAMES, f"{variable} in the environment")
        if name in LISTS:
            values.setdefault(name, []).extend(part for part in re.split(r"[,\s]+", value) if part)
        else:
            values[name] = value.strip()
    return values


def known(name: str, names: Iterable[str], where: str) -> str:
    """The name, if it is one of these; otherwise BadRequest with those that come near."""
    names = list(names)
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 3)
    hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(names)}"
    raise BadRequest(f"there is no setting {name!r} ({where}); {hint}")


def check_key(key: str) -> None:
    """Raises BadRequest when a key cannot be sent in a header, or is too easily guessed; never says the key."""
    if not isinstance(key, str) or not re.fullmatch(r"[!-~]+", key):
        raise BadRequest("a key is printable ASCII without spaces, as headers carry nothing else")
    if len(key) < SHORTEST_KEY:
        raise BadRequest(
            f"a key has at least {SHORTEST_KEY} characters, got {len(key)}; "
            'python -c "import secrets; print(secrets.token_urlsafe())" makes a good one'
        )


def check_origin(origin: str) -> None:
    """Raises BadRequest when it is neither * nor scheme://host with nothing after it."""
    parts = parts_of(origin)
    is_one = parts is not None and parts.scheme and parts.netloc and not parts.path and not parts.query
    if origin != ANY_ORIGIN and not is_one:
        raise BadRequest(f"an origin is * or scheme://host[:port] as in https://example.org, got {origin!r}")


def parts_of(address: str) -> SplitResult | None:
    """An address taken apart; None when it is none, such as ``http://[bad``."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address: localhost, 127.0.0.0/8 or ::1."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
