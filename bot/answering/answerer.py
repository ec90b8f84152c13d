"""A question goes in, an exchange comes out: understand, find, judge, compose, cite, verify."""

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, Self

from bot.answering import cite, personal_data, private_names
from bot.answering.clarify import clarify
from bot.answering.compose import Span, compose
from bot.answering.evidence import candidates, fitting
from bot.answering.missing import missing, texts_of
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
from bot.answering.off_topic import is_off_topic
from bot.answering.personal_data import PersonalData
from bot.answering.premises import FalsePremise, false_premise
from bot.answering.several import joined
from bot.answering.signposts import subject_of
from bot.answering.understand import (
    MAX_QUESTION,
    Background,
    Question,
    Turn,
    Wish,
    asks_nothing,
    language_of,
    questions,
    small_talk,
    turn,
    unread,
    whole,
)
from bot.answering.warn import warnings
from bot.answering.wishes import asked_for, cut, note, subject_asked, unsaid
from index.search import Hit
from knowledge.model import Metadata, SourceKind

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

    def find(self, question: str, language: Language) -> Found:
        """Return the hits for a question in that language, with their judgement."""

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""

    def within(self, collections: Collection[str] | None) -> "Finder":
        """Return a finder that knows no sources but those of these collections; None: all."""

    def names(self) -> frozenset[str]:
        """Return the names that the sources know, as `private_names.names_in` gives them."""

    def nearest(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one (folded) stands for, if any."""

    def knows(self, word: str) -> bool:
        """Tell whether a folded word stands in the library, in whatever form."""

    def page(self, source_id: str) -> str:
        """Return the page of a source as it was received."""

    def unchanged(self, hit: Hit) -> bool:
        """Tell whether the stored passage still has the hash that it was stored with."""


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
        self._told = told

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        return self._finder.known()

    def within(self, collections: Collection[str] | None) -> Self:
        """Return an answerer that knows no sources but those of these collections; None: all."""
        finder = self._finder.within(collections)
        return self if finder is self._finder else type(self)(finder, self._key, self._told)

    def answer(self, text: str, previous: Turn | None = None) -> tuple[Exchange, Turn]:
        """Return the exchange, and what to remember of it for a later follow-up."""
        began = time.perf_counter()
        text = whole(text)
        private = self._private(text)
        if private is not None:
            nothing = (unread(language_of(text)),)
            times = Timings(understand=_ms(began), total=_ms(began))
            return self._exchange(text, nothing, private, 0.0, times)
        asked = questions(text[: MAX_QUESTION + 1], previous, self._background())
        ended = _no_question(text, asked[0])
        understood = _ms(began)
        if ended is not None:
            times = Timings(understand=understood, total=_ms(began))
            return self._exchange(text, asked, ended, 0.0, times)
        found = [self._finder.find(each.searched, each.language) for each in asked]
        composing = time.perf_counter()
        answer = joined([self._answer(*each) for each in zip(asked, found, strict=True)])
        if self._told:
            self._told(answer)
        times = Timings(
            understand=understood,
            embed=sum(each.embed_ms for each in found),
            search=sum(each.search_ms for each in found),
            compose=_ms(composing),
            total=_ms(began),
        )
        confidence = max(each.probability for each in found)
        exchange, remembered = self._exchange(text, asked, answer, confidence, times)
        by_words = any(each.keyword_only for each in found)
        return replace(exchange, keyword_only=by_words), remembered

    def _background(self) -> Background:
        return Background(self._readers, self._finder.nearest, self._finder.knows)

    def _readers(self) -> list[str]:
        """Return the names of those who wrote comments."""
        comments = (each for each in self.known() if each.kind is SourceKind.COMMENT)
        return [name for each in comments for name in each.authors]

    def _private(self, text: str) -> Declined | None:
        """Decline what holds personal data, before any of it is searched."""
        text = text[: MAX_QUESTION + 1]
        seen = personal_data.found_in(text)
        if seen is not None:
            return Declined(DeclineReason.PERSONAL_DATA, seen.value)
        if not private_names.has_names(text):
            return None
        instead = private_names.without_names(text, self._finder.names(), language_of(text))
        if instead is None:
            return None
        return Declined(DeclineReason.PERSONAL_DATA, PersonalData.NAME.value, instead=instead)

    def further(self, text: str, but: Collection[str]) -> tuple[Citation, ...]:
        """Return what else comes near a question, best first, without the passages in `but`."""
        question = questions(text, None, self._background())[0]
        found = self._finder.find(question.searched, question.language)
        best: dict[str, Span] = {}
        for each in candidates(question, fitting(question, found.hits)):
            if each.hit.passage.id not in but:
                best.setdefault(each.hit.passage.id, Span(each.hit, each.start, each.end))
        return self._citations(list(best.values())[:_FURTHER])

    def _answer(self, question: Question, found: Found) -> Answer:
        """Ask back, answer, or decline with what is missing."""
        hits = asked_for(question, found.hits)
        unclear = clarify(question, found.probability, hits)
        if unclear is not None:
            return unclear
        wrong = false_premise(question, hits)
        subject = subject_of(question.searched)
        next_door = subject is not None and not subject.is_spoken_of(texts_of(hits))
        if wrong is not None or (found.enough and not next_door):
            answered = self._answered(question, hits, wrong)
            if answered is not None:
                return answered
        if question.wish is Wish.MORE:
            return Declined(DeclineReason.NO_SOURCE, "no_more")
        judged = subject is None and not found.keyword_only
        if judged and is_off_topic(question, found.probability, hits):
            return Declined(DeclineReason.OFF_TOPIC)
        return Declined(
            DeclineReason.NO_SOURCE,
            nearest=self._nearest(question, found),
            signpost=subject.signpost(question.language) if subject else None,
            missing=missing(question.searched, question.language, hits),
        )

    def _answered(
        self, question: Question, hits: Sequence[Hit], wrong: FalsePremise | None
    ) -> Answered | None:
        """Compose an answer, to what should have been asked where the question has it wrong."""
        if wrong is not None and wrong.span is not None:
            spans = [wrong.span]
        else:
            asked = replace(question, searched=wrong.question) if wrong else question
            evidence = unsaid(asked, candidates(asked, fitting(asked, hits)))
            spans = cut(asked, compose(asked, evidence))
        citations = self._citations(spans)
        if not citations:
            return None
        statements = tuple(Statement(c.quote, (c.number,)) for c in citations)
        premise = wrong.premise if wrong else None
        return Answered(statements, citations, warnings(citations, _today()), premise)

    def _nearest(self, question: Question, found: Found) -> tuple[Citation, ...]:
        """Return what comes nearest, at most two; nothing for a question that is far off."""
        if found.probability < _FAR:
            return ()
        evidence = candidates(question, fitting(question, found.hits))
        best = {candidate.hit.passage.id: candidate for candidate in reversed(evidence)}
        nearest = sorted(best.values(), key=lambda candidate: -candidate.score)[:_NEAREST]
        return self._citations([Span(c.hit, c.start, c.end) for c in nearest])

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
        self,
        text: str,
        asked: Sequence[Question],
        answer: Answer,
        confidence: float,
        times: Timings,
    ) -> tuple[Exchange, Turn]:
        exchange = Exchange(
            answer_id=self._answer_id(asked),
            question=text,
            language=asked[0].language,
            understood_as=" ".join(each.searched for each in asked),
            answer=answer,
            confidence=confidence,
            timings=times,
            note=note(asked),
        )
        return exchange, turn(asked[-1], exchange)

    def _answer_id(self, asked: Sequence[Question]) -> str:
        """Same question, same library: same id. Keyed (HMAC-SHA256), so it tells nothing."""
        parts = [f"{self._finder.revision}", *(_meaning(each) for each in asked)]
        digest = hmac.new(self._key, "\x1e".join(parts).encode(), hashlib.sha256).digest()
        return "A-" + base64.b32encode(digest).decode().lower()[:_ID_LETTERS]


def _meaning(question: Question) -> str:
    """Return all of a question that makes a difference to its answer, as one text."""
    told = (question.language, question.searched, question.text, question.kind, question.wish)
    return "\x1f".join((*told, *question.said, *question.apart_from))


def _no_question(text: str, question: Question) -> Answer | None:
    """Return how a text ends that is no question to the sources, None for a question."""
    if len(text) > MAX_QUESTION:
        return Declined(DeclineReason.NOT_A_QUESTION, "too_long")
    if asks_nothing(text):
        return Declined(DeclineReason.NOT_A_QUESTION)
    if question.lost:
        return subject_asked(question.language)
    replies = question.searched != question.text
    talk = None if replies else small_talk(text)
    return None if talk is None else Declined(DeclineReason.NOT_A_QUESTION, talk)


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the age of a source in years, where the reader is)


def _ms(since: float, until: float | None = None) -> int:
    return round(((until or time.perf_counter()) - since) * 1000)
