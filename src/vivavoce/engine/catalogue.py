"""The built-in voices: a table of traits, from which their embeddings are made.

Each is one of a synthesizer's own voices with other traits; a voice without traits is that own voice itself and takes
the fast path. To add or change one, edit the table and run ``make docs``. A voice keeps its id and its number for ever:
programs hold on to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from vivavoce.core.embedding import Embedding
from vivavoce.core.genders import Gender
from vivavoce.core.languages import resolve
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.engine.design import designed
from vivavoce.engine.formant import FormantSynthesizer
from vivavoce.engine.house import HouseSynthesizer

PREVIEWS = {
    "ar": "مرحبا، هذا صوتي. كيف يمكنني مساعدتك اليوم؟",
    "cmn": "你好，这是我的声音。今天我能帮你什么？",
    "de": "Hallo, so klinge ich. Womit kann ich heute helfen?",
    "en": "Hello, this is my voice. The sun had set, and still the birds kept singing.",
    "es": "Hola, esta es mi voz. ¿En qué puedo ayudarte hoy?",
    "fr": "Bonjour, voici ma voix. Comment puis-je vous aider aujourd'hui ?",
    "hi": "नमस्ते, यह मेरी आवाज़ है। आज मैं आपकी क्या मदद कर सकता हूँ?",
    "it": "Ciao, questa è la mia voce. Come posso aiutarti oggi?",
    "ja": "こんにちは、これがわたしのこえです。",
    "ko": "안녕하세요, 제 목소리입니다. 무엇을 도와드릴까요?",
    "nl": "Hallo, zo klink ik. Waarmee kan ik vandaag helpen?",
    "pl": "Cześć, tak brzmi mój głos. W czym mogę dziś pomóc?",
    "pt": "Olá, esta é a minha voz. Como posso ajudar hoje?",
    "ru": "Привет, так звучит мой голос. Чем я могу помочь сегодня?",
    "sv": "Hej, så här låter jag. Vad kan jag hjälpa till med i dag?",
    "tr": "Merhaba, bu benim sesim. Bugün nasıl yardımcı olabilirim?",
    "uk": "Привіт, так звучить мій голос. Чим я можу допомогти сьогодні?",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A row of the table.

    number: what protocols call it whose voices have numbers; never given to another voice, also when this one goes
    base: the own voice of a synthesizer that it is made from; traits: as in ``vivavoce.engine.design.designed``
    id: for voices whose id others know already; otherwise it follows from the name
    synthesizer: the one that speaks for it, None for whichever speaks the language most naturally
    """

    number: int
    name: str
    language: str
    gender: Gender
    age: str
    base: str
    description: str
    labels: tuple[str, ...] = ()
    traits: Mapping[str, float] = field(default_factory=dict)
    id: str = ""
    synthesizer: str | None = "formant"


