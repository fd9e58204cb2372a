"""Is a recording good enough to clone a voice from?"""

from dataclasses import dataclass

import numpy as np

from vivavoce.core.audio import Audio, Samples
from vivavoce.core.embedding import Embedding
from vivavoce.core.frames import Frames
from vivavoce.dsp.activity import Activity, Mask, activity
from vivavoce.dsp.excerpt import excerpt, steady
from vivavoce.dsp.level import active_level
from vivavoce.dsp.resample import at_most, resampled
from vivavoce.dsp.resonances import spacing
from vivavoce.dsp.world import HIGHEST_RATE, RATE, analysed, selected
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.errors import UnfitClip

SHORTEST = 1.0  # seconds of speech
SOFTEST = -70.0  # dBFS of speech: 16 bits leave 20 dB above their rounding there
NOISIEST = 12.0  # decibels of speech above the noise: with less, half of each spectrum is the room's
CLIPPED = 0.005  # share of the samples at the ceiling from which on the sound is broken; natural speech has a hundredth
CEILING = 0.98  # of the peak: where samples pile up that were cut off
PILE = 64  # samples there at least, before a share means anything

# Two people are told apart where parts of the recording differ in pitch and in the length of the vocal tract.
TURN = 0.6  # seconds of voice that are taken to be one person's
PITCH_APART = 0.45  # octaves, between a low man's and a high man's, and half of that between a man's and a woman's
TRACT_APART = 0.06  # nepers, half of the distance between a man's and a woman's
SHARE = 0.25  # of the voice that has to be the other person's


@dataclass(frozen=True, slots=True)
class Clip:
    """What was heard in a recording.

    seconds: how long it is; examined: how much of it was listened to; speech: seconds of speech in that
    pitch: middle of the voice's melody, Hz
    level: of the speech, dBFS; noise: how far below the speech the pauses are, dB
    clipped: share of the samples that were cut off
    """

    seconds: float
    examined: float
    speech: float
    pitch: float
    level: float
    noise: float
    clipped: float


def examine(audio: Audio) -> Clip:
    """What is heard in a recording; raises UnfitClip with the reason when no voice can be cloned from it.

    Refused are less than 1 s of speech, speech below -70 dBFS or less than 12 dB above the noise, sound that was cut
    off at the ceiling, and a man and a woman by turns. People with voices alike cannot be told apart, nor people who
    talk at the same time. Of more than 60 s the busiest are examined.
    """
    part = excerpt(audio)
    if audio.seconds < SHORTEST:
        raise UnfitClip(f"the recording lasts {audio.seconds:.2f} s; a voice takes at least {SHORTEST:g} s of speech")
    calm = steady(at_most(part, HIGHEST_RATE))
    level = active_level(calm.samples, calm.rate).decibels
    if level < SOFTEST:
        raise UnfitClip(f"the recording is silent, or nearly: {level:.0f} dBFS; speech above {SOFTEST:g} would do")
    clipped = clipped_share(part.samples)  # at its own rate: to change that rounds what was cut off
    if clipped > CLIPPED:
        raise UnfitClip(f"{clipped:.1%} of the recording is cut off at its ceiling; record it at a lower level")
    frames = analysed(resampled(calm, RATE))
    heard = activity(frames)
    check_speech(frames, heard)
    assert heard is not None
    check_one_voice(frames, heard)
    return Clip(
        seconds=audio.seconds,
        examined=part.seconds,
        speech=speech_seconds(frames, heard),
        pitch=float(np.median(frames.f0[heard.voiced])),
        level=level,
        noise=heard.level - heard.floor,
        clipped=clipped,
    )


def clone(audio: Audio) -> tuple[Embedding, Clip]:
    """The voice in a recording, and what was heard in it; raises UnfitClip with the reason when it cannot be used."""
    clip = examine(audio)
    return WorldEncoder().embed(audio), clip


def clipped_share(samples: Samples) -> float:
    """The share of the samples within 2 % of the peak, either way up: of sound that was cut off they are many."""
    peaks = samples.max(initial=0.0), samples.min(initial=0.0)
    piles = [np.count_nonzero(samples / peak >= CEILING) for peak in peaks if peak]
    return sum(pile for pile in piles if pile >= PILE) / max(len(samples), 1)


def check_speech(frames: Frames, heard: Activity | None) -> None:
    """UnfitClip when too little speech is heard, or too little above the noise."""
    seconds = 0.0 if heard is None else speech_seconds(frames, heard)
    if heard is None or seconds < SHORTEST:
        raise UnfitClip(f"{seconds:.2f} s of speech are heard in the recording; at least {SHORTEST:g} s would do")
    if heard.level - heard.floor < NOISIEST:
        raise UnfitClip(
            f"the speech is only {heard.level - heard.floor:.0f} dB above the noise; {NOISIEST:g} would do: "
            "come nearer to the microphone"
        )


def speech_seconds(frames: Frames, heard: Activity) -> float:
    return float(np.count_nonzero(heard.speech) * frames.hop / frames.rate)


def check_one_voice(frames: Frames, heard: Activity) -> None:
    """UnfitClip when a low voice with a long vocal tract and a high one with a short one speak by turns."""
    low, high = parted(frames, heard)
    if min(len(low), len(high)) < SHARE * (len(low) + len(high)):
        return
    apart = float(np.median(np.log2(high.f0)) - np.median(np.log2(low.f0)))
    spacings = spacing(low), spacing(high)
    if apart < PITCH_APART or spacings[0] is None or spacings[1] is None:
        return
    if np.log(spacings[1] / spacings[0]) > TRACT_APART:
        raise UnfitClip(
            f"several people seem to speak: one at {np.median(low.f0):.0f} Hz, one at {np.median(high.f0):.0f} Hz; "
            "a recording of one would do"
        )


def parted(frames: Frames, heard: Activity) -> tuple[Frames, Frames]:
    """The voiced frames of turns with a low and of turns with a high pitch, parted where the gap is widest."""
    voiced = selected(frames, heard.voiced)
    turn = round(TURN * frames.rate / frames.hop)
    count = max(len(voiced) // turn, 1)
    number = np.minimum(np.arange(len(voiced)) // turn, count - 1)
    pitches = np.array([np.median(np.log2(voiced.f0[number == one])) for one in range(count)])
    is_high: Mask = (pitches > threshold(pitches))[number]
    return selected(voiced, ~is_high), selected(voiced, is_high)


def threshold(values: np.ndarray) -> float:
    """What parts values into two groups that lie as close together as can be (Otsu 1979)."""
    ordered = np.sort(values)
    cuts = range(1, len(ordered))
    within = [ordered[:cut].var() * cut + ordered[cut:].var() * (len(ordered) - cut) for cut in cuts]
    best = int(np.argmin(within)) + 1 if within else 0
    return float(ordered[best - 1 : best + 1].mean())
