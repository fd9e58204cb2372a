"""Speaks, clones, mixes and converts: synthesizers, encoders, converters and what plays them."""
