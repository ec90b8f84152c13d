"""May a question be answered from these hits? A probability, from several weak signals.

The cosine alone cannot tell: it lies in a narrow band. Of a model that was trained to hold apart
what answers a question and what only speaks of its subject (DECISIONS 32), and together with the
question's rare words, names and numbers, it can.
"""

import logging
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from statistics import fmean
from typing import Final

from index import calibration, demands, dutch, things
from index.calibration import Fit, Signals
from index.coverage import Terms, asked, coverage
from index.glossary import gloss
from index.search import Hit, Index
from index.sentences import lacks
from knowledge.model import SourceKind

log = logging.getLogger(__name__)

# Hits that a name may be in.
NAMED_IN: Final = 5

# Names beyond the second that are missing change nothing.
MOST_MISSING: Final = 2

# With a model that the weights were not fitted for, the question's words must decide: its cosines,
# which lie elsewhere, count as ours where they tell least, and the log-odds are this much lower.
# By a trial, the model that they were fitted for would then decline 0.19 for 0.04 of our own 262.
UNSURE_CLOSEST: Final = 0.7
UNSURE_COSINE: Final = 0.7
UNSURE_ODDS: Final = 0.9

# An English question is heard in Dutch words too, which also lie nearer to what does not answer.
# Log-odds where it has them all; of 0.6, 0.75, 0.9 and 1.1, on the development questions.
GLOSSED_ODDS: Final = 0.9

# Several things are given by several sentences: what is quoted tells whether they are.
COUNTED: Final = frozenset((things.Thing.TWO, things.Thing.SEVERAL))

# What a reader's comment is called; its text does not say it.
_COMMENT: Final = "reactie reacties lezer lezers"

# Who says this may name the place where they work, and ask how others do it.
_OWN: Final = re.compile(r"\b(ik|wij|we|ons|onze|mijn|i|our|us|my)\b", re.IGNORECASE)

# Below this a question is declined, 0 to 1.
THRESHOLD: Final = 0.5


def probability(
    question: str, hits: Sequence[Hit], index: Index, language: str | None = None
) -> float:
    """Return how likely, 0 to 1, the `hits` of `index` (best first, ten) answer the question.

    `language` is "nl" or "en"; None: judged by the question's words. The question ends here:
    `index` lets go of it.
    """
    try:
        return judged(question, hits, index, language)
    finally:
        index.forget()


def judged(
    question: str,
    hits: Sequence[Hit],
    index: Index,
    language: str | None = None,
    asks: str = "",
) -> float:
    """Return the same for a question that goes on: the caller has `index` let go of it.

    `asks` is the part of it that asks, where the rest is the question that it follows on.
    """
    if not hits:
        return 0.0
    found = signals(question, hits, index, language, asks)
    fit = fit_of(index)
    if fit.is_for(index.model) and not index.keyword_only:
        # A fit of the index's own was made with what it lowers.
        own = fit is index.calibration or not dutch.is_english(question, language)
        return chance(fit.odds(found) - (0.0 if own else GLOSSED_ODDS * gloss(question)[1]))
    if not fit.is_for(index.model):
        _tell_unfitted(index.model, fit.model)
    careful = replace(found, closest=UNSURE_CLOSEST, cosine=UNSURE_COSINE)
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


def raised(probability: float, odds: float) -> float:
    """Return a probability with its log-odds raised so much.

    >>> round(raised(0.5, 0.7), 2), raised(0.0, 0.7), raised(1.0, 0.7)
    (0.67, 0.0, 1.0)
    """
    if probability in {0.0, 1.0}:
        return probability
    return chance(math.log(probability / (1 - probability)) + odds)


def chance(odds: float) -> float:
    """Return log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-odds)) if odds > 0 else math.exp(odds) / (1 + math.exp(odds))


def signals(
    question: str,
    hits: Sequence[Hit],
    index: Index,
    language: str | None = None,
    asks: str = "",
) -> Signals:
    """Return the signals of `hits`, best first, of which there must be one; `asks` as `judged`."""
    texts = [_text(hit) for hit in hits]
    words = asked(question, index, english=dutch.is_english(question, language))
    wanted = things.demand(asks or question)
    if wanted is not None and wanted.thing in COUNTED:
        wanted = None
    lacking = wanted is not None and lacks(
        wanted, question, list(zip(hits, texts, strict=True)), words, index
    )
    covered = max(coverage(words, Terms(index.source_terms(text))) for text in texts)
    return Signals(
        closest=UNSURE_CLOSEST if index.keyword_only else _closest(hits),
        cosine=UNSURE_COSINE if index.keyword_only else max(hit.cosine for hit in hits),
        coverage=0.0 if lacking or _is_elsewhere(question, texts) else covered,
        missing_names=min(
            MOST_MISSING, len(demands.missing(question, " ".join(texts[:NAMED_IN])))
        ),
        kind=0 if wanted is None else -1 if lacking else 1,
        margin=_margin([hit.score for hit in hits]),
    )


def _is_elsewhere(question: str, texts: Sequence[str]) -> bool:
    """Tell whether a question is about places that no hit names, and not about the asker's own."""
    asked_of = demands.places(question)
    if not asked_of or _OWN.search(question):
        return False
    return asked_of <= demands.missing(question, " ".join(texts))


def _closest(hits: Sequence[Hit]) -> float:
    """Return the cosine of the nearest sentence."""
    return max(max(hit.sentence_scores, default=hit.cosine) for hit in hits)


def _margin(scores: Sequence[float]) -> float:
    """Return how far the first score lies above the next four; 0 when it is alone."""
    return scores[0] - fmean(scores[1:5]) if len(scores) > 1 else 0.0


def _text(hit: Hit) -> str:
    """Return the words of a hit, with what is known of its source."""
    known = hit.source.metadata
    kind = _COMMENT if known.kind is SourceKind.COMMENT else ""
    front = (
        known.title,
        *known.publishers,
        *known.authors,
        *known.municipalities,
        *known.themes,
        kind,
    )
    return " ".join((*front, *hit.passage.heading, hit.passage.text))


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
