"""What each generation of Cartesia's clients sends on the socket, written down from the protocol's facts.

The exact engine's model and voice stand in place of the vendor's where that is all that matters, so that these can be
said. "ZEROS" and "ONES" stand for 192 numbers.
"""

# Name → (version of the protocol, what is sent)
OPENINGS: dict[str, tuple[str, str]] = {
    "python 1.x": (
        "2024-06-10",
        """
        {"model_id": "tone", "transcript": "Abcde.", "voice": {"embedding": "ZEROS"}, "output_format": {"container":
        "raw", "encoding": "pcm_f32le", "sample_rate": 44100}, "context_id": "c", "language": "en", "duration":
        null, "stream": true}
    """,
    ),
    "python 1.x with an id and numbers": (
        "2024-06-10",
        """
        {"model_id": "tone", "transcript": "Abcde.", "voice": {"id": "f786b574-daa5-4673-aa0c-cbe3e8534c02",
        "embedding": [0.5], "__experimental_controls": {"speed": "fast", "emotion": ["anger:high", "curiosity"]}},
        "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}, "context_id": "c"}
    """,
    ),
    "python 2.x": (
        "2024-11-13",
        """
        {"model_id": "tone", "transcript": "Abcde.", "output_format": {"container": "raw", "encoding": "pcm_f32le",
        "sample_rate": 44100}, "voice": {"mode": "embedding", "embedding": "ZEROS"}, "context_id": "c",
        "generation_config": null, "duration": null, "language": null, "stream": true, "add_timestamps": false,
        "add_phoneme_timestamps": false, "use_original_timestamps": false, "pronunciation_dict_id": null}
    """,
    ),
    "python 2.0.2": (
        "2024-11-13",
        """
        {"model_id": "tone", "transcript": "Abcde.", "output_format": {"container": "raw", "encoding": "pcm_f32le",
        "sample_rate": 44100}, "voice": {"mode": "id", "id": "f786b574-daa5-4673-aa0c-cbe3e8534c02"}, "context_id":
        "c", "duration": null, "language": "en", "stream": true, "add_timestamps": false, "text_cfg": 2.0,
        "continue": null, "flush": null, "max_buffer_delay_ms": null}
    """,
    ),
    "python 3.x": (
        "2025-11-04",
        """
        {"model_id": "tone", "transcript": "Abcde.", "voice": {"mode": "id", "id":
        "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"}, "output_format": {"container": "raw", "encoding": "pcm_f32le",
        "sample_rate": 44100}, "context_id": "c", "continue": false, "add_timestamps": true,
        "use_normalized_timestamps": false}
    """,
    ),
    "python 4.x": (
        "2026-08-14",
        """
        {"model_id": "tone", "transcript": "Abcde.", "voice": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
        "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}, "context_id": "c",
        "continue": false, "locale": "en-US", "normalization": "auto"}
    """,
    ),
    "Pipecat 0.0.50": (
        "2024-06-10",
        """
        {"transcript": "Abcde.", "continue": false, "context_id": "c", "model_id": "tone", "voice": {"mode": "id",
        "id": "f786b574-daa5-4673-aa0c-cbe3e8534c02"}, "output_format": {"container": "raw", "encoding":
        "pcm_s16le", "sample_rate": 24000}, "language": "en-US", "add_timestamps": true}
    """,
    ),
    "Pipecat 1.14": (
        "2026-03-01",
        """
        {"transcript": "Abcde.", "continue": false, "context_id": "c", "model_id": "tone", "voice": {"mode": "id",
        "id": "f786b574-daa5-4673-aa0c-cbe3e8534c02"}, "output_format": {"container": "raw", "encoding":
        "pcm_s16le", "sample_rate": 24000}, "add_timestamps": true, "use_normalized_timestamps": false,
        "max_buffer_delay_ms": 0, "language": "en", "generation_config": {"speed": 1.5, "emotion": "excited"}}
    """,
    ),
    "LiveKit 1.8.9": (
        "2025-04-16",
        """
        {"model_id": "tone", "voice": {"mode": "id", "id": "f786b574-daa5-4673-aa0c-cbe3e8534c02"}, "output_format":
        {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000}, "language": null,
        "max_buffer_delay_ms": 0, "context_id": "c", "transcript": "Abcde. ", "continue": false, "add_timestamps":
        true, "generation_config": {"speed": 2.0, "volume": 0.5}}
    """,
    ),
    "LiveKit 1.8.9 with a voice in numbers": (
        "2024-11-13",
        """
        {"model_id": "tone", "voice": {"mode": "embedding", "embedding": "ZEROS", "__experimental_controls":
        {"speed": "slow", "emotion": ["sadness:low"]}}, "output_format": {"container": "raw", "encoding":
        "pcm_s16le", "sample_rate": 24000}, "language": "en", "max_buffer_delay_ms": 0, "context_id": "c",
        "transcript": "Abcde. ", "continue": false, "add_timestamps": true}
    """,
    ),
    "a client of tomorrow": (
        "2027-01-01",
        """
        {"model_id": "tone", "transcript": "Abcde.", "voice": {"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b", "mood":
        {"a": 1}}, "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000, "channels":
        1}, "context_id": "c", "whatever": [1,{"b": null}], "continue": false}
    """,
    ),
}

