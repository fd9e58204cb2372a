"""What the server says on the socket: fields, order and sizes as the clients of every version need them."""

import json
from typing import Any

import msgspec
import pytest

from tests.wire.live import Live
from tests.wire.peer import MS, RATE, RAW, WIDTH, Heard, Message, more_of, opening
from vivavoce.dialects.cartesia import VERSIONS
from vivavoce.dialects.cartesia_socket import (
    Chunk,
    Done,
    Failure,
    FlushDone,
    PhonemeTimes,
    PhonemeTimestamps,
    ServerMessage,
    Timestamps,
    WordTimestamps,
    encoded,
    failure,
    server_message,
)
from vivavoce.errors import EmptyText, ModelNotFound, TooBusy, TooLarge, VoiceNotFound

FORMANT = "dee0c7f0-6e99-543b-9626-a0d2c52d1924"  # a built-in voice


class AnyText:
    """Equal to every text that is not empty."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and bool(other)

    __hash__ = None  # type: ignore[assignment]


ANY_TEXT: Any = AnyText()

# What is meant → every field on the wire, as the protocol has it.
GOLDEN: list[tuple[ServerMessage, str]] = [
    (
        Chunk(context_id="c", data=b"\x00\x01\xff\x7f", step_time=1.5, flush_id=1),
        '{"type":"chunk","context_id":"c","status_code":206,"done":false,"data":"AAH/fw==","step_time":1.5,"flush_id":1}',
    ),
    (
        Chunk(context_id="c", data=b"ab", step_time=0.0),
        '{"type":"chunk","context_id":"c","status_code":206,"done":false,"data":"YWI=","step_time":0.0}',
    ),
    (
        Timestamps(context_id="c", word_timestamps=WordTimestamps(words=["Hi,"], start=[0.0], end=[0.25]), flush_id=0),
        (
            '{"type":"timestamps","context_id":"c","status_code":206,"done":false,'
            '"word_timestamps":{"words":["Hi,"],"start":[0.0],"end":[0.25]},"flush_id":0}'
        ),
    ),
    (
        PhonemeTimes(
            context_id="c", phoneme_timestamps=PhonemeTimestamps(phonemes=["h", "ˈaɪ"], start=[0, 0.1], end=[0.1, 0.2])
        ),
        (
            '{"type":"phoneme_timestamps","context_id":"c","status_code":206,"done":false,'
            '"phoneme_timestamps":{"phonemes":["h","ˈaɪ"],"start":[0,0.1],"end":[0.1,0.2]}}'
        ),
    ),
    (
        FlushDone(context_id="c", flush_id=2),
        '{"type":"flush_done","context_id":"c","status_code":206,"done":false,"flush_done":true,"flush_id":2}',
    ),
    (Done(context_id="c"), '{"type":"done","context_id":"c","status_code":206,"done":true}'),
    (
        failure(ModelNotFound("there is no model 'x'"), "c", "r"),
        (
            '{"type":"error","context_id":"c","status_code":400,"done":true,"error":"Invalid model: there is no model '
            '\'x\'","error_code":"model_not_found","title":"Invalid model","message":"there is no model \'x\'",'
            '"request_id":"r"}'
        ),
    ),
]


@pytest.mark.parametrize(("message", "text"), GOLDEN, ids=lambda value: type(value).__name__)
def test_every_message_is_put_as_the_protocol_has_it(message: ServerMessage, text: str) -> None:
    assert json.loads(encoded(message)) == json.loads(text)
    assert server_message(text) == message


def test_messages_of_the_vendor_s_own_server_are_read() -> None:
    told = (
        '{"type":"flush_done","data":"","context_id":"c","done":false,"flush_done":true,"flush_id":1,"status_code":206}'
    )
    assert server_message(told) == FlushDone(context_id="c", flush_id=1)
    assert server_message('{"type":"done","data":"","status_code":200,"done":true,"context_id":"c"}') == Done(
        context_id="c", status_code=200
    )
    old = '{"type":"error","context_id":"c","status_code":400,"done":true,"error":"Voice: none"}'
    assert server_message(old) == Failure(context_id="c", status_code=400, error="Voice: none")
    new = (
        '{"type":"error","done":true,"status_code":429,"error_code":"concurrency_limited","title":"Too many",'
        '"message":"wait","request_id":"a:c:b","doc_url":"https://example.org"}'
    )
    read = server_message(new)
    assert isinstance(read, Failure)
    assert (read.context_id, read.status_code, read.error_code, read.title) == (
        None,
        429,
        "concurrency_limited",
        "Too many",
    )
    assert server_message('{"type":"something_new","context_id":"c","what":{}}') is None


@pytest.mark.parametrize("error", [EmptyText("e"), VoiceNotFound("v"), TooBusy("b"), TooLarge("l")])
def test_errors_have_the_fields_of_both_generations(error: Any) -> None:
    told = json.loads(encoded(failure(error, "c", "r")))
    assert list(told) == [
        "type",
        "context_id",
        "status_code",
        "done",
        "error",
        "error_code",
        "title",
        "message",
        "request_id",
    ]
    assert told["error"] == f"{told['title']}: {told['message']}"
    assert (told["status_code"], told["done"]) == (error.status, True)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_message_names_its_kind_context_status_and_whether_it_ends(server: Live, version: str) -> None:
    with server.peer(version) as peer:
        peer.send(opening("Abcde ", continues=True, add_timestamps=True, add_phoneme_timestamps=True, flush=True))
        peer.send(more_of("a", "fghij.", continues=False))
        heard = peer.hear()
    assert set(heard.kinds) == {"timestamps", "phoneme_timestamps", "chunk", "flush_done", "done"}
    for message in heard.messages:
        assert list(message)[:4] == ["type", "context_id", "status_code", "done"]
        assert (message["context_id"], message["status_code"]) == ("a", 206)
        assert message["done"] is (message["type"] == "done")
        assert "error" not in message


@pytest.mark.parametrize("version", VERSIONS)
def test_flush_ids_count_from_0_for_old_versions_and_from_1_for_newer_ones(server: Live, version: str) -> None:
    first = 0 if version < "2025-04-16" else 1
    with server.peer(version) as peer:
        for text in ("Abc ", "def ", "ghi "):
            peer.send(opening(text, continues=True, flush=True, add_timestamps=True))
        peer.send(more_of("a", "jkl.", continues=False))
        heard = peer.hear()
    sections: list[set[int]] = [set()]
    for message in heard.messages[:-1]:
        sections[-1].add(message["flush_id"])
        if message["type"] == "flush_done":
            sections.append(set())
    assert sections == [{first}, {first + 1}, {first + 2}, {first + 3}]
    assert "flush_id" not in heard.last


def test_chunks_are_never_empty_and_the_end_has_no_data(server: Live) -> None:
    with server.peer() as peer:
        heard = peer.say("Abcde fghij. Klmno.")
        assert all(heard.pieces)
        assert "data" not in heard.last
        assert all(isinstance(chunk["step_time"], float) for chunk in heard.of("chunk"))


@pytest.mark.parametrize("encoding", ["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"])
@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 24_000, 44_100, 48_000])
def test_the_first_chunk_is_small_and_the_others_grow(server: Live, encoding: str, rate: int) -> None:
    width = {"pcm_f32le": 4, "pcm_s16le": 2}.get(encoding, 1)
    text = "Abcdefghij klmnopqrst uvwxyzabcd efghijklmn opqrstuvwx yzabcdefgh ijklmnopqr stuvwxyzab cdefghijkl."
    with server.peer() as peer:
        heard = peer.say(text, output_format={"container": "raw", "encoding": encoding, "sample_rate": rate})
    lengths = [len(piece) / width / rate for piece in heard.pieces]
    assert all(len(piece) % width == 0 for piece in heard.pieces)
    assert 0.02 <= lengths[0] <= 0.04
    grown = lengths[:-1]  # the last is what was left
    assert grown == sorted(grown)
    assert max(lengths) > 5 * lengths[0]
    assert sum(lengths) == pytest.approx(9 * 0.150 + 8 * 0.02, abs=0.001)


def test_every_message_fits_into_what_clients_take(server: Live) -> None:
    long = " ".join(f"word{number}" for number in range(300)) + "."
    loud = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 48_000}
    with server.peer() as peer:
        heard = peer.say(long, output_format=loud, add_timestamps=True, add_phoneme_timestamps=True)
    assert heard.last["type"] == "done"
    assert max(len(json.dumps(message)) for message in heard.messages) < 2**20
    assert len(heard.words) == 300


@pytest.mark.parametrize("text", ["Hello there.", "Yes, of course!", "What is it?"])
def test_a_voice_begins_at_once(server: Live, text: str) -> None:
    with server.peer() as peer:
        heard = peer.say(text, model_id="sonic-3", voice={"mode": "id", "id": FORMANT})
    samples = abs(heard.samples.astype(int))
    quiet = samples.max() * 10 ** (-40 / 20)
    assert (samples[: 20 * MS] > quiet).any()


@pytest.mark.parametrize("voice", [{"embedding": [0.0] * 192}, {"mode": "id", "id": FORMANT}])
@pytest.mark.parametrize("model", ["tone", "sonic"])
def test_words_are_told_before_they_sound_and_times_never_go_back(server: Live, voice: Message, model: str) -> None:
    texts = ["The cat, ", "the dog. ", "And then ", "there were (perhaps) ", "“two” more!"]
    with server.peer() as peer:
        for number, text in enumerate(texts):
            peer.send(
                opening(
                    text,
                    continues=number < len(texts) - 1,
                    model_id=model,
                    voice=voice,
                    add_timestamps=True,
                    add_phoneme_timestamps=True,
                )
            )
        heard = peer.hear()
    check_times(heard, "".join(texts))
    assert [word for word, _, _ in heard.words] == "".join(texts).split()


def test_times_go_on_over_flushes(server: Live) -> None:
    with server.peer() as peer:
        for text in ("Abcde ", "fghij ", "klmno "):
            peer.send(opening(text, continues=True, flush=True, add_timestamps=True))
        peer.send(more_of("a", "", continues=False))
        heard = peer.hear()
    check_times(heard, "Abcde fghij klmno ")
    assert heard.words == [("Abcde", 0.0, 0.1), ("fghij", 0.1, 0.2), ("klmno", 0.2, 0.3)]


def check_times(heard: Heard, text: str) -> None:
    """Words are verbatim slices of the text in its order; no time goes back; none is told after its sound has begun."""
    sent, told_words, last, at = 0.0, 0, 0.0, 0
    for message in heard.messages:
        if message["type"] == "chunk":
            sent += len(message["data"]) * 3 // 4 / WIDTH / RATE
        for field in ("word_timestamps", "phoneme_timestamps"):
            if (times := message.get(field)) is None:
                continue
            assert len({len(values) for values in times.values()}) == 1
            assert all(end >= start for start, end in zip(times["start"], times["end"], strict=True))
            assert times["start"][0] >= sent - 0.0002, "told after its sound"
            if field == "word_timestamps":
                assert times["start"] == sorted(times["start"])
                assert times["start"][0] >= last
                last = times["start"][-1]
                for word in times["words"]:
                    at = text.index(word, at) + len(word)
                    told_words += 1
    assert told_words == len(text.split())
    assert last <= len(heard.sound) / WIDTH / RATE


def test_japanese_and_chinese_are_told_character_by_character(server: Live) -> None:
    with server.peer() as peer:
        heard = peer.say("你好，世界。", model_id="sonic", voice={"id": FORMANT}, language="zh", add_timestamps=True)
    words = [word for word, _, _ in heard.words]
    assert words == ["你", "好", "，", "世", "界", "。"]


def test_times_are_only_told_when_they_were_asked_for(server: Live) -> None:
    with server.peer() as peer:
        assert set(peer.say("Abc.").kinds) == {"chunk", "done"}
        assert set(peer.say("Abc.", add_timestamps=None, add_phoneme_timestamps=False).kinds) == {"chunk", "done"}
        assert set(peer.say("Abc.", add_phoneme_timestamps=True).kinds) == {"phoneme_timestamps", "chunk", "done"}


REFUSED: dict[str, tuple[Message, int, str]] = {
    "model": ({"model_id": "whisper"}, 400, "model_not_found"),
    "voice": ({"voice": {"mode": "id", "id": "00000000-0000-4000-8000-000000000000"}}, 404, "voice_not_found"),
    "voice that is no id": ({"voice": "bob"}, 404, "voice_not_found"),
    "voice of nothing": ({"voice": {}}, 400, "bad_request"),
    "embedding": ({"voice": {"embedding": [0.0] * 3}}, 400, "bad_request"),
    "container": ({"output_format": {**RAW, "container": "mp3"}}, 400, "bad_request"),
    "encoding": ({"output_format": {**RAW, "encoding": "pcm_s24le"}}, 400, "bad_request"),
    "rate": ({"output_format": {**RAW, "sample_rate": 7}}, 400, "bad_request"),
    "language": ({"language": "tlh"}, 400, "language_not_supported"),
    "language and locale": ({"language": "en", "locale": "en-US"}, 400, "bad_request"),
    "speed": ({"generation_config": {"speed": 100}}, 400, "bad_request"),
    "volume": ({"generation_config": {"volume": -1}}, 400, "bad_request"),
    "dictionary": (
        {"pronunciation_dict_id": "00000000-0000-4000-8000-000000000000"},
        404,
        "dictionary_not_found",
    ),
    "dictionary that is no id": ({"pronunciation_dict_id": "words"}, 404, "dictionary_not_found"),
    "text of punctuation": ({"transcript": "?!"}, 400, "empty_text"),
    "markup": ({"transcript": '<speed ratio="99"/>Abc.'}, 400, "bad_markup"),
    "delay": ({"max_buffer_delay_ms": -1}, 400, "bad_request"),
    "type of a field": ({"add_timestamps": "yes"}, 400, "bad_request"),
    "type of the text": ({"transcript": ["Abc."]}, 400, "bad_request"),
    "type of continue": ({"continue": "no"}, 400, "bad_request"),
    "no voice": ({"voice": None}, 400, "bad_request"),
}


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_ends_its_context_and_nothing_else(server: Live, what: str, version: str) -> None:
    changed, status, code = REFUSED[what]
    with server.peer(version) as peer:
        peer.send(opening("Abcde", "other", continues=True))
        peer.send({**opening("Abcde.", "c"), **changed})
        assert peer.hear("c").messages == [
            {
                "type": "error",
                "context_id": "c",
                "status_code": status,
                "done": True,
                "error": ANY_TEXT,
                "error_code": code,
                "title": ANY_TEXT,
                "message": ANY_TEXT,
                "request_id": ANY_TEXT,
            }
        ]
        peer.send(more_of("other", ".", continues=False))
        assert peer.hear("other").last["type"] == "done"


def test_garbage_is_refused_without_a_context_and_the_socket_stays_open(server: Live) -> None:
    garbage = [
        "{",
        "null",
        "[]",
        "5",
        '"text"',
        "",
        " ",
        "\0",
        b"\xff\xfe",
        b"\x00" * 100,
        "[" * 5000,
        '{"context_id":',
    ]
    with server.peer() as peer:
        for message in garbage:
            peer.send(message)
            told = peer.receive()
            assert (told["type"], told["context_id"], told["status_code"]) == ("error", None, 400), message
        assert peer.say("Abc.").last["type"] == "done"


def test_binary_frames_with_json_are_taken_as_text(server: Live) -> None:
    with server.peer() as peer:
        peer.send(json.dumps(opening("Abc.")).encode())
        assert peer.hear().last["type"] == "done"


def test_structs_and_json_agree_on_the_names_of_all_kinds() -> None:
    kinds = {json.loads(text)["type"] for _, text in GOLDEN}
    assert kinds == {kind.__struct_config__.tag for kind in ServerMessage.__args__}  # type: ignore[attr-defined]
    assert msgspec.json.decode(encoded(Done(context_id=None))) == {
        "type": "done",
        "context_id": None,
        "status_code": 206,
        "done": True,
    }


def test_a_message_that_makes_no_sense_ends_the_open_context_it_names(server: Live) -> None:
    with server.peer() as peer:
        peer.send(opening("Abcde", continues=True), opening("Abcde", "other", continues=True))
        peer.send({"context_id": "a", "transcript": 5})
        assert peer.hear("a").messages[-1]["status_code"] == 400
        peer.send(more_of("a", "more", continues=True), more_of("a", "", continues=False))
        peer.silence()
        peer.send(more_of("other", "", continues=False))
        assert peer.hear("other").last["type"] == "done"
