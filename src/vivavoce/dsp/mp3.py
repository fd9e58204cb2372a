"""MP3 (MPEG-1, 2 and 2.5 layer III) by LAME, made so that every frame can be played as soon as it is there.

What is held back: a frame leaves the encoder when the samples that its analysis looks ahead to are there. Fed time less
the time of the whole frames that came out is at most 33 ms at 24 kHz, 36 ms at 22.05 kHz, 49 ms at 16 kHz, 31 ms at
44.1 kHz and 28 ms at 48 kHz, at every bit rate. At 8 kHz it is 99 ms: a frame alone lasts 72 ms there.

What is added: the sound begins 1105 samples late, 576 by the encoder and 529 by every decoder, and the last frame is
filled up. A file carries an Info frame that tells readers to drop both; they then have exactly the samples that
were fed. (FFmpeg keeps the first 529 of a sound of under 48 samples.) A live stream cannot know its end, so it has no
Info frame: its decoded length is 1105 + n + what fills the last frame, in all ``frames_for(n)`` whole frames.
"""

import struct

from vivavoce.core.audio import Samples
from vivavoce.dsp import pcm
from vivavoce.dsp.formats import Format

ENCODER_DELAY = 576  # samples; LAME's ENCDELAY
DECODER_DELAY = 528 + 1  # samples; the synthesis filter bank and overlap, which all decoders share
LEAST_PADDING = 576  # samples; LAME's flush puts at least this many behind the sound

# LAME's 2 is best and 7 fast. 3 takes half the time of 2 (0.003 of real time at 24 kHz) and comes no less near the
# original: a signal-to-noise ratio of 22.4 dB against 19.7 dB for speech at 64 kbit/s.
QUALITY = 3

# LAME keeps unused bits of a frame for later ones ("bit reservoir"). A frame's data then lie in the frames before it
# and its header comes later: up to 213 ms held back at 32 kbit/s and 44.1 kHz. libmp3lame switches the reservoir off
# for good once a bit rate above 320 kbit/s has been set (`lame_set_brate`): the only way to it that lameenc offers.
BIT_RATE_WITHOUT_RESERVOIR = 321  # kbit/s

KBITS_MPEG1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # by the index in a frame's header
KBITS_MPEG2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)

VERSION_BYTES = {1: 0xFB, 2: 0xF3, 2.5: 0xE3}  # sync bits, MPEG version, layer III, no checksum
RATE_INDICES = {44_100: 0, 48_000: 1, 32_000: 2, 22_050: 0, 24_000: 1, 16_000: 2, 11_025: 0, 12_000: 1, 8_000: 2}
MONO_ORIGINAL = 0xC4  # mode: one channel; "original" set


class Mp3Codec:
    """Frames of a constant bit rate."""

    longest = None

    def __init__(self, format: Format, sized: bool) -> None:
        import lameenc

        self._format = format
        self._sized = sized
        self.delay = 0 if sized else ENCODER_DELAY + DECODER_DELAY
        self._lame = lameenc.Encoder()
        self._lame.silence()
        self._lame.set_channels(1)
        self._lame.set_in_sample_rate(format.rate)
        self._lame.set_out_sample_rate(format.rate)
        self._lame.set_quality(QUALITY)
        self._lame.set_bit_rate(BIT_RATE_WITHOUT_RESERVOIR)
        self._lame.set_bit_rate(coded_kbits(format))

    def head(self, total: int | None) -> bytes:
        """The Info frame; nothing for a live stream. Before the length is known, a silent frame of the same size."""
        if not self._sized:
            return b""
        return silent_frame(self._format) if total is None else info_frame(self._format, total)

    def encode(self, samples: Samples) -> bytes:
        return bytes(self._lame.encode(pcm.encode(samples, "pcm_s16le")))

    def finish(self) -> bytes:
        self._lame.encode(b"")  # lameenc cannot flush what was never fed
        return bytes(self._lame.flush())


def frames_for(total: int, rate: int) -> int:
    """How many frames LAME makes of that many samples, an Info frame not counted."""
    return -(-(ENCODER_DELAY + total + LEAST_PADDING) // samples_per_frame(rate))


def samples_per_frame(rate: int) -> int:
    """1152 for MPEG-1 (32 kHz and up), half of it for MPEG-2 and 2.5."""
    return 1152 if version(rate) == 1 else 576


def info_frame(format: Format, total: int) -> bytes:
    """A frame that plays as nothing and tells readers what to drop: Xing's "Info" with LAME's extension.

    Layout after Gabriel Bouvigne's "MP3 Info Tag revision 1": number of frames only, no seek table, which a constant
    bit rate can do without, so that it fits into 96 bytes, the shortest frame there is.
    """
    frames = frames_for(total, format.rate)
    padding = frames * samples_per_frame(format.rate) - ENCODER_DELAY - total
    tag = b"Info" + struct.pack(">II", 1, frames)  # 1: the number of frames follows
    lame = (
        b"LAME3.100"
        + bytes([0x01, 0])  # revision 0, constant bit rate; low-pass not told
        + bytes(8)  # peak and gain: not told
        + bytes([0, min(coded_kbits(format), 255)])
        + (ENCODER_DELAY << 12 | padding).to_bytes(3, "big")
    )
    frame = silent_frame(format)
    start = 4 + (17 if version(format.rate) == 1 else 9)  # header and side information of one channel
    return frame[:start] + tag + lame + frame[start + len(tag) + len(lame) :]


def silent_frame(format: Format) -> bytes:
    """A frame whose side information is all zeros: no data, silence."""
    kbits, mpeg = coded_kbits(format), version(format.rate)
    bit_rate = (KBITS_MPEG1 if mpeg == 1 else KBITS_MPEG2).index(kbits)
    header = bytes([0xFF, VERSION_BYTES[mpeg], bit_rate << 4 | RATE_INDICES[format.rate] << 2, MONO_ORIGINAL])
    size = samples_per_frame(format.rate) // 8 * kbits * 1000 // format.rate
    return header + bytes(size - len(header))


def version(rate: int) -> float:
    """The version of MPEG that has that rate: 1, 2 or 2.5."""
    if rate < 16_000:
        return 2.5
    return 2 if rate < 32_000 else 1


def coded_kbits(format: Format) -> int:
    assert format.coded_bit_rate is not None  # every MP3 Format has one
    return format.coded_bit_rate // 1000
