"""The answers to the questions of one message become one answer, in parts."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.model import Answer, Answered, Citation, Statement, Unanswered
from bot.answering.understand import Question


def joined(asked: Sequence[Question], answers: Sequence[Answer]) -> Answer:
    """Return one answer: what was answered, in parts (from 1) that say which question it is to.

    Citations are numbered on. What an earlier part quotes is not quoted again. A part that says
    nothing (else) is told with its question; when all parts do, the first tells why.
    """
    answered = [each for each in answers if isinstance(each, Answered)]
    if not answered or len(answers) == 1:
        return answers[0]
    statements: list[Statement] = []
    citations: list[Citation] = []
    unanswered: list[Unanswered] = []
    for part, (question, answer) in enumerate(zip(asked, answers, strict=True), 1):
        if not isinstance(answer, Answered):
            unanswered.append(Unanswered(part, question.searched, answer))
        elif new := _numbered_on(answer, part, citations):
            statements += new
        else:
            unanswered.append(Unanswered(part, question.searched, None))
    return replace(
        answered[0],
        statements=tuple(statements),
        citations=tuple(citations),
        warnings=tuple(dict.fromkeys(w for each in answered for w in each.warnings)),
        empty_sides=tuple(dict.fromkeys(side for each in answered for side in each.empty_sides)),
        unanswered=tuple(unanswered),
    )


def last_answered(answer: Answer, parts: int) -> int:
    """Return the part (from 1) of a message that a follow-up leans on: the last with an answer."""
    if not isinstance(answer, Answered):
        return parts
    return max(each.part for each in answer.statements)


def _numbered_on(answer: Answered, part: int, citations: list[Citation]) -> list[Statement]:
    """Return what one part says that none before it said; `citations` grows by those it adds."""
    earlier, own = list(citations), {each.number: each for each in answer.citations}
    new: list[Statement] = []
    for statement in answer.statements:
        cited = [own[number] for number in statement.citations]
        shown = [_holding(earlier, each) for each in cited]
        if shown[0] is not None:
            continue
        numbers = []
        for citation, there in zip(cited, shown, strict=True):
            if there is None:
                citations.append(replace(citation, number=len(citations) + 1))
            numbers.append((there or citations[-1]).number)
        new.append(replace(statement, citations=tuple(numbers), part=part))
    return new


def _holding(citations: Sequence[Citation], wanted: Citation) -> Citation | None:
    """Return the citation whose quote shares words with another, in the same source."""
    return next(
        (
            each
            for each in citations
            if each.source_id == wanted.source_id
            and each.start < wanted.end
            and wanted.start < each.end
        ),
        None,
    )
