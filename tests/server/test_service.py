"""Whose voice is meant by an id, a name or a number."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.making import voice
from vivavoce.engine.catalogue import TABLE, built_in_voices, numbers
from vivavoce.errors import VoiceNotFound
from vivavoce.server.service import KEPT_FROM, Service

# Numbers that programs hold on to: a line here is never changed.
VIKTOR = next(voice for voice in built_in_voices() if voice.name == "Viktor")
KNOWN = {"June": 1, "Jasper": 2, "Wannes": 7, "Greta": 19, "Vera": 22, "Pip": 29, "Minji": 52}


def test_built_in_voices_keep_their_numbers() -> None:
    assert {row.name: row.number for row in TABLE if row.name in KNOWN} == KNOWN
    assert sorted(numbers().values()) == sorted({row.number for row in TABLE})
    assert max(numbers().values()) < KEPT_FROM


def test_a_voice_is_found_by_the_number_it_has(tmp_path: Path) -> None:
    service = Service(tmp_path)
    kept = [service.library.add(voice(name)) for name in ("one", "two")]
    for one in (*built_in_voices(), *kept):
        assert service.numbered_voice(service.number_of(one)) == one
    gone = service.number_of(kept[1])
    service.library.remove(kept[1].id)
    for number in (0, gone, gone + 1, KEPT_FROM - 1, KEPT_FROM, 2**53 - 1):
        with pytest.raises(VoiceNotFound, match=f"no voice {number};.*--adopt-voices"):
            service.numbered_voice(number)


def test_who_gives_a_name_for_an_id_is_told_the_id(tmp_path: Path) -> None:
    service = Service(tmp_path)
    with pytest.raises(VoiceNotFound, match=f"ids are UUIDs; that of Viktor is {VIKTOR.id}"):
        service.voice("viktor")
    with pytest.raises(VoiceNotFound, match="ids are UUIDs; GET /voices lists them"):
        service.voice("nobody")


def test_a_voice_is_found_by_name_in_any_case(tmp_path: Path) -> None:
    service = Service(tmp_path)
    assert service.named_voice("viktor").name == service.named_voice(VIKTOR.id).name == "Viktor"
    with pytest.raises(VoiceNotFound, match="did you mean Viktor"):
        service.named_voice("Victor")


def test_unknown_names_and_numbers_may_be_adopted(tmp_path: Path) -> None:
    service = Service(tmp_path, adopt_voices=True)
    assert service.numbered_voice(4711) == service.numbered_voice(4711) != service.numbered_voice(4712)
    assert service.named_voice("somebody") == service.named_voice("somebody") != service.named_voice("somebody else")
    assert service.named_voice("Viktor") == VIKTOR


def test_when_a_service_is_warm_the_first_words_in_any_language_of_the_house_load_nothing(tmp_path: Path) -> None:
    program = f"""
import sys
from vivavoce.core.requests import Controls
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.server.service import Service, exhaust
from vivavoce.text.normal.reading import compiled
from vivavoce.text.pronouncing.context import rules
from vivavoce.text.pronouncing.lexicon import lexicon
from vivavoce.text.pronouncing.model import model

service = Service({str(tmp_path)!r})
service.warm()
stored = (compiled, rules, lexicon, model)
before = set(sys.modules), [one.cache_info().misses for one in stored]
assert all(before[1])
for language in ("en", "de", "nl"):
    speaker = service.speaker(built_in_voices()[0], language=language, controls=Controls(), rate=24_000)
    exhaust(speaker.feed("blorptesk 42 "))
    exhaust(speaker.close())
print(set(sys.modules) - before[0], [one.cache_info().misses for one in stored] == before[1])
"""
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout == "set() True\n"
