"""Between the wire and the engine: tables of what each word of the protocol means, and every value there and back."""

import typing
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from vivavoce.core.emotions import EMOTIONS
from vivavoce.core.requests import Controls, Emotion
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import cartesia_meaning as meaning
from vivavoce.dsp.formats import Format
from vivavoce.engine.tone import embeddings
from vivavoce.errors import BadRequest, ModelNotFound, VivavoceError

finite = st.floats(allow_nan=False, allow_infinity=False, width=32)
STRATEGIES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(),
    int: st.integers(-(2**63), 2**63 - 1),
    float: finite,
    bool: st.booleans(),
    type(None): st.none(),
}


def values(shape: Any) -> st.SearchStrategy[Any]:
    """Any value of the type."""
    if shape in STRATEGIES:
        return STRATEGIES[shape]
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        fields = typing.get_type_hints(shape)
        return st.builds(shape, **{name: values(kind) for name, kind in fields.items()})
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if origin is list:
        return st.lists(values(arguments[0]), max_size=3)
    return st.one_of([st.just(UNSET) if one is msgspec.UnsetType else values(one) for one in arguments])


SHAPES = [
    wire.Generation,
    wire.InfillForm,
    wire.VoiceChangeForm,
    wire.CloneForm,
    wire.NewVoice,
    wire.VoiceChanges,
    wire.Mix,
    wire.Localization,
    wire.Accents,
    wire.TokenRequest,
    wire.NewDictionary,
    wire.DictionaryChanges,
    wire.VoiceListing,
    wire.Status,
    wire.VoiceObject,
    wire.EmbeddingAnswer,
    wire.AccentList,
    wire.Token,
    wire.DictionaryObject,
    wire.ErrorObject,
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_value_comes_back_from_the_wire_as_it_was(shape: Any) -> None:
    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(values(shape))
    def there_and_back(value: Any) -> None:
        assert msgspec.json.decode(msgspec.json.encode(value), type=shape) == value
        assert msgspec.json.decode(wire.plain_json(value), type=shape) == value
        assert wire.plain_json(value).isascii()
        assert b"\n" not in wire.plain_json(value)

    there_and_back()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_body_that_was_cut_is_none(shape: Any) -> None:
    @settings(max_examples=3, deadline=None, derandomize=True, database=None)
    @given(values(shape))
    def cut(value: Any) -> None:
        data = msgspec.json.encode(value)
        for length in range(0, len(data), max(1, len(data) // 50)):
            with pytest.raises(msgspec.DecodeError):
                msgspec.json.decode(data[:length], type=shape)

    cut()


@pytest.mark.parametrize(
    ("speed", "ratio"),
    [
        ("slowest", 0.6),
        ("slow", 0.6**0.5),
        ("normal", 1.0),
        ("fast", 1.5**0.5),
        ("fastest", 1.5),
        (-1.0, 0.6),
        (0, 1.0),
        (1, 1.5),
        ("0.5", 1.5**0.5),  # as forms send it
        ("-1", 0.6),
    ],
)
def test_speeds_of_the_oldest_versions_become_ratios(speed: str | float, ratio: float) -> None:
    assert meaning.speed_ratio(speed) == pytest.approx(ratio)


@pytest.mark.parametrize("speed", ["quick", "", 1.1, -1.01, float("nan"), "nan", "inf", "2"])
def test_speeds_there_are_not_are_refused(speed: str | float) -> None:
    with pytest.raises(BadRequest, match="speed"):
        meaning.speed_ratio(speed)


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("anger", Emotion("angry")),
        ("positivity:high", Emotion("happy", 1.5)),
        ("surprise:lowest", Emotion("surprised", 0.25)),
        ("sadness:low", Emotion("sad", 0.5)),
        ("curiosity:highest", Emotion("curious", 2.0)),
        ("Anger:high", Emotion("angry", 1.5)),
        ("determined", Emotion("determined")),
    ],
)
def test_emotions_of_the_oldest_versions_have_names_and_levels(text: str, emotion: Emotion) -> None:
    assert meaning.old_emotions([text]) == meaning.old_emotions(text) == (emotion,)


@pytest.mark.parametrize("text", ["anger:much", "joyful", "", ":high", "anger:high:low"])
def test_emotions_there_are_not_are_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="emotion"):
        meaning.old_emotions([text])


