"""Settings from a file, the environment and flags."""

from dataclasses import fields
from pathlib import Path

import pytest

from vivavoce.errors import BadRequest
from vivavoce.server.settings import Settings, is_loopback, load

KEY = "a-long-enough-key"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "server.toml"
    path.write_text(f'port = 1111\nhost = "::1"\nkeys = ["{KEY}"]\nadopt-voices = true\n')
    return path


def test_flags_go_before_the_environment_which_goes_before_the_file(file: Path) -> None:
    variables = {"VIVAVOCE_PORT": "2222", "VIVAVOCE_GRACE": "1.5"}
    settings = load(file, variables, {"grace": 2.5, "host": None})
    assert (settings.port, settings.host, settings.grace) == (2222, "::1", 2.5)
    assert settings.keys == (KEY,)
    assert settings.adopt_voices


def test_the_environment_names_the_file(file: Path) -> None:
    assert load(environment={"VIVAVOCE_CONFIG": str(file)}).port == 1111


def test_several_values_stand_between_commas(file: Path) -> None:
    variables = {"VIVAVOCE_KEYS": f"{KEY}, {KEY}-2", "VIVAVOCE_ORIGINS": "https://a.example,https://b.example"}
    settings = load(environment=variables)
    assert settings.keys == (KEY, f"{KEY}-2")
    assert settings.origins == ("https://a.example", "https://b.example")


def test_one_value_needs_no_plural_and_may_hold_commas() -> None:
    settings = load(environment={"VIVAVOCE_KEY": f"{KEY},1", "VIVAVOCE_ORIGIN": "https://a.example"})
    assert settings.keys == (f"{KEY},1",)
    assert settings.origins == ("https://a.example",)


def test_one_value_and_several_count_together_before_the_file(file: Path) -> None:
    file.write_text('keys = ["the-key-in-the-file"]')
    variables = {"VIVAVOCE_KEY": f"{KEY}-1", "VIVAVOCE_KEYS": f"{KEY}-2"}
    assert set(load(file, variables).keys) == {f"{KEY}-1", f"{KEY}-2"}


@pytest.mark.parametrize(
    ("text", "truth"), [("true", True), ("1", True), ("True", True), ("false", False), ("0", False)]
)
def test_truth_is_a_word_or_a_digit(text: str, truth: bool) -> None:
    assert load(environment={"VIVAVOCE_ADOPT_VOICES": text}).adopt_voices is truth


def test_variables_that_are_none_of_ours_or_empty_set_nothing() -> None:
    variables = {
        "VIVAVOCE_HOME": "/tmp",
        "VIVAVOCE_SERVICE_HOST": "10.0.0.1",
        "VIVAVOCE_PORT_8400_TCP_ADDR": "10.0.0.1",
        "VIVAVOCE_LIBRARY": "",
        "PORT": "1",
    }
    assert load(environment=variables) == Settings()


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"VIVAVOCE_PROT": "1"}, "VIVAVOCE_PROT in the environment.*did you mean port"),
        ({"VIVAVOCE_ZZZZZZ": "1"}, "there are host, port"),
        ({"VIVAVOCE_PORT": "tcp://10.0.0.1:8400"}, "the setting port.*enableServiceLinks"),
        ({"VIVAVOCE_PORT": "99999"}, "port must lie between 0 and 65535"),
        ({"VIVAVOCE_GRACE": "-1"}, "grace must lie between"),
        ({"VIVAVOCE_LOG": "xml"}, "the setting log is wrong: .*'xml'; it is text or json"),
        ({"VIVAVOCE_ADOPT_VOICES": "perhaps"}, "the setting adopt_voices"),
        ({"VIVAVOCE_ORIGINS": "example.org"}, "an origin is"),
        ({"VIVAVOCE_ORIGINS": "http://[bad"}, "an origin is"),
        ({"VIVAVOCE_KEYS": "short"}, "at least 8 characters"),
        ({"VIVAVOCE_CERTIFICATE": "a.pem"}, "two files"),
        ({"VIVAVOCE_HOST": "0.0.0.0"}, "needs a key: --key"),
        ({"VIVAVOCE_CONFIG": "/nowhere.toml"}, "/nowhere.toml cannot be read"),
    ],
)
def test_a_wrong_variable_is_told_with_what_would_do(variables: dict[str, str], says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        load(environment=variables)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("prot = 1", "did you mean port"),
        ("port = [", "not TOML"),
        ("port = true", "setting port"),
        ("port='x'", "port"),
    ],
)
def test_a_wrong_file_is_told_with_what_would_do(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "server.toml"
    path.write_text(text)
    with pytest.raises(BadRequest, match=says):
        load(path, {})


def test_a_key_is_never_shown() -> None:
    assert KEY not in repr(Settings(keys=(KEY,)))
    with pytest.raises(BadRequest) as told:
        Settings(keys=("héslo-tajné-dlouhé",))
    assert "héslo" not in str(told.value)
    with pytest.raises(BadRequest) as told:
        load(flags={"keys": 12345678})
    assert "12345678" not in str(told.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("localhost", True), ("::1", True), ("[::1]", True), ("0.0.0.0", False),
     ("", False), ("10.0.0.1", False), ("example.org", False), ("::", False)],
)  # fmt: skip
def test_loopback_is_what_only_this_machine_reaches(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_every_setting_stands_in_the_documents_with_its_default() -> None:
    page = (Path(__file__).parents[2] / "docs" / "server.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    for one in fields(Settings):
        row = next((row for row in rows if f"`{one.name}`" in row.split("|")[1]), "")
        assert row, f"docs/server.md does not tell of {one.name}"
        if isinstance(one.default, int | float) and not isinstance(one.default, bool):
            assert float(row.split("|")[2]) == one.default
