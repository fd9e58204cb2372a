"""How far the resonances of a vocal tract lie apart, from which its length follows.

A tube closed at one end resonates at 1, 3, 5 … times c / 4L: its resonances lie c / 2L apart. A mouth that speaks is
no even tube, but over many vowels its first four resonances are spaced like one's (Reby and McComb 2003).
"""

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.frames import Floats, Frames

TOP = 5_000.0  # Hz below which four resonances are sought; a man has five there, of which his fifth is weak
ORDER = 10  # of the all-pole model: two poles for each resonance and two for the slope
EMPHASIS = 0.97  # of the first difference that flattens the slope of a voice, for 5 to 12 kHz alike
LOWEST, HIGHEST = 150.0, TOP - 150.0  # Hz: poles beyond are slope
WIDEST = 600.0  # Hz: bandwidth beyond which a pole is slope
RESONANCES = 4
ENOUGH = 20  # frames that show four resonances before their mean tells anything
MOST = 400  # frames looked at: 2 s of loud vowels settle the mean


def spacing(frames: Frames) -> float | None:
    """Hz between the resonances, the median over frames of vowels; None when too few show four resonances.

    frames: voiced and loud ones, of sound that reaches up to 5 kHz
    """
    chosen = np.unique(np.linspace(0, len(frames) - 1, MOST).astype(int)) if len(frames) else np.zeros(0, int)
    bins = int(TOP / frames.frequencies[1])
    models = linear_prediction(autocorrelation(frames.envelope[chosen, : bins + 1]))
    spacings = [fitted(found) for found in poles(models, bins * frames.frequencies[1]) if len(found) >= RESONANCES]
    return float(np.median(spacings)) if len(spacings) >= ENOUGH else None


def autocorrelation(power: Floats) -> Floats:
    """Of sound with that power spectrum, its slope flattened: shape (n, bins + 1) → (n, ORDER + 1)."""
    turn = np.pi * np.arange(power.shape[1]) / (power.shape[1] - 1)
    flattened = power * (1 + EMPHASIS**2 - 2 * EMPHASIS * np.cos(turn))
    found: Floats = np.fft.irfft(flattened)[:, : ORDER + 1]
    found[:, 0] *= 1 + 1e-5  # a floor 50 dB down, so that silence has a model too
    found[:, 0] += 1e-30
    return found


def linear_prediction(autocorrelation: Floats) -> Floats:
    """The all-pole models of sounds: shape (n, ORDER + 1), the first column 1; after Levinson and Durbin."""
    model = np.zeros_like(autocorrelation)
    model[:, 0] = 1
    error = autocorrelation[:, 0].copy()
    for order in range(1, autocorrelation.shape[1]):
        reflection = -(model[:, :order] * autocorrelation[:, order:0:-1]).sum(axis=1) / error
        model[:, 1 : order + 1] += reflection[:, None] * model[:, order - 1 :: -1][:, :order]
        error *= 1 - reflection**2
    return model


def poles(models: Floats, top: float) -> list[Floats]:
    """The resonances of each model, ascending, Hz; ``top`` is half the rate it was made at."""
    companion = np.zeros((len(models), ORDER, ORDER))
    companion[:, 0, :] = -models[:, 1:]
    companion[:, np.arange(1, ORDER), np.arange(ORDER - 1)] = 1
    return [resonances_among(roots, top) for roots in np.linalg.eigvals(companion)]


def resonances_among(roots: NDArray[np.complex128], top: float) -> Floats:
    upper = roots[roots.imag > 0]
    frequency = np.angle(upper) * top / np.pi
    bandwidth = -np.log(np.maximum(np.abs(upper), 1e-9)) * 2 * top / np.pi
    return np.sort(frequency[(bandwidth < WIDEST) & (frequency > LOWEST) & (frequency < HIGHEST)])


def fitted(resonances: Floats) -> float:
    """The spacing of the even tube whose resonances come nearest, by least squares."""
    odd = np.arange(len(resonances)) + 0.5
    return float(odd @ resonances / (odd @ odd))
