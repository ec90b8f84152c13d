"""A question goes in, an exchange comes out: understand, find, judge, compose, cite, verify."""

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, Self

from bot.answering import cite
from bot.answering.compose import Span, compose
from bot.answering.evidence import candidates, fitting
from bot.answering.model import (
    Answer,
    Answered,
    Citation,
    Declined,
    DeclineReason,
    Exchange,
    Language,
    Statement,
    Timings,
)
from bot.answering.understand import (
    MAX_QUESTION,
    Question,
    asks_nothing,
    small_talk,
    understand,
    whole,
)
from bot.answering.warn import warnings
from index.search import Hit
from knowledge.model import Metadata

_NEAREST: Final = 2
_FURTHER: Final = 3
_FAR: Final = 0.002  # probability; what comes nearest to a question this far off helps nobody
_ID_LETTERS: Final = 6

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, best first, and whether that can answer it.

    `probability` is 0-1; `enough` tells whether it passes the threshold of the index;
    `keyword_only` whether words alone were searched, because the index is being made.
    """

    hits: Sequence[Hit]
    probability: float
    enough: bool
    embed_ms: int
    search_ms: int
    keyword_only: bool = False


class Finder(Protocol):
    """What answering needs of the library and its index."""

    @property
    def revision(self) -> int:
        """The revision of the library that is searched."""
        ...

    def find(self, question: str, language: Language) -> Found:
        """Return the hits for a question in that language, with their judgement."""
        ...

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        ...

    def within(self, collections: Collection[str] | None) -> "Finder":
        """Return a finder that knows no sources but those of these collections; None: all."""
        ...

    def page(self, source_id: str) -> str:
        """Return the page of a source as it was received."""
        ...

    def unchanged(self, hit: Hit) -> bool:
        """Tell whether the stored passage still has the hash that it was stored with."""
        ...


class Answerer:
    """Answers questions from what a finder finds; keeps nothing between two questions."""

    def __init__(self, finder: Finder, key: bytes) -> None:
        """`key` makes answer ids that nobody can turn back into a question."""
        self._finder = finder
        self._key = key

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        return self._finder.known()

    def within(self, collections: Collection[str] | None) -> Self:
        """Return an answerer that knows no sources but those of these collections; None: all."""
        finder = self._finder.within(collections)
        return self if finder is self._finder else type(self)(finder, self._key)

    def answer(self, text: str, previous: Question | None = None) -> tuple[Exchange, Question]:
        """Return the exchange, and the question as understood, for a later follow-up."""
        began = time.perf_counter()
        text = whole(text)
        question = understand(text[: MAX_QUESTION + 1], previous)
        declined = _no_question(text)
        understood = time.perf_counter()
        if declined is not None:
            times = Timings(understand=_ms(began, understood), total=_ms(began))
            return self._exchange(text, question, declined, 0.0, times), question
        found = self._finder.find(question.searched, question.language)
        composing = time.perf_counter()
        answer = self._answer(question, found)
        times = Timings(
            understand=_ms(began, understood),
            embed=found.embed_ms,
            search=found.search_ms,
            compose=_ms(composing),
            total=_ms(began),
        )
        exchange = self._exchange(text, question, answer, found.probability, times)
        return replace(exchange, keyword_only=found.keyword_only), question

    def further(self, text: str, but: Collection[str]) -> tuple[Citation, ...]:
        """Return what else comes near a question, best first, without the passages in `but`."""
        question = understand(text)
        found = self._finder.find(question.searched, question.language)
        best: dict[str, Span] = {}
        for each in candidates(question, fitting(question, found.hits)):
            if each.hit.passage.id not in but:
                best.setdefault(each.hit.passage.id, Span(each.hit, each.start, each.end))
        return self._citations(list(best.values())[:_FURTHER])

    def _answer(self, question: Question, found: Found) -> Answer:
        evidence = candidates(question, fitting(question, found.hits))
        if found.enough:
            citations = self._citations(compose(question, evidence))
            if citations:
                statements = tuple(Statement(c.quote, (c.number,)) for c in citations)
                return Answered(statements, citations, warnings(citations, _today()))
        if found.probability < _FAR:
            return Declined(DeclineReason.NO_SOURCE)
        best = {candidate.hit.passage.id: candidate for candidate in reversed(evidence)}
        nearest = sorted(best.values(), key=lambda candidate: -candidate.score)[:_NEAREST]
        spans = [Span(c.hit, c.start, c.end) for c in nearest]
        return Declined(DeclineReason.NO_SOURCE, nearest=self._citations(spans))

    def _citations(self, spans: Sequence[Span]) -> tuple[Citation, ...]:
        """Return the spans as numbered citations; one whose passage has changed is dropped."""
        kept = [span for span in spans if self._finder.unchanged(span.hit)]
        if len(kept) < len(spans):
            log.error("dropped %d quotes: the stored passage has changed", len(spans) - len(kept))
        sources = {span.hit.source.id for span in kept}
        pages = {source_id: cite.searchable(self._finder.page(source_id)) for source_id in sources}
        return tuple(
            cite.citation(number, span, kept, pages[span.hit.source.id])
            for number, span in enumerate(kept, start=1)
        )

    def _exchange(
        self, text: str, question: Question, answer: Answer, confidence: float, times: Timings
    ) -> Exchange:
        return Exchange(
            answer_id=self._answer_id(question),
            question=text,
            language=question.language,
            understood_as=question.searched,
            answer=answer,
            confidence=confidence,
            timings=times,
        )

    def _answer_id(self, question: Question) -> str:
        """Same question, same library: same id. Keyed (HMAC-SHA256), so it tells nothing."""
        said = f"{self._finder.revision}\x1f{question.language}\x1f{question.searched}"
        digest = hmac.new(self._key, said.encode(), hashlib.sha256).digest()
        return "A-" + base64.b32encode(digest).decode().lower()[:_ID_LETTERS]


def _no_question(text: str) -> Declined | None:
    if len(text) > MAX_QUESTION:
        return Declined(DeclineReason.NOT_A_QUESTION, "too_long")
    if asks_nothing(text):
        return Declined(DeclineReason.NOT_A_QUESTION)
    talk = small_talk(text)
    return None if talk is None else Declined(DeclineReason.NOT_A_QUESTION, talk)


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the age of a source in years, where the reader is)


def _ms(since: float, until: float | None = None) -> int:
    return round(((until or time.perf_counter()) - since) * 1000)
