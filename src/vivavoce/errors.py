"""Everything that can go wrong, as one tree; the same classes at both ends of a wire.

    VivavoceError
    ├── BadRequest              400  what was asked cannot be
    │   ├── EmptyText           400  there is nothing to say
    │   ├── BadMarkup           400  a tag in the text is wrong
    │   ├── BadAudio            400  bytes that are no audio, or audio that cannot be used
    │   │   └── UnfitClip       400  a recording no voice can be cloned from
    │   ├── LanguageNotSupported 400
    │   └── ModelNotFound       400
    ├── NotAuthenticated        401  no key, or a wrong one
    ├── PermissionDenied        403  the key or token does not cover this
    ├── NotFound                404  nothing is at that address
    ├── VoiceNotFound           404
    ├── DictionaryNotFound      404
    ├── Conflict                409  the name or id is taken, or the voice is built in
    ├── TooLarge                413  over a limit, which the message names
    ├── TooBusy                 429  as much at once as is allowed
    ├── MissingExtra            501  an optional package is not installed
    ├── NotImplementedHere      501  a part of a protocol that is not there
    ├── Unavailable             503  the server is going down
    ├── ConnectionFailed        502  a server could not be reached, or hung up
    │   ├── TimedOut            504  a server did not answer in time
    │   └── AnswerBroken        502  an answer broke off, or makes no sense
    ├── EngineFailed            500  a synthesizer broke down
    └── StorageFailed           507  the disk is full, read-only or broken

A message says what was given and what would do. ``status`` is the HTTP status a server answers with, ``code`` a
stable name for programs, ``retryable`` whether the same request may succeed later.
"""

from typing import ClassVar


class VivavoceError(Exception):
    """The root of the tree: catches everything vivavoce raises on purpose."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False


class BadRequest(VivavoceError):
    """What was asked cannot be; asking again will not help."""

    status, code = 400, "bad_request"


class EmptyText(BadRequest):
    """There is nothing to say in the text."""

    code = "empty_text"


class BadMarkup(BadRequest):
    """A tag in the text has a value that cannot be."""

    code = "bad_markup"


class BadAudio(BadRequest):
    """These bytes are no audio that can be read, or the samples cannot be used."""

    code = "unsupported_audio_format"


class UnfitClip(BadAudio):
    """A recording that no voice can be cloned from; the message gives the reason."""

    code = "unfit_clip"


class LanguageNotSupported(BadRequest):
    """No installed synthesizer speaks that language."""

    code = "language_not_supported"


class ModelNotFound(BadRequest):
    """No model is called that."""

    code = "model_not_found"


class NotAuthenticated(VivavoceError):
    """No key came with the request, or one that is not known."""

    status, code = 401, "unauthorized"


class PermissionDenied(VivavoceError):
    """The key or token is good, but not for this."""

    status, code = 403, "forbidden"


class NotFound(VivavoceError):
    """Nothing is at that address."""

    status, code = 404, "not_found"


class VoiceNotFound(VivavoceError):
    """No voice has that id or name."""

    status, code = 404, "voice_not_found"


class DictionaryNotFound(VivavoceError):
    """No pronunciation dictionary has that id or name."""

    status, code = 404, "dictionary_not_found"


class Conflict(VivavoceError):
    """The name or id is taken, several voices answer to it, or the voice is built in and cannot be changed."""

    status, code = 409, "conflict"


class TooLarge(VivavoceError):
    """Over a limit, which the message names."""

    status, code = 413, "too_large"


class TooBusy(VivavoceError):
    """As much is under way as is allowed at once; it will do later."""

    status, code, retryable = 429, "concurrency_limited", True


class MissingExtra(VivavoceError):
    """An optional package is not installed; the message names the extra that brings it."""

    status, code = 501, "missing_extra"


class NotImplementedHere(VivavoceError):
    """A part of a protocol that this server does not have."""

    status, code = 501, "not_implemented"


class Unavailable(VivavoceError):
    """The server is going down; what runs is finished, nothing new is begun."""

    status, code, retryable = 503, "unavailable", True


class ConnectionFailed(VivavoceError):
    """A server could not be reached, or hung up before it had answered; raised by clients."""

    status, code, retryable = 502, "connection_failed", True


class TimedOut(ConnectionFailed):
    """A server did not answer, or went silent, for longer than the caller would wait; raised by clients."""

    status, code = 504, "timed_out"


class AnswerBroken(ConnectionFailed):
    """An answer broke off before its end, or is none of the protocol; raised by clients."""

    code = "answer_broken"


class EngineFailed(VivavoceError):
    """A synthesizer broke down; the message says where."""

    code = "engine_failed"


class StorageFailed(VivavoceError):
    """The disk is full, read-only or broken; what was acknowledged before is safe."""

    status, code, retryable = 507, "storage_failed", True
