"""What can be quoted for a question in a conversation, best first.

What somebody asks on is scored twice: with the question that it follows on, which tells what it
is about, and by itself, as the other has more words. And people ask on about what they have just
read: the answer is often the next sentence. Boosted trees (`index.trees`) weigh these; they are
fitted to conversations over invented documents, to the dev part of the gold set and to what
examiners asked on, by `python -m tests.training.following` (DECISIONS 42).
"""

from collections.abc import Iterable, Sequence, Set
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
# from; of 0 to 2, where as much is quoted as before (DECISIONS 42).
RAISED: Final = 1.0

_LEAST: Final = -8.0  # log-odds; of what was not found, and lower tells nothing more
_FAR: Final = 5  # sentences away from what was read; further tells nothing more
_LONGEST: Final = 40  # words; longer tells nothing more


class _Row(NamedTuple):
    """Where a candidate stands to what was read, and what it is, as the trees know it.

    `behind`, `behind_first` (the first quote alone) and `before`: how many sentences; 0: it is
    what was read. `follows`: whether it points back (1), or may lean on what was said (0).
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
    follows: float
    kind: float


class _Read(NamedTuple):
    """What was read of a passage: the places of its sentences, and those of the first quote."""

    places: Sequence[int]
    first: Sequence[int]
    blocks: Set[int]
    in_passage: bool
    in_source: bool


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
    """Return what can be quoted; where it asks for readers' words itself, theirs alone.

    Only who points back asks for those of the reader who was asked about before.
    """
    there = asked_for(question, hits)
    own = fitting(question.understood.asked, there)
    of_readers = any(each.source.metadata.kind is SourceKind.COMMENT for each in own)
    if question.follows and not of_readers:
        own = fitting(question.searched, there)
    return candidates(question, own, stems)


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
    hits = {each.hit.passage.id: each.hit for each in pieces}
    read = {passage: _read(question, hit) for passage, hit in hits.items()}
    where = [_where(question, each, read[each.hit.passage.id]) for each in pieces]
    rows = np.array(where, np.float64)
    odds = np.column_stack([column for way in (together, alone) for column in _odds(pieces, way)])
    return pieces, np.column_stack([odds, rows])


def _odds(pieces: Sequence[Candidate], found: Sequence[Candidate]) -> tuple[Numbers, Numbers]:
    """Return the log-odds of each piece where it was `found`, and how far below the best."""
    scores = {_place(each): max(each.score, _LEAST) for each in found}
    own = np.array([scores.get(_place(each), _LEAST) for each in pieces])
    return own, own - own.max()


def _where(question: Question, candidate: Candidate, read: _Read) -> _Row:
    """Return where a candidate stands to what was read, and what it is."""
    place = candidate.hit.passage.sentences.index(candidate.sentence)
    return _Row(
        share=candidate.share,
        behind=_nearest(place - each for each in read.places),
        behind_first=_nearest(place - each for each in read.first),
        before=_nearest(each - place for each in read.places),
        in_block=float(candidate.sentence.block in read.blocks),
        in_passage=float(read.in_passage),
        in_source=float(read.in_source),
        item=float(candidate.sentence.item is not None),
        asks=float(candidate.asks),
        words=float(min(len(candidate.own.split()), _LONGEST)),
        follows=float(question.follows),
        kind=float(KINDS.index(question.kind)),
    )


def _read(question: Question, hit: Hit) -> _Read:
    """Return what was read of a passage: sentences that stand in one of the quotes."""
    text, there = hit.source.text, hit.passage.sentences
    said = [text[each.start : each.end] for each in there]
    places = [n for n, each in enumerate(said) if any(each in quote for quote in question.read)]
    return _Read(
        places=places,
        first=[n for n in places if said[n] in question.read[0]],
        blocks={there[n].block for n in places},
        in_passage=any(quote in hit.passage.text for quote in question.read),
        in_source=any(quote in text for quote in question.read),
    )


def _nearest(distances: Iterable[int]) -> float:
    """Return the least of some distances, of those that go the right way."""
    return float(min(_FAR, min((each for each in distances if each >= 0), default=_FAR)))


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.hit.source.id, candidate.core


@cache
def _trees() -> Trees:
    """Return the trees that ship."""
    return Trees.read(files("bot.answering").joinpath("following.json").read_text("utf-8"))
