"""What the voices say unless told otherwise: Harvard sentences (IEEE 1969), the ones the house voices are judged by."""

from pathlib import Path

TEXTS = Path(__file__).parents[2] / "training" / "texts" / "harvard.txt"

MANY_SENTENCES = tuple(TEXTS.read_text("utf-8").splitlines())  # six do not tell how many words a conversion costs
SENTENCES = MANY_SENTENCES[:6]
