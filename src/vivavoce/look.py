"""Pictures of speech: waveform, spectrogram, melody, and when each word and phoneme sounds."""

import importlib
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from vivavoce.core.audio import Audio, Samples
from vivavoce.core.events import Phoneme, Word
from vivavoce.dsp.world import melody
from vivavoce.errors import BadRequest, MissingExtra, StorageFailed
from vivavoce.recording import Recording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Times: TypeAlias = Sequence[Word] | Sequence[Phoneme]

WINDOW_SECONDS = 0.025  # of the spectrogram: harmonics of low voices just merge, words stay apart
STEP_SECONDS = 0.005
FLOOR_DB = -80.0  # what is quieter, relative to the loudest, is drawn as silence
TOP_HERTZ = 8_000.0  # speech above it tells little
INCHES_A_SECOND = 2.5
NARROWEST, WIDEST = 8.0, 60.0  # inches
POINTS_AN_INCH = 60  # of the waveform's outline: with more than there are pixels it looks torn
WAVE, MELODY, LANE = "#30507a", "#00c8ff", "#e8edf4"


def picture(recording: Recording, title: str = "") -> "Figure":
    """Waveform, spectrogram with the melody on it, words and phonemes on one axis of time.

    raises: MissingExtra when matplotlib is not installed
    """
    width = min(max(recording.seconds * INCHES_A_SECOND, NARROWEST), WIDEST)
    figure: Figure = drawing("matplotlib.figure").Figure(figsize=(width, 6.5), layout="constrained")
    wave, spectrum, lanes = figure.subplots(3, 1, sharex=True, height_ratios=(1.2, 3, 0.8))
    draw_wave(wave, recording.audio, round(width * POINTS_AN_INCH))
    draw_spectrum(spectrum, recording.audio)
    draw_lanes(lanes, recording)
    lanes.set_xlim(0, max(recording.seconds, 1e-3))
    lanes.set_xlabel("seconds")
    if title:
        figure.suptitle(title)
    return figure


def save_picture(recording: Recording, path: Path, title: str = "") -> None:
    """Draw the recording into a file: .png, .svg or .pdf.

    raises: MissingExtra, BadRequest for another ending, StorageFailed
    """
    if path.suffix.lower() not in ENDINGS:
        raise BadRequest(f"a picture is a file that ends in {', '.join(ENDINGS)}, not {path.name!r}")
    figure = picture(recording, title)
    with warnings.catch_warnings(), drawing("matplotlib").rc_context(SAME_BYTES):
        # the fonts that come with matplotlib lack some scripts; boxes in their place are better than no picture
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        try:
            figure.savefig(path, dpi=110, metadata=UNDATED.get(path.suffix.lower()))
        except OSError as error:
            raise StorageFailed(f"the picture cannot be written to {path}: {error.strerror}") from error


ENDINGS = (".png", ".svg", ".pdf")
# Text in an SVG stays text, and its ids do not change from one run to the next.
SAME_BYTES = {"svg.fonttype": "none", "svg.hashsalt": "vivavoce"}
# Metadata that keeps dates out, so that the same sound gives the same bytes.
UNDATED: dict[str, dict[str, Any]] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}


def draw_wave(axes: "Axes", audio: Audio, points: int) -> None:
    low, high, seconds = outline(audio, points)
    axes.fill_between(seconds, low, high, color=WAVE, linewidth=0)
    axes.set_ylim(-1, 1)
    axes.set_ylabel("amplitude")


def outline(audio: Audio, points: int) -> tuple[Samples, Samples, Samples]:
    """The lowest and the highest sample of each of at most so many stretches, and when they are, in seconds."""
    step = max(len(audio.samples) // points, 1)
    kept = audio.samples[: len(audio.samples) // step * step].reshape(-1, step)
    seconds = ((np.arange(len(kept)) + 0.5) * step / audio.rate).astype(np.float32)
    return kept.min(axis=1), kept.max(axis=1), seconds


def draw_spectrum(axes: "Axes", audio: Audio) -> None:
    decibels = spectrogram(audio)
    top = min(TOP_HERTZ, audio.rate / 2)
    axes.imshow(
        decibels,
        origin="lower",
        aspect="auto",
        cmap="magma",
        vmin=FLOOR_DB,
        vmax=0,
        extent=(0, audio.seconds, 0, audio.rate / 2),
        interpolation="bilinear",
    )
    axes.set_ylim(0, top)
    axes.set_ylabel("Hz")
    f0, seconds = melody(audio)
    heard = np.where(f0 > 0, f0, np.nan)
    pitch = axes.twinx()
    pitch.plot(seconds, heard, color=MELODY, linewidth=1.6)
    pitch.set_ylim(0, 500)
    pitch.set_ylabel("f0, Hz", color=MELODY)


def spectrogram(audio: Audio) -> Samples:
    """Power by frequency and time, in decibels below the loudest: shape (bins, frames), float32."""
    size, step = int(audio.rate * WINDOW_SECONDS), max(int(audio.rate * STEP_SECONDS), 1)
    padded = np.pad(audio.samples, (size // 2, size))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[: len(audio.samples) + 1 : step]
    power = np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32), axis=1)) ** 2
    loudest = max(float(power.max(initial=0.0)), 1e-12)
    return (10 * np.log10(power / loudest + 10 ** (FLOOR_DB / 10))).astype(np.float32).T


def draw_lanes(axes: "Axes", recording: Recording) -> None:
    """Words above, phonemes below, each in a box as long as it sounds."""
    axes.set_ylim(0, 2)
    axes.set_yticks([0.5, 1.5], ["phonemes", "words"])
    draw_lane(axes, 1, [(word.text, word.start, word.end) for word in recording.words], recording.rate, 10)
    draw_lane(axes, 0, [(each.symbol, each.start, each.end) for each in recording.phonemes], recording.rate, 8)


def draw_lane(axes: "Axes", bottom: float, spans: Sequence[tuple[str, int, int]], rate: int, size: float) -> None:
    for text, start, end in spans:
        left, width = start / rate, (end - start) / rate
        axes.broken_barh([(left, width)], (bottom + 0.06, 0.88), facecolors=LANE, edgecolors="#7a8699", linewidth=0.6)
        axes.text(left + width / 2, bottom + 0.5, text, ha="center", va="center", fontsize=size, clip_on=True)


def drawing(module: str) -> Any:
    """A module of matplotlib, or MissingExtra naming what brings it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtra("pictures need matplotlib: pip install 'vivavoce[look]'") from error
