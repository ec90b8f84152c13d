"""How likely each piece of evidence is to the point, by what can be seen of it.

Boosted trees (`index.trees`), fitted by `python -m tests.training.weighing` to questions over some
thirty libraries on other subjects than ours, and over ours (DECISIONS 35). What they look at are
the numbers of `seen`: how near a piece is in meaning and how many of the question's words it has,
against the others; what stands before and behind it; and what kind of sentence it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np

from bot.answering.lists import introduced
from bot.answering.quotable import Candidate
from bot.answering.understand import Kind
from index.trees import Numbers, Trees

# In the order that the trees were fitted with; a new kind goes behind the others.
KINDS: Final = (
    *(Kind.COMPARE, Kind.HOW_MANY, Kind.WHEN, Kind.WHY, Kind.LIST, Kind.WHO, Kind.DEFINITION),
    *(Kind.WHERE, Kind.HOW_TO, Kind.YES_NO, Kind.OTHER),
)
_LONGEST: Final = 40  # words; longer tells nothing more
# What is also compared with the others of the question: by the share of them that have more, and
# by how far below the most.
_RANKED: Final = 4
_BELOW: Final = 5


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of a candidate beside its text.

    `own` is the share (0-1) of the question's words that it holds itself; `fits` tells whether it
    is the kind of thing asked for.
    """

    own: float
    fits: bool


class _Row(NamedTuple):
    """The numbers of one candidate, in the order that the trees know; `near`, `passage`: z-scores.

    `before` and `after` are those of its neighbours in the paragraph, 0 without one.
    """

    near: float
    passage: float
    share: float
    own: float
    own_before: float
    near_before: float
    own_after: float
    near_after: float
    asks: float
    leads: float
    item: float
    first: float
    words: float
    fits: float


def odds(kind: Kind, found: Sequence[Candidate], sights: Sequence[Sight]) -> list[float]:
    """Return the log-odds of each of one or more candidates, as they stand in their passages."""
    given: list[float] = _trees().odds(seen(kind, found, sights)).tolist()
    return given


def seen(kind: Kind, found: Sequence[Candidate], sights: Sequence[Sight]) -> Numbers:
    """Return the numbers [candidates, features] that the trees look at."""
    near = _standardised([each.cosine for each in found])
    passage = _standardised([each.hit.score for each in found])
    rows: list[_Row] = []
    for place, (each, sight) in enumerate(zip(found, sights, strict=True)):
        before = place - 1 if place and _adjoin(found[place - 1], each) else None
        after = place + 1 if _adjoin(each, *found[place + 1 : place + 2]) else None
        rows.append(
            _Row(
                near=near[place],
                passage=passage[place],
                share=each.share,
                own=sight.own,
                own_before=0.0 if before is None else sights[before].own,
                near_before=0.0 if before is None else near[before],
                own_after=0.0 if after is None else sights[after].own,
                near_after=0.0 if after is None else near[after],
                asks=float(each.asks),
                leads=float(bool(introduced(each))),
                item=float(each.sentence.item is not None),
                first=float(each.sentence is each.hit.passage.sentences[0]),
                words=float(min(len(each.own.split()), _LONGEST)),
                fits=float(sight.fits),
            )
        )
    own = np.array(rows, np.float64)
    ranked = own[:, :_RANKED]
    above = (ranked[None, :, :] > ranked[:, None, :]).sum(axis=1) / len(own)
    below = own[:, :_BELOW] - own[:, :_BELOW].max(axis=0)
    of_kind = np.full((len(own), 1), float(KINDS.index(kind)))
    return np.column_stack([own, above, below, of_kind])


def _adjoin(one: Candidate, *other: Candidate) -> bool:
    """Tell whether another candidate stands in the paragraph of one."""
    return any(
        each.hit.passage.id == one.hit.passage.id and each.sentence.block == one.sentence.block
        for each in other
    )


def _standardised(values: Sequence[float]) -> list[float]:
    given = np.array(values, np.float64)
    deviation = given.std()
    standard: list[float] = ((given - given.mean()) / (deviation or 1.0)).tolist()
    return standard


@cache
def _trees() -> Trees:
    """Return the trees that ship."""
    return Trees.read(files("bot.answering").joinpath("weighing.json").read_text("utf-8"))
