"""From a draft to an answer: every quote is checked against its stored passage, and cited."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from bot.answering import cite
from bot.answering.compose import Draft, Line
from bot.answering.lists import Span
from bot.answering.model import Answered, Citation, Premise, Statement
from bot.answering.warn import warnings
from index.search import Hit

log = logging.getLogger(__name__)


class Stored(Protocol):
    """What is asked of the library about something that is to be quoted."""

    def page(self, source_id: str) -> str:
        """Return the page of a source as it was received."""
        ...

    def unchanged(self, hit: Hit) -> bool:
        """Tell whether the stored passage still has the hash that it was stored with."""
        ...


class Citer:
    """Cites what stands; `dropped` counts the quotes that no longer did, since the start."""

    def __init__(self, stored: Stored) -> None:
        """Take in where the passages are stored."""
        self._stored = stored
        self.dropped = 0

    def answered(self, draft: Draft, premise: Premise | None = None) -> Answered | None:
        """Return a draft as an answer; None when none of its quotes still stands."""
        kept = [line for line in map(self._standing, draft.lines) if line.spans]
        if not kept:
            return None
        citations = self._cited([span for line in kept for span in line.spans])
        numbers = iter(citations)
        statements: list[Statement] = []
        for line in kept:
            own = [next(numbers) for _ in line.spans]
            cited = tuple(citation.number for citation in own)
            statements.append(Statement(own[0].quote, cited, label=line.label))
        return Answered(
            statements=tuple(statements),
            citations=citations,
            warnings=(*draft.warnings, *warnings(citations, _today())),
            empty_sides=draft.empty_sides,
            corrects=premise,
        )

    def citations(self, spans: Sequence[Span]) -> tuple[Citation, ...]:
        """Return those of the spans that stand, as numbered citations."""
        return self._cited(self._standing(Line(tuple(spans))).spans)

    def _standing(self, line: Line) -> Line:
        """Return a line without the quotes whose stored passage has another hash by now."""
        kept = tuple(span for span in line.spans if self._stored.unchanged(span.hit))
        if len(kept) < len(line.spans):
            self.dropped += len(line.spans) - len(kept)
            log.error("dropped %d quotes so far: the stored passage has changed", self.dropped)
        return replace(line, spans=kept)

    def _cited(self, spans: Sequence[Span]) -> tuple[Citation, ...]:
        sources = {span.hit.source.id for span in spans}
        pages = {source_id: cite.searchable(self._stored.page(source_id)) for source_id in sources}
        return tuple(
            cite.citation(number, span, spans, pages[span.hit.source.id])
            for number, span in enumerate(spans, start=1)
        )


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the age of a source in years, where the reader is)
