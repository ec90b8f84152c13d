"""An answer cut short, for where others read along: what must be known of it stays."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Final

from bot.answering.model import Answered, AnswerWarning, Citation, Statement, WarningCode
from bot.answering.warn import warnings

# Of the answer as a whole; the others are of its sources, and go with them.
_OF_THE_WHOLE: Final = (WarningCode.CONFLICT, WarningCode.NO_METHOD)


def brief(answer: Answered, length: int, today: date) -> Answered:
    """Return the first line of each part and label, and further ones up to `length` characters.

    Lines stay whole and in order; citations are numbered anew.
    """
    kept = _kept(answer.statements, length)
    numbers = sorted({number for each in kept for number in each.citations})
    new = {old: place for place, old in enumerate(numbers, start=1)}
    cited = tuple(
        replace(each, number=new[each.number]) for each in answer.citations if each.number in new
    )
    return replace(
        answer,
        statements=tuple(
            replace(each, citations=tuple(new[number] for number in each.citations))
            for each in kept
        ),
        citations=cited,
        warnings=_warnings(answer.warnings, cited, today),
    )


def _kept(statements: Sequence[Statement], length: int) -> list[Statement]:
    """Return the statements to show; the room that first lines take is taken first."""
    runs = groupby(enumerate(statements), lambda each: (each[1].part, each[1].label))
    places: Set[int] = {next(run)[0] for _, run in runs}
    room = length - sum(len(statements[place].text) for place in places)
    found: list[Statement] = []
    for place, each in enumerate(statements):
        if place not in places:
            room -= len(each.text)
        if place in places or room >= 0:
            found.append(each)
    return found


def _warnings(
    given: Sequence[AnswerWarning], cited: Sequence[Citation], today: date
) -> tuple[AnswerWarning, ...]:
    whole = (each for each in given if each.code in _OF_THE_WHOLE)
    return (*whole, *warnings(cited, today))
