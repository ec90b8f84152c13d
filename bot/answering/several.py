"""The answers to the questions of one message become one answer, in parts."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.model import Answer, Answered, Citation, Statement


def joined(answers: Sequence[Answer]) -> Answer:
    """Return one answer: what was answered, in parts (from 1) that say which question it is to.

    Citations are numbered on. A part without an answer is left out when another has one; when none
    has, the first tells why.
    """
    answered = [(n, each) for n, each in enumerate(answers, 1) if isinstance(each, Answered)]
    if not answered or len(answers) == 1:
        return answers[0]
    statements: list[Statement] = []
    citations: list[Citation] = []
    for part, each in answered:
        first = len(citations)
        citations += [replace(one, number=one.number + first) for one in each.citations]
        for statement in each.statements:
            numbers = tuple(number + first for number in statement.citations)
            statements.append(replace(statement, citations=numbers, part=part))
    whole = answered[0][1]
    warnings = tuple(dict.fromkeys(w for _, each in answered for w in each.warnings))
    empty = tuple(dict.fromkeys(side for _, each in answered for side in each.empty_sides))
    return replace(
        whole,
        statements=tuple(statements),
        citations=tuple(citations),
        warnings=warnings,
        empty_sides=empty,
    )
