"""One ranking out of two: how near in meaning, and which words are shared.

The vectors of a model that was trained on contrasts crowd together in one direction, which says
nothing of any one passage; seen from the mean of the library they differ more (Mu and Viswanath
2018).
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from index.embedder import Vector, Vectors

Scores = npt.NDArray[np.float64]

# Share of the dense side, 0 to 1; vac-nl and kamervragen-nl of the bench, DECISIONS.
DENSE_SHARE: Final = 0.7


def centred(question: Vector, passages: Vectors, mean: Vector) -> Scores:
    """Return the cosine, -1 to 1, of the question with each row, both seen from `mean`."""
    return _unit(passages - mean) @ _unit(question - mean)


def fuse(dense: Scores, keywords: Scores) -> Scores:
    """Return a score each: 0.7 times the z-score of `dense` and 0.3 times that of `keywords`.

    `keywords` is 0 where no word matched. Where none matched at all, as for an English question
    over Dutch passages, the dense side decides alone.
    """
    return DENSE_SHARE * _standard(dense) + (1 - DENSE_SHARE) * _standard(keywords)


def _unit(rows: npt.NDArray[np.float32]) -> Scores:
    """Return each row with length 1; one of length 0 stays 0."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float64)


def _standard(scores: Scores) -> Scores:
    """Return z-scores; all 0 when the scores are all the same."""
    spread = scores.std() if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
