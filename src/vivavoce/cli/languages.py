"""``vivavoce languages``."""

from vivavoce.cli import options
from vivavoce.cli.reporting import as_json, table


def languages(json: options.Json = False) -> None:
    """List the languages that can be spoken."""
    from vivavoce.inprocess import languages

    spoken = languages()
    if json:
        as_json(spoken)
    else:
        table(["tag", "language"], list(spoken.items()))
