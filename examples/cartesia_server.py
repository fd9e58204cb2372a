"""A server of one's own, a token for somebody else, and options of one call."""

from vivavoce.cartesia import Cartesia
from vivavoce.client.embedded import embedded

server = embedded()  # stands for `vivavoce serve` on another machine, or the hosted service

with Cartesia(base_url=server.url, api_key=server.key, timeout=20.0, max_retries=1) as client:
    print("version", client.api_status.get().version)
    token = client.auth.access_token(grants={"tts": True}, expires_in=60).token

with Cartesia(base_url=server.url, headers={"Authorization": f"Bearer {token}"}) as guest:
    audio = guest.tts.bytes(
        model_id="sonic-3",
        transcript="This was said with a token.",
        voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
        output_format="raw_pcm_s16le_24000",
        request_options={"timeout_in_seconds": 10, "max_retries": 0, "additional_headers": {"X-Trace": "1"}},
    )
    print(sum(len(chunk) for chunk in audio), "bytes of sound")
