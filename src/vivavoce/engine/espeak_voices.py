"""The voices that espeak-ng speaks with here: its timbre, in the attributes of its voice files.

They are made for being shaped further. Against the voices that come with it these keep a steady pitch (no flutter) and
even cycles (no roughness), which gained 0.3 of 5 in the overall DNSMOS, and no echo, which would blur what is measured
on them. Their high formants are lower, as in its own better voices; pitch and formants are spread from a low man to a
child. Volumes bring all to the same level, -21.5 dB of full scale.
"""

from collections.abc import Sequence

FORMANTS = 9  # 0 to 8; 0 is below the voice, 6 to 8 above what a language is told by
PLAIN = (100,) * FORMANTS  # percent of espeak-ng's usual heights
SOFT = (115, 95, 85, 75, 70, 65, 40, 40, 40)
STEADY = "flutter 0\nroughness 0\n"
BUILT = "klatt 6\n"  # the synthesizer after Klatt with its own glottal source, in place of the sum of sines


def timbre(
    lowest: int, highest: int, *, tract: float = 1.0, heights: Sequence[int] = SOFT, width: int = 100, more: str = ""
) -> str:
    """Attributes of a voice.

    lowest, highest: pitch in Hz between which a sentence falls
    tract: formants as many times higher as the vocal tract is shorter than a man's
    heights: of the formants, percent; width: of all of them, percent; more: further attributes
    """
    formants = "".join(
        f"formant {number} {round(100 * tract)} {height} {width}\n" for number, height in enumerate(heights)
    )
    return f"pitch {lowest} {highest}\n{STEADY}{formants}{more}"


TIMBRES = {
    "low": timbre(62, 100, tract=0.93),
    "man": timbre(82, 118),
    "lively": timbre(88, 150, tract=1.02),
    "reed": timbre(82, 118, heights=PLAIN, more=BUILT),
    "alto": timbre(135, 195, tract=1.1, heights=PLAIN, more=BUILT),
    "woman": timbre(155, 225, tract=1.13, width=120, more="breath 0 2 3 3 3 3 3 2\n"),
    "bright": timbre(185, 270, tract=1.18, width=110),
    "child": timbre(235, 340, tract=1.28, width=130),
}
VOLUMES = {  # percent
    "low": 100,
    "man": 96,
    "lively": 86,
    "reed": 82,
    "alto": 66,
    "woman": 58,
    "bright": 58,
    "child": 47,
}
