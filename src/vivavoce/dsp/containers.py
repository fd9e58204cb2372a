"""Sound in files and streams, in and out: the face of this layer for those above."""

from vivavoce.dsp.encoders import Encoder, encoded, encoder
from vivavoce.dsp.files import FileWriter, save
from vivavoce.dsp.formats import Format, format_for, named, rate_for
from vivavoce.dsp.reading import AudioReader, open_audio, read, read_raw

__all__ = [
    "AudioReader",
    "Encoder",
    "FileWriter",
    "Format",
    "encoded",
    "encoder",
    "format_for",
    "named",
    "open_audio",
    "rate_for",
    "read",
    "read_raw",
    "save",
]
