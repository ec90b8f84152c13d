"""Does it know what it cannot answer? Judged by probabilities, over questions with and without.

Beside answerable against unanswerable stands risk against coverage: of the questions that would be
answered first, how many would be answered wrongly (El-Yaniv and Wiener 2010).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.evaluation.estimates import Estimate, auroc, mean


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the probability (0-1) that it can be answered, and the truth.

    `right` tells whether the best passage comes from a relevant document; None: no document is.
    """

    probability: float
    right: bool | None


def measured(judged: Sequence[Judged], threshold: float) -> dict[str, Estimate]:
    """Return the area under the curve, and what would be answered at the threshold.

    Nothing when there is no unanswerable question to compare with.
    """
    those = [each.probability for each in judged if each.right is not None]
    others = [each.probability for each in judged if each.right is None]
    found = {
        "abstention_auroc": auroc(those, others),
        "answered_share": mean([each >= threshold for each in those]),
        "false_answer_share": mean([each >= threshold for each in others]),
    }
    return {name: each for name, each in found.items() if each is not None} if others else {}


def curve(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return (coverage, risk), 0-1 each, for every threshold that tells two questions apart.

    From the highest probability down: the share of questions that would be answered, and the
    share of those that would be answered wrongly.
    """
    ordered = sorted(judged, key=lambda each: -each.probability)
    points: list[tuple[float, float]] = []
    wrong = 0
    for place, each in enumerate(ordered, start=1):
        wrong += not each.right
        if place == len(ordered) or ordered[place].probability < each.probability:
            points.append((place / len(ordered), wrong / place))
    return points


def standing(judged: Sequence[Judged], threshold: float) -> tuple[float, float]:
    """Return (coverage, risk) at the threshold; risk 0 when nothing would be answered."""
    answered = [each for each in judged if each.probability >= threshold]
    wrong = sum(not each.right for each in answered)
    return len(answered) / max(1, len(judged)), wrong / max(1, len(answered))
