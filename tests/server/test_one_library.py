"""One library behind every door: what is made, changed or forgotten at one is so at all the others."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, Protocol

import httpx2
import pytest

import vivavoce as vv
import vivavoce.cartesia
import vivavoce.charactr_api
from tests.speaker import RATE, speech
from tests.store.making import voice
from vivavoce.cli.main import main
from vivavoce.client.embedded import close_embedded
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.inprocess import library
from vivavoce.server.running import Running
from vivavoce.server.settings import Settings

TEXT = "Hello."
BUILT_IN = {voice.name for voice in built_in_voices()}


class Door(Protocol):
    """A way to the library. Voices are meant by name; each door looks up what it calls them itself."""

    def clone(self, clip: Path, name: str) -> None: ...

    def names(self) -> set[str]:
        """Of the user's own voices."""

    def say(self, name: str) -> bytes:
        """The text in that voice: 16-bit samples at 24 kHz."""

    def rename(self, name: str, new: str) -> None: ...

    def forget(self, name: str) -> None: ...


class Python:
    """This process, with no server between."""

    def clone(self, clip: Path, name: str) -> None:
        vv.clone(clip, name=name)

    def names(self) -> set[str]:
        return {voice.name for voice in vv.voices()} - BUILT_IN

    def say(self, name: str) -> bytes:
        return vv.speak(TEXT, name, rate=RATE).encoded("raw")

    def rename(self, name: str, new: str) -> None:
        library().update(library().find(name).id, name=new)

    def forget(self, name: str) -> None:
        library().remove(library().find(name).id)


class Shell:
    """Commands, each with a library that it opens."""

    def clone(self, clip: Path, name: str) -> None:
        self._run("clone", clip, "--name", name)

    def names(self) -> set[str]:
        return {voice["name"] for voice in json.loads(self._run("voices", "--json"))} - BUILT_IN

    def say(self, name: str) -> bytes:
        return self._run("say", TEXT, "--voice", name, "--rate", RATE, "--format", "raw", "-o", "-")

    def rename(self, name: str, new: str) -> None:
        self._run("voices", "edit", name, "--name", new)

    def forget(self, name: str) -> None:
        self._run("voices", "rm", name)

    def _run(self, *arguments: object) -> bytes:
        library().close()
        library.cache_clear()
        printed = io.TextIOWrapper(io.BytesIO(), "utf-8")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(sys, "argv", ["vivavoce", *map(str, arguments)])
            with redirect_stdout(printed), pytest.raises(SystemExit) as left:
                main()
        assert not left.value.code
        printed.flush()
        return printed.detach().getvalue()


class Cartesia:
    """Cartesia's protocol."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    def clone(self, clip: Path, name: str) -> None:
        form = {"name": name, "language": "en"}
        good(self._http.post("/voices/clone", data=form, files={"clip": clip.read_bytes()}))

    def names(self) -> set[str]:
        return set(self._ids())

    def say(self, name: str) -> bytes:
        raw = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": RATE}
        voice = {"mode": "id", "id": self._ids()[name]}
        body = {"model_id": "sonic-3", "transcript": TEXT, "voice": voice, "output_format": raw}
        return good(self._http.post("/tts/bytes", json=body)).content

    def rename(self, name: str, new: str) -> None:
        good(self._http.patch(f"/voices/{self._ids()[name]}", json={"name": new}))

    def forget(self, name: str) -> None:
        good(self._http.delete(f"/voices/{self._ids()[name]}"))

    def _ids(self) -> dict[str, str]:
        listed = good(self._http.get("/voices", params={"limit": 100, "is_owner": True})).json()["data"]
        got = [good(self._http.get(f"/voices/{voice['id']}")).json() for voice in listed]
        assert [voice["name"] for voice in got] == [voice["name"] for voice in listed]
        return {voice["name"]: voice["id"] for voice in listed}


class Charactr:
    """charactr's protocol, which knows voices by numbers."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    def clone(self, clip: Path, name: str) -> None:
        files = {"audio": ("file.wav", clip.read_bytes(), "audio/wav")}
        good(self._http.post("/v1/cloned-voices", data={"name": name}, files=files))

    def names(self) -> set[str]:
        return set(self.numbers())

    def say(self, name: str) -> bytes:
        body = {"voiceId": self.numbers()[name], "text": TEXT, "voiceType": "cloned"}
        wanted = {"format": "pcm", "sr": RATE}
        return good(self._http.post("/v1/tts/convert", params=wanted, json=body)).content

    def rename(self, name: str, new: str) -> None:
        good(self._http.patch(f"/v1/cloned-voices/{self.numbers()[name]}", json={"name": new}))

    def forget(self, name: str) -> None:
        good(self._http.delete(f"/v1/cloned-voices/{self.numbers()[name]}"))

    def numbers(self) -> dict[str, int]:
        """What the voices are called here."""
        items = good(self._http.get("/v1/cloned-voices", params={"limit": 500})).json()["items"]
        return {voice["name"]: voice["id"] for voice in items}


