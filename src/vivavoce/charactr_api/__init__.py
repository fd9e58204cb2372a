"""The interface of the charactr (Gemelo) Python library, for any server of its protocol, or for one in this process.

    from vivavoce.charactr_api import CharactrAPISDK

    sdk = CharactrAPISDK()
    voice = sdk.tts.get_voices()[0]
    with open("hello.wav", "wb") as file:
        file.write(sdk.tts.convert(voice.id, "Hello, world!").data)

See docs/charactr.md. Importing this loads neither an HTTP library nor a server.
"""

from vivavoce.charactr_api.sdk.data_objects import Credentials, TTSOptions, TTSStreamingOptions, VCOptions
from vivavoce.charactr_api.sdk.errors import ApiError, ClientError, ConnectionClosedError, ServerError, UnknownError
from vivavoce.charactr_api.sdk.sdk import AsyncCharactrAPISDK, CharactrAPISDK

__all__ = [
    "ApiError",
    "AsyncCharactrAPISDK",
    "CharactrAPISDK",
    "ClientError",
    "ConnectionClosedError",
    "Credentials",
    "ServerError",
    "TTSOptions",
    "TTSStreamingOptions",
    "UnknownError",
    "VCOptions",
]
