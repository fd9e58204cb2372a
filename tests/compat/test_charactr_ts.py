"""The vendor's TypeScript client, where VIVAVOCE_TEST_CHARACTR_TS says where it is: no registry has it.

    git clone https://github.com/charactr-platform/charactr-api-sdk-ts && cd charactr-api-sdk-ts
    npm install --no-save ws@8 isomorphic-ws@5 typescript@5 @types/node@18
    npx tsc --outDir compiled --module commonjs --target es2020 --lib es2020,dom --esModuleInterop --skipLibCheck \\
        lib/sdk.ts
    export VIVAVOCE_TEST_CHARACTR_TS=$PWD/compiled
"""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.compat.conftest import Report, performed
from tests.compat.sounds import alike, contained, raw, said, same, unpacked, voice
from tests.compat.test_charactr import clone_of, said_apart
from tests.compat.texts import LONG, TEXT, TEXTS, VERA
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.inprocess import convert, speak
from vivavoce.recording import Recording

RATE = 24_000
PLACE = "VIVAVOCE_TEST_CHARACTR_TS"


@pytest.fixture(scope="module")
def told(plan: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Report:
    node, client = shutil.which("node"), os.environ.get(PLACE)
    if not client:
        pytest.skip(f"{PLACE} does not name the folder of the compiled TypeScript client")
    if not node:
        pytest.skip("there is no node to run the TypeScript client with")
    return performed(Path(node), "charactr_ts.cjs", plan, tmp_path_factory.mktemp("charactr-ts"), client)


def is_whole(told: Any, expected: Recording) -> None:
    """Assert that an answer over HTTP is a WAV of what was expected and says so."""
    data = unpacked(told["data"])
    assert (told["type"], told["sizeBytes"]) == ("audio/wav", len(data))
    assert told["durationMs"] == round(1000 * len(expected.samples) / RATE)
    same(contained(data, RATE), expected)


def test_built_in_voices_are_listed(told: Report) -> None:
    assert told["voices"]["tts"] == told["voices"]["vc"]
    assert [one["name"] for one in told["voices"]["tts"]] == [one.name for one in built_in_voices()]


def test_texts_are_said_whole_and_over_both_streams(told: Report, plan: dict[str, Any]) -> None:
    one, expected = told["speech"], said(TEXT, VERA, RATE)
    is_whole(one["convert"], expected)
    same(contained(unpacked(one["simplex"]["audio"]), RATE), expected)
    assert one["simplex"]["pieces"] > 3
    same(raw(unpacked(one["pcm"]["audio"]), "pcm_s16le", 16_000), said(TEXT, VERA, 16_000))
    assert one["duplex"]["closed"] == [1000, ""]
    same(contained(unpacked(one["duplex"]["audio"]), RATE), said_apart(tuple(TEXTS.values()), RATE, 0.0))
    is_whole(one["vc"], convert(Path(plan["clip"]), voice(VERA)))


def test_a_stream_is_terminated_in_the_midst(told: Report) -> None:
    left = told["speech"]["terminated"]
    assert left["closed"][0] == 1000
    assert 44 < len(unpacked(left["audio"])) < len(said(LONG, VERA, 8_000).samples)


def test_a_voice_is_cloned_renamed_heard_and_forgotten(told: Report, plan: dict[str, Any]) -> None:
    one, clone = told["clones"], clone_of(plan["opus_clip"])
    spoken = speak(TEXT, clone, rate=RATE)
    assert one["renamed"] == one["created"] | {"name": "test-voice-sdk-rename"}
    assert one["listed"] == [one["renamed"]]
    is_whole(one["convert"], spoken)
    same(contained(unpacked(one["simplex"]["audio"]), RATE), spoken)
    assert alike(spoken.samples, said(TEXT, VERA, RATE).samples) < 0.9
    is_whole(one["vc"], convert(Path(plan["clip"]), clone))
    assert "there is no voice" in one["gone"]


def test_what_is_wrong_is_told(told: Report) -> None:
    one = told["errors"]
    assert "there is no voice 99999" in one["convert"]
    assert one["simplex"].startswith("Error [4404]: there is no voice 99999")
    assert one["duplex"][0] == 4404
    assert one["key"].startswith("Could not authenticate")
    same(contained(unpacked(one["keyed"]["audio"]), RATE), said(TEXT, VERA, RATE))
