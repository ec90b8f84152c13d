"""Why an answer is what it is: the evidence that was considered, and what became of each piece."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.answering.compose import Draft
from bot.answering.lists import Span
from bot.answering.quotable import Candidate
from index.search import Hit
from knowledge.model import Metadata

CONSIDERED: Final = 12  # pieces that are told of: what was quoted, and the best of the rest


class Fate(StrEnum):
    """What became of a piece of evidence; each has a text in every catalogue."""

    QUOTED = "quoted"
    BESIDE = "beside"
    WEAKER = "weaker"
    READER = "reader"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence or item with its score: the higher the better, of this question only."""

    text: str
    source: Metadata
    heading: tuple[str, ...]
    passage_id: str
    score: float
    fate: Fate


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one question was answered; `weighed` is best first, `probability` 0-1."""

    answer_id: str
    searched: str
    probability: float
    enough: bool
    weighed: tuple[Weighed, ...]


def weighed(
    evidence: Sequence[Candidate], left_out: Sequence[Hit], draft: Draft, *, enough: bool
) -> tuple[Weighed, ...]:
    """Return what was considered; `left_out` are hits that may not answer this question.

    What scores no less than the weakest quote and is not quoted was beside the list, side or
    number of lines that the question asks for.
    """
    spans = [span for line in draft.lines for span in line.spans]
    used = [any(_within(each, span) for span in spans) for each in evidence]
    weakest = min((e.score for e, u in zip(evidence, used, strict=True) if u), default=math.inf)

    def fate(score: float, *, quoted: bool) -> Fate:
        if not enough:
            return Fate.DECLINED
        if quoted:
            return Fate.QUOTED
        return Fate.BESIDE if score >= weakest else Fate.WEAKER

    found = [
        _weighed(each.hit, each.own, each.score, fate(each.score, quoted=quoted))
        for each, quoted in zip(evidence, used, strict=True)
    ]
    kept = [each for each in found if each.fate is Fate.QUOTED]
    rest = [each for each in found if each.fate is not Fate.QUOTED]
    readers = [_weighed(hit, hit.passage.text, hit.score, Fate.READER) for hit in left_out]
    return (*kept, *rest[: max(0, CONSIDERED - len(kept))], *readers)


def _within(candidate: Candidate, span: Span) -> bool:
    same = span.hit.source.id == candidate.hit.source.id
    return same and span.start <= candidate.core and candidate.end <= span.end


def _weighed(hit: Hit, text: str, score: float, fate: Fate) -> Weighed:
    place = hit.passage
    return Weighed(text, hit.source.metadata, place.heading, place.id, score, fate)
