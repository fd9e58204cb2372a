"""Folders of work: every file gets its turn, and what could not be done is told at the end."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vivavoce.cli.reporting import advancing, as_json, clock, line
from vivavoce.errors import BadRequest, StorageFailed, VivavoceError


def each(
    sources: Sequence[Path], folder: Path, ending: str, what: str, work: Callable[[Path, Path], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Do the work from each source to a file in the folder; what came of each, a failure as its "error".

    what: it is called, for the progress
    """
    told = []
    with advancing(what, len(sources)) as advance:
        for number, (source, target) in enumerate(zip(sources, targets(sources, folder, ending), strict=True)):
            advance.done(number, source.name)
            try:
                told.append(work(source, target))
            except StorageFailed:
                raise  # the disk is full or gone: the next file would fare no better
            except VivavoceError as error:
                told.append({"file": None, "source": str(source), "error": str(error)})
    return told


def tell(told: dict[str, Any] | list[dict[str, Any]], json: bool) -> None:
    """Print what came of the work, and fail if some of it failed."""
    several = told if isinstance(told, list) else [told]
    failed = [made for made in several if "error" in made]
    if json:
        as_json(told)
    else:
        for made in several:
            if made["file"] not in (None, "-"):
                line(f"{made['file']}  {clock(made['seconds'])}")
    if failed:
        reasons = "; ".join(f"{made['source']}: {made['error']}" for made in failed)
        raise BadRequest(f"{len(failed)} of {len(several)} files could not be done: {reasons}")


def targets(sources: Sequence[Path], folder: Path, ending: str) -> list[Path]:
    """A file in the folder for each source, of the same name with that ending; the folder is made.

    raises: BadRequest when two sources would go to one file, StorageFailed when the folder cannot be made
    """
    found = [folder / f"{source.stem}.{ending}" for source in sources]
    for target, count in Counter(found).items():
        if count > 1:
            raise BadRequest(f"{count} of the files would become {target}; rename them, or take them one by one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"the folder {folder} cannot be made: {error.strerror}") from error
    return found
