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
    list[str] | None, typer.Option("--origin", help="A web page that may use it: https://a.org; may repeat.")
]
Config = Annotated[Path | None, typer.Option("--config", help="A TOML file of settings; see docs/server.md.")]

# Pasted lines read the key from here, as our client does by itself; a key that is told would stay on the screen.
KEY_VARIABLE = "CARTESIA_API_KEY"
JUNE = "f786b574-daa5-4673-aa0c-cbe3e8534c02"  # a built-in voice, which every library has
LABELS = ("vivavoce", "cartesia 4.x", "shell")  # of the lines to paste


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
    """Serve the voices to programs that speak the protocols of Cartesia, charactr or OpenAI's speech, until Ctrl-C.

    Every setting can also stand in the file of --config, or in the environment as VIVAVOCE_PORT and so on.
    most_body, most_sockets, most_contexts, most_syntheses and stall stand only there: docs/server.md has the list.
    Ctrl-C lets what runs be finished; a second one ends it at once.
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
    """Where it is, and lines to paste."""
    note(f"vivavoce speaks at {url}, documents at {url}/docs; Ctrl-C stops it")
    for label, line in zip(LABELS, paste(url, locked=settings.keys != ()), strict=True):
        note(f"  {label:<12}  {line}")
    where = f"put the key into {KEY_VARIABLE}; " if settings.keys else ""
    note(f"  {where}Pipecat, LiveKit, openai, charactr and others: docs/server.md")


def paste(url: str, *, locked: bool) -> tuple[str, str, str]:
    """A line of Python for our client, one for the vendor's, and one for the shell.

    locked: whether a key is needed
    """
    socket = url.replace("http", "ws", 1)  # the vendor's client would look for it at the vendor's
    key, imports = (f'os.environ["{KEY_VARIABLE}"]', "import os; ") if locked else ('"any"', "")
    vendors = f'api_key={key}, base_url="{url}", websocket_base_url="{socket}"'
    header = f'-H "X-API-Key: ${KEY_VARIABLE}" ' if locked else ""
    return (
        f'from vivavoce.cartesia import Cartesia; client = Cartesia(base_url="{url}")',
        f"{imports}from cartesia import Cartesia; client = Cartesia({vendors})",
        f"curl {header}-o june.wav {url}/voices/{JUNE}/preview.wav",
    )
