"""What bytes that are no readable sound seem to be, so that an error can say so."""

HEAD = 4096  # bytes worth looking at
RAW = "if these are bare samples, say in which encoding and at which rate"
CONVERT = "convert it first, for example with FFmpeg: ffmpeg -i INPUT sound.wav"

# offset, bytes there, what it is; sound that libsndfile does not read
SOUND: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyp", "MPEG-4 sound or film (m4a, mp4, aac)"),
    (0, b"\x1a\x45\xdf\xa3", "Matroska or WebM sound or film"),
    (0, b"\xff\xf1", "AAC sound"),
    (0, b"\xff\xf9", "AAC sound"),
    (0, b"ADIF", "AAC sound"),
    (8, b"AVI ", "an AVI film"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media sound or film"),
    (0, b"#!AMR", "AMR sound"),
    (0, b"MAC ", "Monkey's Audio"),
    (0, b"wvpk", "WavPack sound"),
    (0, b"TTA1", "True Audio sound"),
    (0, b"DSD ", "DSD sound"),
    (0, b"FLV\x01", "a Flash film"),
    (28, b"Speex   ", "Speex sound"),
)

# offset, bytes there, what it is; no sound at all
OTHER: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"BM", "a BMP picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"MThd", "a MIDI file: notes, not sound"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ", "a program"),
)


def unreadable(head: bytes, name: str) -> str | None:
    """What the bytes are if they are surely no sound that can be read, None if they may be.

    head: the first bytes, at most ``HEAD``
    returns: a sentence about ``name``, with what would do
    """
    if not head:
        return f"{name} is empty: zero bytes"
    if not head.strip(b"\0"):
        return f"{name} begins with nothing but zeros; {RAW}"
    for offset, mark, what in SOUND:
        if head.startswith(mark, offset):
            return f"{name} looks like {what}, which is not read; {CONVERT}"
    if is_text(head):
        return f"{name} is no sound; it looks like text"
    for offset, mark, what in OTHER:
        if head.startswith(mark, offset):
            return f"{name} is no sound; it looks like {what}"
    return None


def is_text(head: bytes) -> bool:
    """Whether nearly all of it are printable characters of UTF-8; the last may be cut, some may be of another code."""
    text = head.decode("utf-8", "replace")
    odd = sum(not (each.isprintable() or each in "\t\r\n\f") or each == "\ufffd" for each in text)
    return odd * 20 <= len(text)
