"""A small embedder without a model: words, stems and pieces of words, hashed into a vector.

A real double for the large model in tests, and under the same contract tests. It finds what shares
words or parts of words with the question, compounds among them, but knows no synonyms and no
second language.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from index import dutch
from index.rows import Spans, Vector, Vectors, embed_parts, readable, unit_rows

_DIMENSION: Final = 256
_PIECE: Final = 4  # letters; long enough to tell vrij from vrijdag, short enough for a compound
_PIECE_WEIGHT: Final = 0.25  # of a stem's; a word of eight letters has as many pieces as one stem


class HashingEmbedder:
    """An `Embedder` whose vectors are the same on every machine and in every process."""

    name = "hashing-1"
    dimension = _DIMENSION

    def embed_query(self, text: str) -> Vector:
        """Return float32 [256] of length 1."""
        row: Vector = _embed([text], dutch.stem)[0]
        return row

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, 256]; a text without a word gets the first axis."""
        return _embed(texts, dutch.source_stem)

    def embed_with_sentences(self, texts: Sequence[str], spans: Sequence[Spans]) -> list[Vectors]:
        """Return per text float32 [1 + spans, 256]."""
        return embed_parts(self.embed_passages, texts, spans)


def _embed(texts: Sequence[str], stem: Callable[[str], str]) -> Vectors:
    """A row a text."""
    rows = np.zeros((len(texts), _DIMENSION))
    for row, text in zip(rows, texts, strict=True):
        for feature, weight in _features(readable(text), stem):
            place, sign = _place(feature)
            row[place] += sign * weight
    return unit_rows(rows)


def _features(text: str, stem: Callable[[str], str]) -> Iterator[tuple[str, float]]:
    """The stems of a text and the pieces of its longer words."""
    for word in dutch.words(text):
        yield stem(word), 1.0
        for at in range(len(word) - _PIECE + 1):
            yield "#" + word[at : at + _PIECE], _PIECE_WEIGHT


def _place(feature: str) -> tuple[int, float]:
    """An axis and a sign; Python's own hash differs between processes."""
    number = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest())
    return (number >> 1) % _DIMENSION, 1.0 if number & 1 else -1.0
