"""Makes what ``vivavoce.text.pronouncing`` knows: a lexicon, rules of context and a small model. See README.md."""
