"""What can be quoted for a question in a conversation, best first.

What somebody asks on is scored twice: with the question that it follows on, which tells what it
is about, and by itself, as the other has more words. And people ask on about what they have just
read: the answer is often the next sentence. Boosted trees (`index.trees`) weigh these; they are
fitted to conversations over invented documents and to the dev part of the gold set, by `python -m
tests.training.following` (DECISIONS 42).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np

from bot.answering.evidence import candidates
from bot.answering.finder import Found
from bot.answering.model import Understood
from bot.answering.quotable import Candidate
from bot.answering.readers import asks_for_all, fitting
from bot.answering.understand import Question
from bot.answering.weighing import KINDS
from bot.answering.wishes import asked_for
from bot.answering.wording import Stems
from index.search import Hit
from index.trees import Numbers, Trees
from knowledge.model import SourceKind

# Log-odds added to all, as not every answer of a conversation is marked in what the trees learn
# from; of 0, 0.5 and 1, by what is quoted beside the best on the dev parts (DECISIONS 42).
RAISED: Final = 1.0

_LEAST: Final = -8.0  # log-odds; of what was not found, and lower tells nothing more
_FAR: Final = 5  # sentences away from what was read; further tells nothing more
_LONGEST: Final = 40  # words; longer tells nothing more


class _Row(NamedTuple):
    """Where a candidate stands to what was read, and what it is, as the trees know it.

    `behind`, `behind_first` (the first quote alone) and `before`: how many sentences; 0: it is
    what was read.
    """

    share: float
    behind: float
    behind_first: float
    before: float
    in_block: float
    in_passage: float
    in_source: float
    item: float
    asks: float
    words: float
    heard: float
    follows: float  # 2: it points back, 1: it may lean on what was said, 0: neither
    kind: float


def evidence(question: Question, found: Found, stems: Stems) -> list[Candidate]:
    """Return what can be quoted for a question, best first."""
    together, alone = both_ways(question, found, stems)
    in_order = asks_for_all(question.searched, [each.hit for each in together])
    if not (question.read and together) or in_order:
        return together
    return weighed(question, together, alone)


def weighed(
    question: Question, together: Sequence[Candidate], alone: Sequence[Candidate]
) -> list[Candidate]:
    """Return one or more candidates, found either way, by what they score in the conversation."""
    pieces, rows = seen(question, together, alone)
    odds: list[float] = (_trees().odds(rows) + RAISED).tolist()
    scored = [replace(each, score=odd) for each, odd in zip(pieces, odds, strict=True)]
    return sorted(scored, key=lambda each: -each.score)


def both_ways(
    question: Question, found: Found, stems: Stems
) -> tuple[list[Candidate], list[Candidate]]:
    """Return what can be quoted for a question, and for what it asks by itself."""
    joined, asks = question.joined, Understood(question.understood.asked)
    together = _candidates(replace(question, understood=joined), found.hits, stems)
    if found.alone is None or not joined.before:
        return together, together
    return together, _candidates(replace(question, understood=asks), found.alone.hits, stems)


def _candidates(question: Question, hits: Sequence[Hit], stems: Stems) -> list[Candidate]:
    """Return what can be quoted; where it asks for readers' words itself, theirs alone."""
    there = asked_for(question, hits)
    own = fitting(question.understood.asked, there)
    of_readers = any(each.source.metadata.kind is SourceKind.COMMENT for each in own)
    return candidates(question, own if of_readers else fitting(question.searched, there), stems)


def seen(
    question: Question, together: Sequence[Candidate], alone: Sequence[Candidate]
) -> tuple[list[Candidate], Numbers]:
    """Return the candidates, found either way, and their numbers [candidates, features].

    Where somebody's own words are asked for, those alone; not of a quote that is pointed at.
    """
    by_place = {_place(each): each for each in (*alone, *together)}
    every = list(by_place.values())
    said = [] if question.pointed else [each for each in every if each.speaker]
    pieces = said or every
    rows = np.array([_where(question, each) for each in pieces], np.float64)
    odds = np.column_stack([column for way in (together, alone) for column in _odds(pieces, way)])
    return pieces, np.column_stack([odds, rows])


def _odds(pieces: Sequence[Candidate], found: Sequence[Candidate]) -> tuple[Numbers, Numbers]:
    """Return the log-odds of each piece where it was `found`, and how far below the best."""
    scores = {_place(each): max(each.score, _LEAST) for each in found}
    own = np.array([scores.get(_place(each), _LEAST) for each in pieces])
    return own, own - own.max()


def _where(question: Question, candidate: Candidate) -> _Row:
    """Return where a candidate stands to what was read, and what it is."""
    hit, place = candidate.hit, candidate.hit.passage.sentences.index(candidate.sentence)
    read = _read(hit, question.read)
    first = _read(hit, question.read[:1])
    blocks = [hit.passage.sentences[each] for each in read]
    return _Row(
        share=candidate.share,
        behind=_nearest(place - each for each in read),
        behind_first=_nearest(place - each for each in first),
        before=_nearest(each - place for each in read),
        in_block=float(any(each.block == candidate.sentence.block for each in blocks)),
        in_passage=float(any(each in hit.passage.text for each in question.read)),
        in_source=float(any(each in hit.source.text for each in question.read)),
        item=float(candidate.sentence.item is not None),
        asks=float(candidate.asks),
        words=float(min(len(candidate.own.split()), _LONGEST)),
        heard=float(bool(question.heard)),
        follows=2.0 if question.follows else float(bool(question.after)),
        kind=float(KINDS.index(question.kind)),
    )


def _read(hit: Hit, quotes: Sequence[str]) -> list[int]:
    """Return the places in a passage of the sentences that stand in one of some quotes."""
    text, sentences = hit.source.text, hit.passage.sentences
    return [
        place
        for place, each in enumerate(sentences)
        if any(text[each.start : each.end] in quote for quote in quotes)
    ]


def _nearest(distances: Iterable[int]) -> float:
    """Return the least of some distances, of those that go the right way."""
    return float(min(_FAR, min((each for each in distances if each >= 0), default=_FAR)))


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.hit.source.id, candidate.core


@cache
def _trees() -> Trees:
    """Return the trees that ship."""
    return Trees.read(files("bot.answering").joinpath("following.json").read_text("utf-8"))
