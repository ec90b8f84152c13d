"""One ranking out of two: how near in meaning, and which words are shared.

The vectors of a model that was trained on contrasts crowd together in one direction, which says
nothing of any one passage; seen from the mean of the library they differ more (Mu and Viswanath
2018).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from index.rows import Vector, Vectors

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Blend:
    """The share of the keyword side, 0 to 1, and whether vectors are seen from their mean."""

    keyword_share: float
    centred: bool


# Round figures that are near the best on both vac-nl and kamervragen-nl (DECISIONS).
DUTCH: Final = Blend(keyword_share=0.3, centred=True)

# Between languages the mean of the passages is mostly the difference of the languages; the words
# that are shared are names, chance, and what the glossary knows (33 English gold questions).
ENGLISH: Final = Blend(keyword_share=0.2, centred=False)


def fuse(dense: Scores, keywords: Scores, blend: Blend) -> Scores:
    """Return a score each: the weighted sum of the z-scores of both sides.

    `keywords` is 0 where no word matched. Where none matched at all, the dense side decides alone.
    """
    share = blend.keyword_share
    return (1 - share) * _standard(dense) + share * _standard(keywords)


def nearness(question: Vector, passages: Vectors, mean: Vector, blend: Blend) -> Scores:
    """Return the cosine, -1 to 1, of the question with each row, both as `blend` sees them."""
    seen_from = mean if blend.centred else np.zeros_like(mean)
    return _unit(passages - seen_from) @ _unit(question - seen_from)


def _unit(rows: npt.NDArray[np.float32]) -> Scores:
    """Return each row with length 1; one of length 0 stays 0."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float64)


def _standard(scores: Scores) -> Scores:
    """Return z-scores; all 0 when the scores are all the same."""
    spread = scores.std() if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def best_first(scored: tuple[int, float]) -> tuple[float, int]:
    """Order by score, then by number, so that equal scores always come in the same order."""
    number, score = scored
    return -score, number


def ranks(ordered: Iterable[int]) -> dict[int, int]:
    """Return the place of each, from 1."""
    return {number: rank for rank, number in enumerate(ordered, start=1)}
