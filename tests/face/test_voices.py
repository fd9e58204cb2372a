"""Voices: built in, cloned, mixed, converted to."""

import numpy as np
import pytest

import vivavoce as vv
from vivavoce.errors import BadAudio, BadRequest, Conflict, UnfitClip, VoiceNotFound

SENTENCE = "The birch canoe slid on the smooth planks, and nobody saw it go."
SAME = {"Frieda": "Nora", "Marijke": "Mila", "Wannes": "Jasper"}  # one speaker in two languages
WELL_KNOWN = (
    "a0e99841-438c-4a64-b679-ae501e7d6091", "694f9389-aac1-45b6-b726-9d9369183238",
    "f9836c6e-a0bd-460e-9d3c-f7299fa60f94", "db6b0ed5-d5d3-463d-ae85-518a07d3c2b4",
    "6ccbfb76-1fc6-48f7-b71d-91ac6298247b", "f786b574-daa5-4673-aa0c-cbe3e8534c02",
    "e07c00bc-4134-4eae-9ea4-1a55fb45746b",
)  # fmt: skip


@pytest.fixture(scope="module")
def clip() -> vv.Recording:
    return vv.speak(SENTENCE, "Aoife")


def test_there_are_many_built_in_voices_that_differ() -> None:
    voices = vv.voices()
    assert len(voices) >= 24
    assert len({voice.id for voice in voices}) == len({voice.name for voice in voices}) == len(voices)
    assert {voice.gender for voice in voices} == {"feminine", "masculine", "neutral"}
    assert all(voice.description and voice.labels and voice.preview for voice in voices)
    named = {voice.name: voice for voice in voices}
    assert all(named[one].embedding == named[other].embedding for one, other in SAME.items())
    values = np.stack([voice.embedding.values for voice in voices if voice.name not in SAME])
    apart = np.linalg.norm(values[:, None] - values[None], axis=2) + 1e9 * np.eye(len(values))
    assert apart.min() > 1.0


def test_well_known_ids_are_built_in_voices() -> None:
    assert set(WELL_KNOWN) <= {voice.id for voice in vv.voices()}


def test_every_built_in_voice_speaks_its_own_language() -> None:
    for voice in vv.voices():
        assert vv.speak(voice.preview, voice).seconds > 0.8, voice.name


def test_a_language_alone_chooses_a_voice_of_that_language() -> None:
    german = next(voice for voice in vv.voices() if voice.language == "de")
    np.testing.assert_array_equal(vv.speak("Guten Tag.", language="de").samples, vv.speak("Guten Tag.", german).samples)


def test_a_cloned_voice_is_kept_under_its_name_and_speaks(clip: vv.Recording) -> None:
    ann = vv.clone(clip, name="Ann", consent="Ann said yes.")
    assert vv.voices()[-1] == ann
    assert ann.origin.kind == "cloned"
    assert ann.origin.consent == "Ann said yes."
    assert len(ann.origin.source) == 64
    np.testing.assert_array_equal(vv.speak("Hello.", "ann").samples, vv.speak("Hello.", ann).samples)


def test_cloning_the_same_again_gives_the_voice_that_is_there(clip: vv.Recording) -> None:
    assert vv.clone(clip, name="Ann") == vv.clone(clip, name="Ann")
    other = vv.speak(SENTENCE, "Bruno")
    with pytest.raises(Conflict, match="Ann"):
        vv.clone(other, name="Ann")
    with pytest.raises(Conflict, match="consent note"):
        vv.clone(clip, name="Ann", consent="She changed her mind.")


def test_without_a_name_nothing_is_kept(clip: vv.Recording) -> None:
    before = len(vv.voices())
    assert vv.speak("Hello.", vv.clone(clip)).seconds > 0.2
    assert len(vv.voices()) == before


def test_the_gender_of_a_clone_goes_by_its_pitch() -> None:
    assert vv.clone(vv.speak(SENTENCE, "Bruno")).gender == "masculine"
    assert vv.clone(vv.speak(SENTENCE, "Nell")).gender == "feminine"
    assert vv.clone(vv.speak(SENTENCE, "Nell"), gender="neutral").gender == "neutral"


def test_a_mix_lies_between_its_parts() -> None:
    vera, viktor = (voice for voice in vv.voices() if voice.name in ("Vera", "Viktor"))
    both = vv.mix({vera: 0.25, "viktor": 0.75}, name="Both")
    np.testing.assert_allclose(
        both.embedding.values, 0.25 * vera.embedding.values + 0.75 * viktor.embedding.values, atol=1e-5
    )
    assert both.origin.parents == ((vera.id, 0.25), (viktor.id, 0.75))
    assert both.gender == "masculine"
    assert vv.mix({vera: 1, viktor: 3}, name="Both") == both


def test_an_embedding_speaks(clip: vv.Recording) -> None:
    embedding = vv.clone(clip).embedding
    np.testing.assert_array_equal(vv.speak("Hello.", embedding).samples, vv.speak("Hello.", vv.clone(clip)).samples)


@pytest.mark.parametrize("parts", [{}, {"Vera": 0.0}, {"Vera": -1.0}, {"Vera": float("nan")}, [("Vera", 1.0)]])
def test_a_mix_that_cannot_be_is_refused(parts: dict[str, float]) -> None:
    with pytest.raises(BadRequest):
        vv.mix(parts)


def test_a_mix_of_unknown_voices_is_refused() -> None:
    with pytest.raises(VoiceNotFound):
        vv.mix({"Nobody": 1.0})


def test_converted_speech_keeps_its_words_and_its_length(clip: vv.Recording) -> None:
    converted = vv.convert(clip, "Bruno")
    assert (len(converted.samples), converted.rate) == (len(clip.samples), clip.rate)
    assert converted.words == clip.words
    assert vv.clone(converted).gender == "masculine"


@pytest.mark.parametrize(
    ("clip", "message"),
    [
        (b"", "empty|nothing|no bytes"),
        (b"plain text, not sound at all" * 9, "sound|audio|text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG"),
        (vv.Audio(np.zeros(1, np.float32), 16_000), "."),
        (vv.Audio(np.zeros(48_000, np.float32), 16_000), "."),
    ],
)
def test_what_is_no_speech_is_refused_with_the_reason(clip: vv.Audio | bytes, message: str) -> None:
    with pytest.raises(BadAudio, match=message):
        vv.clone(clip)


def test_half_a_second_of_speech_is_too_little(clip: vv.Recording) -> None:
    with pytest.raises(UnfitClip, match="1 s"):
        vv.clone(vv.Audio(clip.samples[: clip.rate // 2], clip.rate))


def test_a_missing_file_is_refused() -> None:
    with pytest.raises((BadRequest, BadAudio), match=r"no-such-file\.wav"):
        vv.clone("no-such-file.wav")
    with pytest.raises((BadRequest, BadAudio), match=r"no-such-file\.wav"):
        vv.convert("no-such-file.wav", "Vera")
