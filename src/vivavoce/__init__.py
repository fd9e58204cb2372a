"""Speaks, clones, mixes and converts voices on your own machine."""
