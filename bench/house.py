"""The house voices in this process: the wait for the first audio, speed, loading, memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.rows import RUNS, Row, median, milliseconds, percentile

if TYPE_CHECKING:
    from vivavoce.core.voices import Voice

SENTENCES = {
    "en-US": (
        "The birch canoe slid on the smooth planks.",
        "These days a chicken leg is a rare dish.",
        "Four hours of steady work faced us.",
        "The fish twisted and turned on the bent hook, and then it was gone.",
        "It costs $3.50, or £2.90 if you come before the 3rd of May; is that too much for you?",
    ),
    "de": (
        "Einst stritten sich Nordwind und Sonne, wer von ihnen beiden wohl der Stärkere wäre.",
        "Am 3. Mai um 15:30 Uhr fährt der Zug nach Hamburg.",
        "Guten Tag.",
    ),
    "nl": (
        "De noordenwind en de zon hadden een discussie over de vraag wie van hen tweeën de sterkste was.",
        "De trein van 15:30 uur rijdt vandaag niet.",
        "Goedemorgen.",
    ),
}

# Seconds of loading, and bytes of memory once every language has been spoken, in a process of its own.
LOADING = """
import time, onnxruntime
from vivavoce.engine.house.networks import networks
began = time.perf_counter()
networks()
print(time.perf_counter() - began)
"""
REMEMBERING = """
import resource, vivavoce as vv
for language in {languages}:
    vv.speak("The quick brown fox jumps over the lazy dog, and then it rests for a while.", language=language)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def house() -> Iterable[Row]:
    """Untouched, and moved into another voice."""
    import vivavoce as vv

    named = {voice.name: voice for voice in vv.voices()}
    for what, voice, factor in (
        ("house, untouched", named["June"], "≤ 0.04"),
        ("house, shaped by an embedding", vv.mix({named["June"]: 1.0, named["Jasper"]: 1.0}), ""),
    ):
        firsts, seconds, sounded = timed(voice)
        yield Row(f"{what}: first audio, p50 / worst of its sentences", milliseconds(firsts, 50, 100), "≤ 30 ms")
        yield Row(f"{what}: real-time factor", f"{seconds / sounded:.4f}", factor)
    loading = median(lambda: told(LOADING))
    yield Row("house: loading its networks", f"{1e3 * loading:.0f} ms", "≤ 150 ms")
    memory = told(REMEMBERING.format(languages=list(SENTENCES)))
    yield Row("house: peak memory of a process that has spoken", f"{memory / 1e6:.0f} MB", "≤ 250 MB")


def timed(voice: Voice) -> tuple[list[float], float, float]:
    """Seconds to the first chunk of each sentence, the median of several runs; seconds that all took, and sounded."""
    firsts, spent, sounded = [], 0.0, 0.0
    for language, sentences in SENTENCES.items():
        for sentence in sentences:
            spoken(sentence, voice, language)  # warm
            runs = [spoken(sentence, voice, language) for _ in range(RUNS)]
            firsts.append(percentile([first for first, _, _ in runs], 50))
            spent += percentile([took for _, took, _ in runs], 50)
            sounded += runs[0][2]
    return firsts, spent, sounded


def spoken(sentence: str, voice: Voice, language: str) -> tuple[float, float, float]:
    """Seconds to the first chunk and to the last, and seconds of sound."""
    import vivavoce as vv

    began, first, samples = time.perf_counter(), 0.0, 0
    with vv.stream(sentence, voice, language=language) as events:
        for event in events:
            if isinstance(event, vv.Chunk):
                first = first or time.perf_counter() - began
                samples += len(event.samples)
        return first, time.perf_counter() - began, samples / events.rate


def told(program: str) -> float:
    """The number that a program prints."""
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return float(ran.stdout)
