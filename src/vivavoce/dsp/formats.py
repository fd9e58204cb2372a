"""Formats of sound in files and streams: which there are, what they are called, what they can hold."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from vivavoce.core.audio import HIGHEST_RATE, LOWEST_RATE
from vivavoce.dsp import pcm
from vivavoce.errors import BadRequest

Container: TypeAlias = Literal["raw", "wav", "mp3", "flac", "ogg"]
Encoding: TypeAlias = pcm.Encoding | Literal["mp3", "flac", "opus"]

PCM: tuple[Encoding, ...] = ("pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw")
ENCODINGS: dict[Container, tuple[Encoding, ...]] = {  # the first is the one nobody has to name
    "raw": PCM,
    "wav": PCM,
    "mp3": ("mp3",),
    "flac": ("flac",),
    "ogg": ("opus",),
}

RATES: dict[Container, tuple[int, ...]] = {  # the others hold any rate
    "mp3": (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000),  # ISO 11172-3, 13818-3, MPEG 2.5
    "ogg": (8_000, 12_000, 16_000, 24_000, 48_000),  # RFC 6716, section 2.1.3
}

# MPEG-1 layer III from 32 kbit/s on, where an Info frame fits into the shortest frame; ISO 11172-3, 2.4.2.3
MP3_BIT_RATES = tuple(k * 1000 for k in (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320))
OPUS_BIT_RATES = (6_000, 256_000)  # lowest and highest of libsndfile's Opus encoder, for one channel

DEFAULT_BIT_RATES: dict[Container, int] = {
    "mp3": 128_000,
    "ogg": 32_000,  # RFC 6716, section 2.1.1: full-band speech wants 28 to 40 kbit/s
}

NAMES: dict[str, tuple[Container, Encoding]] = {
    "wav": ("wav", "pcm_s16le"),
    "wave": ("wav", "pcm_s16le"),
    "mp3": ("mp3", "mp3"),
    "flac": ("flac", "flac"),
    "opus": ("ogg", "opus"),
    "ogg": ("ogg", "opus"),
    "oga": ("ogg", "opus"),
    "raw": ("raw", "pcm_s16le"),
    "pcm": ("raw", "pcm_s16le"),
    "s16": ("raw", "pcm_s16le"),
    "f32": ("raw", "pcm_f32le"),
    "ulaw": ("raw", "pcm_mulaw"),
    "mulaw": ("raw", "pcm_mulaw"),
    "alaw": ("raw", "pcm_alaw"),
    **{encoding: ("raw", encoding) for encoding in PCM},
}

MEDIA_TYPES: dict[str, str] = {
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "opus": "audio/ogg; codecs=opus",
    "pcm_s16le": "audio/pcm",
    "pcm_f32le": "audio/pcm",
    "pcm_mulaw": "audio/x-mulaw",
    "pcm_alaw": "audio/x-alaw",
}


@dataclass(frozen=True, slots=True)
class Format:
    """A format of mono sound.

    container: raw (no header at all), wav, mp3, flac or ogg
    encoding: of raw and wav: pcm_s16le, pcm_f32le, pcm_mulaw or pcm_alaw; the others have one each: mp3, flac (16 bits
        a sample), opus. Left empty it becomes the container's first: pcm_s16le for raw and wav
    rate: samples per second. MP3 has nine rates, Opus 8, 12, 16, 24 and 48 kHz (see ``rate_for``), the others take
        whatever ``Audio`` takes
    bit_rate: bits per second of MP3 (one of ``MP3_BIT_RATES``) and Opus (6 000 to 256 000, on average); None is
        128 000 and 32 000; the others have none. For MP3 it is the most that is spent: see ``coded_bit_rate``
    raises: BadRequest when a value cannot be
    """

    container: Container
    encoding: Encoding | Literal[""] = ""
    rate: int = field(kw_only=True)
    bit_rate: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        if self.container not in ENCODINGS:
            raise BadRequest(f"there is no container {self.container!r}; there are {', '.join(ENCODINGS)}")
        encodings = ENCODINGS[self.container]
        if self.encoding == "":
            object.__setattr__(self, "encoding", encodings[0])
        elif self.encoding not in encodings:
            raise BadRequest(f"{self.container} cannot hold {self.encoding!r}; it holds {', '.join(encodings)}")
        check_rate(self.container, self.rate)
        object.__setattr__(self, "bit_rate", checked_bit_rate(self.container, self.bit_rate))

    @property
    def coded_bit_rate(self) -> int | None:
        """Bits per second that are really spent; None where there is no such choice.

        MPEG has no frames above 64 kbit/s at 8 to 12 kHz (as LAME makes them) and above 160 kbit/s at 16 to 24 kHz:
        an MP3 for which more is allowed spends that.
        """
        if self.container != "mp3" or self.bit_rate is None:
            return self.bit_rate
        return min(self.bit_rate, highest_mp3_bit_rate(self.rate))

    @property
    def media_type(self) -> str:
        """What HTTP calls it. For raw sound it names the family; rate and width have to be told beside it."""
        return "audio/wav" if self.container == "wav" else MEDIA_TYPES[self.encoding]


def named(name: str, rate: int, *, bit_rate: int | None = None, exact: bool = False) -> Format:
    """The format a user calls by that name: wav, mp3, flac, opus, ogg, raw, pcm, ulaw, alaw, pcm_s16le …

    rate: of the sound there is. The format gets that rate or, where its container has not got it, the one of
        ``rate_for``; with ``exact`` it gets that rate or BadRequest
    raises: BadRequest when there is no such name, or a value cannot be
    """
    try:
        container, encoding = NAMES[name.lower().removeprefix(".")]
    except (KeyError, AttributeError):
        raise BadRequest(f"there is no format {name!r}; there are {', '.join(NAMES)}") from None
    return Format(container, encoding, rate=rate if exact else rate_for(container, rate), bit_rate=bit_rate)


def format_for(
    path: str | Path | None,
    format: Format | str | None = None,
    *,
    rate: int,
    bit_rate: int | None = None,
    exact: bool = False,
) -> Format:
    """The format for a file or a stream: the given one, the one of that name, or the one the file's ending asks for.

    path: None where there is no file; then ``format`` has to be given
    rate, bit_rate, exact: as for ``named``; a Format given as such keeps its own
    raises: BadRequest when there is nothing to tell the format by, no such format, or a value cannot be
    """
    if isinstance(format, Format):
        return format
    name = format or Path(path or "").suffix
    if not name:
        where = "a stream has no name" if path is None else f"the name {str(path)!r} has no ending"
        raise BadRequest(f"{where} to tell the format by; name one: {', '.join(NAMES)}")
    return named(name, rate, bit_rate=bit_rate, exact=exact)


def rate_for(container: Container, rate: int) -> int:
    """The rate in which that container holds a sound of that rate best: the lowest that loses nothing, or its highest.

    22 050 Hz becomes 24 000 Hz in Ogg/Opus and stays as it is in all others.
    """
    rates = RATES.get(container, (rate,))
    return next((each for each in rates if each >= rate), rates[-1])


def highest_mp3_bit_rate(rate: int) -> int:
    """The most an MP3 of that rate can spend, in bits per second; ISO 13818-3, 2.4.2.3, and LAME for MPEG 2.5."""
    if rate < 16_000:
        return 64_000
    return 160_000 if rate < 32_000 else 320_000


def check_rate(container: Container, rate: int) -> None:
    if isinstance(rate, bool) or not isinstance(rate, int) or not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise BadRequest(f"the rate must be a whole number from {LOWEST_RATE} to {HIGHEST_RATE} Hz, got {rate!r}")
    rates = RATES.get(container)
    if rates is not None and rate not in rates:
        raise BadRequest(
            f"{container} cannot hold {rate} Hz; it holds {', '.join(map(str, rates))}, of which "
            f"{rate_for(container, rate)} Hz suits best"
        )


def checked_bit_rate(container: Container, bit_rate: int | None) -> int | None:
    default = DEFAULT_BIT_RATES.get(container)
    if bit_rate is None:
        return default
    if default is None:
        raise BadRequest(f"{container} has no bit rate to choose, got {bit_rate}; MP3 and Ogg/Opus have one")
    if isinstance(bit_rate, bool) or not isinstance(bit_rate, int):
        raise BadRequest(f"the bit rate must be a whole number of bits per second, got {bit_rate!r}")
    if container == "mp3" and bit_rate not in MP3_BIT_RATES:
        raise BadRequest(f"MP3 has bit rates of {', '.join(map(str, MP3_BIT_RATES))} bits per second, not {bit_rate}")
    lowest, highest = OPUS_BIT_RATES
    if container == "ogg" and not lowest <= bit_rate <= highest:
        raise BadRequest(f"Opus takes {lowest} to {highest} bits per second, not {bit_rate}")
    return bit_rate
