"""Any text, any voice."""

import numpy as np
from hypothesis import strategies as st

from vivavoce.core.embedding import LIMIT, SIZE, Embedding
from vivavoce.core.genders import GENDERS
from vivavoce.core.voices import KINDS, Origin, Voice

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
names = st.text(min_size=1, max_size=60).filter(lambda name: name.isprintable() and name.strip())
weights = st.floats(allow_nan=False, allow_infinity=False)
ids = st.uuids().map(str)

voices = st.builds(
    Voice,
    id=ids,
    name=names,
    embedding=st.integers(0, 2**32).map(
        lambda seed: Embedding(np.random.default_rng(seed).uniform(-LIMIT, LIMIT, SIZE).astype(np.float32))
    ),
    origin=st.builds(
        Origin,
        kind=st.sampled_from(KINDS),
        consent=texts,
        source=texts,
        parents=st.lists(st.tuples(ids, weights), max_size=3).map(tuple),
        made=texts,
    ),
    description=texts,
    language=st.sampled_from(["en-US", "de", "zh-Hant-TW"]),
    gender=st.sampled_from(GENDERS),
    labels=st.lists(names, max_size=3).map(tuple),
    preview=texts,
    synthesizer=st.none() | names,
)
