"""Figures with the 95 % interval that the choice of questions leaves them (the bootstrap).

Questions are drawn anew, with replacement, 2,000 times; the interval holds the middle 95 % of what
comes out (percentile method, Efron and Tibshirani 1993). The draw is seeded: the same answers give
the same interval.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

DRAWS: Final = 2_000
SEED: Final = 20_261_122
_MIDDLE: Final = (2.5, 97.5)  # percentiles
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, the interval it lies in, and over how many it was taken."""

    value: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.value:.3f}  ({self.low:.3f} to {self.high:.3f}, n = {self.count})"

    @property
    def interval(self) -> list[float]:
        """Low and high, as they are printed in JSON."""
        return [round(self.low, _DIGITS), round(self.high, _DIGITS)]

    @property
    def rounded(self) -> float:
        """The figure, as it is printed in JSON."""
        return round(self.value, _DIGITS)


def mean(values: Sequence[float]) -> Estimate | None:
    """Return the mean of a value a question; None without a question."""
    return ratio(values, np.ones(len(values)))


def ratio(parts: Sequence[float], wholes: Sequence[float] | Values) -> Estimate | None:
    """Return the sum of `parts` over the sum of `wholes`, a pair a question; None without any.

    So that a question with many quotes counts by its quotes, and is still drawn as one.
    """
    part, whole = np.asarray(parts, np.float64), np.asarray(wholes, np.float64)
    if not whole.sum():
        return None
    drawn = [(part[some].sum(), whole[some].sum()) for some in _draws(len(part))]
    made = [top / bottom for top, bottom in drawn if bottom]
    return _estimate(float(part.sum() / whole.sum()), made, round(float(whole.sum())))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> Estimate | None:
    """Return how often a positive scores above a negative (a tie is half); None without a pair."""
    high, low = np.asarray(positive, np.float64), np.asarray(negative, np.float64)
    if not len(high) or not len(low):
        return None
    pairs = zip(_draws(len(high)), _draws(len(low), SEED + 1), strict=True)
    made = [_area(high[a], low[b]) for a, b in pairs]
    return _estimate(_area(high, low), made, len(high) + len(low))


def _area(high: Values, low: Values) -> float:
    """Return the area under the curve, by the ranks of the higher among the lower."""
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, "left") + np.searchsorted(ordered, high, "right")
    return float(below.mean() / (2 * len(low)))


def _draws(count: int, seed: int = SEED) -> Iterator[npt.NDArray[np.int64]]:
    """Yield DRAWS times `count` places, drawn with replacement."""
    chance = np.random.default_rng(seed)
    for _ in range(DRAWS):
        yield chance.integers(0, count, count)


def _estimate(value: float, drawn: Sequence[float], count: int) -> Estimate:
    low, high = np.percentile(drawn, _MIDDLE)
    return Estimate(value, float(low), float(high), count)
