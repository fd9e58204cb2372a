"""The table: every operation of OpenAI's that is here, where it is and who does it."""

from vivavoce.dialects import openai as wire
from vivavoce.server.openai import lists, speech
from vivavoce.server.openai.answers import not_here, refusal
from vivavoce.server.routes import Dialect, Route

SAY = "OpenAI: text to speech"
CHOICES = "OpenAI: models and voices"
ELSEWHERE = "Not on this server"

EXAMPLE = {"model": "tts-1", "input": "Hello there.", "voice": "alloy"}

ROUTES = (
    Route("POST", "/v1/audio/speech", speech.speech, "Say a text: sound, or events with sound", SAY,
          body=wire.SpeechRequest, media="audio/*", grant="tts", example=EXAMPLE),
    Route("GET", "/v1/audio/voices", lists.list_voices, "The voices there are", CHOICES, answer=wire.NamedVoiceList),
    Route("GET", "/v1/audio/models", lists.list_models_by_name, "The models there are, with names", CHOICES,
          answer=wire.NamedModelList),
    Route("GET", "/v1/models", lists.list_models, "The models there are", CHOICES, answer=wire.ModelList),
    Route("GET", "/v1/models/{id}", lists.get_model, "A model", CHOICES, answer=wire.Model),
    Route("POST", "/v1/audio/transcriptions", not_here, "Not on this server: answers 501", ELSEWHERE, status=501),
    Route("POST", "/v1/audio/translations", not_here, "Not on this server: answers 501", ELSEWHERE, status=501),
)  # fmt: skip

DIALECT = Dialect(name="openai", routes=ROUTES, sockets=(), refusal=refusal, failure=wire.Failure)
