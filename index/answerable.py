"""May a question be answered from these hits? A probability, from several weak signals.

The cosine alone cannot tell: it lies in a narrow band that shifts with the language and length of
the question. Seen against how near the question is to sentences about anything at all (the
cohort), and together with the question's rare words, names and numbers, it can.
"""

import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from statistics import fmean, pstdev
from typing import Final

from index import calibration, demands, dutch, glossary
from index.calibration import Fit, Signals
from index.search import Hit, Index

log = logging.getLogger(__name__)

# Hits whose words count as evidence for a number, an amount or a time, and that a name may be in.
EVIDENCE: Final = 3
NAMED_IN: Final = 5

# What coverage counts as for a question without any word to look for.
NO_WORDS: Final = 0.6

# What counts, of a word with a subject: one that only asks (light.txt), and in English one that
# the glossary has no Dutch for. Set on our own questions (DECISIONS 22).
LIGHT: Final = 0.2
UNTRANSLATED: Final = 0.6

# Names beyond the second that are missing change nothing.
MOST_MISSING: Final = 2

# With a model that the weights were not fitted for, the question's words must carry more: nearness
# counts for no more than where it tells least, and the log-odds are this much lower. The model
# that they were fitted for would then decline about twice as many of our own questions.
UNSURE_NEARNESS: Final = 4.0
UNSURE_ODDS: Final = 1.0

# Below this a question is declined, 0 to 1. The fits give both errors the same weight, so that
# this is where they balance.
THRESHOLD: Final = 0.5

# A word that is looked for: its weight, and the stems (the whole, then its parts) of each way to
# say it, of which one suffices.
_Asked = tuple[float, tuple[tuple[str, ...], ...]]


def probability(
    question: str, hits: Sequence[Hit], index: Index, language: str | None = None
) -> float:
    """Return how likely, 0 to 1, the `hits` of `index` (best first, ten) answer the question.

    `language` is "nl" or "en"; None: judged by the question's words. The question ends here:
    `index` lets go of it.
    """
    try:
        found = signals(question, hits, index, language) if hits else None
    finally:
        index.forget()
    if found is None:
        return 0.0
    fit = fit_of(index)
    if fit.is_for(index.model) and not index.keyword_only:
        return chance(fit.odds(found))
    if not fit.is_for(index.model):
        _tell_unfitted(index.model, fit.model)
    careful = replace(found, nearness=min(found.nearness, UNSURE_NEARNESS))
    return chance(fit.odds(careful) - UNSURE_ODDS)


def fit_of(index: Index) -> Fit:
    """Return the fit that judges: the index's own for its model, else the one that ships."""
    own = index.calibration
    if own is not None and own.is_for(index.model):
        return own
    return calibration.shipped(index.passages)


def is_calibrated(index: Index) -> bool:
    """Tell whether there is a fit for the model of the index; else careful defaults are used."""
    return fit_of(index).is_for(index.model)


def chance(odds: float) -> float:
    """Return log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-odds)) if odds > 0 else math.exp(odds) / (1 + math.exp(odds))


def signals(
    question: str, hits: Sequence[Hit], index: Index, language: str | None = None
) -> Signals:
    """Return the signals of `hits`, best first, of which there must be one."""
    texts = [_text(hit) for hit in hits]
    asked = _asked(question, index, english=dutch.is_english(question, language))
    return Signals(
        nearness=UNSURE_NEARNESS
        if index.keyword_only
        else _nearness(hits, index.cohort_cosines(question)),
        coverage=max(_coverage(asked, text, index) for text in texts),
        missing_names=min(
            MOST_MISSING, len(demands.missing(question, " ".join(texts[:NAMED_IN])))
        ),
        missing_kind=int(demands.kind_missing(question, " ".join(texts[:EVIDENCE]))),
        margin=_margin([hit.score for hit in hits]),
    )


def _nearness(hits: Sequence[Hit], cohort: Sequence[float]) -> float:
    """Place the nearest sentence among the cohort."""
    best = max(max(hit.sentence_scores, default=hit.cosine) for hit in hits)
    spread = pstdev(cohort)
    return (best - fmean(cohort)) / spread if spread > 0 else 0.0


def _asked(question: str, index: Index, *, english: bool) -> list[_Asked]:
    """Return the words that are looked for: an English one by its Dutch ones, where known."""
    translated = glossary.in_dutch(question) if english else {}
    found: list[_Asked] = []
    for word in dict.fromkeys(dutch.content(question)):
        ways = (*translated.get(word, ()), word)
        stems = tuple(tuple(index.stems(each)) for each in ways)
        rarity = min(index.rarity(each[0]) for each in stems)
        weight = rarity * (LIGHT if word in _light() else 1.0)
        unknown = english and word not in translated and not word.isdigit()
        found.append((weight * (UNTRANSLATED if unknown else 1.0), stems))
    return found


def _coverage(asked: Sequence[_Asked], text: str, index: Index) -> float:
    """Return the share of the words that are looked for that a text has, whole or in parts."""
    total = sum(weight for weight, _ in asked)
    if not total:
        return NO_WORDS
    there = index.source_terms(text)
    return (
        sum(weight * max(_share(each, there) for each in ways) for weight, ways in asked) / total
    )


def _share(stems: Sequence[str], there: frozenset[str]) -> float:
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
    front: Iterable[str] = (known.title, *known.authors, *known.municipalities, *known.themes)
    return " ".join((*front, *hit.passage.heading, hit.passage.text))


@cache
def _light() -> frozenset[str]:
    """Return the words of the list, folded."""
    lines = files("index").joinpath("light.txt").read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if not line.startswith("#"))
    return frozenset(word for line in kept for word in dutch.words(line))


@cache
def _tell_unfitted(model: str, fitted: str) -> None:
    """Say once in the log that a model was never calibrated for."""
    log.warning(
        "whether a question can be answered was never calibrated for the model %s, only for %s:"
        " careful defaults are used, and more questions are declined;"
        " `vrijwijzer index calibrate FILE` cures that",
        model,
        fitted,
    )
