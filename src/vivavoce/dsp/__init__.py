"""Signals: encodings, containers, resampling, levels, the WORLD view of speech."""
