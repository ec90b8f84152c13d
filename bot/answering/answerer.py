"""A question goes in, an exchange comes out: understand, find, judge, compose, cite, verify."""

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final, Self

from bot.answering import following, personal_data, private_names
from bot.answering.citing import Citer
from bot.answering.clarify import clarify
from bot.answering.compose import Draft, Line, compared, compose, set_apart
from bot.answering.declining import Declining
from bot.answering.finder import Finder, Found
from bot.answering.in_list import in_list
from bot.answering.listings import nearest_list
from bot.answering.missing import gives_nothing, missing_there, texts_of
from bot.answering.model import (
    Answer,
    Answered,
    Declined,
    DeclineReason,
    Exchange,
    Reach,
    Timings,
)
from bot.answering.personal_data import PersonalData
from bot.answering.premises import FalsePremise, false_premise
from bot.answering.quotable import Candidate
from bot.answering.readers import asks_for_all, fitting
from bot.answering.several import joined, last_answered
from bot.answering.sides import by_side, by_source, found_for
from bot.answering.signposts import subject_of
from bot.answering.speech import is_silent
from bot.answering.understand import (
    MAX_QUESTION,
    Asked,
    Background,
    Question,
    Turn,
    Wish,
    language_of,
    leaned_on,
    questions,
    turn,
    unread,
    whole,
)
from bot.answering.unsaid import unsaid
from bot.answering.why import Explanation, weighed
from bot.answering.wishes import (
    as_wished,
    asked_for,
    is_pointed_at,
    no_question,
    note,
    to_the_point,
)
from knowledge.model import Metadata, SourceKind

_ID_LETTERS: Final = 6

# What is left of the probability where a later check declines what was judged answerable: on the
# development questions the sources answer 2 of 32 of these (DECISIONS 32).
_AFTER_A_CHECK: Final = 0.1

log = logging.getLogger(__name__)


