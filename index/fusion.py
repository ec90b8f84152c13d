"""One ranking out of two: the dense side orders everything, the keyword side what it matched."""

from typing import Final

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

# Share of the dense side, 0 to 1; vac-nl and kamervragen-nl of shared/bench.
DENSE_SHARE: Final = 0.7


def fuse(cosines: Scores, keywords: Scores) -> Scores:
    """Return a score each: 0.7 times the z-score of the cosine and 0.3 times that of BM25.

    `keywords` is 0 where no word matched. Where none matched at all, as for an English question
    over Dutch passages, the cosines decide alone.
    """
    return DENSE_SHARE * _standard(cosines) + (1 - DENSE_SHARE) * _standard(keywords)


def _standard(scores: Scores) -> Scores:
    """Return z-scores; all 0 when the scores are all the same."""
    spread = scores.std()
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
