"""What a person wishes of an answer: more of it, less, somebody else's, or a text of our own."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from bot.answering.choose import MAX_STATEMENTS
from bot.answering.compose import Draft, Line, compose
from bot.answering.gives import fits
from bot.answering.lacking import absent, lacking, subject_words
from bot.answering.model import Answer, Clarify, Declined, DeclineReason
from bot.answering.quotable import Candidate
from bot.answering.spans import introduction, overlap
from bot.answering.speech import is_named
from bot.answering.understand import MAX_QUESTION, Kind, Question, Wish, asks_nothing, small_talk
from bot.texts import Texts, load
from index import dutch
from index.glossary import in_dutch
from index.search import Hit

_OURS: Final = (Wish.OWN_TEXT, Wish.OWN_VIEW)  # what we do not give

AHEAD: Final = 1.0  # points above the best score, for what is pointed at
# What was just read is said again when it scores no further below the best than this.
SAID_AGAIN: Final = 1.0
# Kinds of which a sentence shows whether it gives such a thing. Not a who: who says a thing, or
# for whom it is, seldom stands in it; nor a where: a place is told in many ways.
_SHOWN: Final = frozenset((Kind.WHEN, Kind.HOW_MANY))
# How far below the best of all, said or not, more of an answer may score; and what was not heard
# beside an answer that was (of 1 to 4, 2 gives the dev part as much, with the fewest quotes).
MORE_REACH: Final = 4.0
UNHEARD_REACH: Final = 2.0


def asked_for(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits of the sources that are asked for: all, or all but those heard before."""
    return [hit for hit in hits if hit.source.id not in question.apart_from]


