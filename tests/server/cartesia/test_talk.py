"""One context on the engine's side."""

from pathlib import Path

import msgspec

from vivavoce.dialects.cartesia import NEWEST, Generation
from vivavoce.dialects.cartesia_socket import Chunk
from vivavoce.server.cartesia.talk import Talk
from vivavoce.server.saying import STRETCH
from vivavoce.server.service import Service

ASKED = {
    "model_id": "tone",
    "transcript": "",
    "voice": {"id": "dee0c7f0-6e99-543b-9626-a0d2c52d1924"},
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000},
}


def test_what_is_stopped_ends_at_the_next_event_however_long_its_text_is(tmp_path: Path) -> None:
    service = Service(str(tmp_path))
    try:
        talk = Talk(service, msgspec.convert(ASKED, Generation), NEWEST)
        steps = talk.say("tone " * 1000, "end")
        began = next(steps)
        talk.stop()
        rest = [message for step in steps for message in step]
    finally:
        service.close()
    assert any(isinstance(message, Chunk) for message in began)
    assert sum(talk.seconds(message) for message in rest if isinstance(message, Chunk)) < 5


def test_others_have_a_turn_while_a_long_text_is_read(tmp_path: Path) -> None:
    service = Service(str(tmp_path))
    try:
        talk = Talk(service, msgspec.convert(ASKED, Generation), NEWEST)
        steps = list(talk.say(" " * 3 * STRETCH + "tone. ", "more"))
    finally:
        service.close()
    assert steps[:3] == [[], [], []]
