"""The card for where others read along: the lines with their sources named, and no proof."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from bot.answering.brief import brief
from bot.answering.model import Answered, Citation, Clarify, Declined, Exchange
from bot.card import declined, said, unanswered
from bot.labels import reference
from bot.reply import Paragraph, Reply, Span
from bot.texts import Texts

_LENGTH: Final = 600  # characters of the lines; the first of each side or part is always whole


def short(exchange: Exchange, texts: Texts, today: date) -> Reply:
    """Return the message for an exchange; of a button only an address works in a group."""
    match exchange.answer:
        case Answered() as answer:
            cut = brief(answer, _LENGTH, today)
            return Reply(tuple(_answered(exchange, answer, cut, texts)))
        case Declined() as answer:
            made = declined(exchange, replace(answer, nearest=()), texts)
            linked = (tuple(button for button in row if button.url) for row in made.buttons)
            return replace(made, buttons=tuple(filter(None, linked)))
        case Clarify() as answer:
            ways = "\n".join(f"• {option.question}" for option in answer.options)
            return Reply(
                tuple(Paragraph((Span(each),)) for each in (answer.question, ways) if each)
            )
        case _:
            assert_never(exchange.answer)


def _answered(
    exchange: Exchange, whole: Answered, cut: Answered, texts: Texts
) -> Iterator[Paragraph]:
    yield from said(exchange, cut, texts)
    if len(cut.statements) < len(whole.statements):
        yield Paragraph((Span(texts.get(exchange.language, "group.cut"), italic=True),))
    for each in unanswered(exchange, whole, texts):
        yield from each.paragraphs
    yield _sources(cut.citations, exchange.language, texts)


def _sources(citations: Sequence[Citation], language: str, texts: Texts) -> Paragraph:
    """A line a source, linked to the first words that are quoted."""
    spans: list[Span] = []
    for source_id in dict.fromkeys(citation.source_id for citation in citations):
        own = [citation for citation in citations if citation.source_id == source_id]
        marks = "".join(f"[{citation.number}]" for citation in own)
        spans += [
            Span(f"\n{marks} " if spans else f"{marks} "),
            Span(own[0].source.title, link=own[0].link),
            Span(f" · {reference(own[0].source, language, texts, own[0].imported)}"),
        ]
    return Paragraph(tuple(spans))
