"""May a question be answered from these hits? A probability, from several weak signals.

The cosine alone cannot tell: it lies in a narrow band that shifts with the language and length of
the question. Seen against how near the question is to sentences about anything at all (the
cohort), and together with the question's rare words, names and numbers, it can.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from statistics import fmean, pstdev
from typing import Final

from index import demands, dutch
from index.search import Hit, Index

# Hits whose words count as evidence, and those that a name may stand in.
EVIDENCE: Final = 3
NAMED_IN: Final = 5

# What coverage counts as for an English question, whose words a Dutch passage cannot share.
FOREIGN_COVERAGE: Final = 0.6

# Names beyond the second that are missing change nothing.
MOST_MISSING: Final = 2

# Below this a question is declined, 0 to 1 (tests/gold/answerable-dev.jsonl).
THRESHOLD: Final = 0.5


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer.

    `nearness`: how many standard deviations the best sentence is nearer than the cohort's mean.
    `coverage`: share of the question's words, by rarity, that the best hits have, 0 to 1.
    `missing_names`: places, names and years that no hit has, 0 to 2. `missing_kind`: 1 when an
    amount, a number or a time is asked for and the best hits have none. `margin`: how far the best
    hit scores above the mean of the next four.
    """

    nearness: float
    coverage: float
    missing_names: int
    missing_kind: int
    margin: float


def probability(question: str, hits: Sequence[Hit], index: Index) -> float:
    """Return how likely, 0 to 1, the `hits` of `index` (best first, ten) answer the question."""
    if not hits:
        return 0.0
    fit = _fit()
    found = asdict(signals(question, hits, index))
    odds = fit["intercept"] + sum(fit[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-odds))


def signals(question: str, hits: Sequence[Hit], index: Index) -> Signals:
    """Return the signals of `hits`, best first, of which there must be one."""
    evidence = " ".join(_text(hit) for hit in hits[:EVIDENCE])
    wider = " ".join(_text(hit) for hit in hits[:NAMED_IN])
    return Signals(
        nearness=_nearness(hits, index.cohort_cosines(question)),
        coverage=_coverage(question, evidence, index),
        missing_names=min(MOST_MISSING, len(demands.missing(question, wider))),
        missing_kind=int(demands.kind_missing(question, evidence)),
        margin=_margin([hit.score for hit in hits]),
    )


def _nearness(hits: Sequence[Hit], cohort: Sequence[float]) -> float:
    """Place the nearest sentence among the cohort."""
    best = max(max(hit.sentence_scores, default=hit.cosine) for hit in hits)
    spread = pstdev(cohort)
    return (best - fmean(cohort)) / spread if spread > 0 else 0.0


def _coverage(question: str, evidence: str, index: Index) -> float:
    """Return the share of the question's words that the evidence has, whole or in parts."""
    words = set(dutch.content(question))
    if not words or dutch.is_english(question):
        return FOREIGN_COVERAGE
    there = {stem for word in dutch.content(evidence) for stem in index.stems(word)}
    weights = {word: index.rarity(word) for word in words}
    found = sum(weights[word] * _share(index.stems(word), there) for word in words)
    return found / sum(weights.values())


def _share(stems: Sequence[str], there: set[str]) -> float:
    """Return 1 for the whole word (the first of `stems`), else the share of its parts, 0 to 1."""
    whole, *parts = stems
    if whole in there or not parts:
        return float(whole in there)
    return sum(part in there for part in parts) / len(parts)


def _margin(scores: Sequence[float]) -> float:
    """Return how far the first score lies above the next four; 0 when it is alone."""
    return scores[0] - fmean(scores[1:5]) if len(scores) > 1 else 0.0


def _text(hit: Hit) -> str:
    """Return the words of a hit, with what is known of its source."""
    known = hit.source.metadata
    front = (known.title, *known.authors, *known.municipalities, *known.themes)
    return " ".join((*front, *hit.passage.heading, hit.passage.text))


@cache
def _fit() -> Mapping[str, float]:
    """Return the weights that were fitted."""
    return tomllib.loads(files("index").joinpath("answerable.toml").read_text(encoding="utf-8"))