# How clients end a context that is open; none of these may be refused, or change how it sounds.
ENDINGS: dict[str, str] = {
    "python 1.x": """
        {"model_id": "sonic-english", "transcript": "", "output_format": {"container": "raw", "encoding":
        "pcm_f32le", "sample_rate": 44100}, "voice": {"embedding": "ONES"}, "context_id": "c"}
    """,
    "python 2.x": """
        {"model_id": "sonic-2", "transcript": "", "output_format": {"container": "raw", "encoding": "pcm_f32le",
        "sample_rate": 44100}, "voice": {"mode": "embedding", "embedding": "ONES"}, "context_id": "c", "stream":
        true, "continue": false}
    """,
    "python 4.x": """
        {"model_id": "sonic-latest", "transcript": "", "voice": {"mode": "id", "id":
        "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"}, "output_format": {"container": "raw", "encoding": "pcm_f32le",
        "sample_rate": 44100}, "context_id": "c", "continue": false}
    """,
    "Pipecat 0.0.50": """
        {"transcript": " ", "continue": false, "context_id": "c", "model_id": "sonic", "voice": {"mode": "id", "id":
        "x"}, "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 16000}}
    """,
    "Pipecat 1.14": """
        {"transcript": "", "continue": false, "context_id": "c", "model_id": "sonic-3.6", "voice": {"mode": "id",
        "id": "f786b574-daa5-4673-aa0c-cbe3e8534c02"}, "add_timestamps": true}
    """,
    "LiveKit": """
        {"transcript": " ", "continue": false, "context_id": "c"}
    """,
    "foreign numbers, too few": """
        {"transcript":"","context_id":"c","voice":{"embedding":[1,2,3]},"model_id":"none"}
    """,
    "nothing but nulls": """
        {"context_id":"c","transcript":null,"continue":null,"voice":null,"output_format":null}
    """,
}

FLUSHES: dict[str, str] = {
    "python 1.x": """
        {"model_id": "sonic-english", "transcript": "", "output_format": {"container": "raw", "encoding":
        "pcm_f32le", "sample_rate": 44100}, "voice": {"embedding": "ONES"}, "context_id": "c", "continue": true,
        "flush": true}
    """,
    "python 2.x": """
        {"model_id": "sonic-2", "transcript": "", "output_format": {"container": "raw", "encoding": "pcm_f32le",
        "sample_rate": 44100}, "voice": {"mode": "embedding", "embedding": "ONES"}, "context_id": "c", "stream":
        true, "continue": true, "flush": true}
    """,
    "python 4.x": """
        {"model_id": "tone", "transcript": "", "voice": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b", "context_id": "c",
        "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000}, "continue": true,
        "flush": true}
    """,
}

CANCELS: dict[str, str] = {
    "in a line": """
        {"context_id": "c", "cancel": true}
    """,
    "python 4.x": '{\n  "context_id": "c",\n  "cancel": true\n}',
    "with more": """
        {"context_id":"c","cancel":true,"transcript":null,"flush":null,"extra":{}}
    """,
}


def sent(message: str) -> str:
    """The message as it goes over the wire."""
    for name, value in (("ZEROS", "0.0"), ("ONES", "1.0")):
        message = message.replace(f'"{name}"', f"[{', '.join([value] * 192)}]")
    return message.strip()
