"""May a question be answered from these hits? A probability, from several weak signals.

The cosine alone cannot tell: it lies in a narrow band that shifts with the language and length of
the question. Seen against how near the question is to sentences about anything at all (the
cohort), and together with the question's rare words, names and numbers, it can.
"""

import logging
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from statistics import fmean, pstdev
from typing import Any, Final

from index import demands, dutch
from index.search import Hit, Index

log = logging.getLogger(__name__)

# Hits whose words count as evidence, and those that a name may stand in.
EVIDENCE: Final = 3
NAMED_IN: Final = 5

# What coverage counts as without words to look for: those of an English question, which a Dutch
# passage cannot share, or none at all.
FOREIGN_COVERAGE: Final = 0.6

# Names beyond the second that are missing change nothing.
MOST_MISSING: Final = 2

# With a model that the weights were not fitted for, the question's words must carry more: nearness
# counts for no more than where it tells least (some quarter of the questions with an answer lies
# below 4.0, of those without one above it), and the log-odds are this much lower. The model that
# they were fitted for would then answer 65-76 % of the former and 1-3 % of the latter, not 90-94 %
# and 8 % (tests/gold/answerable-dev.jsonl, over the bundled sources and over two articles).
UNSURE_NEARNESS: Final = 4.0
UNSURE_ODDS: Final = 1.0

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


def probability(
    question: str, hits: Sequence[Hit], index: Index, language: str | None = None
) -> float:
    """Return how likely, 0 to 1, the `hits` of `index` (best first, ten) answer the question.

    `language` is "nl" or "en"; None: judged by the question's words. The question ends here:
    `index` lets go of it.
    """
    try:
        found = asdict(signals(question, hits, index, language)) if hits else {}
    finally:
        index.forget()
    if not found:
        return 0.0
    fit, unsure = _fit(), index.keyword_only or not _is_fitted(index.model)
    if unsure:
        found["nearness"] = min(found["nearness"], UNSURE_NEARNESS)
    odds: float = fit["intercept"] + sum(fit[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(unsure * UNSURE_ODDS - odds))


def signals(
    question: str, hits: Sequence[Hit], index: Index, language: str | None = None
) -> Signals:
    """Return the signals of `hits`, best first, of which there must be one."""
    english = dutch.is_english(question, language)
    evidence = " ".join(_text(hit) for hit in hits[:EVIDENCE])
    wider = " ".join(_text(hit) for hit in hits[:NAMED_IN])
    return Signals(
        nearness=UNSURE_NEARNESS
        if index.keyword_only
        else _nearness(hits, index.cohort_cosines(question)),
        coverage=FOREIGN_COVERAGE if english else _coverage(question, evidence, index),
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
    asked = [index.stems(word) for word in dict.fromkeys(dutch.content(question))]
    if not asked:
        return FOREIGN_COVERAGE
    there = {stem for word in dutch.content(evidence) for stem in index.source_stems(word)}
    weights = [index.rarity(stems[0]) for stems in asked]
    shares = (_share(stems, there) for stems in asked)
    return sum(w * share for w, share in zip(weights, shares, strict=True)) / sum(weights)


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
def _is_fitted(model: str) -> bool:
    """Tell whether the weights were fitted for a model; once in the log when they were not."""
    fitted = str(_fit()["model"])
    if model.partition("@")[0].rpartition("/")[2] == fitted:
        return True
    log.warning(
        "whether a question can be answered was never calibrated for the model %s, only for %s:"
        " careful defaults are used, and more questions are declined",
        model,
        fitted,
    )
    return False


@cache
def _fit() -> Mapping[str, Any]:
    """Return the weights that were fitted."""
    return tomllib.loads(files("index").joinpath("answerable.toml").read_text(encoding="utf-8"))
