"""A text made into a file, with the interface of the charactr library."""

from pathlib import Path

from vivavoce.charactr_api import CharactrAPISDK

with CharactrAPISDK() as sdk:
    voices = sdk.tts.get_voices()
    print(len(voices), "voices, the first is", voices[0].name)
    audio = sdk.tts.convert(voices[0].id, "Hello, world!", {"format": "mp3"})
    Path("hello.mp3").write_bytes(audio.data)
    print(f"{audio.type}, {audio.duration_ms} ms, {audio.size_bytes} bytes")
