"""``vivavoce languages``."""

from vivavoce.cli import options
from vivavoce.cli.reporting import as_json, note, table


def languages(json: options.Json = False) -> None:
    """List the languages that can be spoken."""
    from vivavoce.inprocess import engine

    spoken = engine().languages()
    if json:
        as_json(spoken)
    else:
        table(["tag", "language"], list(spoken.items()))
    if missing := engine().missing():
        note(str(missing))
