"""Whether a sentence of the hits gives the thing asked for, beside what it is asked of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from index import demands
from index.coverage import Asked, Terms
from index.search import Hit, Index
from index.things import Demand, gives
from knowledge.model import BlockKind

# Share of what the best sentence covers that one must cover which gives the thing asked for.
NEARLY: Final = 0.4
# Share of the words that a thing is asked of which must stand in the sentence with it.
BESIDE: Final = 0.5


# What a word counts that stands around a sentence: in heading, title or the sentence before.
AROUND: Final = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a list item with its lead-in; `follows`: on the one before it."""

    text: str
    follows: bool = False


def said(hit: Hit) -> Iterator[Said]:
    """Yield each sentence and each list item of a hit, in order."""
    text = hit.source.text
    for _, block in groupby(hit.passage.sentences, key=lambda each: each.block):
        first, *others = block
        if first.kind is BlockKind.ITEM:
            end = others[-1].end if others else first.end
            yield Said(f"{text[first.start : end]} {text[slice(*(first.lead_in or (0, 0)))]}")
            continue
        yield Said(text[first.start : first.end])
        yield from (Said(text[each.start : each.end], follows=True) for each in others)


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
    for hit, evidence in hits:
        elsewhere = bool(wanted.of and demands.missing(question, evidence))
        for each, shares, covered in _weighed(hit, words, index):
            best = max(best, covered)
            if covered <= answering or elsewhere or not _beside(wanted, words, shares):
                continue
            if gives(wanted.thing, each.text, question):
                answering = covered
    return answering == 0 or answering < NEARLY * best


def _weighed(
    hit: Hit, words: Sequence[Asked], index: Index
) -> Iterator[tuple[Said, list[float], float]]:
    """Yield what a hit says with the share of each word in it, and how much it covers in all."""
    known = hit.source.metadata
    front = " ".join((*hit.passage.heading, known.title, *known.municipalities))
    in_front, before = _shares(words, front, index), [0.0] * len(words)
    total = sum(each.weight for each in words) or 1.0
    for each in said(hit):
        shares = _shares(words, each.text, index)
        around = map(max, in_front, before) if each.follows else in_front
        held = zip(words, shares, around, strict=True)
        covered = sum(word.weight * max(own, AROUND * near) for word, own, near in held)
        yield each, shares, covered / total
        before = shares


def _shares(words: Sequence[Asked], text: str, index: Index) -> list[float]:
    """Return how much of each word a piece of a source has."""
    terms = Terms(index.source_terms(text))
    return [terms.share(each) for each in words]


def _beside(wanted: Demand, words: Sequence[Asked], shares: Sequence[float]) -> bool:
    """Tell whether enough of what the thing is asked of is held."""
    of = [share for word, share in zip(words, shares, strict=True) if word.word in wanted.of]
    return sum(of) >= BESIDE * len(of)
