"""Types of voice changes."""

from vivavoce.cartesia.tts import OutputFormatContainer
from vivavoce.cartesia.tts import WebSocketTtsOutput as StreamingResponse

StreamingResponse_Chunk = StreamingResponse

__all__ = ["OutputFormatContainer", "StreamingResponse", "StreamingResponse_Chunk"]
