"""A recording in another voice."""

from pathlib import Path

from vivavoce.charactr_api import CharactrAPISDK

with CharactrAPISDK() as sdk:
    first, second = sdk.vc.get_voices()[:2]
    recording = Path("recording.wav")
    recording.write_bytes(sdk.tts.convert(first.id, "This stands for a recording of somebody.").data)

    with recording.open("rb") as file:
        audio = sdk.vc.convert(second.id, file)
    Path("converted.wav").write_bytes(audio.data)
    print(f"{first.name} as {second.name}: {audio.duration_ms} ms")
