"""The interface of the Cartesia Python library, spoken to any server of its protocol, or to one in this process.

    from vivavoce.cartesia import Cartesia

    client = Cartesia()
    audio = client.tts.bytes(
        model_id="sonic-3",
        transcript="Hello, world!",
        voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
        output_format={"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000},
    )
    audio.write_to_file("hello.wav")

See docs/cartesia.md. Importing this loads neither an HTTP library nor a server.
"""

from vivavoce import __version__
from vivavoce.cartesia.client import AsyncCartesia, Cartesia
from vivavoce.cartesia.core.api_error import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PaymentRequiredError,
    PermissionDeniedError,
    RateLimitError,
    TooLargeError,
    UnprocessableEntityError,
)

__all__ = [
    "ApiError",
    "AsyncCartesia",
    "AuthenticationError",
    "BadRequestError",
    "Cartesia",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "PaymentRequiredError",
    "PermissionDeniedError",
    "RateLimitError",
    "TooLargeError",
    "UnprocessableEntityError",
    "__version__",
]
