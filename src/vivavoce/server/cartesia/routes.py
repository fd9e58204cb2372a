"""The table: every operation of Cartesia's protocol, where it is and who does it."""

from typing import cast

from msgspec import Struct

from vivavoce.dialects import cartesia as wire
from vivavoce.dialects.cartesia_socket import Cancel, ServerMessage
from vivavoce.server.cartesia import account, changing, dictionaries, speech, voices
from vivavoce.server.cartesia.answers import refusal
from vivavoce.server.routes import Dialect, Method, Route, SocketRoute

SAY = "Text to speech"
CHANGE = "Speech to speech"
VOICES = "Voices"
WORDS = "Pronunciation dictionaries"
ACCOUNT = "Server and access"
ELSEWHERE = "Not on this server"

JUNE, JASPER = "f786b574-daa5-4673-aa0c-cbe3e8534c02", "a0e99841-438c-4a64-b679-ae501e7d6091"
EXAMPLE = {
    "model_id": "sonic-3",
    "transcript": "Hello there.",
    "voice": {"mode": "id", "id": JUNE},
    "output_format": {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24_000},
}
RAW_EXAMPLE = EXAMPLE | {"output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}}
DICTIONARY = {"name": "places", "items": [{"text": "Nguyen", "alias": "win"}]}


class InfillUpload(wire.InfillForm, kw_only=True):
    """The form of infill with its files."""

    left_audio: bytes | None = None
    right_audio: bytes | None = None


class ChangeUpload(wire.VoiceChangeForm, kw_only=True):
    """The form of the voice changer with its file."""

    clip: bytes


class CloneUpload(wire.CloneForm, kw_only=True):
    """The form of cloning with its file."""

    clip: bytes


class ClipUpload(Struct, kw_only=True):
    """A recording."""

    clip: bytes


def elsewhere(path: str, *methods: str) -> list[Route]:
    """Operations that are part of the protocol and not of this server."""
    return [
        Route(cast(Method, method), path, account.not_here, "Not on this server: answers 501", ELSEWHERE, status=501)
        for method in methods
    ]


ROUTES = (
    Route("GET", "/", account.status, "That the server is there", ACCOUNT, answer=wire.Status, open=True),
    Route("POST", "/access-token", account.access_token, "A token in place of a key, for a while", ACCOUNT,
          body=wire.TokenRequest, answer=wire.Token, example={"grants": {"tts": True}, "expires_in": 600}),
    Route("POST", "/tts/bytes", speech.tts_bytes, "Say a text: sound", SAY,
          body=wire.Generation, media="audio/*", grant="tts", example=EXAMPLE),
    Route("POST", "/tts/sse", speech.tts_sse, "Say a text: events with sound and times", SAY,
          body=wire.Generation, media="text/event-stream", grant="tts", example=RAW_EXAMPLE),
    Route("POST", "/infill/bytes", speech.infill, "Say a text that goes between two recordings", SAY,
          form=InfillUpload, media="audio/*", grant="tts"),
    Route("POST", "/voice-changer/bytes", changing.change_bytes, "A recording in another voice: sound", CHANGE,
          form=ChangeUpload, media="audio/*", grant="tts"),
    Route("POST", "/voice-changer/sse", changing.change_sse, "A recording in another voice: events", CHANGE,
          form=ChangeUpload, media="text/event-stream", grant="tts"),
    Route("GET", "/voices", voices.list_voices, "The voices there are", VOICES,
          query=wire.VoiceListing, answer=wire.Page[wire.VoiceObject]),
    Route("POST", "/voices", voices.create_voice, "Keep a voice of 192 numbers", VOICES,
          body=wire.NewVoice, answer=wire.VoiceObject, example={"name": "Mine", "embedding": [0.0] * 192}),
    Route("POST", "/voices/clone", voices.clone_voice, "Keep the voice in a recording", VOICES,
          form=CloneUpload, answer=wire.VoiceObject),
    Route("POST", "/voices/clone/clip", voices.embed_clip, "The voice in a recording as 192 numbers", VOICES,
          form=ClipUpload, answer=wire.EmbeddingAnswer),
    Route("POST", "/voices/mix", voices.mix_voices, "A voice between voices as 192 numbers", VOICES,
          body=wire.Mix, answer=wire.EmbeddingAnswer,
          example={"voices": [{"id": JUNE, "weight": 0.6}, {"id": JASPER, "weight": 0.4}]}),
    Route("POST", "/voices/localize", voices.localize_voice, "Keep a voice in another language or accent", VOICES,
          body=wire.Localization, answer=wire.VoiceObject,
          example={"voice_id": JUNE, "name": "June in Germany", "language": "de"}),
    Route("GET", "/voices/{id}", voices.get_voice, "A voice", VOICES, answer=wire.VoiceObject),
    Route("PATCH", "/voices/{id}", voices.change_voice, "Change a voice's name, description or gender", VOICES,
          body=wire.VoiceChanges, answer=wire.VoiceObject, example={"name": "Another name"}),
    Route("DELETE", "/voices/{id}", voices.delete_voice, "Forget a voice", VOICES, status=204),
    Route("GET", "/voices/{id}/preview.wav", voices.preview, "A sentence in the voice", VOICES,
          media="audio/wav", grant="tts"),
    Route("PATCH", "/voices/{id}/accents", voices.attach_accents, "Attach accents to a voice", VOICES,
          body=wire.Accents, answer=wire.VoiceObject, example={"accents": ["british"]}),
    Route("DELETE", "/voices/{id}/accents/{accent_id}", voices.detach_accent, "Detach an accent", VOICES,
          answer=wire.VoiceObject),
    Route("GET", "/accents", voices.list_accents, "The accents there are", VOICES, answer=wire.AccentList),
    Route("GET", "/pronunciation-dicts", dictionaries.list_dictionaries, "The dictionaries there are", WORDS,
          query=wire.Listing, answer=wire.Page[wire.DictionaryObject]),
    Route("POST", "/pronunciation-dicts", dictionaries.create_dictionary, "Keep a dictionary", WORDS,
          body=wire.NewDictionary, answer=wire.DictionaryObject, example=DICTIONARY),
    Route("GET", "/pronunciation-dicts/{id}", dictionaries.get_dictionary, "A dictionary", WORDS,
          answer=wire.DictionaryObject),
    Route("PATCH", "/pronunciation-dicts/{id}", dictionaries.change_dictionary, "Change a dictionary", WORDS,
          body=wire.DictionaryChanges, answer=wire.DictionaryObject, example=DICTIONARY),
    Route("DELETE", "/pronunciation-dicts/{id}", dictionaries.delete_dictionary, "Forget a dictionary", WORDS,
          status=204),
    *elsewhere("/stt", "POST"),
    *elsewhere("/audio/transcriptions", "POST"),
    *elsewhere("/datasets", "GET", "POST"),
    *elsewhere("/datasets/{id}", "GET", "PATCH", "DELETE"),
    *elsewhere("/datasets/{id}/files", "GET", "POST"),
    *elsewhere("/datasets/{id}/files/{file_id}", "DELETE"),
    *elsewhere("/fine-tunes", "GET", "POST"),
    *elsewhere("/fine-tunes/{id}", "GET", "DELETE"),
    *elsewhere("/fine-tunes/{id}/voices", "GET"),
    *elsewhere("/agents", "GET"),
    *elsewhere("/agents/templates", "GET"),
    *elsewhere("/agents/calls", "GET"),
    *elsewhere("/agents/calls/{id}", "GET"),
    *elsewhere("/agents/calls/{id}/audio", "GET"),
    *elsewhere("/agents/metrics", "GET", "POST"),
    *elsewhere("/agents/metrics/results", "GET"),
    *elsewhere("/agents/metrics/results/export", "GET"),
    *elsewhere("/agents/metrics/{id}", "GET"),
    *elsewhere("/agents/deployments/{id}", "GET"),
    *elsewhere("/agents/{id}", "GET", "PATCH", "DELETE"),
    *elsewhere("/agents/{id}/phone-numbers", "GET"),
    *elsewhere("/agents/{id}/deployments", "GET"),
    *elsewhere("/agents/{id}/metrics/{metric_id}", "POST", "DELETE"),
)  # fmt: skip

SOCKETS = (
    SocketRoute("/tts/websocket", speech.tts_websocket, "Say many texts at once, each while it arrives", SAY,
                grant="tts", sends=wire.Generation | Cancel, receives=ServerMessage, example=RAW_EXAMPLE),
    SocketRoute("/stt/websocket", account.no_socket_here, "Not on this server: answers 501", ELSEWHERE),
    SocketRoute("/stt/turns/websocket", account.no_socket_here, "Not on this server: answers 501", ELSEWHERE),
    SocketRoute("/agents/stream/{id}", account.no_socket_here, "Not on this server: answers 501", ELSEWHERE),
)  # fmt: skip

DIALECT = Dialect(
    name="cartesia",
    routes=ROUTES,
    sockets=SOCKETS,
    refusal=refusal,
    failure=wire.ErrorObject,
    headers={"Cartesia-Version": f"Version of the protocol, an ISO date; {wire.NEWEST} unless told"},
)
