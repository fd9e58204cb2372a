"""Text that is still being written, said over a socket while it arrives."""

from collections.abc import Iterator

from vivavoce.cartesia import Cartesia


def written() -> Iterator[str]:
    """Stands for a language model."""
    yield from ["The road goes ever on ", "and on, ", "down from the door ", "where it began."]


with Cartesia() as client, client.tts.websocket() as ws:
    size = 0
    for output in ws.context().send(
        model_id="sonic-3",
        transcript=written(),
        voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
        output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
    ):
        size += len(output.audio or b"")  # here a program would play it
    print(f"{size / 2 / 24000:.2f} s of sound")