class Answerer:
    """Answers questions from what a finder finds; keeps nothing between two questions."""

    def __init__(
        self, finder: Finder, key: bytes, told: Callable[[Answer], None] | None = None
    ) -> None:
        """`key` makes answer ids that nobody can turn back into a question.

        `told` is told every answer that was looked for, once: not when it is shown again.
        """
        self._finder = finder
        self._key = key
        self._citer = Citer(finder)
        self._declining = Declining(finder, self._citer)
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
        asked = self.understood(text, previous)
        ended = no_question(text, asked[0])
        if ended is not None:
            times = Timings(understand=_ms(began), total=_ms(began))
            exchange, remembered = self._exchange(text, asked, ended, 0.0, times)
            return exchange, leaned_on(remembered, asked[0], exchange, previous)
        exchange, remembered = self._looked_up(Asked(text, asked), began)
        if self._told:
            self._told(exchange.answer)
        return exchange, leaned_on(remembered, asked[0], exchange, previous)

    def again(self, asked: Asked) -> tuple[Exchange, Turn]:
        """Return the answer to a message as it was understood before, from the library as it is.

        It is the same, under the same id, while the library is.
        """
        return self._looked_up(asked, time.perf_counter())

    def _looked_up(self, asked: Asked, began: float) -> tuple[Exchange, Turn]:
        understood = _ms(began)
        questions, found = zip(*map(self._found, asked.questions), strict=True)
        asked = replace(asked, questions=questions)
        composing = time.perf_counter()
        answers = [self._answer(*each) for each in zip(questions, found, strict=True)]
        answer = joined(questions, answers)
        times = Timings(
            understand=understood,
            embed=sum(each.embed_ms for each in found),
            search=sum(each.search_ms for each in found),
            compose=_ms(composing),
            total=_ms(began),
        )
        confidence = max(map(_left, found, answers))
        exchange, remembered = self._exchange(asked.text, questions, answer, confidence, times)
        reach = min((each.reach for each in found), key=list(Reach).index)
        return replace(exchange, reach=reach), replace(remembered, asked=asked)

    def _found(self, question: Question) -> tuple[Question, Found]:
        """Return what is found for a question, and the question with the list items it names."""
        found = found_for(self._finder, question)
        named = in_list(question, found.hits, self._background())
        if named is None:
            return question, found
        again = found_for(self._finder, named)
        embedded, searched = found.embed_ms + again.embed_ms, found.search_ms + again.search_ms
        return named, replace(again, embed_ms=embedded, search_ms=searched)

    def _background(self) -> Background:
        return Background(self._readers, self._finder.nearest, self._finder.knows)

    def _readers(self) -> list[str]:
        """Return the names of those who wrote comments."""
        comments = (each for each in self.known() if each.kind is SourceKind.COMMENT)
        return [name for each in comments for name in each.authors]

    def understood(self, text: str, previous: Turn | None = None) -> tuple[Question, ...]:
        """Return the questions (1-3) of a message that may follow on a turn."""
        return questions(text[: MAX_QUESTION + 1], previous, self._background())

    def explain(self, question: Question) -> Explanation:
        """Return what was considered for a question as understood, and what became of it.

        It is found and composed once more, which gives the same: id, hits and quotes.
        """
        question, found = self._found(question)
        found = replace(found, hits=asked_for(question, found.hits))
        answered = isinstance(self._answer(question, found), Answered)
        evidence, draft = self._drafted(question, found, false_premise(question, found.hits))
        may_answer = fitting(question.searched, found.hits)
        left_out = [hit for hit in found.hits if hit not in may_answer]
        return Explanation(
            answer_id=self._answer_id([question]),
            searched=question.joined.searched,
            probability=found.probability,
            enough=found.enough,
            weighed=weighed(evidence, left_out, draft if answered else Draft(), enough=answered),
        )

    def _private(self, text: str) -> Declined | None:
        """Decline what holds personal data, before any of it is searched."""
        text = text[: MAX_QUESTION + 1]
        if (seen := personal_data.found_in(text)) is not None:
            return Declined(DeclineReason.PERSONAL_DATA, seen.value)
        if not private_names.has_names(text):
            return None
        instead = private_names.without_names(text, self._finder.names(), language_of(text))
        if instead is None:
            return None
        return Declined(DeclineReason.PERSONAL_DATA, PersonalData.NAME.value, instead=instead)

    def _answer(self, question: Question, found: Found) -> Answer:
        """Ask back, answer, or decline with what is missing, or is taken for granted."""
        if question.wish is Wish.SOURCES:
            return self._declining.its_sources(question, found)
        hits = asked_for(question, found.hits)
        subject = subject_of(question.searched)
        spoken_of = subject is None or subject.is_spoken_of(texts_of(hits))
        spoken_of = spoken_of and not is_silent(question.searched, hits)
        unclear = clarify(question, found.probability, hits) if spoken_of else None
        if unclear is not None:
            return unclear
        wrong = false_premise(question, hits)
        answerable = spoken_of and (found.enough or is_pointed_at(question, hits))
        judged = answerable and wrong is None
        why_not = unsaid(question, hits, self._finder, answerable=judged)
        lacks = judged and missing_there(question.searched, question.language, hits)
        if not (why_not or lacks) and (answerable or wrong is not None):
            answered = self._answered(question, replace(found, hits=hits), wrong)
            said = list(_said(answered)) if answered is not None else []
            if answered is not None and not gives_nothing(question.understood, said):
                return answered
        return self._declining.declined(question, found, why_not)

    def _answered(
        self, question: Question, found: Found, wrong: FalsePremise | None
    ) -> Answered | None:
        """Compose an answer, to what should have been asked where the question has it wrong."""
        _, draft = self._drafted(question, found, wrong)
        return self._citer.answered(draft, wrong.premise if wrong else None)

    def _drafted(
        self, question: Question, found: Found, wrong: FalsePremise | None
    ) -> tuple[list[Candidate], Draft]:
        """Return what could be said, best first, and what is said of it."""
        mended = wrong.question if wrong else None
        asked = replace(question, understood=mended) if mended else question
        evidence = following.evidence(asked, found, self._finder)
        if wrong is not None and wrong.spans:
            return evidence, Draft(tuple(Line((each,)) for each in wrong.spans))
        wanted = to_the_point(asked, evidence)
        return evidence, as_wished(asked, self._composed(asked, found, wanted), wanted)

    def _composed(self, question: Question, found: Found, evidence: Sequence[Candidate]) -> Draft:
        """Return the lines, those of a comparison a side."""
        sides = by_side(question, found.sides, evidence, self._finder)
        if any(sides.values()):
            return compared(sides)
        set_apart_asked = question.each_source or asks_for_all(question.searched, found.hits)
        apart = by_source(evidence) if set_apart_asked else []
        if len({each.hit.source.id for each in apart}) > 1:
            return set_apart(apart)
        return compose(question, evidence, nearest_list(question, evidence, self._finder))

    def _exchange(
        self,
        text: str,
        asked: Sequence[Question],
        answer: Answer,
        confidence: float,
        times: Timings,
    ) -> tuple[Exchange, Turn]:
        one = asked[0].joined
        exchange = Exchange(
            answer_id=self._answer_id(asked),
            question=text,
            language=asked[0].language,
            understood_as=" ".join(each.joined.searched for each in asked),
            answer=answer,
            confidence=confidence,
            timings=times,
            note=note(asked),
            follows=one if len(asked) == 1 and one.before else None,
        )
        return exchange, turn(asked[last_answered(answer, len(asked)) - 1], exchange)

    def _answer_id(self, asked: Sequence[Question]) -> str:
        """Same questions and history, library and settings: same id, same answer.

        Keyed (HMAC-SHA256), so that nobody can guess a question from it.
        """
        said = [
            f"{self._finder.revision}",
            self._finder.made_with,
            *(repr(each) for each in asked),
        ]
        digest = hmac.new(self._key, "\x1e".join(said).encode(), hashlib.sha256).digest()
        return "A-" + base64.b32encode(digest).decode().lower()[:_ID_LETTERS]


def _said(answered: Answered) -> Iterator[str]:
    """Yield what is quoted, under its headings."""
    for each in answered.citations:
        yield " ".join((*each.heading, each.quote))


def _left(found: Found, answer: Answer) -> float:
    """Return the probability that a question is answered, after what came of it."""
    by_a_check = found.enough and isinstance(answer, Declined)
    return min(found.probability, _AFTER_A_CHECK) if by_a_check else found.probability


def _ms(since: float, until: float | None = None) -> int:
    return round(((until or time.perf_counter()) - since) * 1000)
