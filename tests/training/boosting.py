"""Boosted trees over the evidence of questions: what is seen of it, which of it answers, a fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.answering.quotable import Candidate
from bot.evaluation.places import Marked, Place
from index.trees import Numbers, Trees

ANSWERS: Final = 2
SUPPORTS: Final = 1
SUPPORTING: Final = 0.5  # what a sentence that may stand beside the answer weighs, against it
RATE: Final = 0.06
RIDGE: Final = 5.0
MOST: Final = 4  # quotes of an answer

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question: numbers [n, features] and labels [n] of its evidence, 2 answers, 1 supports.

    `group` is what is left out together, `weight` what the question weighs in a fit.
    """

    group: str
    rows: Numbers
    labels: Labels
    any_will_do: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Size:
    """How many trees, how deep, and how many pieces of evidence a leaf has at least."""

    trees: int
    depth: int
    smallest: int


def labels_of(evidence: Sequence[Candidate], marked: Marked) -> Labels:
    """Return which of the evidence answers, and which supports."""
    where = [(each.hit.source.id, each.core, each.end) for each in evidence]
    return np.array(
        [
            ANSWERS
            if stands_in(*each, marked.gold)
            else SUPPORTS * stands_in(*each, marked.supporting)
            for each in where
        ]
    )


def stands_in(source: str, start: int, end: int, marks: Sequence[Place]) -> bool:
    """Tell whether a stretch shares more than half of itself, or of a mark, with a mark."""
    return any(
        each.source_id == source
        and min(end, each.end) - max(start, each.start)
        > min(end - start, each.end - each.start) / 2
        for each in marks
    )


def fitted(questions: Sequence[Weighed], size: Size) -> Trees:
    """Return the trees; a question weighs the same, however much was found for it."""
    rows = np.concatenate([each.rows for each in questions])
    labels = np.concatenate([each.labels for each in questions])
    each_one = [np.full(len(e.labels), e.weight / len(e.labels)) for e in questions]
    weight = np.concatenate(each_one) * np.where(labels == SUPPORTS, SUPPORTING, 1.0)
    machine = HistGradientBoostingClassifier(
        max_iter=size.trees,
        max_depth=size.depth,
        learning_rate=RATE,
        min_samples_leaf=size.smallest,
        l2_regularization=RIDGE,
        early_stopping=False,
    )
    machine.fit(rows, labels > 0, sample_weight=weight * len(weight) / weight.sum())
    return _as_trees(machine, size.depth)


def _as_trees(machine: HistGradientBoostingClassifier, depth: int) -> Trees:
    """Return what was fitted as trees of one depth; the class tells its nodes nowhere else."""
    inner = 2**depth - 1
    grown = [stage[0].nodes for stage in machine._predictors]
    features = np.zeros((len(grown), inner), np.int64)
    thresholds = np.full((len(grown), inner), 1e9)
    leaves = np.zeros((len(grown), inner + 1))
    for tree, nodes in enumerate(grown):
        places = [0] * (2 * inner + 1)  # the node at each place, its parent's where that is a leaf
        for place in range(2 * inner + 1):
            node = nodes[places[place]]
            if place >= inner:
                leaves[tree, place - inner] = round(float(node["value"]), 5)
                continue
            below = (places[place],) * 2
            if not node["is_leaf"]:
                below = (int(node["left"]), int(node["right"]))
                features[tree, place] = node["feature_idx"]
                thresholds[tree, place] = round(float(node["num_threshold"]), 5)
            places[2 * place + 1 : 2 * place + 3] = below
    return Trees(float(machine._baseline_prediction.item()), features, thresholds, leaves)


def counted(question: Weighed, odds: Numbers) -> tuple[bool, int, int, bool, bool]:
    """Return whether the best answers; and how many are quoted, right, and enough."""
    best = np.argsort(-odds, kind="stable")[:MOST]
    quoted = [place for place in best if odds[place] >= 0 or place == best[0]]
    labels = question.labels[quoted]
    answers = bool((labels == ANSWERS).any())
    return (
        bool(labels[0] == ANSWERS),
        len(quoted),
        int((labels > 0).sum()),
        answers and question.any_will_do,
        question.any_will_do,
    )