class OpenAI:
    """OpenAI's routes, which list and say and change nothing."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    def names(self) -> set[str]:
        return set(self._ids()) - BUILT_IN

    def say(self, name: str) -> bytes:
        body = {"model": "tts-1", "input": TEXT, "voice": {"id": self._ids()[name]}, "response_format": "pcm"}
        return good(self._http.post("/v1/audio/speech", json=body)).content

    def _ids(self) -> dict[str, str]:
        voices = good(self._http.get("/v1/audio/voices")).json()["voices"]
        return {voice["name"]: voice["id"] for voice in voices}


class CartesiaLibrary:
    """Our library with Cartesia's interface, which has a server in this process."""

    def __init__(self) -> None:
        self._client = vivavoce.cartesia.Cartesia()

    def clone(self, clip: Path, name: str) -> None:
        self._client.voices.clone(clip=clip, name=name, language="en")

    def names(self) -> set[str]:
        return set(self._ids())

    def say(self, name: str) -> bytes:
        voice = {"mode": "id", "id": self._ids()[name]}
        raw = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": RATE}
        return bytes(self._client.tts.bytes(model_id="sonic-3", transcript=TEXT, voice=voice, output_format=raw))

    def rename(self, name: str, new: str) -> None:
        self._client.voices.update(self._ids()[name], name=new)

    def forget(self, name: str) -> None:
        self._client.voices.delete(self._ids()[name])

    def _ids(self) -> dict[str, str]:
        return {voice.name: voice.id for voice in self._client.voices.list(is_owner=True)}


class CharactrLibrary:
    """Our library with charactr's interface, likewise."""

    def __init__(self) -> None:
        self._sdk = vivavoce.charactr_api.CharactrAPISDK()

    def clone(self, clip: Path, name: str) -> None:
        self._sdk.voice_clone.create_cloned_voice(name, clip)

    def names(self) -> set[str]:
        return set(self._numbers())

    def say(self, name: str) -> bytes:
        return self._sdk.tts.convert(self._numbers()[name], TEXT, {"format": "pcm", "sample_rate": RATE}).data

    def rename(self, name: str, new: str) -> None:
        self._sdk.voice_clone.update_cloned_voice(self._numbers()[name], new)

    def forget(self, name: str) -> None:
        self._sdk.voice_clone.delete_cloned_voice(self._numbers()[name])

    def _numbers(self) -> dict[str, int]:
        return {voice.name: voice.id for voice in self._sdk.voice_clone.get_cloned_voices()}


def good(answer: httpx2.Response) -> httpx2.Response:
    assert answer.is_success, answer.text
    return answer


@contextmanager
def serving(**settings: Any) -> Iterator[httpx2.Client]:
    """A server on this user's library, and a client of it."""
    with Running(Settings(port=0, **settings)) as server, httpx2.Client(base_url=server.url, timeout=20.0) as http:
        yield http


@pytest.fixture
def http(home: Path) -> Iterator[httpx2.Client]:
    close_embedded()  # its library would be another test's
    with serving() as client:
        yield client
    close_embedded()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Somebody speaks."""
    return vv.Recording(speech(2.0), RATE).save(tmp_path / "clip.wav")


CHANGING: dict[str, Callable[[httpx2.Client], Door]] = {
    "python": lambda http: Python(),
    "shell": lambda http: Shell(),
    "cartesia": Cartesia,
    "charactr": Charactr,
    "vivavoce.cartesia": lambda http: CartesiaLibrary(),
    "vivavoce.charactr_api": lambda http: CharactrLibrary(),
}
DOORS: dict[str, Callable[[httpx2.Client], Any]] = CHANGING | {"openai": OpenAI}


def everywhere(http: httpx2.Client) -> dict[str, set[str]]:
    """The user's own voices, as each door lists them."""
    return {name: door(http).names() for name, door in DOORS.items()}


