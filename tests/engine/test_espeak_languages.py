from pathlib import Path

import pytest

pytest.importorskip("espeakng_loader")

from vivavoce.engine.espeak import Setting, espeak
from vivavoce.engine.espeak_languages import Language, canonical, language_in, languages

LETTERS = {"chr": "ᎣᏏᏲ", "cv": "салам", "sjn": "mellon"}  # of the languages without numbers


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("de", "de"),
        ("en-us", "en-US"),
        ("es-419", "es-419"),
        ("EN-GB-X-RP", "en-GB-x-rp"),
        ("en-gb-scotland", "en-GB-scotland"),
        ("cmn-latn-pinyin", "cmn-Latn-pinyin"),
        ("fa-latn", "fa-Latn"),
        ("en-029", "en-029"),
    ],
)
def test_tags_are_written_as_the_standard_does(code: str, tag: str) -> None:
    assert canonical(code) == tag


def test_every_language_speaks() -> None:
    found = languages(espeak().data)
    assert len(found) > 130
    silent = [
        tag
        for tag, language in found.items()
        if sum(len(s.samples) for s in espeak().speak(LETTERS.get(tag, "1 2"), Setting(language.attributes))) < 5000
    ]
    assert silent == []


def test_accents_and_variants_have_tags_of_their_own() -> None:
    found = languages(espeak().data)
    wanted = {"en-US", "en-GB", "en-GB-x-rp", "en-GB-scotland", "en-029", "es-419", "es-ES", "fr-BE", "cmn", "yue"}
    assert wanted | {"pt-BR", "pt-PT", "ca-valencia", "yue-Latn-jyutping", "nb", "vi-x-south"} <= found.keys()
    assert found["de"].name == "German"
    assert all(tag == "-".join(tag.split("-")) and " " not in tag for tag in found)


def test_a_language_without_its_dictionary_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "lang" / "xx"
    file.parent.mkdir()
    file.write_text("name Made up\nlanguage xx-yy 2\nlanguage xx\npitch 100 200 // high\nwords 1\n\n# no more\n")
    assert language_in(file, tmp_path) is None
    (tmp_path / "xx_dict").touch()
    expected = Language("xx-YY", "Made up", "xx", "language xx-yy 2\nlanguage xx\nwords 1\n")
    assert language_in(file, tmp_path) == expected
    assert languages(tmp_path) == {"xx-YY": expected}
