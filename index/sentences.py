"""Whether a sentence of the hits gives the thing asked for, beside what it is asked of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from index import demands, dutch
from index.coverage import Asked, Terms
from index.search import Hit, Index
from index.things import Demand, gives
from knowledge.model import BlockKind

# Share of what the best sentence covers that one must cover which gives the thing asked for.
NEARLY: Final = 0.5
# Share of the words that a thing is asked of which must stand in the sentence with it.
BESIDE: Final = 0.5


# What a word counts that stands around a sentence: in heading, title or the sentence before.
AROUND: Final = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or list item with its lead-in, and what is read around it."""

    text: str
    around: str


def said(hit: Hit) -> Iterator[Said]:
    """Yield each sentence and each list item of a hit."""
    text, known = hit.source.text, hit.source.metadata
    front = (*hit.passage.heading, known.title, *known.municipalities)
    for _, block in groupby(hit.passage.sentences, key=lambda each: each.block):
        inside = list(block)
        if inside[0].kind is BlockKind.ITEM:
            lead_in = text[slice(*(inside[0].lead_in or (0, 0)))]
            yield Said(f"{text[inside[0].start : inside[-1].end]} {lead_in}", " ".join(front))
            continue
        before = ""
        for each in inside:
            yield Said(text[each.start : each.end], " ".join((*front, before)))
            before = text[each.start : each.end]


def lacks(
    wanted: Demand,
    question: str,
    hits: Sequence[tuple[Hit, str]],
    words: Sequence[Asked],
    index: Index,
) -> bool:
    """Tell whether no sentence of `hits` (each with all its words) answers a demand.

    Such a sentence gives the thing, stands where all names of the question do, holds what the
    thing is asked of, and covers nearly as much of the question as the best one.
    """
    best, answering = 0.0, 0.0
    of = [each for each in words if each.word in wanted.of]
    for hit, evidence in hits:
        elsewhere = bool(wanted.of and demands.missing(question, evidence))
        for each in said(hit):
            own = _terms(each.text, index)
            covered = _covered(words, own, _terms(each.around, index))
            best = max(best, covered)
            if not elsewhere and _beside(of, own) and gives(wanted.thing, each.text, question):
                answering = max(answering, covered)
    return answering == 0 or answering < NEARLY * best


def _beside(of: Sequence[Asked], terms: Terms) -> bool:
    return sum(terms.share(each) for each in of) >= BESIDE * len(of)


def _covered(words: Sequence[Asked], own: Terms, around: Terms) -> float:
    """Return the share of the words that a sentence has, or half of it what stands around it."""
    total = sum(each.weight for each in words) or 1.0
    held = (each.weight * max(own.share(each), AROUND * around.share(each)) for each in words)
    return sum(held) / total


def _terms(text: str, index: Index) -> Terms:
    """Return the terms of a piece of a source; its words are remembered, it itself is not."""
    return Terms(stem for word in set(dutch.content(text)) for stem in index.source_stems(word))