def to_the_point(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that may answer in this conversation, best first.

    Who wants more gets nothing that was said before, or is far below that; who newly names
    something, what speaks of it; who asks on, not again what he read, where something new is
    better; and who points at an item that was read out, that item first.
    """
    unsaid = [
        each
        for each in evidence
        if not any(each.own in said for said in question.said) and not _repeats(question, each)
    ]
    if question.wish is Wish.MORE:
        unsaid = [each for each in unsaid if evidence[0].score - each.score <= MORE_REACH]
    to_say = _on_subject(question, _speaking(question, unsaid))
    return _pointed_first(question, _unread(question, to_say))


def _unread(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, without what was just read where something new is clearly better."""
    if not evidence or question.pointed:
        return list(evidence)
    read = [any(each.own in quote for quote in question.read) for each in evidence]
    least = evidence[0].score - SAID_AGAIN
    return [
        each
        for each, known in zip(evidence, read, strict=True)
        if read[0] or not known or each.score > least
    ]


def _repeats(question: Question, candidate: Candidate) -> bool:
    """Tell whether a candidate was just heard, and is not the kind of thing that is asked now."""
    heard = question.kind in _SHOWN and any(candidate.own in said for said in question.heard)
    return heard and not fits(question.kind, candidate.own)


def _on_subject(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that may answer: those on the subject, where the best is on none.

    Such a one holds some word of the question that names a subject, or another word for it. Of an
    English question the words are not known well enough; and the words of a person who is asked
    for by post may be others altogether.
    """
    if not evidence or question.language == "en" or _holds_some(question, evidence[0]):
        return list(evidence)
    holding = [each for each in evidence if _holds_some(question, each)]
    return holding or [each for each in evidence if _said_by_post(question, each)]


def _holds_some(question: Question, candidate: Candidate) -> bool:
    """Tell whether a candidate holds a word of the question, when that names any subject.

    What stands where was read before is on the subject in any case.
    """
    asked = set(subject_words(question.searched))
    if any(quote in candidate.hit.passage.text for quote in question.read):
        return True
    return not asked or lacking(question.searched, _read(candidate)) != asked


def _said_by_post(question: Question, candidate: Candidate) -> bool:
    """Tell whether these are the words of somebody who is asked for, and not by name."""
    return bool(candidate.speaker) and not is_named(candidate.speaker, question.searched)


def _speaking(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with most of the words that a follow-up newly names, if it does."""
    if not question.focus:
        return list(evidence)
    wanted = _ways(question)
    held = [sum(_has_one(ways, _read(each)) for ways in wanted) for each in evidence]
    most = max(held, default=0)
    return [each for each, of in zip(evidence, held, strict=True) if most and of == most]


def _ways(question: Question) -> list[tuple[str, ...]]:
    """Return the phrases that a follow-up newly names, of English ones the Dutch of each word."""
    if question.language != "en":
        return [(phrase,) for phrase in question.focus]
    named = " ".join(question.focus)
    given = in_dutch(named)
    return [given.get(word, (word,)) for word in named.split()]


def _has_one(ways: Sequence[str], text: str) -> bool:
    """Tell whether a text has one of some phrases, or other words for it.

    Of several words it has all, also one that names nothing by itself: "kleine gemeenten".
    """
    asked = (dutch.content(way) if " " in way else subject_words(way) for way in ways)
    return any(not absent(each, text) for each in asked)


def _read(candidate: Candidate) -> str:
    """Return what is read with a candidate, and who says it."""
    known = candidate.hit.source.metadata
    said = (candidate.own, candidate.context, candidate.place)
    return " ".join((*said, *known.publishers, *known.authors))


def _pointed_first(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with those first, as they stand, that are pointed at."""
    if not question.pointed or not evidence:
        return list(evidence)
    best = max(each.score for each in evidence)
    pinned = [
        replace(each, score=best + AHEAD)
        for each in sorted(evidence, key=lambda each: (each.hit.source.id, each.core))
        if any(each.own in quote or quote in each.own for quote in question.pointed)
    ]
    own = [each.own for each in pinned]
    return [*pinned, *(each for each in evidence if each.own not in own)]


def is_pointed_at(question: Question, hits: Sequence[Hit]) -> bool:
    """Tell whether a quote of before that is pointed at was found again: that is the answer."""
    return any(each in hit.passage.text for each in question.pointed for hit in hits)


def as_wished(question: Question, draft: Draft, evidence: Sequence[Candidate]) -> Draft:
    """Return the draft as it is sent: its first line alone for who wants it shorter."""
    if question.wish is Wish.SHORTER:
        return replace(draft, lines=draft.lines[:1])
    return _not_heard_alone(question, draft, evidence)


def _not_heard_alone(question: Question, draft: Draft, evidence: Sequence[Candidate]) -> Draft:
    """Return the draft; what only repeats what was just heard, with the best that it lacks."""
    said = [line.spans[0].text for line in draft.lines]
    repeats = all(any(each in quote for quote in question.heard) for each in said)
    if not said or not repeats or question.sides or len(said) >= MAX_STATEMENTS:
        return draft
    unheard = [
        each
        for each in evidence
        if not any(each.own in quote for quote in question.heard)
        and evidence[0].score - each.score <= UNHEARD_REACH
    ]
    more = compose(question, unheard)
    there = [line.spans[0] for line in draft.lines]
    new = [line for line in more.lines if not any(overlap(line.spans[0], e) for e in there)]
    if not new:
        return draft
    lines = (*draft.lines, *_first_said(new))
    return replace(draft, lines=lines, no_method=draft.no_method and more.no_method)


def _first_said(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the first line, with those below it where it introduces them."""
    lead_in = introduction(lines[1].spans[0]) if lines[1:] else None
    led = lead_in is not None and overlap(lead_in, lines[0].spans[0])
    return lines if led else lines[:1]


def note(questions: Sequence[Question]) -> str:
    """Return the name of the text that says how a wish was met, "" for none."""
    ours = (each.wish.value for each in questions if each.wish in _OURS)
    return next(ours, "")


def subject_asked(question: Question) -> Clarify:
    """Return the question back to who points at something that is not known (any more)."""
    about = f"{question.wish.value}_of" if question.wish in _OURS else "lost"
    return Clarify(_texts().get(question.language, f"understood.{about}"))


@cache
def _texts() -> Texts:
    return load()


def no_question(text: str, question: Question) -> Answer | None:
    """Return how a text ends that is no question to the sources, None for a question."""
    if len(text) > MAX_QUESTION:
        return Declined(DeclineReason.NOT_A_QUESTION, "too_long")
    if asks_nothing(text):
        return Declined(DeclineReason.NOT_A_QUESTION)
    if question.lost:
        return subject_asked(question)
    replies = question.searched != question.text
    talk = None if replies else small_talk(text)
    return None if talk is None else Declined(DeclineReason.NOT_A_QUESTION, talk)