TABLE = (
    # The house voices, untouched. Who speaks unless somebody is named stands first of each language. Ids that programs
    # for the hosted services bring along are these voices', so that they hear the most natural ones.
    Built(1, "June", "en-US", "feminine", "adult", "kathleen", "Natural and warm; the one who speaks unless asked for another.",
          ("natural", "warm", "narrator"), id="f786b574-daa5-4673-aa0c-cbe3e8534c02", synthesizer=None),
    Built(2, "Jasper", "en-US", "masculine", "adult", "flemishguy", "Natural and relaxed, with a touch of Flanders.",
          ("natural", "calm"), id="a0e99841-438c-4a64-b679-ae501e7d6091", synthesizer=None),
    Built(3, "Nora", "en-US", "feminine", "adult", "kerstin", "Natural and clear, with a touch of German.",
          ("natural", "clear"), id="694f9389-aac1-45b6-b726-9d9369183238", synthesizer=None),
    Built(4, "Mila", "en-US", "feminine", "adult", "nathalie", "Natural and lively, with a touch of Flanders.",
          ("natural", "lively", "friendly"), id="db6b0ed5-d5d3-463d-ae85-518a07d3c2b4", synthesizer=None),
    Built(5, "Frieda", "de", "feminine", "adult", "kerstin", "Natural and clear.", ("natural", "clear"), synthesizer=None),
    Built(6, "Marijke", "nl", "feminine", "adult", "nathalie", "Natural and lively, from Flanders.",
          ("natural", "lively"), synthesizer=None),
    Built(7, "Wannes", "nl", "masculine", "adult", "flemishguy", "Natural and relaxed, from Flanders.",
          ("natural", "calm"), synthesizer=None),
    # House voices with other traits.
    Built(8, "Hugo", "en-US", "masculine", "adult", "flemishguy", "Deep and unhurried.", ("natural", "deep", "calm"),
          {"pitch_hz": 112, "tract": 1.05, "brightness_db_per_octave": -0.5, "pace": 0.96}, synthesizer=None),
    Built(9, "Leo", "en-US", "masculine", "young", "flemishguy", "Young, with a melody that moves.", ("natural", "lively", "friendly"),
          {"pitch_hz": 158, "melody": 1.25, "tract": 0.96, "brightness_db_per_octave": 0.8, "pace": 1.1}, synthesizer=None),
    Built(10, "Theo", "en-US", "masculine", "adult", "flemishguy", "Even and matter-of-fact.", ("natural", "precise", "narrator"),
          {"pitch_hz": 130, "melody": 0.85, "tract": 1.02, "brightness_db_per_octave": 1.0, "pace": 1.04}, synthesizer=None),
    Built(11, "Grace", "en-US", "feminine", "elderly", "kathleen", "A grandmother, telling a story.", ("natural", "slow", "warm"),
          {"pitch_hz": 147, "melody": 0.9, "tract": 1.03, "brightness_db_per_octave": -1.0, "breath_db": 5, "pace": 0.88},
          id="f9836c6e-a0bd-460e-9d3c-f7299fa60f94", synthesizer=None),
    Built(12, "Walter", "en-US", "masculine", "elderly", "flemishguy", "An old man with some breath in his voice.", ("natural", "slow"),
          {"pitch_hz": 126, "melody": 0.8, "tract": 1.02, "brightness_db_per_octave": -0.8, "breath_db": 6, "pace": 0.93},
          synthesizer=None),
    Built(13, "Tess", "en-US", "feminine", "adult", "nathalie", "Close and breathy, for quiet texts.", ("natural", "soft", "breathy"),
          {"pitch_hz": 158, "melody": 0.8, "brightness_db_per_octave": -2.0, "breath_db": 8, "pace": 0.92},
          id="6ccbfb76-1fc6-48f7-b71d-91ac6298247b", synthesizer=None),
    Built(14, "Max", "en-US", "masculine", "young", "flemishguy", "Full of energy, for announcements.", ("natural", "energetic", "brisk"),
          {"pitch_hz": 166, "melody": 1.4, "tract": 0.95, "brightness_db_per_octave": 1.6, "pace": 1.25}, synthesizer=None),
    Built(15, "Brooke", "en-US", "feminine", "adult", "kerstin", "Brisk and businesslike.", ("natural", "brisk", "clear"),
          {"pitch_hz": 178, "melody": 0.95, "tract": 1.02, "brightness_db_per_octave": 1.2, "breath_db": -3, "pace": 1.1},
          id="e07c00bc-4134-4eae-9ea4-1a55fb45746b", synthesizer=None),
    Built(16, "Otto", "en-US", "masculine", "adult", "flemishguy", "A giant from a tale.", ("natural", "deep", "character"),
          {"pitch_hz": 78, "melody": 1.1, "tract": 1.14, "brightness_db_per_octave": -1.0, "pace": 0.9}, synthesizer=None),
    Built(17, "Robin", "en-US", "neutral", "adult", "nathalie", "Neither a man's voice nor a woman's.", ("natural", "calm", "clear"),
          {"pitch_hz": 140, "tract": 1.07}, synthesizer=None),
    Built(18, "Mo", "en-US", "neutral", "child", "nathalie", "A small creature from a tale.", ("natural", "small", "character"),
          {"pitch_hz": 290, "melody": 1.3, "tract": 0.9, "brightness_db_per_octave": 1.0, "pace": 1.12}, synthesizer=None),
    Built(19, "Greta", "de", "feminine", "adult", "kathleen", "Friendly and clear.", ("natural", "clear", "friendly"),
          {"pitch_hz": 176, "melody": 1.1, "tract": 0.98, "brightness_db_per_octave": 0.5}, synthesizer=None),
    Built(20, "Lukas", "de", "masculine", "adult", "flemishguy", "Matter-of-fact.", ("natural", "calm"),
          {"pitch_hz": 128, "melody": 0.9, "brightness_db_per_octave": 1.0, "pace": 1.08}, synthesizer=None),
    Built(21, "Fleur", "nl", "feminine", "adult", "kerstin", "Plain and pleasant.", ("natural", "clear"),
          {"pitch_hz": 174, "tract": 1.01, "brightness_db_per_octave": 0.4}, synthesizer=None),
    # The formant synthesizer's own voices, untouched.
    Built(22, "Vera", "en-US", "feminine", "adult", "woman", "Clear and even.",
          ("clear", "friendly")),
    Built(23, "Viktor", "en-US", "masculine", "adult", "man", "Calm and plain, for long texts.",
          ("calm", "narrator")),
    Built(24, "Ada", "en-US", "feminine", "adult", "alto", "Low for a woman, firm and steady.",
          ("firm", "low")),
    Built(25, "Bruno", "en-US", "masculine", "adult", "low", "Deep and unhurried.", ("deep", "calm")),
    Built(26, "Finn", "en-US", "masculine", "young", "lively", "Young, with a melody that moves.", ("lively", "friendly")),
    Built(27, "Rufus", "en-US", "masculine", "adult", "reed", "Reedy and precise, easy to follow at speed.", ("precise",)),
    Built(28, "Nell", "en-US", "feminine", "young", "bright", "Bright and light.",
          ("bright", "friendly")),
    Built(29, "Pip", "en-US", "neutral", "child", "child", "A child of about eight.", ("small", "lively")),
    # Accents of English.
    Built(30, "Aoife", "en-GB", "feminine", "young", "woman", "Quick and warm.", ("warm", "lively"),
          {"pitch_hz": 212, "melody": 1.35, "tract": 0.96, "brightness_db_per_octave": 0.8, "pace": 1.05}),
    Built(31, "Edmund", "en-GB-x-rp", "masculine", "elderly", "man", "An old professor, in no hurry.", ("slow", "dignified"),
          {"pitch_hz": 101, "melody": 0.8, "tract": 1.06, "brightness_db_per_octave": -1.5, "breath_db": 4, "pace": 0.88}),
    Built(32, "Isla", "en-GB-scotland", "feminine", "adult", "alto", "Soft-spoken, from Scotland.", ("soft",),
          {"pitch_hz": 186, "melody": 1.1, "tract": 0.97, "brightness_db_per_octave": -1.0, "breath_db": 3}),
    Built(33, "Hamish", "en-GB-scotland", "masculine", "adult", "low", "Gruff, from Scotland.", ("deep", "gruff"),
          {"pitch_hz": 92, "melody": 1.2, "tract": 1.05, "brightness_db_per_octave": 0.8, "breath_db": 3, "pace": 0.96}),
    Built(34, "Clive", "en-GB-x-gbclan", "masculine", "adult", "lively", "Down to earth, from Lancashire.", ("friendly",),
          {"pitch_hz": 124, "melody": 1.15, "tract": 1.04, "brightness_db_per_octave": -0.8}),
    Built(35, "Shanice", "en-029", "feminine", "adult", "woman", "Sunny, from the Caribbean.", ("warm", "bright"),
          {"pitch_hz": 178, "melody": 1.3, "tract": 1.05, "brightness_db_per_octave": 1.0, "pace": 0.97}),
    Built(36, "Tony", "en-US-x-nyc", "masculine", "adult", "man", "Quick and direct, from New York.", ("brisk", "direct"),
          {"pitch_hz": 118, "melody": 1.3, "tract": 0.97, "brightness_db_per_octave": 1.5, "pace": 1.12}),
    # Other languages. Every voice speaks every language; these are who speaks when only the language is named.
    Built(37, "Camille", "fr-FR", "feminine", "young", "bright", "Light and quick.", ("bright",),
          {"pitch_hz": 222, "melody": 1.15, "tract": 1.02, "breath_db": 3, "pace": 1.04}),
    Built(38, "Étienne", "fr-FR", "masculine", "adult", "lively", "Warm, for stories.", ("warm", "narrator"),
          {"pitch_hz": 112, "melody": 1.2, "tract": 1.05, "brightness_db_per_octave": -1.0, "breath_db": 3}),
    Built(39, "Lucía", "es-ES", "feminine", "adult", "alto", "Full and lively.", ("lively",),
          {"pitch_hz": 192, "melody": 1.3, "tract": 0.98, "brightness_db_per_octave": 1.0, "pace": 1.05}),
    Built(40, "Mateo", "es-419", "masculine", "young", "lively", "Easy-going.", ("friendly",),
          {"pitch_hz": 130, "melody": 1.2, "tract": 0.98, "brightness_db_per_octave": 0.5}),
    Built(41, "Chiara", "it", "feminine", "young", "woman", "Melodious.", ("lively", "warm"),
          {"pitch_hz": 222, "melody": 1.6, "tract": 1.01, "brightness_db_per_octave": -0.8, "breath_db": 3}),
    Built(42, "Thiago", "pt-BR", "masculine", "adult", "man", "Relaxed.", ("warm",),
          {"pitch_hz": 114, "melody": 1.3, "tract": 1.0, "brightness_db_per_octave": -0.6, "breath_db": 4, "pace": 0.97}),
    Built(43, "Zofia", "pl", "feminine", "adult", "woman", "Composed.", ("calm",),
          {"pitch_hz": 188, "melody": 0.9, "tract": 1.03, "brightness_db_per_octave": -0.6}),
    Built(44, "Ivan", "ru", "masculine", "adult", "low", "Deep and serious.", ("deep",),
          {"pitch_hz": 96, "melody": 1.1, "tract": 1.01, "brightness_db_per_octave": 1.0}),
    Built(45, "Oksana", "uk", "feminine", "young", "bright", "Gentle.", ("soft",),
          {"pitch_hz": 214, "melody": 1.0, "tract": 1.05, "brightness_db_per_octave": -1.2, "breath_db": 5}),
    Built(46, "Astrid", "sv", "feminine", "adult", "woman", "Singing, as Swedish is.", ("lively", "bright"),
          {"pitch_hz": 204, "melody": 1.6, "tract": 1.0, "brightness_db_per_octave": 1.2}),
    Built(47, "Emre", "tr", "masculine", "adult", "reed", "Firm.", ("firm",),
          {"pitch_hz": 124, "melody": 1.2, "tract": 0.98, "brightness_db_per_octave": 1.2, "breath_db": 4}),
    Built(48, "Layla", "ar", "feminine", "adult", "alto", "Warm and low.", ("warm", "low"),
          {"pitch_hz": 176, "melody": 1.2, "tract": 1.03, "brightness_db_per_octave": -1.0, "breath_db": 4}),
    Built(49, "Arjun", "hi", "masculine", "young", "lively", "Bright and eager.", ("bright",),
          {"pitch_hz": 138, "melody": 1.3, "tract": 1.01, "brightness_db_per_octave": 1.5, "pace": 1.04}),
    Built(50, "Mei", "cmn", "feminine", "young", "bright", "Clear, with room for the tones.", ("clear",),
          {"pitch_hz": 236, "melody": 1.1, "tract": 0.97, "brightness_db_per_octave": 1.5}),
    Built(51, "Haruka", "ja", "feminine", "young", "bright", "Polite and light.", ("polite", "bright"),
          {"pitch_hz": 248, "melody": 1.05, "tract": 0.97, "breath_db": 4}),
    Built(52, "Minji", "ko", "feminine", "adult", "woman", "Gentle and clear.", ("clear", "soft"),
          {"pitch_hz": 208, "melody": 1.0, "tract": 0.98, "breath_db": 4}),
)  # fmt: skip


