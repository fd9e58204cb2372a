"""Speech over HTTP: bytes and events."""

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import vivavoce as vv
from tests.cartesia.both import ONE_TWO, RAW, VOICE, WAV, Either, said
from tests.cartesia.conftest import KEY
from tests.served import TONE
from vivavoce import errors
from vivavoce.cartesia import ApiError, NotFoundError
from vivavoce.cartesia.tts import (
    Controls,
    OutputFormat_Mp3,
    OutputFormat_Raw,
    TtsRequestEmbeddingSpecifier,
    TtsRequestIdSpecifier,
)
from vivavoce.dsp.containers import read
from vivavoce.errors import BadRequest
from vivavoce.server.running import Running

TONES = said(voice={"id": TONE})


def test_bytes_come_chunk_by_chunk(either: Either) -> None:
    chunks = either.items(lambda client: client.tts.bytes(**TONES))
    assert len(chunks) > 1
    assert len(b"".join(chunks)) == ONE_TWO


def test_bytes_come_whole(either: Either) -> None:
    chunks = either.items(lambda client: client.tts.bytes(**TONES))
    whole = bytes if not either.awaited else (lambda audio: audio)
    assert either.get(lambda client: whole(client.tts.bytes(**TONES))) == b"".join(chunks)
    assert either.get(lambda client: client.tts.bytes(**TONES).read()) == b"".join(chunks)


