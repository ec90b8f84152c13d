"""What a person wishes of an answer: more of it, less, somebody else's, or a text of our own."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.answering.compose import Draft
from bot.answering.model import Clarify, Language
from bot.answering.quotable import Candidate
from bot.answering.understand import Question, Wish
from bot.texts import Texts, load
from index.search import Hit


def asked_for(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits of the sources that are asked for: all, or all but those heard before."""
    return [hit for hit in hits if hit.source.id not in question.apart_from]


def unsaid(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that were not said before, for who wants more."""
    return [each for each in evidence if not any(each.own in said for said in question.said)]


def cut(question: Question, draft: Draft) -> Draft:
    """Return the draft, or its first line alone for who wants it shorter."""
    return replace(draft, lines=draft.lines[:1]) if question.wish is Wish.SHORTER else draft


def note(questions: Sequence[Question]) -> str:
    """Return the name of the text that says how a wish was met, "" for none."""
    own = any(each.wish is Wish.OWN_TEXT for each in questions)
    return Wish.OWN_TEXT.value if own else ""


def subject_asked(language: Language) -> Clarify:
    """Return the question back to who points at something that is not known (any more)."""
    return Clarify(_texts().get(language, "understood.lost"))


@cache
def _texts() -> Texts:
    return load()
