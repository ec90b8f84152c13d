"""Whether a sentence of the hits gives the thing asked for, beside what it is asked of."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean
from typing import Final

from index import demands
from index.coverage import Asked, Terms
from index.search import Hit, Index
from index.things import Demand, gives
from knowledge.model import BlockKind

# How far from the question a sentence that answers may lie beyond the nearest one, in standard
# deviations of all that the hits say. By tests/training, where of the questions that are answered
# (and of those that are not) no such sentence is found for: 0.7: 0.24 (0.49); 1: 0.22 (0.42);
# 1.5: 0.19 (0.33). By the share of the question's words instead: 0.38 (0.45), DECISIONS 34.
NEAR: Final = 1.0
# Share of the words that a thing is asked of which must stand in the sentence with it.
BESIDE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a list item with its lead-in; `cosine` with the question, -1 to 1."""

    text: str
    cosine: float


def said(hit: Hit) -> Iterator[Said]:
    """Yield each sentence and each list item of a hit, in order."""
    text = hit.source.text
    scored = zip(hit.passage.sentences, hit.sentence_scores, strict=True)
    for _, block in groupby(scored, key=lambda each: each[0].block):
        sentences = list(block)
        first, last = sentences[0][0], sentences[-1][0]
        if first.kind is BlockKind.ITEM:
            item = f"{text[first.start : last.end]} {text[slice(*(first.lead_in or (0, 0)))]}"
            yield Said(item, max(cosine for _, cosine in sentences))
        else:
            yield from (Said(text[each.start : each.end], cosine) for each, cosine in sentences)


def lacks(
    wanted: Demand,
    question: str,
    hits: Sequence[tuple[Hit, str]],
    words: Sequence[Asked],
    index: Index,
) -> bool:
    """Tell whether no sentence of `hits` (each with all its words) answers a demand.

    Such a one gives the thing, stands where all names of the question do, holds what the thing is
    asked of, and is about as near in meaning as the nearest of all.
    """
    heard = [(list(said(hit)), evidence) for hit, evidence in hits]
    least = _least([each.cosine for each_hit, _ in heard for each in each_hit])
    of = [word for word in words if word.word in wanted.of]
    return not any(
        gives(wanted.thing, each.text, question) and _holds(each.text, of, index)
        for sentences, evidence in heard
        if not (wanted.of and demands.missing(question, evidence))
        for each in sentences
        if each.cosine >= least
    )


def _least(cosines: Sequence[float]) -> float:
    """Return the least cosine that is near."""
    mean = fmean(cosines)
    return max(cosines) - NEAR * math.sqrt(fmean([(each - mean) ** 2 for each in cosines]))


def _holds(text: str, of: Sequence[Asked], index: Index) -> bool:
    """Tell whether a sentence holds enough of what a thing is asked of."""
    if not of:
        return True
    terms = Terms(index.source_terms(text))
    return sum(terms.share(each) for each in of) >= BESIDE * len(of)
