"""A question goes in, an exchange comes out: understand, find, judge, compose, cite, verify."""

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from bot.answering import cite
from bot.answering.compose import Draft, Line, compose
from bot.answering.evidence import candidates, fitting
from bot.answering.lists import Span
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
from bot.answering.why import Explanation, weighed
from index.search import Hit
from knowledge.model import Metadata

_NEAREST: Final = 2
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

    @property
    def made_with(self) -> str:
        """What the answers depend on beside the library: model and settings, as one text."""
        ...

    def find(self, question: str, language: Language) -> Found:
        """Return the hits for a question in that language, with their judgement."""
        ...

    def stems(self, word: str) -> list[str]:
        """Return the stem of a folded word of a question, and those of its parts."""
        ...

    def source_stems(self, word: str) -> list[str]:
        """Return the same for a folded word of a source."""
        ...

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        ...

    def page(self, source_id: str) -> str:
        """Return the page of a source as it was received."""
        ...

    def unchanged(self, hit: Hit) -> bool:
        """Tell whether the stored passage still has the hash that it was stored with."""
        ...


class Answerer:
    """Answers questions from what a finder finds; keeps nothing between two questions."""

    def __init__(
        self, finder: Finder, key: bytes, told: Callable[[Answer], None] | None = None
    ) -> None:
        """`key` makes answer ids that nobody can turn back into a question.

        `told` is told every answer that was looked for, once it is made.
        """
        self._finder = finder
        self._key = key
        self.dropped = 0  # quotes whose passage had changed, since the start
        self._told = told

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        return self._finder.known()

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
        if self._told:
            self._told(answer)
        times = Timings(
            understand=_ms(began, understood),
            embed=found.embed_ms,
            search=found.search_ms,
            compose=_ms(composing),
            total=_ms(began),
        )
        exchange = self._exchange(text, question, answer, found.probability, times)
        return replace(exchange, keyword_only=found.keyword_only), question

    def explain(self, question: Question) -> Explanation:
        """Return what was considered for a question as understood, and what became of it.

        It is found and composed once more, which gives the same: id, hits and quotes.
        """
        found = self._finder.find(question.searched, question.language)
        may_answer = fitting(question, found.hits)
        evidence = candidates(question, may_answer, self._finder)
        draft = compose(question, evidence) if found.enough else Draft()
        left_out = [hit for hit in found.hits if hit not in may_answer]
        return Explanation(
            answer_id=self._answer_id(question),
            searched=question.searched,
            probability=found.probability,
            enough=found.enough,
            weighed=weighed(evidence, left_out, draft, enough=found.enough),
        )

    def _answer(self, question: Question, found: Found) -> Answer:
        evidence = candidates(question, fitting(question, found.hits), self._finder)
        if found.enough:
            answer = self._answered(compose(question, evidence))
            if answer is not None:
                return answer
        if found.probability < _FAR:
            return Declined(DeclineReason.NO_SOURCE)
        best = {candidate.hit.passage.id: candidate for candidate in reversed(evidence)}
        nearest = sorted(best.values(), key=lambda candidate: -candidate.score)[:_NEAREST]
        spans = [Span(c.hit, c.start, c.end) for c in nearest if self._finder.unchanged(c.hit)]
        return Declined(DeclineReason.NO_SOURCE, nearest=self._citations(spans))

    def _answered(self, draft: Draft) -> Answered | None:
        """Return a draft with its citations; None when none of its quotes still stands."""
        kept = [line for line in map(self._standing, draft.lines) if line.spans]
        self._count(sum(len(line.spans) for line in draft.lines) - sum(len(k.spans) for k in kept))
        if not kept:
            return None
        citations = self._citations([span for line in kept for span in line.spans])
        numbers = iter(citations)
        statements: list[Statement] = []
        for line in kept:
            own = [next(numbers) for _ in line.spans]
            cited = tuple(citation.number for citation in own)
            statements.append(Statement(own[0].quote, cited, label=line.label))
        return Answered(
            tuple(statements),
            citations,
            (*draft.warnings, *warnings(citations, _today())),
            draft.empty_sides,
        )

    def _standing(self, line: Line) -> Line:
        """Return a line without the quotes whose stored passage has another hash by now."""
        return replace(
            line, spans=tuple(span for span in line.spans if self._finder.unchanged(span.hit))
        )

    def _count(self, dropped: int) -> None:
        """Count the quotes of an answer that no longer stand, and say so once."""
        if dropped:
            self.dropped += dropped
            log.error("dropped %d quotes: the stored passage has changed", dropped)

    def _citations(self, spans: Sequence[Span]) -> tuple[Citation, ...]:
        """Return the spans as citations, numbered in that order."""
        sources = {span.hit.source.id for span in spans}
        pages = {source_id: cite.searchable(self._finder.page(source_id)) for source_id in sources}
        return tuple(
            cite.citation(number, span, spans, pages[span.hit.source.id])
            for number, span in enumerate(spans, start=1)
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
        """Same question and history, library and settings: same id, same answer.

        Keyed (HMAC-SHA256), so that nobody can guess a question from it.
        """
        said = f"{self._finder.revision}\x1f{self._finder.made_with}\x1f{question!r}"
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
