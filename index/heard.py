"""A question becomes a vector: as it is typed, and an English one a little in Dutch words too."""

from typing import Final

import numpy as np

from index.embedder import Embedder
from index.glossary import gloss
from index.rows import Vector

# What the Dutch words of an English question count, of the question itself, where the glossary has
# them all; of 0.3, 0.45, 0.6 and 1, on the development questions (DECISIONS 38).
GLOSSED: Final = 0.3


def heard(question: str, embedder: Embedder, *, english: bool) -> Vector:
    """Return float32 [dimension], length 1: that of the question, which is kept nowhere here.

    That of an English one is drawn towards its Dutch words, as far as the glossary has them.
    """
    own = embedder.embed_query(question)
    glossed, share = gloss(question) if english else ("", 0.0)
    if not share:
        return own
    both = own + GLOSSED * share * embedder.embed_query(glossed)
    return np.asarray(both / np.linalg.norm(both), np.float32)
