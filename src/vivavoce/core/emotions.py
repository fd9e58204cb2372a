"""The colours of speaking: the 58 names of the Cartesia interface and what each does to a voice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """How a colour changes the way of speaking.

    pitch: semitones up or down
    melody: times the range of the melody; below 1 is flatter
    pace: times the pace
    energy: decibels of level
    breath: decibels more noise in the voice
    brightness: decibels an octave of spectral tilt; above 0 is brighter
    """

    pitch: float = 0.0
    melody: float = 1.0
    pace: float = 1.0
    energy: float = 0.0
    breath: float = 0.0
    brightness: float = 0.0


# Directions after Murray & Arnott (1993), "Toward the simulation of emotion in synthetic speech", tables of vocal
# effects, and Banse & Scherer (1996); sizes chosen so that each can be heard and words stay clear.
EMOTIONS: dict[str, Manner] = {
    "neutral": Manner(),
    "happy": Manner(1.5, 1.35, 1.06, 1.5, 0.0, 0.6),
    "excited": Manner(2.5, 1.6, 1.15, 3.0, 0.0, 1.0),
    "enthusiastic": Manner(2.0, 1.5, 1.1, 2.5, 0.0, 0.8),
    "elated": Manner(3.0, 1.55, 1.1, 2.5, 1.0, 0.8),
    "euphoric": Manner(3.5, 1.7, 1.12, 3.5, 1.5, 1.0),
    "triumphant": Manner(2.0, 1.45, 0.98, 4.0, -1.0, 1.2),
    "amazed": Manner(3.0, 1.7, 0.94, 2.0, 2.0, 0.5),
    "surprised": Manner(3.5, 1.75, 1.05, 2.5, 1.0, 0.7),
    "flirtatious": Manner(1.0, 1.4, 0.9, -1.0, 4.0, -0.4),
    "curious": Manner(1.5, 1.4, 0.98, 0.5, 0.5, 0.2),
    "content": Manner(0.5, 1.1, 0.96, 0.0, 0.5, 0.1),
    "peaceful": Manner(-0.8, 0.8, 0.86, -2.5, 3.0, -0.8),
    "serene": Manner(-0.5, 0.75, 0.84, -3.0, 3.5, -1.0),
    "calm": Manner(-1.0, 0.8, 0.9, -2.0, 1.5, -0.6),
    "grateful": Manner(0.6, 1.2, 0.94, 0.4, 1.5, 0.0),
    "affectionate": Manner(0.8, 1.2, 0.9, -1.5, 3.5, -0.5),
    "trust": Manner(-0.4, 1.0, 0.94, 0.3, 0.4, -0.2),
    "sympathetic": Manner(-0.6, 1.1, 0.87, -1.6, 2.5, -0.6),
    "anticipation": Manner(1.2, 1.3, 1.06, 1.0, 1.0, 0.3),
    "mysterious": Manner(-1.8, 0.85, 0.85, -2.5, 5.0, -1.0),
    "angry": Manner(1.5, 1.4, 1.1, 5.0, -2.0, 1.8),
    "mad": Manner(1.8, 1.45, 1.12, 5.5, -2.0, 2.0),
    "outraged": Manner(3.0, 1.6, 1.08, 6.0, -1.5, 2.2),
    "frustrated": Manner(0.8, 1.25, 1.05, 3.0, 0.8, 1.2),
    "agitated": Manner(2.0, 1.3, 1.2, 3.0, 0.5, 1.2),
    "threatened": Manner(2.2, 1.15, 1.14, 1.5, 2.5, 0.6),
    "disgusted": Manner(-1.5, 1.2, 0.88, 1.0, -0.8, 0.6),
    "contempt": Manner(-1.2, 1.15, 0.9, 1.5, -1.0, 0.8),
    "envious": Manner(-0.5, 1.15, 0.95, 0.8, 0.6, 0.5),
    "sarcastic": Manner(-0.8, 1.5, 0.88, 0.8, -0.5, 0.4),
    "ironic": Manner(-0.5, 1.4, 0.92, 0.4, 0.0, 0.2),
    "sad": Manner(-1.5, 0.6, 0.84, -3.5, 3.0, -1.4),
    "dejected": Manner(-2.2, 0.5, 0.8, -4.5, 3.5, -1.8),
    "melancholic": Manner(-1.4, 0.7, 0.82, -3.0, 2.5, -1.2),
    "disappointed": Manner(-1.2, 0.75, 0.9, -2.2, 1.2, -0.8),
    "hurt": Manner(0.8, 0.85, 0.86, -2.8, 4.0, -1.0),
    "guilty": Manner(-1.0, 0.65, 0.9, -3.6, 2.2, -1.1),
    "bored": Manner(-1.6, 0.45, 0.84, -2.0, 0.6, -0.9),
    "tired": Manner(-1.8, 0.55, 0.78, -3.2, 4.0, -1.5),
    "rejected": Manner(-1.0, 0.6, 0.86, -3.8, 3.2, -1.3),
    "nostalgic": Manner(-0.6, 0.9, 0.84, -1.8, 2.2, -0.7),
    "wistful": Manner(0.4, 0.85, 0.85, -2.4, 3.4, -0.9),
    "apologetic": Manner(0.5, 0.8, 0.93, -2.6, 1.8, -0.7),
    "hesitant": Manner(0.6, 0.75, 0.8, -2.0, 1.6, -0.5),
    "insecure": Manner(1.0, 0.7, 0.92, -3.0, 2.8, -0.8),
    "confused": Manner(1.2, 1.25, 0.86, -0.8, 1.0, -0.1),
    "resigned": Manner(-1.8, 0.6, 0.88, -2.6, 1.8, -1.2),
    "anxious": Manner(2.2, 0.85, 1.16, 0.5, 2.0, 0.4),
    "panicked": Manner(4.5, 1.3, 1.3, 3.5, 3.0, 1.2),
    "alarmed": Manner(3.5, 1.4, 1.2, 3.8, 0.6, 1.2),
    "scared": Manner(3.8, 1.05, 1.18, 0.8, 4.5, 0.5),
    "proud": Manner(-0.4, 1.25, 0.93, 2.6, -1.2, 0.7),
    "confident": Manner(-0.8, 1.15, 1.0, 2.2, -1.5, 0.6),
    "distant": Manner(-0.8, 0.65, 0.92, -4.0, 2.4, -1.6),
    "skeptical": Manner(-0.6, 1.3, 0.9, 0.2, -0.4, 0.1),
    "contemplative": Manner(-0.9, 0.8, 0.82, -1.6, 1.4, -0.5),
    "determined": Manner(-0.5, 1.05, 1.02, 3.2, -2.0, 1.0),
}

# Other names the same interface has used: the five of its first years, and a label with two names.
ALIASES = {
    "anger": "angry",
    "positivity": "happy",
    "surprise": "surprised",
    "sadness": "sad",
    "curiosity": "curious",
    "joking/comedic": "ironic",
}


def canonical(name: object) -> str | None:
    """The one spelling of an emotion's name, in any case; None when there is no such emotion."""
    if not isinstance(name, str):
        return None
    lower = name.strip().lower()
    lower = ALIASES.get(lower, lower)
    return lower if lower in EMOTIONS else None
