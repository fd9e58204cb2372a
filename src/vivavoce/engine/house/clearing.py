"""Takes out of what is drawn the noise that the recordings were made in: the networks have learnt it with the voices.

Spectral subtraction, on spectra before they are sound: nothing has to be analysed, and no tones of what is left over
come and go, as these spectra are smooth.

source: Berouti, Schwartz and Makhoul 1979, "Enhancement of speech corrupted by acoustic noise"
"""

import numpy as np

from vivavoce.core.frames import Floats
from vivavoce.engine.house.networks import Numbers
from vivavoce.engine.house.vocoder import Rows

TIMES = np.float32(4)  # the background that is taken away: noise comes and goes about its mean
LEAST = np.float32(0.03)  # share of the power that is left at least, -15 dB: what stays makes gaps sound like a room
LEAST_POWER = np.float32(1e-20)  # what there always is, so that a share of it can be told


def cleared(f0: Floats, harmonic: Rows, noise: Rows, background: Numbers) -> tuple[Rows, Rows]:
    """Both spectra, lowered alike by the background's share of their power.

    f0: shape (n,), Hz, 0 where the voice rests, and the harmonic spectrum with it
    harmonic, noise: shape (n, 513), natural logarithms of amplitude
    background: shape (513,), power
    """
    power = np.exp(2 * noise) + LEAST_POWER
    voiced = f0 > 0
    power[voiced] += np.exp(2 * harmonic[voiced])
    lower = 0.5 * np.log(np.maximum(1 - TIMES * background / power, LEAST))
    return harmonic + lower, noise + lower
