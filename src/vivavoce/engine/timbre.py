"""What a voice's spectrum is described in: bands that follow the length of the vocal tract, and shapes across them.

Two voices are compared as if their vocal tracts were equally long: frequencies are divided by what the tract's length
does to resonances, and bands lie at equal steps of the mel scale on that normal axis. Across the bands of one moment
a spectrum is a sum of cosines, its shape: the first says how it tilts, the next where its hills lie, the last what
details it has. How shapes spread around their mean while a voice speaks tells voices apart as much as the mean does:
the covariance of the first ones, ``movement``, and the standard deviation of the others, ``detail``.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from vivavoce.core.embedding import SECTIONS, Embedding
from vivavoce.core.frames import Floats

PITCH_UNIT = 1 / 8  # octaves in one unit of pitch, melody and pace: ±16 units are ±2 octaves, 40 to 640 Hz
TRACT_UNIT = 0.015  # nepers in one unit of tract: ±16 units are 21 % shorter to 27 % longer, a child's to a giant's
LEVEL_UNIT = 3.0  # decibels in one unit of voiced and resting
BREATH_UNIT = 6.0  # decibels in one unit of breath
SPREAD_UNIT = 0.25  # nepers in one unit of detail and movement
WIDEST_SPREAD = 3.5  # nepers of variance about the average, either way, that a measurement is believed: 15 dB

MEAN_PITCH = 160.0  # Hz: between women's 200 and men's 125, on the logarithmic scale
MEAN_MELODY = 0.28  # octaves, standard deviation within a recording
MEAN_SYLLABLES = 3.5  # per second of speech, as vivavoce.dsp.syllables counts them
MEAN_SPACING = 1030.0  # Hz between resonances: a tract of 17.0 cm (sound in it travels at 350 m/s)

LOWEST_BAND, HIGHEST_BAND = 80.0, 10_000.0  # Hz on the normal axis, the middles of the first and the last band
VOICED_BANDS, RESTING_BANDS, BREATH_BANDS = 40, 20, 6
BROAD, FINE = 14, 13  # shapes whose covariance is known, and further ones of which only the standard deviation is
LEAST_NOISE = 1e-2  # of a frame's amplitude: less noise is not heard, nor more than all but that
EMPHASIS = 0.4  # of a frame's power by which it weighs: the ear goes by what is loud, a mean by what is frequent
KNEE = 6_500.0  # Hz on the normal axis up to which the tract's length scales; above, the axis bends back
UNBENT = 12_000.0  # Hz from which on both axes are the same


# The average voice: means over 60 women and 60 men of LibriSpeech (train-clean-100, an utterance each, all at the same
# level), above 8 kHz, where those recordings end, continued along the last octave. Decibels relative to the mean power
# of loud voiced frames; breath in decibels of noise relative to harmonics.
# fmt: off
AVERAGE_VOICED: Floats = np.array([
    10.0, 10.0, 10.0, 9.5, 8.5, 7.0, 5.5, 3.0, -0.5, -4.0, -7.0, -9.5, -11.0, -12.5, -14.0, -14.5, -15.0, -16.5, -18.0,
    -19.0, -19.5, -19.5, -20.0, -22.5, -24.5, -25.0, -26.5, -29.0, -32.5, -36.5, -40.0, -41.5, -41.5, -42.0, -43.0,
    -44.0, -45.0, -46.0, -47.0, -48.0,
])
AVERAGE_RESTING: Floats = np.array([
    -13.5, -15.0, -16.5, -19.0, -23.0, -26.0, -27.5, -27.0, -24.5, -24.5, -24.0, -22.0, -21.0, -19.0, -19.0, -21.5,
    -24.0, -27.0, -30.0, -33.0,
])
AVERAGE_BREATH: Floats = np.array([-40.0, -38.5, -29.0, -9.0, 0.0, 2.0])
AVERAGE_SPREAD: Floats = np.array([
    18.0, 19.0, 15.5, 13.0, 11.5, 9.5, 9.0, 8.0, 7.5, 6.5, 6.0, 6.0, 5.5, 5.5,  # BROAD
    6.0, 5.5, 5.0, 5.0, 4.5, 4.5, 4.0, 4.0, 3.5, 3.5, 3.0, 3.0, 3.0,  # FINE
])
# fmt: on
AVERAGES = (AVERAGE_VOICED, AVERAGE_RESTING)


def physical(normal: Floats, tract: float) -> Floats:
    """Frequencies as a vocal tract of that length has them, from the normal axis: Hz, any shape.

    tract: nepers longer than the average
    """
    knee = KNEE * np.exp(-tract)
    bent = np.interp(normal, [0.0, KNEE, UNBENT], [0.0, knee, UNBENT])
    return np.where(normal > UNBENT, normal, bent)


def normal(physical: Floats, tract: float) -> Floats:
    """The reverse of ``physical``."""
    knee = KNEE * np.exp(-tract)
    straight = np.interp(physical, [0.0, knee, UNBENT], [0.0, KNEE, UNBENT])
    return np.where(physical > UNBENT, physical, straight)


def mel(frequency: Floats) -> Floats:
    """Pitch as it is heard, after O'Shaughnessy: any shape."""
    return 1127.0 * np.log1p(frequency / 700.0)


def band_mels(count: int) -> Floats:
    """The middles of so many bands on the normal axis: shape (count,), mel."""
    lowest, highest = mel(np.array([LOWEST_BAND, HIGHEST_BAND]))
    return np.linspace(lowest, highest, count)


def band_frequencies(count: int) -> Floats:
    """The middles of so many bands on the normal axis: shape (count,), Hz."""
    return 700.0 * np.expm1(band_mels(count) / 1127.0)


