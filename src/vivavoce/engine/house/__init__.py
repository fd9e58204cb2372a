"""The house voices: natural speech in English, German and Dutch, made by networks that this project has trained.

unit ──► script ──► plan ──► drawing ──► vocoder ──► samples
        sounds   lengths,   frames,
                 melody     piece by piece
"""

from vivavoce.engine.house.synthesizer import HouseSynthesizer

__all__ = ["HouseSynthesizer"]
