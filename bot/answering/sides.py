"""A comparison: what each side has to show for itself, from the same evidence."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.answering.lists import introduced
from bot.answering.quotable import Candidate
from bot.answering.understand import Question
from index import dutch

A_SIDE: Final = 2  # quotes
# How far below the best of all a side's first quote may score, and its second below its first.
SIDE_REACH: Final = 4.0
SECOND_REACH: Final = 1.0


def by_side(question: Question, evidence: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    """Return what each side has, best first, in the order asked; nothing without two sides."""
    if len(question.sides) <= 1:
        return {}
    names = {side: _beginnings(side) for side in question.sides}
    found: dict[str, list[Candidate]] = {side: [] for side in question.sides}
    for candidate in evidence:
        if candidate.score < evidence[0].score - SIDE_REACH:
            break
        side = _side(candidate, names)
        if side is not None and _adds(candidate, found[side]):
            found[side].append(candidate)
    return found


def _adds(candidate: Candidate, there: Sequence[Candidate]) -> bool:
    if introduced(candidate) or len(there) >= A_SIDE:
        return False
    return not there or candidate.score >= there[0].score - SECOND_REACH


def _side(candidate: Candidate, names: Mapping[str, Sequence[str]]) -> str | None:
    """Return the side that a candidate is about: named in it, just before it, or filed under."""
    hit, text = candidate.hit, candidate.hit.source.text
    paragraph = [
        text[each.start : each.end]
        for each in hit.passage.sentences
        if each.block == candidate.sentence.block and each.start < candidate.core
    ]
    known = hit.source.metadata
    filed = " ".join((*hit.passage.heading, *known.municipalities))
    for where in (candidate.own, *reversed(paragraph), filed):
        words = dutch.words(where)
        there = [
            side
            for side, beginnings in names.items()
            if all(any(word.startswith(each) for word in words) for each in beginnings)
        ]
        if there:
            return there[0] if len(there) == 1 else None
    return None


def _beginnings(side: str) -> list[str]:
    """Return what the words of a text that names a side begin with: "utrecht" for "Utrechtse"."""
    return [dutch.stem(word) for word in dutch.content(side) or dutch.words(side)]
