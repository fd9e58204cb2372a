"""What the vendor's clients send, written down from the protocol's facts. "TONE" stands for a voice's number."""

# Name → body of POST /v1/tts/convert
CONVERSIONS: dict[str, str] = {
    "python": '{"voiceId": TONE, "text": "Abcde fghij.", "voiceType": "system"}',
    "python, a cloned voice": '{"voiceId": TONE, "text": "Abcde fghij.", "voiceType": "cloned"}',
    "typescript": '{"voiceId":TONE,"text":"Abcde fghij."}',
    "typescript, a cloned voice": '{"voiceId":TONE,"voiceType":"cloned","text":"Abcde fghij.","save":false}',
    "go": '{"voiceId":TONE,"text":"Abcde fghij.","voiceType":"system","save":null}\n',
    "a client of tomorrow": '{"voiceId":TONE,"text":"Abcde fghij.","mood":{"a":1},"voiceType":null}',
    "numbers as some languages put them": '{"voiceId": TONE.0, "text": "Abcde fghij."}',
}

# Name → query of a socket
QUERIES: dict[str, str] = {
    "python": "voiceId=TONE",
    "python, a cloned voice": "voiceId=TONE&voiceType=cloned",
    "python with a format": "voiceId=TONE&format=wav&sr=24000",
    "typescript": "voiceId=TONE&ua=sdk-ts",
    "typescript with everything": "voiceType=cloned&voiceId=TONE&format=wav&sr=24000&save=false&ua=sdk-ts",
    "go": "sr=24000&voiceId=TONE&voiceType=system",
    "a client of tomorrow": "voiceId=TONE&mood=a%20b&mood=c",
    "left empty": "voiceId=TONE&format=&sr=&voiceType=",
}

# Name → first message, text, end of a socket
MESSAGES: dict[str, tuple[str, str, str]] = {
    "python": (
        '{"type": "authApiKey", "clientKey": "CLIENT", "apiKey": "KEY"}',
        '{"type": "convert", "text": "Abcde fghij."}',
        '{"type": "close"}',
    ),
    "typescript": (
        '{"type":"authApiKey","clientKey":"CLIENT","apiKey":"KEY"}',
        '{"type":"convert","text":"Abcde fghij."}',
        '{"type":"close"}',
    ),
    "go": (
        '{"apiKey":"KEY","clientKey":"CLIENT","type":"authApiKey"}\n',
        '{"text":"Abcde fghij.","type":"convert"}\n',
        '{"type":"close","text":""}\n',
    ),
    "a client without a client key": (
        '{"type":"authApiKey","apiKey":"KEY","clientKey":null}',
        '{"type":"convert","text":"Abcde fghij.","voiceId":null}',
        '{"type":"close","text":null}',
    ),
    "a client without keys": ('{"type":"authApiKey"}', '{"type":"convert","text":"Abcde fghij."}', '{"type":"close"}'),
}

MULTIPART = "multipart/form-data; boundary=a1b2"


def upload(field: str, data: bytes, **fields: str) -> bytes:
    """A multipart body as the Python client sends it: whatever the bytes are, they are called a WAV."""
    parts = [
        f'--a1b2\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    head = f'--a1b2\r\nContent-Disposition: form-data; name="{field}"; filename="file.wav"\r\n'
    return "".join([*parts, head, "Content-Type: audio/wav\r\n\r\n"]).encode() + data + b"\r\n--a1b2--\r\n"
