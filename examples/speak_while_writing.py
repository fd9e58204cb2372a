"""Speech that begins before the text is whole, as for a language model's answer."""

import sys
import time
from collections.abc import Iterator

import vivavoce as vv

TEXT = "This is being said while it is still being written, and the sound comes out as it is made."


def tokens() -> Iterator[str]:
    """A text that arrives word by word."""
    for word in TEXT.split():
        time.sleep(0.02)
        yield word + " "


began = time.perf_counter()
with vv.stream(tokens(), "Ada", rate=24_000) as events:
    for event in events:
        match event:
            case vv.Words(words):
                for word in words:
                    print(f"{time.perf_counter() - began:6.3f} s  {word.text} at {word.start / events.rate:.2f} s")
            case vv.Chunk(samples):
                print(f"{time.perf_counter() - began:6.3f} s  {len(samples)} samples", file=sys.stderr)
