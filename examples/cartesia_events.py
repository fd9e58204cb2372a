"""Sound and the times of its words, as server-sent events."""

from vivavoce.cartesia import Cartesia

with Cartesia() as client:
    size = 0
    for output in client.tts.sse(
        model_id="sonic-3",
        transcript="Every word knows when it sounds.",
        voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
        output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
        add_timestamps=True,
    ):
        if output.audio is not None:
            size += len(output.audio)
        if output.word_timestamps is not None:
            times = output.word_timestamps
            for word, start, end in zip(times.words, times.start, times.end, strict=True):
                print(f"{start:.2f}–{end:.2f} s  {word}")
    print(f"{size / 2 / 24000:.2f} s of sound")
