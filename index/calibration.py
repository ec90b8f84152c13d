"""What each signal of `index.answerable` weighs, and how that is fitted to labelled questions.

Two fits ship with the model: words tell most in a library of some pages, the distance to the next
best in one of thousands; between the two sizes weights go evenly by the logarithm. An index may
hold a fit of its own (`vrijwijzer index calibrate`), which then takes their place.
"""

import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

# Strength of the ridge on standardised signals, as a part of a question's weight: fit little.
RIDGE: Final = 3.0
FOLDS: Final = 5
_STEPS: Final = 25  # Newton's method needs some six


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer.

    `closest`: the cosine of the question with the nearest sentence, -1 to 1. `cosine`: with the
    nearest passage.
    `coverage`: share of the question's words, by rarity, that the hit with most of them has, 0 to
    1; 0 when the kind is missing. `missing_names`: places, names and years that no hit has, 0 to
    2. `kind`: 1 when a kind of thing is asked for (`index.things`) and a sentence gives it beside
    what it is asked of, -1 when none does, 0 when none is asked for. `margin`: how far the best
    hit scores above the mean of the next four.
    """

    closest: float
    cosine: float
    coverage: float
    missing_names: float
    kind: float
    margin: float


NAMES: Final = tuple(each.name for each in fields(Signals))
# What is missing speaks against an answer, all else for one.
_SPEAKS: Final = np.array([-1.0 if name == "missing_names" else 1.0 for name in NAMES])


@dataclass(frozen=True, slots=True)
class Fit:
    """Log-odds of an answer: `intercept`, and what a unit of each signal adds.

    `model` is what the embedder was called, without its folder and revision.
    """

    model: str
    intercept: float
    weights: Signals

    def odds(self, found: Signals) -> float:
        """Return the log-odds that a question with these signals can be answered."""
        weights: dict[str, float] = asdict(self.weights)
        values: dict[str, float] = asdict(found)
        return self.intercept + sum(weights[name] * values[name] for name in NAMES)

    def is_for(self, model: str) -> bool:
        """Tell whether it was fitted for a model, which may have a folder and a revision."""
        return plain(model) == self.model

    def values(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    def text(self) -> str:
        """Return it as one line, for `read`."""
        return json.dumps(self.values())

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `text` gave."""
        found = json.loads(text)
        return cls(found["model"], found["intercept"], Signals(**found["weights"]))


def plain(model: str) -> str:
    """Return the name of a model without folder and revision.

    >>> plain("a/multilingual-e5-small@3 'passage: '")
    'multilingual-e5-small'
    """
    return model.partition("@")[0].rpartition("/")[2]


def shipped(passages: int) -> Fit:
    """Return the fit that ships, for a library of so many passages."""
    table = _table()
    small, large = table["small"], table["large"]
    low, high = math.log(small["passages"]), math.log(large["passages"])
    share = (min(max(math.log(max(passages, 1)), low), high) - low) / (high - low)
    mixed = {
        name: (1 - share) * small[name] + share * large[name] for name in ("intercept", *NAMES)
    }
    return Fit(table["model"], mixed.pop("intercept"), Signals(**mixed))


def fitted(model: str, found: Sequence[Signals], labels: Sequence[bool]) -> Fit:
    """Return the fit to questions with their labels: may they be answered?

    Logistic regression with a ridge on standardised signals, by Newton's method. Both labels weigh
    the same however many there are of each, so that odds of 0 lie where the errors balance; and
    so they do among those that ask for a kind of thing, which is missed more often than not. What
    would speak the wrong way, by chance of these questions, has no weight: what is missing never
    speaks for an answer. Raises ValueError when a label is missing.
    """
    if len(set(labels)) < 2:  # noqa: PLR2004 - yes and no
        raise ValueError("needs questions with an answer and questions without")
    rows = _rows(found)
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1.0
    standard, wanted = (rows - mean) / spread, np.asarray(labels, np.float64)
    weight = _balanced(wanted, rows[:, NAMES.index("kind")] != 0)
    used = np.ones(len(NAMES), bool)
    while True:
        coefficients = _newton(standard * used, wanted, weight)
        wrong = used & (coefficients[1:] * _SPEAKS < 0)
        if not wrong.any():
            break
        used &= ~wrong
    weights = np.where(used, coefficients[1:] / spread, 0.0)
    intercept = float(coefficients[0] - weights @ mean)
    return Fit(plain(model), intercept, Signals(*weights.tolist()))


def held_out(found: Sequence[Signals], labels: Sequence[bool]) -> list[float]:
    """Return the odds of each question by a fit to the other folds of five.

    Questions of one label take turns over the folds; each needs FOLDS at least, else ValueError.
    """
    fold = _folds(labels)
    odds = [0.0] * len(labels)
    for out in range(FOLDS):
        kept = [place for place, each in enumerate(fold) if each != out]
        fit = fitted("", [found[place] for place in kept], [labels[place] for place in kept])
        for place, each in enumerate(fold):
            if each == out:
                odds[place] = fit.odds(found[place])
    return odds


def _folds(labels: Sequence[bool]) -> list[int]:
    """Return the fold of each question."""
    seen = {True: 0, False: 0}
    fold: list[int] = []
    for label in labels:
        fold.append(seen[label] % FOLDS)
        seen[label] += 1
    if min(seen.values()) < FOLDS:
        raise ValueError(f"needs {FOLDS} questions of each kind")
    return fold


def _rows(found: Sequence[Signals]) -> Numbers:
    """Return a row of numbers a question."""
    return np.array([[getattr(each, name) for name in NAMES] for each in found], np.float64)


def _balanced(labels: Numbers, of_a_kind: npt.NDArray[np.bool_]) -> Numbers:
    """Return what each question weighs: half of its group goes to either label.

    A group of one label alone is weighed as all questions are.
    """
    weight = np.zeros(len(labels))
    for group in (of_a_kind, ~of_a_kind):
        mixed = len(set(labels[group])) > 1
        share = labels[group].mean() if mixed else labels.mean()
        weight[group] = np.where(labels[group] == 1, 0.5 / share, 0.5 / (1 - share))
    return weight


def _newton(rows: Numbers, labels: Numbers, weight: Numbers) -> Numbers:
    """Return intercept and weights; the intercept bears no ridge."""
    design = np.column_stack([np.ones(len(rows)), rows])
    ridge = np.diag([1e-9] + [RIDGE] * rows.shape[1])
    found = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(design @ found)))
        slope = design.T @ (weight * (labels - chance)) - ridge @ found
        bend = (design * (weight * chance * (1 - chance))[:, None]).T @ design + ridge
        found = found + np.linalg.solve(bend, slope)
    return found


@cache
def _table() -> Mapping[str, Any]:
    """Return the fits that ship."""
    return tomllib.loads(files("index").joinpath("answerable.toml").read_text(encoding="utf-8"))
