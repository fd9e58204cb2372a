"""Frames of a plan, piece by piece: what is drawn early is heard while the rest is still to be drawn.

Both networks are convolutions that see a few frames to each side. Given so many more, a piece is what it would be in
the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vivavoce.core.frames import Floats
from vivavoce.engine.house.clearing import cleared
from vivavoce.engine.house.networks import (
    APERIODICITY,
    ENVELOPE,
    FRAME,
    PITCH,
    VOICING,
    Networks,
    Numbers,
    Speaker,
    Table,
)
from vivavoce.engine.house.plan import Plan
from vivavoce.engine.house.vocoder import Rows

FIRST, MOST = 10, 160  # frames of the first piece, heard soonest, and of the longest, which wastes little on context
GROWTH = 4  # times: a piece is drawn in a tenth of the time that the one before it sounds
DECODER_SEES, VOCODER_SEES = 21, 12  # frames to each side
LEAST_NOISE = -1e-3  # dB of aperiodicity: above is what no sound has
# Nepers, 78 dB: how far the pulses may lie below the noise at the same frequency. Fainter ones are not heard, but would
# shape the phase of all others, and be lost to the rounding of ``Frames``, which tell both as one sum.
FAINTEST = np.float32(9)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Frames ready to be heard.

    f0: shape (n,), Hz, 0 where the voice rests
    harmonic, noise: shapes (n, 513), natural logarithms of amplitude
    """

    f0: Floats
    harmonic: Rows
    noise: Rows


def drawn(networks: Networks, plan: Plan, *, first: int = FIRST, most: int = MOST) -> Iterator[Drawn]:
    """The frames of a plan that are heard, in pieces.

    first, most: frames of the first piece and of the longest; each piece is GROWTH times as long as the one before
    """
    decoder = Decoder(networks, plan)
    begin, size = plan.begin, first
    while begin < plan.end:
        end = min(begin + size, plan.end)
        left, right = max(begin - VOCODER_SEES, 0), min(end + VOCODER_SEES, plan.frames)
        frames = decoder.frames(left, right)
        yield heard(networks, plan.speaker, frames, begin - left, end - left)
        begin, size = end, min(GROWTH * size, most)


class Decoder:
    """Draws the frames of a plan as they are asked for, each once."""

    def __init__(self, networks: Networks, plan: Plan) -> None:
        self._networks, self._plan = networks, plan
        self._kept = np.zeros((0, FRAME), np.float32)
        self._first = self._next = max(plan.begin - VOCODER_SEES, 0)  # of what is kept, and after it

    def frames(self, start: int, end: int) -> Numbers:
        """Frames ``start`` to ``end`` as the decoder gives them: shape (end - start, 65).

        start: never less than in the call before
        """
        kept = self._kept[start - self._first :]
        self._kept = np.concatenate([kept, self._drawn(end)]) if end > self._next else kept
        self._first, self._next = start, max(end, self._next)
        return self._kept[: end - start]

    def _drawn(self, end: int) -> Numbers:
        """From the next frame up to ``end``."""
        left, right = max(self._next - DECODER_SEES, 0), min(end + DECODER_SEES, self._plan.frames)
        frames = self._networks.drawn(self._plan.laid(left, right), self._plan.speaker.vector)
        return frames[self._next - left : end - left]


def heard(networks: Networks, speaker: Speaker, frames: Numbers, start: int, end: int) -> Drawn:
    """Frames ``start`` to ``end`` of some that the decoder gave, ready to be heard."""
    frames = finished(frames, speaker)
    envelope, aperiodicity = measured(frames, networks.table)
    harmonic, noise = networks.spectra(frames, envelope, aperiodicity)
    pitch = np.exp(frames[start:end, PITCH].astype(np.float64) * speaker.pitch_deviation + speaker.pitch_mean)
    f0 = np.where(frames[start:end, VOICING] > 0, pitch, 0.0)
    harmonic, noise = cleared(f0, harmonic[start:end], noise[start:end], speaker.background)
    return Drawn(f0, np.maximum(harmonic, noise - FAINTEST), noise)


def finished(frames: Numbers, speaker: Speaker) -> Numbers:
    """The decoder's frames as the vocoder takes them: spread as far as the speaker's own, voicing 0 or 1."""
    frames = frames.copy()
    frames[:, ENVELOPE] = (frames[:, ENVELOPE] - speaker.centre) * speaker.spread + speaker.centre
    frames[:, VOICING] = frames[:, VOICING] > 0
    return frames


def measured(frames: Numbers, table: Table) -> tuple[Numbers, Numbers]:
    """Envelope and aperiodicity of normalised frames in their own units: shapes (n, 60) and (n, 3)."""
    numbers = frames[:, : len(table.mean)] * table.deviation + table.mean
    return numbers[:, ENVELOPE], np.minimum(numbers[:, APERIODICITY], np.float32(LEAST_NOISE))
