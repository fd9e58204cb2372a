"""What each generation of Cartesia's clients sends on the socket, word for word, and what it means.

The live server has to do with it what its client waits for.
"""

import json
from typing import Any

import pytest

from tests.wire.cartesia.sent import CANCELS, ENDINGS, FLUSHES, OPENINGS, sent
from tests.wire.live import Live
from tests.wire.peer import TONE
from vivavoce.core.requests import Emotion
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import cartesia_meaning as meaning
from vivavoce.dialects.cartesia_socket import envelope, generation


def opening(name: str) -> str:
    return sent(OPENINGS[name][1])


@pytest.mark.parametrize("name", OPENINGS)
def test_every_generation_opens_a_context_with_its_text(name: str) -> None:
    about, asked = envelope(opening(name)), generation(opening(name))
    assert (about.context_id, asked.context_id) == ("c", "c")
    assert asked.transcript.strip() == about.transcript.strip() == "Abcde."  # type: ignore[union-attr]
    assert not about.cancel
    assert not about.flush
    assert not about.continue_
    assert asked.model_id == "tone"


def test_voices_come_as_text_as_an_id_and_as_numbers() -> None:
    both = generation(opening("python 1.x with an id and numbers")).voice
    assert isinstance(both, wire.VoiceSpecifier)
    assert (both.mode, both.id, both.embedding) == (None, "f786b574-daa5-4673-aa0c-cbe3e8534c02", [0.5])
    numbers = generation(opening("python 1.x")).voice
    assert isinstance(numbers, wire.VoiceSpecifier)
    assert (numbers.id, numbers.embedding) == (None, TONE)
    assert generation(opening("python 4.x")).voice == "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"
    moded = generation(opening("python 3.x")).voice
    assert moded == wire.VoiceSpecifier(mode="id", id="6ccbfb76-1fc6-48f7-b71d-91ac6298247b")


def test_controls_come_from_wherever_a_version_puts_them() -> None:
    def controls(name: str) -> Any:
        asked = generation(opening(name))
        return meaning.controls_of(asked.voice, asked.generation_config, asked.speed)

    oldest = controls("python 1.x with an id and numbers")
    assert oldest.speed == pytest.approx(1.5**0.5)
    assert oldest.emotions == (Emotion("angry", 1.5), Emotion("curious", 1.0))
    assert (controls("Pipecat 1.14").speed, controls("Pipecat 1.14").emotions) == (1.5, (Emotion("excited"),))
    assert (controls("LiveKit 1.8.9").speed, controls("LiveKit 1.8.9").volume) == (2.0, 0.5)
    slow = controls("LiveKit 1.8.9 with a voice in numbers")
    assert slow.speed == pytest.approx((1 / 0.6) ** -0.5)
    assert slow.emotions == (Emotion("sad", 0.5),)
    assert controls("python 2.x") == meaning.controls_of(None, None)


def test_explicit_nulls_are_the_same_as_nothing() -> None:
    asked = generation(opening("python 2.x"))
    left_out = (asked.generation_config, asked.duration, asked.language, asked.pronunciation_dict_id)
    assert left_out == (None, None, None, None)
    assert (asked.continue_, asked.flush, asked.max_buffer_delay_ms) == (None, None, None)


def test_times_of_words_are_asked_for_by_their_own_fields() -> None:
    assert generation(opening("LiveKit 1.8.9")).add_timestamps is True
    assert generation(opening("python 2.x")).add_timestamps is False
    assert generation(opening("python 1.x")).add_timestamps is None
    assert generation(opening("Pipecat 1.14")).max_buffer_delay_ms == 0


def test_a_locale_takes_the_place_of_a_language() -> None:
    asked = generation(opening("python 4.x"))
    assert (asked.language, asked.locale, asked.normalization) == (None, "en-US", "auto")
    assert meaning.language_of(asked.language, asked.locale) == "en-US"


@pytest.mark.parametrize("name", OPENINGS)
def test_what_every_generation_sends_is_said(server: Live, name: str) -> None:
    version, message = OPENINGS[name][0], opening(name)
    with server.peer(version) as peer:
        peer.send(message)
        heard = peer.hear("c")
        assert heard.last["type"] == "done", heard.last
        width = 4 if '"pcm_f32le"' in message else 2
        rate = 44100 if "44100" in message else 24000
        seconds = len(heard.sound) / width / rate
        # a tone of five letters lasts 100 ms at the voice's own pace; voices that are no own ones have others
        pace = meaning.controls_of(*told(message)).speed
        if "embedding" in message and '"id"' not in message and "emotion" not in message:
            assert seconds == pytest.approx(0.1 / pace, abs=2 / rate)
        assert 0.02 < seconds < 0.4


def told(message: str) -> tuple[Any, Any, Any]:
    asked = generation(message)
    return asked.voice, asked.generation_config, asked.speed


@pytest.mark.parametrize("version", wire.VERSIONS)
@pytest.mark.parametrize("name", ENDINGS)
def test_every_way_of_ending_ends_an_open_context_and_changes_nothing(server: Live, name: str, version: str) -> None:
    begin = json.loads(opening("Pipecat 1.14")) | {"continue": True, "generation_config": None}
    begin["voice"] = {"embedding": TONE}
    with server.peer(version) as peer:
        peer.send(json.dumps(begin), sent(ENDINGS[name]))
        heard = peer.hear("c")
        assert heard.last == {"type": "done", "context_id": "c", "status_code": 206, "done": True}
        assert len(heard.sound) == 24 * 100 * 2
        peer.silence()


@pytest.mark.parametrize("name", FLUSHES)
def test_every_way_of_flushing_is_heard(server: Live, name: str) -> None:
    begin = json.loads(opening("Pipecat 1.14")) | {"continue": True, "transcript": "Abcde"}
    begin |= {"voice": {"embedding": TONE}, "generation_config": None}
    with server.peer() as peer:
        peer.send(json.dumps(begin), sent(FLUSHES[name]), sent(ENDINGS["python 4.x"]))
        assert [kind for kind in peer.hear("c").kinds if kind != "timestamps"][-2:] == ["flush_done", "done"]


@pytest.mark.parametrize("name", CANCELS)
def test_every_way_of_cancelling_is_understood(server: Live, name: str) -> None:
    assert envelope(CANCELS[name]).cancel is True
    begin = json.loads(opening("Pipecat 1.14")) | {"continue": True}
    with server.peer() as peer:
        peer.send(json.dumps(begin))
        peer.until(lambda message: message["type"] == "chunk")
        peer.send(CANCELS[name])
        assert peer.hear("c").last["type"] == "done"
        peer.silence()


def test_a_message_without_a_context_gets_one(server: Live) -> None:
    with server.peer() as peer:
        message = json.loads(opening("python 4.x"))
        del message["context_id"]
        peer.send(json.dumps(message))
        first = peer.receive()
        context = first["context_id"]
        assert isinstance(context, str)
        assert len(context) > 20
        assert peer.hear(context).last["type"] == "done"


def test_the_query_s_version_counts_before_the_header_s(server: Live) -> None:
    with server.peer("2024-11-13", {"Cartesia-Version": "2026-03-01"}) as peer:
        peer.send(opening("LiveKit 1.8.9 with a voice in numbers"))
        assert {message["flush_id"] for message in peer.hear("c").of("chunk")} == {0}
