"""Formats that Cartesia's clients are asked for: container, encoding, rate, bit rate."""

from typing import Any

RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}
ENCODINGS = ("pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw")
RATES = (8000, 16000, 22050, 24000, 44100, 48000)
FORMATS = {
    **{f"raw_{encoding}_16000": ("raw", encoding, 16000, None) for encoding in ENCODINGS},
    **{f"raw_pcm_s16le_{rate}": ("raw", "pcm_s16le", rate, None) for rate in RATES},
    **{f"wav_{encoding}_24000": ("wav", encoding, 24000, None) for encoding in ENCODINGS},
    **{f"mp3_{bit_rate}_44100": ("mp3", None, 44100, bit_rate) for bit_rate in (32000, 64000, 96000, 128000, 192000)},
}


def output_format(container: str, encoding: str | None, rate: int, bit_rate: int | None) -> dict[str, Any]:
    given = {"container": container, "encoding": encoding, "sample_rate": rate, "bit_rate": bit_rate}
    return {name: one for name, one in given.items() if one is not None}