def into_bands(frequencies: Floats, tract: float, count: int) -> Floats:
    """What takes spectra to means over bands: shape (count, bins), rows add up to 1.

    frequencies: shape (bins,), Hz, of a voice with that tract. A band above the last takes the last's value.
    """
    middles = band_mels(count)
    distance = np.abs(mel(normal(frequencies, tract)) - middles[:, None]) / (middles[1] - middles[0])
    weights = np.maximum(1.0 - distance, 0.0)
    empty = np.flatnonzero(weights.sum(axis=1) < 0.5)  # of half a bin: too narrow, or beyond the last frequency
    weights[empty, distance[empty].argmin(axis=1)] = 1.0
    means: Floats = weights / weights.sum(axis=1, keepdims=True)
    return means


def out_of_bands(frequencies: Floats, tract: float, count: int) -> Floats:
    """What takes values of bands to frequencies, straight between the bands' middles: shape (bins, count)."""
    at = mel(normal(frequencies, tract))
    return np.stack([np.interp(at, band_mels(count), one) for one in np.eye(count)], axis=1)


@lru_cache(maxsize=1)
def shapes() -> Floats:
    """The cosines that spectra of VOICED_BANDS bands are sums of, without the constant: shape (BROAD + FINE, bands).

    Rows have length 1 and stand at right angles to one another: the discrete cosine transform.
    """
    order, band = np.arange(1, BROAD + FINE + 1)[:, None], np.arange(VOICED_BANDS)
    cosines: Floats = np.sqrt(2 / VOICED_BANDS) * np.cos(np.pi * order * (band + 0.5) / VOICED_BANDS)
    return cosines


def to_triangle(matrix: Floats) -> Floats:
    """The upper triangle of a symmetric matrix, row by row: shape (n, n) → (n (n + 1) / 2,)."""
    return matrix[np.triu_indices(len(matrix))]


def from_triangle(values: Floats) -> Floats:
    """The reverse of ``to_triangle``."""
    size = int((np.sqrt(8 * len(values) + 1) - 1) / 2)
    upper = np.zeros((size, size))
    upper[np.triu_indices(size)] = values
    return upper + upper.T - np.diag(np.diag(upper))


def on_eigenvalues(matrix: Floats, function: Callable[[Floats], Floats]) -> Floats:
    """A function of a symmetric matrix: shape (n, n)."""
    values, vectors = np.linalg.eigh(matrix)
    result: Floats = (vectors * function(values)) @ vectors.T
    return result


def movement_of(covariance: Floats) -> Floats:
    """The section ``movement`` of a covariance of the broad shapes: shape (BROAD, BROAD), dB²."""
    average = AVERAGE_SPREAD[:BROAD]
    return to_triangle(on_eigenvalues(covariance / np.outer(average, average), believable)) / SPREAD_UNIT


def believable(variances: Floats) -> Floats:
    """Logarithms of variances relative to the average's, up to WIDEST_SPREAD: what never moves is a machine's."""
    return np.clip(np.log(np.maximum(variances, 1e-9)), -WIDEST_SPREAD, WIDEST_SPREAD)


def covariance(embedding: Embedding) -> Floats:
    """The covariance of the broad shapes: shape (BROAD, BROAD), positive definite whatever the numbers, dB².

    The logarithm is what is kept, so that the mean of two is one between them, and any numbers make one.
    """
    average = AVERAGE_SPREAD[:BROAD]
    movement = from_triangle(embedding["movement"].astype(np.float64) * SPREAD_UNIT)
    return on_eigenvalues(movement, np.exp) * np.outer(average, average)


def deviations(embedding: Embedding) -> Floats:
    """The standard deviations of the fine shapes: shape (FINE,), dB."""
    spread: Floats = AVERAGE_SPREAD[BROAD:] * np.exp(embedding["detail"].astype(np.float64) * SPREAD_UNIT)
    return spread


def voiced(embedding: Embedding) -> Floats:
    """The mean spectrum while the voice sounds: shape (VOICED_BANDS,), dB."""
    return AVERAGE_VOICED + embedding["voiced"].astype(np.float64) * LEVEL_UNIT


def resting(embedding: Embedding) -> Floats:
    """The mean spectrum while the voice rests: shape (RESTING_BANDS,), dB."""
    return AVERAGE_RESTING + embedding["resting"].astype(np.float64) * LEVEL_UNIT


def breath(embedding: Embedding) -> Floats:
    """The noise beside the harmonics: shape (BREATH_BANDS,), dB relative to them."""
    return AVERAGE_BREATH + embedding["breath"].astype(np.float64) * BREATH_UNIT


def noise_ratio(aperiodicity: Floats) -> Floats:
    """Power of noise relative to that of harmonics, dB, within ±40: same shape."""
    noise = np.clip(aperiodicity, LEAST_NOISE, 1 - LEAST_NOISE**2 / 2) ** 2
    ratio: Floats = 10 * np.log10(noise / (1 - noise))
    return ratio


def noise_share(ratio: Floats) -> Floats:
    """The reverse of ``noise_ratio``: share of noise in the amplitude."""
    share: Floats = 1 / np.sqrt(1 + 10 ** (-ratio / 10))
    return share


def pitch(embedding: Embedding) -> float:
    """The middle of the voice's melody, Hz."""
    return float(MEAN_PITCH * 2.0 ** (float(embedding["pitch"][0]) * PITCH_UNIT))


def tract(embedding: Embedding) -> float:
    """Nepers by which the vocal tract is longer than the average."""
    return float(embedding["tract"][0]) * TRACT_UNIT


assert SECTIONS["movement"].stop - SECTIONS["movement"].start == BROAD * (BROAD + 1) // 2
