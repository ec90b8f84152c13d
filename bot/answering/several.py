"""The answers to the questions of one message become one answer, in parts."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.model import Answer, Answered, Citation, Statement


def joined(answers: Sequence[Answer]) -> Answer:
    """Return one answer: what was answered, in parts (from 1) that say which question it is to.

    Citations are numbered on. What an earlier part quotes is not quoted again; a part that would
    say nothing else points to it. A part without an answer is left out when another has one; when
    none has, the first tells why.
    """
    answered = [(n, each) for n, each in enumerate(answers, 1) if isinstance(each, Answered)]
    if not answered or len(answers) == 1:
        return answers[0]
    statements: list[Statement] = []
    citations: list[Citation] = []
    for part, each in answered:
        statements += _numbered_on(each, part, citations)
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


def _numbered_on(answer: Answered, part: int, citations: list[Citation]) -> list[Statement]:
    """Return the statements of one part; `citations` grows by those that it adds."""
    earlier, own = list(citations), {each.number: each for each in answer.citations}
    new: list[Statement] = []
    again: list[Statement] = []
    for statement in answer.statements:
        cited = [own[number] for number in statement.citations]
        shown = [_holding(earlier, each) for each in cited]
        if shown[0] is not None:
            again.append(Statement(shown[0].quote, (shown[0].number,), part))
            continue
        numbers = []
        for citation, there in zip(cited, shown, strict=True):
            if there is None:
                citations.append(replace(citation, number=len(citations) + 1))
            numbers.append((there or citations[-1]).number)
        new.append(replace(statement, citations=tuple(numbers), part=part))
    return new or again[:1]


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
