"""Make the virtual environments in which the vendors' own clients are tested, one for each list of requirements.

    python -m scripts.compat_environments [NAME …]

Makes those that are not there or whose list has changed, prints what it did, and fails only when asked for a name
there is not: where a client cannot be had, its reason is kept and the tests skip, saying it.

A client that today's pip cannot build has a list of the same name in ``requirements/builders``: what it is to be built
with, which is installed first and stays.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "tests" / "compat" / "requirements"
BUILDERS = REQUIREMENTS / "builders"
PLACE = ROOT / ".venv-compat"
AT_ONCE = 2  # installers, which spend most of their time computing


def names() -> list[str]:
    """The environments there can be."""
    return sorted(path.stem for path in REQUIREMENTS.glob("*.txt"))


def lists(name: str) -> list[Path]:
    """What is installed there, one list after the other."""
    return [path for place in (BUILDERS, REQUIREMENTS) if (path := place / f"{name}.txt").exists()]


def folder(name: str) -> Path:
    """Where the environment is, or will be: another one for every Python and every list of requirements."""
    listed = b"".join(path.read_bytes() for path in lists(name))
    digest = hashlib.sha256(listed + sys.version.encode() + sys.base_prefix.encode()).hexdigest()[:12]
    return PLACE / f"{prefix(name)}{digest}"


def prefix(name: str) -> str:
    """What its folder's name begins with."""
    return f"{name}-{sys.implementation.cache_tag}-"


def python_of(environment: Path) -> Path:
    """Its interpreter."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def reason_of(name: str) -> Path:
    """The file that says why the environment could not be made."""
    return PLACE / f"{folder(name).name}.reason"


def prepare(name: str) -> str:
    """Make the environment unless it is there; what became of it, in a line."""
    place = folder(name)
    if python_of(place).exists():
        return f"{name}: there"
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=PLACE) as draft:
        failure = install(name, Path(draft) / "environment")
        if failure:
            reason_of(name).write_text(failure, "utf-8")
            return f"{name}: cannot be had: {failure}"
        move(Path(draft) / "environment", place)
    reason_of(name).unlink(missing_ok=True)
    remove_older(name)
    return f"{name}: made"


def install(name: str, environment: Path) -> str:
    """Fill a new environment; why it could not be done, empty when it was."""
    # Without pip of its own: Debian's Python may not bring one, and ours can install elsewhere.
    venv.create(environment, with_pip=False, symlinks=sys.platform != "win32")
    *builders, client = lists(name)
    for listed in builders:
        if failure := pip_install(environment, listed):
            return failure
    return pip_install(environment, client, *(["--no-build-isolation"] if builders else []))


def pip_install(environment: Path, listed: Path, *options: str) -> str:
    """Install what a list names; why it could not be done, empty when it was."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", str(python_of(environment))),
            *("install", "--quiet", "--no-input", "--disable-pip-version-check"),
            "--no-compile",  # most of what they pull in is never imported
            *options,
            *("--requirement", str(listed)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
    return "" if run.returncode == 0 else " ".join(errors[-2:]) or run.stderr[-500:] or "pip failed without a word"


def move(environment: Path, place: Path) -> None:
    """Put it where it is looked for, at one stroke: another make may be doing the same, and the first one stays."""
    try:
        environment.rename(place)
    except OSError:
        if not python_of(place).exists():
            raise


def remove_older(name: str) -> None:
    """Those made from lists that have changed since."""
    for other in PLACE.glob(f"{prefix(name)}????????????"):
        if other != folder(name):
            shutil.rmtree(other, ignore_errors=True)


def main(wanted: list[str]) -> None:
    if unknown := set(wanted) - set(names()):
        sys.exit(f"there are no environments {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for line in pool.map(prepare, wanted or names()):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
