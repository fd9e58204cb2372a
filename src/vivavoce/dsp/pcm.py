"""Samples as bytes and back: 16-bit integers, floats, and the two logarithmic laws of telephony."""

from collections.abc import Callable
from functools import cache
from typing import Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vivavoce.core.audio import Samples
from vivavoce.errors import BadAudio, BadRequest

Encoding: TypeAlias = Literal["pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw"]

WIDTHS: dict[str, int] = {"pcm_s16le": 2, "pcm_f32le": 4, "pcm_mulaw": 1, "pcm_alaw": 1}  # bytes a sample

Coder = TypeVar("Coder")

STEPS = 32_768  # steps of a 16-bit sample from 0 to full scale; the last above 0 is 32 767


def encode(samples: ArrayLike, encoding: str) -> bytes:
    """The samples in that encoding.

    samples: shape (n,), full scale ±1.0, finite
    encoding: ``pcm_s16le``, ``pcm_f32le``, ``pcm_mulaw`` or ``pcm_alaw``
    returns: n times ``WIDTHS[encoding]`` bytes. All but ``pcm_f32le`` round to the nearest step and hold what lies
        beyond full scale at full scale: that limit is the encoding's own; ``pcm_f32le`` keeps it.
    raises: BadRequest for another encoding, BadAudio when a sample is not finite
    """
    return chosen(ENCODE, encoding)(finite(samples))


def decode(data: bytes, encoding: str) -> Samples:
    """The samples those bytes stand for: shape (n,), float32, full scale ±1.0; a copy.

    raises: BadRequest for another encoding, BadAudio when the last sample is not whole or one is not finite
    """
    decoder = chosen(DECODE, encoding)
    width = WIDTHS[encoding]
    if len(data) % width:
        raise BadAudio(f"{encoding} has {width} bytes a sample; {len(data)} bytes end in the middle of one")
    return finite(decoder(data))


def finite(samples: ArrayLike) -> Samples:
    """The samples as float32 of shape (n,), or BadAudio with what is wrong with them."""
    try:
        with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite, which is told below
            array = np.asarray(samples, np.float32)
    except (TypeError, ValueError) as error:
        raise BadAudio(f"samples must be numbers, got {type(samples).__name__}") from error
    if array.ndim != 1:
        raise BadAudio(f"samples must be mono, of shape (n,), got shape {array.shape}")
    if not np.isfinite(array).all():
        where = int(np.flatnonzero(~np.isfinite(array))[0])
        raise BadAudio(f"samples must be finite, but number {where} is {array[where]}")
    return array


def steps(samples: Samples) -> NDArray[np.int16]:
    """The nearest 16-bit steps, held at full scale: shape (n,), int16."""
    nearest_steps: Samples = np.rint(np.clip(samples, -1.0, 1.0) * np.float32(STEPS))
    return np.minimum(nearest_steps, np.float32(STEPS - 1)).astype(np.int16)


def from_steps(values: NDArray[np.int16]) -> Samples:
    """The samples 16-bit steps stand for: shape (n,), float32, exact."""
    return values.astype(np.float32) / np.float32(STEPS)


@cache
def mulaw_levels() -> NDArray[np.int16]:
    """What each µ-law byte stands for, in 16-bit steps: shape (256,), int16. ITU-T G.711, table 2.

    All bits are sent inverted: sign, three bits of segment, four bits within it. Segments double in size, the
    first begins 33 steps of 14 bits (132 of 16) below zero, which the last subtraction takes off again.
    """
    bits = ~np.arange(256)
    segment, place = (bits >> 4) & 0x7, bits & 0xF
    magnitude = ((2 * place + 33 << segment) - 33) * 4
    return np.where(bits & 0x80, -magnitude, magnitude).astype(np.int16)


@cache
def alaw_levels() -> NDArray[np.int16]:
    """What each A-law byte stands for, in 16-bit steps: shape (256,), int16. ITU-T G.711, table 1.

    Every second bit is sent inverted (0x55): sign, three bits of segment, four bits within it. The first two
    segments have the same step, each further one doubles it; a level is the middle of its interval.
    """
    bits = np.arange(256) ^ 0x55
    segment, place = (bits >> 4) & 0x7, bits & 0xF
    magnitude = np.where(segment == 0, 2 * place + 1, (2 * place + 33) << np.maximum(segment - 1, 0)) * 8
    return np.where(bits & 0x80, magnitude, -magnitude).astype(np.int16)


@cache
def nearest(levels: Callable[[], NDArray[np.int16]]) -> NDArray[np.uint8]:
    """The byte whose level is nearest, for each 16-bit step: shape (65536,), uint8; first for -32 768.

    A 0 becomes the positive of µ-law's two zeros, 0xFF, which telephony sends for silence.
    """
    values = levels().astype(np.int32)
    order = np.argsort(values, kind="stable")
    limits = (values[order][1:] + values[order][:-1]) / 2
    return order[np.searchsorted(limits, np.arange(-STEPS, STEPS), side="right")].astype(np.uint8)


def to_law(samples: Samples, levels: Callable[[], NDArray[np.int16]]) -> bytes:
    return nearest(levels)[steps(samples).astype(np.int32) + STEPS].tobytes()


def from_law(data: bytes, levels: Callable[[], NDArray[np.int16]]) -> Samples:
    return from_steps(levels()[np.frombuffer(data, np.uint8)])


ENCODE: dict[str, Callable[[Samples], bytes]] = {
    "pcm_s16le": lambda samples: steps(samples).astype("<i2").tobytes(),
    "pcm_f32le": lambda samples: samples.astype("<f4").tobytes(),
    "pcm_mulaw": lambda samples: to_law(samples, mulaw_levels),
    "pcm_alaw": lambda samples: to_law(samples, alaw_levels),
}

DECODE: dict[str, Callable[[bytes], Samples]] = {
    "pcm_s16le": lambda data: from_steps(np.frombuffer(data, "<i2")),
    "pcm_f32le": lambda data: np.frombuffer(data, "<f4").astype(np.float32),
    "pcm_mulaw": lambda data: from_law(data, mulaw_levels),
    "pcm_alaw": lambda data: from_law(data, alaw_levels),
}


def chosen(table: dict[str, Coder], encoding: str) -> Coder:
    try:
        return table[encoding]
    except (KeyError, TypeError):
        raise BadRequest(f"there is no encoding {encoding!r}; there are {', '.join(WIDTHS)}") from None