def test_emotions_of_newer_versions_are_names_in_any_case_and_unknown_words_change_nothing() -> None:
    assert len(EMOTIONS) == 58
    for name in EMOTIONS:
        assert meaning.new_emotion(name.upper()) == (Emotion(name),)
    assert meaning.new_emotion("Joking/Comedic") == (Emotion("ironic"),)
    assert meaning.new_emotion("hangry") == meaning.new_emotion(None) == meaning.new_emotion("") == ()


def test_the_newer_place_of_a_control_wins() -> None:
    old = wire.VoiceSpecifier(
        id="x", experimental_controls=wire.ExperimentalControls(speed="fastest", emotion=["anger"])
    )
    assert meaning.controls_of(old, None) == Controls(speed=1.5, emotions=(Emotion("angry"),))
    assert meaning.controls_of(old, None, "slow").speed == pytest.approx(0.6**0.5)
    new = wire.GenerationConfig(speed=0.7, volume=2.0, emotion="sad")
    assert meaning.controls_of(old, new, "slow") == Controls(speed=0.7, volume=2.0, emotions=(Emotion("sad"),))
    assert meaning.controls_of("id", None) == Controls()


FORMATS: list[tuple[wire.OutputFormat, Format]] = [
    (wire.OutputFormat(container="raw", encoding=encoding, sample_rate=rate), Format("raw", encoding, rate=rate))  # type: ignore[arg-type]
    for encoding in ("pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw")
    for rate in (8000, 16_000, 22_050, 24_000, 44_100, 48_000)
] + [
    (wire.OutputFormat(container="wav", sample_rate=24_000), Format("wav", "pcm_s16le", rate=24_000)),
    (wire.OutputFormat(container="wav", encoding="", sample_rate=24_000), Format("wav", "pcm_s16le", rate=24_000)),
    (wire.OutputFormat(container="mp3", sample_rate=44_100), Format("mp3", rate=44_100, bit_rate=128_000)),
    (
        wire.OutputFormat(container="mp3", encoding="pcm_f32le", sample_rate=44_100),
        Format("mp3", rate=44_100, bit_rate=128_000),
    ),
    (
        wire.OutputFormat(container="mp3", encoding="", sample_rate=44_100, bit_rate=32_000),
        Format("mp3", rate=44_100, bit_rate=32_000),
    ),
]


@pytest.mark.parametrize(("wanted", "format"), FORMATS)
def test_formats_are_what_they_say(wanted: wire.OutputFormat, format: Format) -> None:
    assert meaning.format_of(wanted) == format


@pytest.mark.parametrize(
    "wanted",
    [
        wire.OutputFormat(container="flac", sample_rate=24_000),
        wire.OutputFormat(container="", sample_rate=24_000),
        wire.OutputFormat(container="raw", encoding="mp3", sample_rate=24_000),
        wire.OutputFormat(container="raw", encoding="pcm_s16le", sample_rate=0),
        wire.OutputFormat(container="raw", encoding="pcm_s16le", sample_rate=-24_000),
        wire.OutputFormat(container="mp3", sample_rate=44_101),
        wire.OutputFormat(container="mp3", sample_rate=44_100, bit_rate=1),
    ],
)
def test_formats_there_are_not_are_refused(wanted: wire.OutputFormat) -> None:
    with pytest.raises(BadRequest):
        meaning.format_of(wanted)