@cache
def built_in_voices() -> tuple[Voice, ...]:
    """The voices of the table, in its order. None of them needs a synthesizer to be installed until it speaks."""
    own = {**FormantSynthesizer().own_voices(), **HouseSynthesizer().own_voices()}
    return tuple(voice_of(row, own[row.base]) for row in TABLE)


@cache
def numbers() -> Mapping[str, int]:
    """Id → number of each voice, 1 or more."""
    return {id_of(row): row.number for row in TABLE}


def id_of(row: Built) -> str:
    return row.id or built_in_id(row.name)


def voice_of(row: Built, base: Embedding) -> Voice:
    return Voice(
        id=id_of(row),
        name=row.name,
        embedding=designed(base, **row.traits) if row.traits else base,
        origin=Origin("built-in"),
        description=row.description,
        language=row.language,
        gender=row.gender,
        labels=(row.age, *row.labels),
        preview=PREVIEWS.get(row.language) or PREVIEWS[row.language.split("-")[0]],
        synthesizer=row.synthesizer,
    )


def default_voice(language: str | None = None) -> Voice:
    """Who speaks when nobody is named: the first voice of that language; the first of all, where there is none.

    A natural voice goes before one with the very accent.
    """
    voices = built_in_voices()
    if language is None:
        return voices[0]
    for among in ([voice for voice in voices if voice.synthesizer is None], voices):
        tag = resolve(language, [voice.language for voice in among])
        if tag is not None:
            return next(voice for voice in among if voice.language == tag)
    return voices[0]
