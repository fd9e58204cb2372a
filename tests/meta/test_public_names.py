"""What ``import vivavoce`` offers, and what it costs."""

import json
import subprocess
import sys

import vivavoce

PUBLIC = {
    "Audio", "Chunk", "Embedding", "Emotion", "Event", "Format", "Origin", "Phoneme", "Phonemes", "Recording",
    "Stream", "VivavoceError", "Voice", "Word", "Words", "aio", "clone", "convert", "errors", "languages", "library",
    "mix", "speak", "stream", "voices",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert set(vivavoce.__all__) == PUBLIC
    assert set(vivavoce.PLACES) | set(vivavoce.MODULES) == PUBLIC


def test_every_public_name_can_be_had_and_has_a_docstring() -> None:
    for name in PUBLIC:
        thing = getattr(vivavoce, name)
        assert name == "Event" or thing.__doc__, name


def test_importing_loads_no_numpy_no_database_and_no_engine() -> None:
    program = "import sys, json, vivavoce; json.dump(sorted(sys.modules), sys.stdout)"
    loaded = json.loads(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)
    heavy = {
        "numpy",
        "sqlalchemy",
        "alembic",
        "soundfile",
        "pyworld",
        "soxr",
        "typer",
        "rich",
        "asyncio",
        "espeakng_loader",
    }
    assert not heavy & set(loaded)
    assert [name for name in loaded if name.startswith("vivavoce")] == ["vivavoce"]


def test_no_public_name_is_also_a_package_that_would_take_its_place() -> None:
    program = "import vivavoce as vv; vv.speak; print(sorted(n for n in vv.PLACES if type(getattr(vv, n)) is type(vv)))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"[]\n"