def test_a_language_or_a_locale_but_not_both() -> None:
    assert meaning.language_of("en", None) == "en"
    assert meaning.language_of(None, "en-GB") == "en-GB"
    assert meaning.language_of(None, None) is meaning.language_of("", "") is None
    with pytest.raises(BadRequest, match="one of them"):
        meaning.language_of("en", "en-GB")


MODELS = [
    "sonic",
    "sonic-english",
    "sonic-multilingual",
    "sonic-lite",
    "sonic-preview",
    "sonic-2",
    "sonic-2-2025-03-07",
    "sonic-turbo",
    "sonic-turbo-2025-06-04",
    "sonic-3",
    "sonic-3-latest",
    "sonic-3.5-2026-05-04",
    "sonic-3.6",
    "sonic-latest",
]


@pytest.mark.parametrize("model", MODELS)
def test_every_sonic_is_what_is_installed_here(model: str) -> None:
    assert meaning.checked_model(model, frozenset({"tone"})) is None


def test_a_synthesizer_can_be_named_and_other_models_are_refused() -> None:
    assert meaning.checked_model("tone", frozenset({"tone"})) == "tone"
    for model in ("ink-whisper", "", "sonics", "Sonic", "formant"):
        with pytest.raises(ModelNotFound, match="there are sonic"):
            meaning.checked_model(model, frozenset({"tone"}))


@pytest.mark.parametrize("version", [*wire.VERSIONS, "2023-01-01", "2099-12-31"])
def test_any_date_is_a_version(version: str) -> None:
    assert wire.version_of(version) == version


def test_no_version_is_the_newest_and_what_is_no_date_is_refused() -> None:
    assert wire.version_of(None) == wire.version_of("") == "2026-08-14"
    for version in ("latest", "2024", "2024-6-10", "2024-06-10T00:00:00Z", " 2024-06-10"):
        with pytest.raises(BadRequest, match="date"):
            wire.version_of(version)


def every_error(kind: type[VivavoceError] = VivavoceError) -> list[type[VivavoceError]]:
    return [
        kind,
        *(below for one in kind.__subclasses__() if one.__module__ == "vivavoce.errors" for below in every_error(one)),
    ]


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_title_a_message_and_a_code(kind: type[VivavoceError]) -> None:
    told = wire.error_object(kind("what happened"), "the request")
    assert (told.message, told.request_id) == ("what happened", "the request")
    assert told.title
    assert told.error_code == wire.CODES.get(kind.code, kind.code)
    assert wire.error_text(kind("what happened")) == f"{told.title}: what happened"
    assert msgspec.json.decode(msgspec.json.encode(told), type=wire.ErrorObject) == told
    assert wire.error_object(kind()).message


def test_genders_have_other_names_on_the_wire() -> None:
    assert {name: meaning.gender_here(told) for name, told in meaning.GENDERS.items()} == {
        "feminine": "feminine",
        "masculine": "masculine",
        "neutral": "neutral",
    }
    assert meaning.gender_here(None) == "neutral"
    assert (meaning.gender_here("male"), meaning.gender_here("female")) == ("masculine", "feminine")
    with pytest.raises(BadRequest, match="gender"):
        meaning.gender_here("unknown")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en-GB", "en"), ("EN", "en"), ("cmn", "zh"), ("nb-NO", "no"), ("fil-PH", "tl"), ("de", "de"), ("zh-TW", "zh")],
)
def test_languages_are_told_without_their_country(tag: str, language: str) -> None:
    assert meaning.base_language(tag) == language


def test_a_tagline_is_as_many_labels_as_fit() -> None:
    def voice(*labels: str) -> Voice:
        return Voice(built_in_id("x"), "x", embeddings()["tone"], Origin("built-in"), labels=labels)

    assert meaning.tagline_of(voice()) == ""
    assert meaning.tagline_of(voice("calm", "warm")) == "calm, warm"
    assert meaning.tagline_of(voice("a" * 30, "b", "c")) == "a" * 30
    assert meaning.tagline_of(voice("a" * 29, "b")) == "a" * 29 + ", b"
