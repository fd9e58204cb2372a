"""A voice in 192 numbers, laid out so that a weighted mean of two voices is a voice between them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vivavoce.errors import BadRequest

SIZE = 192  # numbers in an embedding: the size the Cartesia interface made customary
LIMIT = 16.0  # no number of a voice, in its section's unit, comes near this; beyond it is not a voice

Values: TypeAlias = NDArray[np.float32]  # shape (192,)

# Name → where in the 192. A voice of zeros is the average one; what one unit means stands beside each.
# docs/embedding.md tells more, vivavoce.engine.timbre has the averages.
SECTIONS: dict[str, slice] = {
    "pitch": slice(0, 1),  # an eighth of an octave above 160 Hz
    "melody": slice(1, 2),  # an eighth of an octave: log2 of the range of the melody over the average one
    "tract": slice(2, 3),  # 1.5 % longer than 17 cm, so lower resonances
    "pace": slice(3, 4),  # an eighth of an octave: log2 of syllables per second over the average number
    "reserved": slice(4, 8),  # zero
    "breath": slice(8, 14),  # 6 dB more noise beside the harmonics, in 6 bands
    "resting": slice(14, 34),  # 3 dB more in the spectrum while the voice rests (consonants), in 20 bands
    "voiced": slice(34, 74),  # 3 dB more in the spectrum while it sounds, in 40 bands
    "detail": slice(74, 87),  # how far details of the spectrum move: a quarter of a neper of standard deviation each
    "movement": slice(87, 192),  # how broad features move, and together: a quarter of a neper of covariance (log) each
}


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """What makes a voice that voice, in 192 numbers.

    values: shape (192,), float32, finite, each between -16 and 16; read-only
    raises: BadRequest when the size, a type or a value cannot be
    """

    values: Values

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", checked(self.values))

    def __getitem__(self, section: str) -> Values:
        """The numbers of one section, a view: shape (n,), float32."""
        return self.values[SECTIONS[section]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Embedding) and bool(np.array_equal(self.values, other.values))

    def __hash__(self) -> int:
        return hash(self.values.tobytes())

    def __repr__(self) -> str:
        return f"Embedding({np.array2string(self.values, precision=3, threshold=6)})"

    def __reduce__(self) -> tuple[Callable[[bytes], "Embedding"], tuple[bytes]]:
        return Embedding.from_bytes, (self.to_bytes(),)  # so that a copy is checked and read-only too

    def to_bytes(self) -> bytes:
        """768 bytes: 192 little-endian float32."""
        return self.values.astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Embedding":
        """The reverse of ``to_bytes``; raises BadRequest when there are not 768 bytes."""
        if len(data) != SIZE * 4:
            raise BadRequest(f"an embedding is {SIZE * 4} bytes, got {len(data)}")
        return cls(np.frombuffer(data, "<f4").astype(np.float32))


def checked(values: ArrayLike) -> Values:
    """The values as a read-only array of their own, or BadRequest with what is wrong with them."""
    try:
        array = np.array(values, np.float64)  # wide enough to say which number is too large
    except (TypeError, ValueError) as error:
        raise BadRequest(f"an embedding is {SIZE} numbers, got {type(values).__name__}") from error
    if array.shape != (SIZE,):
        raise BadRequest(f"an embedding is {SIZE} numbers in a row, got an array of shape {array.shape}")
    if not np.isfinite(array).all():
        where = int(np.flatnonzero(~np.isfinite(array))[0])
        raise BadRequest(f"the numbers of an embedding must be finite, but number {where} is {array[where]}")
    if np.abs(array).max() > LIMIT:
        where = int(np.abs(array).argmax())
        raise BadRequest(
            f"the numbers of an embedding lie between -{LIMIT:g} and {LIMIT:g}, but number {where} is {array[where]:g}"
        )
    kept = array.astype(np.float32)
    kept.flags.writeable = False
    return kept
