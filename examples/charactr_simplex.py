"""A long text, of which the sound comes while it is spoken: to a function, and gone through."""

from pathlib import Path

from vivavoce.charactr_api import CharactrAPISDK

TEXT = "This goes on for a while, and is heard from its beginning. " * 20


def closed(code: int, reason: str) -> None:
    print("closed with", code, reason)


with CharactrAPISDK() as sdk:
    voice = sdk.tts.get_voices()[0]

    with Path("long.wav").open("wb") as file:
        sdk.tts.start_simplex_stream(voice.id, TEXT, on_data=file.write, on_close=closed)
        print(file.tell(), "bytes of sound")

    with sdk.tts.start_simplex_stream(voice.id, TEXT, blocking=False) as stream:
        for data in stream:
            print("the first", len(data), "bytes; that was enough")
            break
