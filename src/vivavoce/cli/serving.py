"""``vivavoce serve``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vivavoce.cli.reporting import note

if TYPE_CHECKING:
    from vivavoce.server.settings import Settings

Keys = Annotated[
    list[str] | None, typer.Option("--key", help="Whoever sends it may use the server; may repeat. Others get 401.")
]
Origins = Annotated[
    list[str] | None, typer.Option("--origin", help="A web page that may use it, as https://example.org; may repeat.")
]
Config = Annotated[Path | None, typer.Option("--config", help="A TOML file of settings; see docs/server.md.")]

# Its voice is one of the ids that the protocol's documents use, which are always there.
REQUEST = (
    '{"model_id":"sonic-3","transcript":"Hello there.","voice":{"id":"a0e99841-438c-4a64-b679-ae501e7d6091"},'
    '"output_format":{"container":"wav","encoding":"pcm_s16le","sample_rate":24000}}'
)


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on, else 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port, else 8400; 0 takes a free one.")] = None,
    key: Keys = None,
    adopt_voices: Annotated[
        bool | None, typer.Option("--adopt-voices/--no-adopt-voices", help="Unknown voice ids become voices.")
    ] = None,
    origin: Origins = None,
    config: Config = None,
    library: Annotated[str | None, typer.Option("--library", help="Folder or database URL of the voices.")] = None,
    certificate: Annotated[Path | None, typer.Option("--certificate", help="PEM file, for TLS.")] = None,
    certificate_key: Annotated[Path | None, typer.Option("--certificate-key", help="PEM file of its key.")] = None,
    grace: Annotated[float | None, typer.Option("--grace", help="Seconds for what runs when stopped, else 30.")] = None,
    log: Annotated[str | None, typer.Option("--log", help="Form of the log: text or json.")] = None,
) -> None:
    """Serve the voices to programs that speak the Cartesia protocol, until Ctrl-C.

    Every setting can also stand in the file of --config, or in the environment as VIVAVOCE_PORT and so on. Ctrl-C lets
    what runs be finished; a second one ends it at once.
    """
    from vivavoce.server import access_log, running
    from vivavoce.server.settings import load

    settings = load(
        config,
        flags={
            "host": host,
            "port": port,
            "keys": key,
            "adopt_voices": adopt_voices,
            "origins": origin,
            "library": library,
            "certificate": certificate,
            "certificate_key": certificate_key,
            "grace": grace,
            "log": log,
        },
    )
    access_log.set_up(settings.log)
    sys.exit(running.serve(settings, lambda url: tell(url, settings)))


def tell(url: str, settings: "Settings") -> None:
    """Where it is, and three lines to paste."""
    key = "$VIVAVOCE_KEY" if settings.keys else "any"
    note(f"vivavoce speaks at {url}, documents at {url}/docs; Ctrl-C stops it")
    for line in paste(url, key, settings.keys != ()):
        note(f"  {line}")


def paste(url: str, key: str, locked: bool) -> tuple[str, str, str]:
    """A line for Python, one for curl, one for the vendor's own SDK.

    key: as a shell has it; never the key itself, which would stay on the screen and in logs
    """
    in_python = "os.environ['VIVAVOCE_KEY']" if locked else f"'{key}'"
    imports = "import os; " if locked else ""
    python = (
        f"{imports}from vivavoce.cartesia import Cartesia; client = Cartesia(base_url='{url}', api_key={in_python})"
    )
    headers = f"-H \"X-API-Key: {key}\" -H 'Content-Type: application/json'"
    return (
        f"python  {python}",
        f"shell   curl {url}/tts/bytes {headers} -d '{REQUEST}' -o hello.wav",
        f"SDKs    export CARTESIA_BASE_URL={url} CARTESIA_API_KEY={key}",
    )
