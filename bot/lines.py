"""The lines of an answer as paragraphs: what is read first, above the proof.

Lines under one label stand together below it; the items of a list stand in one paragraph. A list
that is longer than a telephone shows is shortened to the first sentence of each item: all of it
stands in the proof.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, assert_never

from bot.answering.model import Answered, Citation, Label, LabelKind, Statement
from bot.labels import written_date
from bot.reply import Paragraph, Span
from bot.texts import Texts
from knowledge.sentences import sentences

MAX_CHARACTERS: Final = 1_200  # of all lines


def lines(answer: Answered, language: str, texts: Texts) -> Iterator[Paragraph]:
    """Yield a paragraph a statement, or a list, each run of one label under its heading."""
    by_number = {citation.number: citation for citation in answer.citations}
    brief = sum(len(statement.text) for statement in answer.statements) > MAX_CHARACTERS
    above: tuple[int, Label | None] = (0, None)
    for (part, label), run in groupby(answer.statements, lambda each: (each.part, each.label)):
        said = list(run)
        if label is not None:
            heading = _heading(label, by_number[said[0].citations[0]], language, texts)
            yield Paragraph((Span(f"{heading}:", bold=True),))
        elif above[0] == part:  # a line without a label does not belong under the one above it
            yield Paragraph((Span(f"{texts.get(language, 'label.also')}:", bold=True),))
        above = part, label
        yield from _paragraphs(said, by_number, brief=brief)
    for side in answer.empty_sides:
        none = texts.get(language, "label.empty_side")
        yield Paragraph((Span(f"{_capital(side)}: ", bold=True), Span(none)))


def _paragraphs(
    said: Sequence[Statement], by_number: dict[int, Citation], *, brief: bool
) -> Iterator[Paragraph]:
    def in_a_list(statement: Statement) -> bool:
        return by_number[statement.citations[0]].item is not None

    for listed, run in groupby(said, in_a_list):
        if listed:
            yield Paragraph((Span("\n".join(f"• {_line(each, brief=brief)}" for each in run)),))
        else:
            yield from (Paragraph((Span(_line(each, brief=False)),)) for each in run)


def _line(statement: Statement, *, brief: bool) -> str:
    numbers = "".join(f"[{number}]" for number in statement.citations)
    text = statement.text
    if brief:
        _, end = sentences(text)[0]
        text = text if end >= len(text) else f"{text[:end]} …"
    return f"{' '.join(text.split())} {numbers}"


def _capital(name: str) -> str:
    """Return the name of a side as a line begins; of itself it is as it was typed."""
    return name[:1].upper() + name[1:]


def _heading(label: Label, first: Citation, language: str, texts: Texts) -> str:
    match label.kind:
        case LabelKind.SIDE:
            return _capital(label.name)
        case LabelKind.SOURCE:
            return f"{label.name} ({written_date(first.source.published, language, texts)})"
        case LabelKind.OTHERS_DO | LabelKind.ADVICE | LabelKind.ONE_OF:
            return texts.get(language, f"label.{label.kind.value}")
        case _:
            assert_never(label.kind)