def the_same(names: set[str]) -> dict[str, set[str]]:
    return dict.fromkeys(DOORS, names)


@pytest.mark.parametrize("way", CHANGING)
def test_a_voice_cloned_at_one_door_speaks_alike_at_all(way: str, http: httpx2.Client, clip: Path) -> None:
    CHANGING[way](http).clone(clip, "Ann")
    assert everywhere(http) == the_same({"Ann"})
    said = {name: door(http).say("Ann") for name, door in DOORS.items()}
    assert set(said.values()) == {said["python"]}
    assert len(said["python"]) > 2 * RATE // 4
    assert said["python"] != vv.speak(TEXT, rate=RATE).encoded("raw")


@pytest.mark.parametrize("way", CHANGING)
def test_a_voice_renamed_and_forgotten_at_one_door_is_so_at_all(way: str, http: httpx2.Client) -> None:
    door = CHANGING[way](http)
    for name in ("Ann", "Ben"):
        library().add(voice(name))
    assert everywhere(http) == the_same({"Ann", "Ben"})
    door.rename("Ann", "Anna")
    assert everywhere(http) == the_same({"Anna", "Ben"})
    door.forget("Anna")
    assert everywhere(http) == the_same({"Ben"})
    with pytest.raises(vv.errors.VoiceNotFound):
        vv.speak(TEXT, "Anna")


def test_a_voice_cloned_twice_from_one_recording_speaks_alike(http: httpx2.Client, clip: Path) -> None:
    for way, door in CHANGING.items():
        door(http).clone(clip, way)
    assert everywhere(http) == the_same(set(CHANGING))
    assert len({vv.speak(TEXT, way, rate=RATE).encoded("raw") for way in CHANGING}) == 1


def test_a_voice_cloned_by_another_process_is_there_at_once(http: httpx2.Client, clip: Path) -> None:
    assert everywhere(http) == the_same(set())
    command = [sys.executable, "-m", "vivavoce", "clone", str(clip), "--name", "Ann"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert everywhere(http) == the_same({"Ann"})


def test_two_servers_on_one_library_see_what_each_other_does(http: httpx2.Client, clip: Path) -> None:
    with serving() as other:
        Charactr(http).clone(clip, "Ann")
        Cartesia(other).clone(clip, "Ben")
        assert everywhere(http) == everywhere(other) == the_same({"Ann", "Ben"})
        assert Charactr(http).numbers() == Charactr(other).numbers()
        assert Charactr(other).say("Ann") == Charactr(http).say("Ann") == OpenAI(other).say("Ann")
        Charactr(other).rename("Ann", "Anna")
        Cartesia(http).forget("Ben")
        assert everywhere(http) == everywhere(other) == the_same({"Anna"})


def test_a_voice_forgotten_on_one_server_is_unknown_on_the_other(http: httpx2.Client, clip: Path) -> None:
    with serving() as other:
        Charactr(http).clone(clip, "Ann")
        number = Charactr(other).numbers()["Ann"]
        assert Charactr(other).say("Ann")
        Charactr(http).forget("Ann")
        for client in (http, other):
            answer = client.post("/v1/tts/convert", json={"voiceId": number, "text": TEXT})
            assert (answer.status_code, str(number) in answer.json()["message"]) == (404, True)


def test_a_voice_keeps_its_number_when_the_server_is_started_again(home: Path, clip: Path) -> None:
    numbers = []
    with ExitStack() as stack:
        start: Callable[[], Charactr] = lambda: Charactr(stack.enter_context(serving()))  # noqa: E731
        first = start()
        for name in ("Ann", "Ben", "Cleo"):
            first.clone(clip, name)
        first.forget("Ben")
        numbers.append(first.numbers())
        stack.close()
        again = start()
        numbers.append(again.numbers())
        again.clone(clip, "Dan")
        newest = again.numbers()
    assert set(numbers[0]) == {"Ann", "Cleo"}
    assert numbers[0] == numbers[1] == {name: newest[name] for name in numbers[0]}
    assert newest["Dan"] > max(numbers[0].values())


def test_a_number_is_not_given_again_to_another_voice(http: httpx2.Client, clip: Path) -> None:
    charactr = Charactr(http)
    charactr.clone(clip, "Ann")
    gone = charactr.numbers()["Ann"]
    charactr.forget("Ann")
    charactr.clone(clip, "Ben")
    assert charactr.numbers()["Ben"] != gone
