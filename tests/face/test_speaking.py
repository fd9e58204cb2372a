"""What ``import vivavoce as vv`` promises."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import vivavoce as vv
from vivavoce.engine.catalogue import default_voice
from vivavoce.engine.engine import Engine
from vivavoce.errors import (
    BadRequest,
    EmptyText,
    LanguageNotSupported,
    MissingExtra,
    VoiceNotFound,
)

TEXT = "Hello there, this is a test. It has two sentences."


def test_a_text_becomes_sound_with_words_and_phonemes() -> None:
    said = vv.speak(TEXT)
    assert said.samples.dtype == np.float32
    assert 2 < said.seconds < 6
    assert [word.text for word in said.words] == TEXT.split()
    assert all(TEXT[word.offset :].startswith(word.text) for word in said.words)
    assert len(said.phonemes) > 20
    assert said.words[-1].end <= len(said.samples)


def test_the_same_request_gives_the_same_sound_whatever_was_said_before() -> None:
    first = vv.speak(TEXT, "Aoife", emotion="happy").samples
    vv.speak("Something else.", "Viktor", language="de", speed=1.4)
    np.testing.assert_array_equal(vv.speak(TEXT, "Aoife", emotion="happy").samples, first)


def pieces(size: int) -> Iterator[str]:
    yield from (TEXT[at : at + size] for at in range(0, len(TEXT), size))


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_text_may_arrive_in_pieces_of_any_size(size: int) -> None:
    whole = vv.speak(TEXT)
    with vv.stream(pieces(size)) as events:
        arrived = vv.Recording.of(events, events.rate)
    np.testing.assert_array_equal(arrived.samples, whole.samples)
    assert arrived.words == whole.words


def test_speech_begins_before_the_text_ends() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "And so it goes on and on. "

    with vv.stream(endless()) as events:
        chunks = [event for event, _ in zip(events, range(20), strict=False) if isinstance(event, vv.Chunk)]
    assert chunks


def test_leaving_the_block_stops_the_voice_and_the_text() -> None:
    closed = []

    def text() -> Iterator[str]:
        try:
            while True:
                yield "One more sentence. "
        finally:
            closed.append(True)

    with vv.stream(text()) as events:
        next(events)
    assert list(events) == []
    del events


def test_words_are_told_no_later_than_they_sound() -> None:
    heard = 0
    with vv.stream(TEXT * 3, "Aoife") as events:
        for event in events:
            match event:
                case vv.Chunk(samples):
                    heard += len(samples)
                case vv.Words(words):
                    assert all(word.start >= heard for word in words)


@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000, 44_100, 48_000])
def test_any_rate_can_be_had(rate: int) -> None:
    said, own = vv.speak(TEXT, rate=rate), vv.speak(TEXT)
    assert said.rate == rate
    assert abs(said.seconds - own.seconds) < 2 / rate
    for here, there in zip(said.words, own.words, strict=True):
        assert abs(here.start / rate - there.start / own.rate) <= 1 / rate


@pytest.mark.parametrize("duration", [2.0, 4.5, 9.0])
def test_a_duration_is_hit_to_the_sample(duration: float) -> None:
    said = vv.speak(TEXT, duration=duration)
    assert len(said.samples) == round(duration * said.rate)
    assert said.words[-1].end >= 0.95 * len(said.samples)


@pytest.mark.parametrize("duration", [0.2, 300.0])
def test_a_duration_out_of_reach_is_refused_with_what_can_be_reached(duration: float) -> None:
    with pytest.raises(BadRequest, match=r"out of reach: the text takes \d"):
        vv.speak(TEXT, duration=duration)


@pytest.mark.parametrize(("speed", "tolerance"), [(0.25, 0.1), (0.5, 0.1), (1.5, 0.1), (3.0, 0.12), (4.0, 0.12)])
def test_speed_is_what_it_says(speed: float, tolerance: float) -> None:
    usual = vv.speak("The quick brown fox jumps over the lazy dog.").seconds
    assert vv.speak("The quick brown fox jumps over the lazy dog.", speed=speed).seconds * speed == pytest.approx(
        usual, rel=tolerance
    )


def test_volume_is_what_it_says_and_never_clips() -> None:
    usual = vv.speak(TEXT).samples
    np.testing.assert_allclose(vv.speak(TEXT, volume=0.25).samples, usual * 0.25, atol=1e-6)
    loud = vv.speak(TEXT, volume=4.0).samples
    assert np.abs(loud).max() < 1.0
    assert np.sqrt(np.mean(loud**2)) > 1.5 * np.sqrt(np.mean(usual**2))
    assert len(loud) == len(usual)


def test_a_break_is_as_long_as_it_says() -> None:
    said = vv.speak('One<break time="1s"/>two.')
    gap = (said.words[1].start - said.words[0].end) / said.rate
    assert [word.text for word in said.words] == ["One", "two."]
    assert gap == pytest.approx(1.0, abs=0.03)


def test_markup_changes_what_comes_after_it() -> None:
    said = vv.speak('One two three four. <volume ratio="0.25"/>One two three four.')
    first, second = said.part(0, said.words[3].end), said.part(said.words[4].start, len(said.samples))
    ratio = np.sqrt(np.mean(second.samples**2)) / np.sqrt(np.mean(first.samples**2))
    assert ratio == pytest.approx(0.25, rel=0.1)


def test_inline_ipa_sounds_like_the_word() -> None:
    spelled, phones = vv.speak("hello"), vv.speak("<<h|ə|l|ˈoʊ>>")
    assert [p.symbol for p in phones.phonemes] == [p.symbol for p in spelled.phonemes]
    assert phones.words[0].text == "<<h|ə|l|ˈoʊ>>"


def test_pronunciations_are_said_and_the_words_stay_the_users() -> None:
    said = vv.speak("Ask Siobhan.", pronunciations={"Siobhan": "Shivawn"})
    assert [word.text for word in said.words] == ["Ask", "Siobhan."]
    np.testing.assert_array_equal(said.samples, vv.speak("Ask Shivawn.").samples)


@pytest.mark.parametrize("text", ["", "   \n\t ", "...", "!?! – ,", "\0\0"])
def test_nothing_to_say_is_an_error(text: str) -> None:
    with pytest.raises(EmptyText):
        vv.speak(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\0b and \x07 bell",
        "half \ud800 surrogate",
        "שלום עולם, this is mixed",
        "مرحبا بالعالم",
        "😀😀😀",
        "Привет 你好 hello こんにちは",
        "<break time=",
        "<spell>abc",
        "<<h|ə",
        "[[hello]] {{x}} &amp; <b>bold</b>",
        "x" * 3000,
        "1234567890" * 40,
    ],
)
def test_odd_text_is_said_and_every_word_of_it_is_told(text: str) -> None:
    said = vv.speak(text)
    assert len(said.samples)
    at = 0
    for word in said.words:
        assert word.offset >= at
        at = word.offset + len(word.text)
        assert 0 <= word.start <= word.end <= len(said.samples)


def test_a_megabyte_on_one_line_can_be_said_in_a_stream() -> None:
    with vv.stream("word " * 200_000) as events:
        assert sum(
            len(event.samples) for event, _ in zip(events, range(50), strict=False) if isinstance(event, vv.Chunk)
        )


@pytest.mark.parametrize("text", [None, 3, b"bytes", ["a"]])
def test_what_is_no_text_is_refused(text: Any) -> None:
    with pytest.raises(BadRequest, match="str"):
        vv.speak(text)


def test_pieces_that_are_no_text_are_refused() -> None:
    with vv.stream(["Hello. ", b"there"]) as events, pytest.raises(BadRequest, match="bytes"):  # type: ignore[list-item]
        list(events)


@pytest.mark.parametrize(
    "options", [{"speed": math.nan}, {"volume": -1}, {"pitch": "high"}, {"rate": 10}, {"emotion": "meh"}]
)
def test_controls_that_cannot_be_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        vv.speak("Hello.", **options)


def test_an_unknown_option_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="loudness"):
        vv.speak("Hello.", loudness=3)  # type: ignore[call-arg]


def test_an_unknown_voice_is_answered_with_near_ones() -> None:
    with pytest.raises(VoiceNotFound, match="Vera"):
        vv.speak("Hello.", "Verra")


def test_an_unknown_language_is_answered_with_near_ones() -> None:
    with pytest.raises(LanguageNotSupported, match="de"):
        vv.speak("Hello.", language="german")


@pytest.mark.usefixtures("no_espeak")
def test_without_espeak_the_error_names_the_extra() -> None:
    for voice in ("June", "Vera"):
        with pytest.raises(MissingExtra, match=r"speaks de, en-US, nl, not 'fr'; .*pip install 'vivavoce\[espeak\]'"):
            vv.speak("Bonjour.", voice, language="fr")


def test_without_espeak_every_voice_speaks_the_languages_of_the_house(request: pytest.FixtureRequest) -> None:
    with_it = vv.speak("Hello.", "Vera")
    request.getfixturevalue("no_espeak")
    without = vv.speak("Hello.", "Vera")
    assert without.seconds > 0.2
    assert len(without.samples) != len(with_it.samples)
    assert vv.speak("Hello.", "Isla").seconds > 0.2  # from Scotland, where it is installed
    with pytest.raises(MissingExtra):
        Engine(synthesizer="formant").chosen(default_voice(), "en")
    assert vv.speak("Hello.").seconds > 0.2


def test_a_natural_voice_speaks_where_only_an_accent_is_named() -> None:
    np.testing.assert_array_equal(vv.speak("Hello.", language="en-GB").samples, vv.speak("Hello.", "June").samples)


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt-BR", "ru", "zh", "ja", "ar", "hi", "tr", "en-GB"])
def test_every_voice_speaks_other_languages(language: str) -> None:
    text = {"zh": "你好。", "ja": "こんにちは。", "ar": "مرحبا.", "hi": "नमस्ते।", "ru": "Привет."}.get(
        language, "Hallo."
    )
    for voice in ("June", "Vera"):
        assert vv.speak(text, voice, language=language).seconds > 0.2


def test_over_100_languages_are_spoken() -> None:
    assert len(vv.languages()) > 100
