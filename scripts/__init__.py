"""Programs for whoever works on vivavoce: ``python -m scripts.NAME``."""
