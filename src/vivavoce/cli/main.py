"""Runs the command and tells what went wrong."""

import json
import sys

from vivavoce.errors import (
    BadRequest,
    Conflict,
    EngineFailed,
    MissingExtra,
    StorageFailed,
    TooLarge,
    VivavoceError,
    VoiceNotFound,
)

# What the shell gets to see; documented in docs/cli.md. 2 is also what a wrong option gives.
EXIT_CODES: dict[type[VivavoceError], int] = {
    BadRequest: 2,
    TooLarge: 2,
    VoiceNotFound: 3,
    Conflict: 4,
    MissingExtra: 5,
    StorageFailed: 6,
    EngineFailed: 7,
}
INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def main() -> None:
    """Run the command; errors are one line on standard error, with what would do."""
    try:
        from vivavoce.cli.app import app

        app(standalone_mode=True)
    except VivavoceError as error:
        tell(error)
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:  # most files' own are told where they happen; one without a name is of what is printed
        where = "standard output cannot be written" if error.filename is None else f"{error.filename} cannot be used"
        failed = StorageFailed(f"{where}: {error.strerror or error}")
        tell(failed)
        sys.exit(exit_code(failed))


def tell(error: VivavoceError) -> None:
    """One line; with ``--json`` the error as an object, so that programs need not read prose."""
    if "--json" in sys.argv:
        print(json.dumps({"error": {"code": error.code, "message": str(error)}}), file=sys.stderr)  # noqa: T201 - a command prints
    else:
        print(f"vivavoce: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201


def exit_code(error: VivavoceError) -> int:
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)
