"""Sound as bytes of one format, piece by piece: one encoder for each response or file."""

from collections.abc import Callable
from typing import Protocol

from numpy.typing import ArrayLike

from vivavoce.core.audio import Audio, Samples
from vivavoce.dsp import pcm
from vivavoce.dsp.formats import Container, Format
from vivavoce.dsp.resample import Resampler
from vivavoce.errors import EngineFailed, TooLarge


class Codec(Protocol):
    """What makes the bytes of one format; made with a Format and with whether the first bytes tell the length."""

    @property
    def delay(self) -> int:
        """As ``Encoder.delay``."""

    @property
    def longest(self) -> int | None:
        """As ``Encoder.longest``, at the format's rate."""

    def head(self, total: int | None) -> bytes:
        """The bytes in front of a sound of ``total`` samples, None as long as nobody knows; always as many."""

    def encode(self, samples: Samples) -> bytes:
        """The bytes that are ready now."""

    def finish(self) -> bytes:
        """The rest."""


class Encoder:
    """The sound of one response as bytes; ``encoder`` makes one. How it is cut into pieces does not change the bytes.

    total: samples that are going to be fed; None when nobody knows
    """

    def __init__(self, codec: Codec, resampler: Resampler, total: int | None) -> None:
        self._codec, self._resampler, self._total = codec, resampler, total
        self._fed = self._coded = 0
        self._begun = self._closed = False

    @property
    def delay(self) -> int:
        """Samples that a reader gives out before the sound begins, because nothing in the bytes tells it to drop them.

        1105 for a live MP3 stream (see ``vivavoce.dsp.mp3``), 0 for all else; at the format's rate.
        """
        return self._codec.delay

    @property
    def longest(self) -> int | None:
        """The most samples to feed whose number the first bytes can tell; None for no limit."""
        longest = self._codec.longest
        return None if longest is None else self._resampler.longest_before(longest)

    @property
    def fed(self) -> int:
        """Samples fed so far."""
        return self._fed

    def feed(self, samples: ArrayLike) -> bytes:
        """The bytes that are ready after these samples: shape (n,), full scale ±1.0, finite.

        raises: BadAudio when the samples cannot be, EngineFailed when there are more than were announced
        """
        if self._closed:
            raise RuntimeError("this encoder is closed; every sound needs one of its own")
        given = pcm.finite(samples)
        self._fed += len(given)
        if self._total is not None and self._fed > self._total:
            raise self._miscounted()
        return self._front() + self._encode(self._resampler.feed(given))

    def close(self) -> bytes:
        """The rest of the bytes; after the first time, none.

        raises: EngineFailed when fewer samples came than were announced
        """
        if self._closed:
            return b""
        self._closed = True
        if self._total is not None and self._fed != self._total:
            raise self._miscounted()
        return self._front() + self._encode(self._resampler.close()) + self._codec.finish()

    def head(self) -> bytes:
        """After ``close``: what belongs over the first bytes of a file, now that its length is known."""
        return self._codec.head(self._coded)

    def _front(self) -> bytes:
        if self._begun:
            return b""
        self._begun = True
        return self._codec.head(self._resampler.length_after(self._total) if self._total is not None else None)

    def _encode(self, samples: Samples) -> bytes:
        self._coded += len(samples)
        return self._codec.encode(samples)

    def _miscounted(self) -> EngineFailed:
        return EngineFailed(f"{self._fed} samples came where {self._total} were announced")


def encoder(format: Format, rate: int, total: int | None = None, *, seekable: bool = False) -> Encoder:
    """An encoder for one sound.

    rate: of the sound that is fed, samples per second; it is resampled if the format has another
    total: samples that are going to be fed; None when nobody knows yet
    seekable: the bytes go where the first of them can be written again: see ``Encoder.head``
    raises: TooLarge when the format cannot hold ``total`` samples

    Without ``total`` and ``seekable`` the bytes are those of a live stream, whose length no reader is told.
    """
    codec = CODECS[format.container](format, total is not None or seekable)
    one = Encoder(codec, Resampler(rate, format.rate), total)
    if total is not None and one.longest is not None and total > one.longest:
        raise TooLarge(
            f"{format.container} holds at most {one.longest} of these {total} samples; FLAC and MP3 hold more"
        )
    return one


def encoded(audio: Audio, format: Format) -> bytes:
    """The bytes of a whole file with that sound, resampled if the format has another rate."""
    one = encoder(format, audio.rate, len(audio.samples), seekable=True)
    data = one.feed(audio.samples) + one.close()
    head = one.head()
    return head + data[len(head) :]


class RawCodec:
    """Samples without anything around them."""

    delay = 0
    longest = None

    def __init__(self, format: Format, sized: bool) -> None:
        self._encoding = format.encoding

    def head(self, total: int | None) -> bytes:
        return b""

    def encode(self, samples: Samples) -> bytes:
        return pcm.encode(samples, self._encoding)

    def finish(self) -> bytes:
        return b""


def wav(format: Format, sized: bool) -> Codec:
    from vivavoce.dsp.wav import WavCodec

    return WavCodec(format, sized)


def mp3(format: Format, sized: bool) -> Codec:
    from vivavoce.dsp.mp3 import Mp3Codec

    return Mp3Codec(format, sized)


def flac(format: Format, sized: bool) -> Codec:
    from vivavoce.dsp.flac import FlacCodec

    return FlacCodec(format, sized)


def ogg(format: Format, sized: bool) -> Codec:
    from vivavoce.dsp.opus import OpusCodec

    return OpusCodec(format, sized)


# Each imports its library when it is made, so that nobody waits for a codec that is not used.
CODECS: dict[Container, Callable[[Format, bool], Codec]] = {
    "raw": RawCodec,
    "wav": wav,
    "mp3": mp3,
    "flac": flac,
    "ogg": ogg,
}
