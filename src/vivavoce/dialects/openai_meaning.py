"""What OpenAI's requests mean for the engine.

Apart from the wire values, which need nothing that loads numpy.
"""

import re
from collections.abc import Iterator

from vivavoce.core.emotions import canonical
from vivavoce.core.requests import Controls, Emotion
from vivavoce.dialects.openai import FORMATS, RATE, STREAMS, SpeechRequest
from vivavoce.dsp.formats import Format, named
from vivavoce.errors import BadRequest

# Words that people use beside the names of our emotions, and the emotion that comes nearest.
EMOTION_WORDS = {
    "afraid": "scared",
    "cheerful": "happy",
    "compassionate": "sympathetic",
    "delighted": "elated",
    "doubtful": "skeptical",
    "dramatic": "triumphant",
    "empathetic": "sympathetic",
    "energetic": "enthusiastic",
    "fearful": "scared",
    "frightened": "scared",
    "furious": "outraged",
    "gentle": "peaceful",
    "gloomy": "dejected",
    "hushed": "mysterious",
    "joyful": "happy",
    "lively": "excited",
    "loving": "affectionate",
    "mournful": "melancholic",
    "nervous": "anxious",
    "playful": "happy",
    "reassuring": "sympathetic",
    "relaxed": "calm",
    "shy": "insecure",
    "sleepy": "tired",
    "solemn": "contemplative",
    "soothing": "peaceful",
    "sorrowful": "sad",
    "sorry": "apologetic",
    "tender": "affectionate",
    "terrified": "panicked",
    "thankful": "grateful",
    "thoughtful": "contemplative",
    "timid": "insecure",
    "upbeat": "enthusiastic",
    "warm": "affectionate",
    "weary": "tired",
    "whisper": "mysterious",  # of all our emotions it has the most breath in it
    "whispered": "mysterious",
    "whispering": "mysterious",
    "worried": "anxious",
}
NOUNS = frozenset({"content"})  # "read the content slowly" tells of no emotion
NEGATIONS = frozenset({"not", "no", "never", "nor", "without", "avoid", "avoiding", "don't", "dont", "less"})
# Endings that make adverbs and nouns of adjectives, and what the adjective has in their place: happily, calmness.
ENDINGS = (("iness", "y"), ("ness", ""), ("ily", "y"), ("ally", ""), ("ly", ""), ("y", "e"))

CLAUSE_END = re.compile(r"[.,;:!?\n]|\bbut\b")
WORD = re.compile(r"[a-z']+")


def format_of(asked: SpeechRequest) -> Format:
    """The format that is asked for. Raises BadRequest when it cannot be made."""
    name = asked.response_format or next(iter(FORMATS))
    if name not in FORMATS:
        raise BadRequest(f"response_format is one of {', '.join(FORMATS)} here, got {name[:40]!r}")
    return named(FORMATS[name], RATE, exact=True)


def is_events(asked: SpeechRequest) -> bool:
    """Whether the sound is to come in events. Raises BadRequest when it is to come otherwise than anything can."""
    if asked.stream_format not in (None, *STREAMS):
        raise BadRequest(f"stream_format is {' or '.join(STREAMS)}, got {asked.stream_format[:40]!r}")
    return asked.stream_format == "sse"


def controls_of(asked: SpeechRequest) -> Controls:
    """How it is to be said. Raises BadRequest when the speed cannot be."""
    emotion = emotion_in(asked.instructions or "")
    return Controls(
        speed=1.0 if asked.speed is None else asked.speed, emotions=() if emotion is None else (Emotion(emotion),)
    )


def emotion_in(instructions: str) -> str | None:
    """The first emotion that the instructions ask for, in English; None when there is none.

    What comes after a negation is not asked for, up to the end of the clause.
    """
    for clause in CLAUSE_END.split(instructions.lower().replace("’", "'")):
        for word in WORD.findall(clause):
            if word in NEGATIONS:
                break
            if word not in NOUNS and (emotion := emotion_of(word)):
                return emotion
    return None


def emotion_of(word: str) -> str | None:
    """The emotion that a word speaks of: "sad", "sadly" and "sadness"; None where it speaks of none."""
    for form in forms(word):
        if emotion := canonical(form) or EMOTION_WORDS.get(form):
            return emotion
    return None


def forms(word: str) -> Iterator[str]:
    """The word, and what it may be made of."""
    yield word
    for ending, instead in ENDINGS:
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead
