"""The table: every operation of the charactr protocol, where it is and who does it."""

from vivavoce.dialects import charactr as wire
from vivavoce.server.charactr import account, socket, speech, voices
from vivavoce.server.charactr.answers import closing, refusal
from vivavoce.server.routes import Dialect, Route, SocketRoute

SAY = "charactr: text to speech"
CHANGE = "charactr: speech to speech"
VOICES = "charactr: voices"
ACCOUNT = "charactr: account"

LISTED = list[wire.VoiceObject]
MESSAGE = {"type": "convert", "text": "Hello there."}
EXAMPLE = {"voiceId": 1, "text": "Hello there."}


class Recording(wire.Nothing, kw_only=True):
    """The form of a conversion with its file."""

    file: bytes


class CloneUpload(wire.NewClone, kw_only=True):
    """The form of a new cloned voice with its recording: up to 60 s and 32 MiB."""

    audio: bytes


ROUTES = (
    Route("GET", "/v1/voices", voices.list_voices, "The built-in voices", VOICES, answer=LISTED),
    Route("GET", "/v1/tts/voices", voices.list_voices, "The built-in voices, to say texts", VOICES, answer=LISTED),
    Route("GET", "/v1/vc/voices", voices.list_voices, "The built-in voices, for recordings", VOICES, answer=LISTED),
    Route("GET", voices.PREVIEW, voices.preview, "A sentence in a voice", VOICES, media="audio/wav", open=True),
    Route("POST", "/v1/tts/convert", speech.convert, "Say a text: a whole file", SAY, query=wire.ConversionQuery,
          body=wire.Conversion, media="audio/*", grant="tts", example=EXAMPLE),
    Route("POST", "/v1/vc/convert", speech.change, "A recording in another voice: a whole file", CHANGE,
          query=wire.SpeechQuery, form=Recording, media="audio/*", grant="tts"),
    Route("GET", "/v1/cloned-voices", voices.list_cloned, "The user's own voices", VOICES,
          query=wire.Listing, answer=wire.ClonedPage),
    Route("POST", "/v1/cloned-voices", voices.create_cloned, "Keep the voice in a recording", VOICES,
          form=CloneUpload, answer=wire.ClonedVoiceObject),
    Route("PATCH", "/v1/cloned-voices/{id}", voices.rename_cloned, "Change a voice's name", VOICES,
          body=wire.Rename, answer=wire.ClonedVoiceObject, example={"name": "Another name"}),
    Route("DELETE", "/v1/cloned-voices/{id}", voices.delete_cloned, "Forget a voice", VOICES, status=204),
    Route("POST", "/v1/auth/check", account.check, "Whether the key is good", ACCOUNT, grant="tts", status=204),
)  # fmt: skip

SOCKETS = (  # open, because the key comes in the first message
    SocketRoute(wire.SIMPLEX, socket.simplex, "Say one text: the bytes of a file as they are made", SAY,
                open=True, query=wire.SpeechQuery, sends=wire.ClientMessage, example=MESSAGE),
    SocketRoute(wire.DUPLEX, socket.duplex, "Say texts as they come: the bytes of one file", SAY,
                open=True, query=wire.SpeechQuery, sends=wire.ClientMessage, example=MESSAGE),
)  # fmt: skip

DIALECT = Dialect(
    name="charactr",
    routes=ROUTES,
    sockets=SOCKETS,
    refusal=refusal,
    failure=wire.ErrorObject,
    closing=closing,
)
