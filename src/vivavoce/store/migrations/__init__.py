"""The schema's history; see ``env.py``."""