def test_a_wav_is_a_file_that_others_read(either: Either, tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    either.get(lambda client: client.tts.bytes(**said(voice={"id": TONE}, output_format=WAV)).write_to_file(path))
    assert (len(read(path).samples), read(path).rate) == (4320, 24000)
    assert [each.name for each in tmp_path.iterdir()] == ["hello.wav"]


def test_an_open_file_is_written_to(either: Either) -> None:
    file = io.BytesIO()
    either.get(lambda client: client.tts.bytes(**TONES).write_to_file(file))
    assert len(file.getvalue()) == ONE_TWO


def test_what_breaks_off_leaves_the_file_as_it_was(either: Either, tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    path.write_bytes(b"before")
    with pytest.raises(ApiError):
        either.get(lambda client: client.tts.bytes(**said(model_id="nobody's")).write_to_file(path))
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["hello.wav"]


def test_once_chunks_were_taken_there_is_no_whole(either: Either) -> None:
    audio = []

    def take(client):  # type: ignore[no-untyped-def]
        audio.append(client.tts.bytes(**TONES))
        return audio[0]

    either.items(take)
    with pytest.raises(BadRequest, match="one by one"):
        either.run(lambda: audio[0].read())


def test_chunks_can_have_a_size(either: Either) -> None:
    chunks = either.items(lambda client: client.tts.bytes(**TONES, request_options={"chunk_size": 1000}))
    assert [len(chunk) for chunk in chunks] == [1000] * 8 + [640]


def test_chunks_cannot_have_no_size(either: Either) -> None:
    for size in (0, "1000", 1.5):
        with pytest.raises(BadRequest, match="chunk_size"):
            either.items(lambda client, size=size: client.tts.bytes(**TONES, request_options={"chunk_size": size}))


def test_version_1_named_the_voice_otherwise_and_got_bytes(either: Either, tmp_path: Path) -> None:
    options = {name: value for name, value in TONES.items() if name != "voice"}
    data = either.get(lambda client: client.tts.bytes(**options, voice_id=TONE))
    assert isinstance(data, bytes)
    (tmp_path / "output.raw").write_bytes(data)
    assert len(data) == ONE_TWO


VOICES = {
    "an id": TONE,
    "an id in a dictionary": {"id": TONE},
    "with its mode": {"mode": "id", "id": TONE},
    "a model": TtsRequestIdSpecifier(id=TONE),
    "with controls": {"id": TONE, "experimental_controls": {"speed": "normal", "emotion": []}},
    "a model with controls": TtsRequestIdSpecifier(id=TONE, experimental_controls=Controls(speed="normal")),
}


@pytest.mark.parametrize("voice", VOICES.values(), ids=VOICES.keys())
def test_a_voice_is_named_in_many_ways(either: Either, voice: object) -> None:
    assert len(b"".join(either.items(lambda client: client.tts.bytes(**said(voice=voice))))) == ONE_TWO


def test_a_voice_that_was_got_speaks(either: Either) -> None:
    voice = either.get(lambda client: client.voices.get(TONE))
    for named in (voice, dict(voice)):
        options = said(voice=named)
        assert len(either.get(lambda client, options=options: client.tts.bytes(**options).read())) == ONE_TWO


def test_an_embedding_speaks(either: Either) -> None:
    embedding = either.get(lambda client: client.voices.get(VOICE)).embedding
    specifiers = [{"embedding": embedding}, TtsRequestEmbeddingSpecifier(embedding=embedding)]
    first, second = [either.get(lambda client, v=v: client.tts.bytes(**said(voice=v)).read()) for v in specifiers]
    assert first == second
    assert len(first) > 8000


FORMATS = {
    "a name": "raw_pcm_s16le_24000",
    "a dictionary": RAW,
    "a model": OutputFormat_Raw(encoding="pcm_s16le", sample_rate=24000),
}


@pytest.mark.parametrize("output_format", FORMATS.values(), ids=FORMATS.keys())
def test_a_format_is_named_in_many_ways(either: Either, output_format: object) -> None:
    options = said(voice=TONE, output_format=output_format)
    assert len(b"".join(either.items(lambda client: client.tts.bytes(**options)))) == ONE_TWO


def test_an_mp3_has_the_length(either: Either, tmp_path: Path) -> None:
    options = said(voice=TONE, output_format=OutputFormat_Mp3(sample_rate=24000, bit_rate=64000))
    either.get(lambda client: client.tts.bytes(**options).write_to_file(tmp_path / "hello.mp3"))
    samples = read(tmp_path / "hello.mp3").samples
    assert 4320 <= len(samples) <= 4320 + 3 * 576  # whole frames of 576, the encoder's delay among them


def test_the_faster_the_shorter(either: Either) -> None:
    def length(**changes: object) -> int:
        return len(b"".join(either.items(lambda client: client.tts.bytes(**said(voice=TONE, **changes)))))

    assert length(generation_config={"speed": 1.5}) < ONE_TWO
    assert length(speed="fast") < ONE_TWO
    assert length(_experimental_voice_controls={"speed": "fastest"}) < ONE_TWO
    assert length(_experimental_voice_controls={"speed": -1.0, "emotion": ["sadness:high"]}) > ONE_TWO


def test_a_dictionary_changes_what_is_said(either: Either) -> None:
    items = [{"text": "two", "alias": "seventeen"}]
    made = either.get(lambda client: client.pronunciation_dicts.create(name=f"Numbers {either}", items=items))
    with_it = said(transcript="two", pronunciation_dict_id=made.id)
    spelled = either.get(lambda client: client.tts.bytes(**said(transcript="seventeen")).read())
    assert either.get(lambda client: client.tts.bytes(**with_it).read()) == spelled
    assert either.get(lambda client: client.tts.bytes(**said(transcript="two")).read()) != spelled


def test_events_carry_sound(either: Either) -> None:
    outputs = either.items(lambda client: client.tts.sse(**TONES))
    assert {output.type for output in outputs} == {"chunk"}
    assert len(b"".join(output["audio"] for output in outputs)) == ONE_TWO
    assert b"".join(base64.b64decode(output.data) for output in outputs) == b"".join(o.audio for o in outputs)
    assert outputs[0]["data"] == outputs[0].data


def test_events_carry_the_times_of_words_and_sounds(either: Either) -> None:
    options = said(voice=TONE, add_timestamps=True, add_phoneme_timestamps=True, context_id="mine")
    outputs = either.items(lambda client: client.tts.sse(**options))
    words = [output.word_timestamps for output in outputs if output.word_timestamps is not None]
    assert [word for times in words for word in times.words] == ["one", "two"]
    assert [start for times in words for start in times["start"]] == pytest.approx([0.0, 0.1], abs=1e-3)
    assert [end for times in words for end in times.end] == pytest.approx([0.08, 0.18], abs=1e-3)
    sounds = [output.phoneme_timestamps for output in outputs if output.phoneme_timestamps is not None]
    assert sum(len(times.phonemes) for times in sounds) == 6
    assert {output.context_id for output in outputs} == {"mine"}


def test_events_come_as_one(either: Either) -> None:
    output = either.get(lambda client: client.tts.sse(**said(voice=TONE, add_timestamps=True), stream=False))
    assert len(output["audio"]) == ONE_TWO
    assert output["word_timestamps"]["words"] == ["one", "two"]


def test_who_leaves_early_can_go_on_with_something_else(either: Either) -> None:
    long = said(transcript="one two three four " * 2000, voice=TONE)
    audio = either.client.tts.bytes(**long)
    assert either.run(lambda: anext(audio) if either.awaited else next(audio))
    either.run(audio.close)
    assert either.listed(lambda: audio) == []
    assert either.get(lambda client: client.api_status.get()).ok


MISTAKES = {
    "a name that is none": ({"langauge": "en"}, TypeError, "did you mean language"),
    "no voice": ({"voice": None}, BadRequest, "voice_id and voice_embedding; got none"),
    "two voices": ({"voice_id": VOICE}, BadRequest, "got voice and voice_id"),
    "both kinds in one": ({"voice": {"id": VOICE, "embedding": [0.0] * 192}}, BadRequest, "both id and embedding"),
    "a mode that does not fit": ({"voice": {"mode": "embedding", "id": VOICE}}, BadRequest, "mode 'embedding'"),
    "a number for a voice": ({"voice": 7}, BadRequest, "got int"),
    "a short embedding": ({"voice": {"embedding": [0.0] * 3}}, BadRequest, "192 numbers, got 3"),
    "nothing to say": ({"transcript": "  "}, BadRequest, "nothing to say"),
    "bytes to say": ({"transcript": b"hello"}, BadRequest, "transcript is a text, got bytes"),
    "an unknown format": ({"output_format": "raw_pcm_f32le_1"}, BadRequest, "there are raw_pcm_f32le_44100"),
    "an unknown container": ({"output_format": {**RAW, "container": "ogg"}}, BadRequest, "raw, wav, mp3"),
    "an unknown encoding": ({"output_format": {**RAW, "encoding": "pcm"}}, BadRequest, "pcm_f32le"),
    "no rate": ({"output_format": {"container": "raw", "encoding": "pcm_s16le"}}, BadRequest, "sample_rate"),
    "a misspelt format": ({"output_format": {**RAW, "samplerate": 8000}}, BadRequest, "did you mean sample_rate"),
    "a speed of text": ({"generation_config": {"speed": "fast"}}, BadRequest, "generation_config.speed"),
    "unknown controls": ({"_experimental_voice_controls": {"sped": 1}}, BadRequest, "did you mean speed"),
    "an unknown request option": ({"request_options": {"retries": 1}}, TypeError, "max_retries"),
    "no number": ({"generation_config": {"speed": float("nan")}}, BadRequest, "nan is no number"),
    "an endless duration": ({"duration": float("inf")}, BadRequest, "inf is no number"),
    "an embedding that is none": ({"voice": {"embedding": [float("nan")] * 192}}, BadRequest, "nan is no number"),
    "half a character": ({"transcript": "a\ud800"}, BadRequest, "half a character"),
    "negative retries": ({"request_options": {"max_retries": -1}}, BadRequest, "max_retries"),
}


@pytest.mark.parametrize(("change", "kind", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistakes_are_told_before_anything_is_sent(
    make: Callable[..., Either], change: dict[str, object], kind: type[Exception], says: str
) -> None:
    nowhere = make(base_url="http://127.0.0.1:9", max_retries=0)
    for method in ("bytes", "sse"):
        with pytest.raises(kind, match=says):
            nowhere.items(lambda client, method=method: getattr(client.tts, method)(**said(**change)))


def test_what_is_needed_is_asked_for(either: Either) -> None:
    with pytest.raises(TypeError, match="needs output_format, transcript"):
        either.items(lambda client: client.tts.bytes(model_id="sonic", voice=VOICE))


def test_events_have_no_container(either: Either) -> None:
    with pytest.raises(BadRequest, match="without a container"):
        either.items(lambda client: client.tts.sse(**said(output_format=WAV)))


def test_a_voice_that_is_not_there_is_an_error_of_both_trees(either: Either) -> None:
    for method in ("bytes", "sse"):
        with pytest.raises(NotFoundError) as caught:
            either.items(lambda client, method=method: getattr(client.tts, method)(**said(voice=VOICE[:-1] + "c")))
        assert isinstance(caught.value, ApiError)
        assert isinstance(caught.value, errors.VoiceNotFound)
        assert caught.value.status_code == 404
        assert "there is no voice" in str(caught.value.body)


def test_a_wrong_key_is_told(make: Callable[..., Either], server: Running) -> None:
    with pytest.raises(ApiError) as caught:
        make(base_url=server.url, api_key="wrong key").items(lambda client: client.tts.bytes(**said()))
    assert caught.value.status_code == 401
    assert "wrong key" not in str(caught.value)


def test_formats_have_names(either: Either) -> None:
    tts = either.client.tts
    assert tts.get_output_format("raw_pcm_mulaw_8000") == {
        "container": "raw",
        "encoding": "pcm_mulaw",
        "sample_rate": 8000,
    }
    assert tts.get_sample_rate("raw_pcm_f32le_44100") == 44100
    with pytest.raises(BadRequest, match="there are raw_pcm"):
        tts.get_output_format("mp3")


def test_speech_comes_between_recordings(either: Either, clip: Path, tmp_path: Path) -> None:
    options = {
        "model_id": "sonic-3",
        "language": "en",
        "transcript": "one two",
        "voice_id": TONE,
        "output_format": WAV,
        "left_audio_path": str(clip),
        "right_audio_path": clip,
    }
    between, whole = either.get(lambda client: client.tts.infill(**options))
    (tmp_path / "between.wav").write_bytes(between)
    (tmp_path / "whole.wav").write_bytes(whole)
    lengths = [read(tmp_path / name).seconds for name in ("between.wav", "whole.wav")]
    assert lengths[1] == pytest.approx(2 * read(clip).seconds + lengths[0], abs=0.01)
    for change, says in (
        ({"output_format": RAW}, "give the container"),
        ({"left_audio_path": None, "right_audio_path": None}, "or both"),
        ({"left_audio_path": "nowhere.wav"}, "No such file"),
    ):
        with pytest.raises(BadRequest, match=says):
            either.get(lambda client, change=change: client.tts.infill(**{**options, **change}))


def test_the_tones_are_those_of_the_engine(either: Either, server: Running) -> None:
    speech = vv.speak("one two", server.app.state.service.library.get(TONE), rate=24000)
    assert either.get(lambda client: client.tts.bytes(**TONES).read()) == speech.encoded("raw")


def test_the_key_is_not_shown(either: Either) -> None:
    assert KEY not in repr(either.client)


def test_a_second_pass_gives_the_same_or_is_told(either: Either) -> None:
    kept: list[Any] = []

    def keep(answer: Any) -> Any:
        kept.append(answer)
        return answer

    either.items(lambda client: keep(client.tts.bytes(**TONES)))
    with pytest.raises(ApiError, match="gone through to its end"):
        either.listed(lambda: kept[0])
    assert "taken chunk by chunk" in repr(kept[0])
    whole = either.get(lambda client: keep(client.tts.bytes(**TONES)).read())
    assert either.listed(lambda: kept[1]) == either.listed(lambda: kept[1]) == [whole]
    assert either.run(kept[1].read) == whole
    assert repr(kept[1]).endswith(f"Audio, {ONE_TWO} bytes>")
    either.items(lambda client: keep(client.tts.sse(**TONES)))
    for again in (lambda: either.listed(lambda: kept[2]), lambda: either.run(kept[2].whole)):
        with pytest.raises(ApiError, match="gone through to its end"):
            again()
    assert repr(kept[2]).endswith("Outputs, gone through>")


def test_what_is_awaited_says_so(either: Either) -> None:
    if not either.awaited:
        return
    audio = either.client.tts.bytes(**TONES)
    with pytest.raises(TypeError, match="await audio"):
        bytes(audio)
    for kind in (either.client, audio, either.client.tts.sse(**TONES), either.client.tts.websocket()):
        with pytest.raises(TypeError, match="use async with"), kind:
            pass
