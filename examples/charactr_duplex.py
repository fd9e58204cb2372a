"""Texts that are said as they come, as a program that writes would have them said."""

from vivavoce.charactr_api import CharactrAPISDK

ANSWER = ["The road goes ever on ", "and on, ", "down from the door ", "where it began."]

with CharactrAPISDK() as sdk:
    voice = sdk.tts.get_voices()[0]
    heard: list[bytes] = []

    stream = sdk.tts.start_duplex_stream(voice.id, on_data=heard.append, options={"sample_rate": 16000})
    for part in ANSWER:
        stream.convert(part)
    stream.wait(0.5)  # until there was no traffic for half a second
    print("so far", sum(map(len, heard)), "bytes")
    stream.convert("That was all.")
    stream.close()
    print("in the end", sum(map(len, heard)), "bytes")

    with sdk.tts.start_duplex_stream(voice.id) as stream:
        stream.convert("And now without a callback.")
        stream.close()
        print(sum(len(data) for data in stream), "bytes")
