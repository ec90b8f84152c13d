"""What can be quoted for a question: sentences and list items, gathered from hits and scored.

A score is the log-odds that a piece is to the point (`weighing`), by how near it is in meaning,
how good its passage is, which of the question's words it holds, and what kind of sentence it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answering import lexicon, weighing
from bot.answering.conflict import asked_states, tells
from bot.answering.gives import fits
from bot.answering.quotable import Candidate, quotable
from bot.answering.speech import asked_speaker, asks_for_speech, is_asked_of
from bot.answering.understand import Kind, Question, words
from bot.answering.weighing import Sight
from bot.answering.wording import Stems, Wording
from index.search import Hit
from knowledge.model import SourceKind

# Points by rules, beside the log-odds; on that scale they were chosen, not measured.
OUTCOME: Final = 3.0  # telling what came out of something, where that is asked
STATE: Final = 3.0  # telling one of two states where the question asks which it is
ACTOR: Final = 4.0  # naming who does it, where that is asked, by its share of the question's words
QUESTION_PENALTY: Final = 1.4  # a sentence that asks, or sends the reader on, answers little

_OPENING_WORDS: Final = 8  # words in which a definition names its term


def candidates(question: Question, hits: Sequence[Hit], stems: Stems) -> list[Candidate]:
    """Return what can be quoted from the hits, best first."""
    found, sights = sighted(question, hits, stems)
    if not found:
        return []
    odds = weighing.odds(question.kind, found, sights)
    points = _bonuses(question, found)
    scored = [
        replace(each, score=odd + bonus)
        for each, odd, bonus in zip(found, odds, points, strict=True)
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)


def sighted(
    question: Question, hits: Sequence[Hit], stems: Stems
) -> tuple[list[Candidate], list[Sight]]:
    """Return what can be quoted, as it stands in the passages, with what is seen of each."""
    found = [candidate for hit in hits for candidate in quotable(hit)]
    found = _said_by_asked(question.searched, found) or found
    wording = Wording(question, stems)
    shares = wording.shares(found)
    shared = [replace(each, share=share) for each, (_, share) in zip(found, shares, strict=True)]
    fitting = [_is_asked_for(question.kind, each.own, wording) for each in shared]
    sights = [Sight(own, fits) for (own, _), fits in zip(shares, fitting, strict=True)]
    return shared, sights


def _is_asked_for(kind: Kind, own: str, wording: Wording) -> bool:
    """Tell whether a text is the kind of thing asked for; a definition begins with its term."""
    opening = " ".join(own.split()[:_OPENING_WORDS])
    return fits(kind, own) and (kind is not Kind.DEFINITION or wording.named_in(opening))


def _said_by_asked(question: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the words of the person whose words are asked for; none where nobody's are."""
    if not asks_for_speech(question):
        return []
    named = [(each, asked_speaker(question, each.hit, each.sentence)) for each in found]
    return [replace(each, speaker=name) for each, name in named if name]


def fitting(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that may answer: readers' comments when they are asked for, else the rest.

    A question asks for comments by that word, or by the name of a reader; then for theirs alone.
    Not by the name of somebody who speaks in another source.
    """
    comments = _comments(hits)
    named = of_named_readers(question, hits)
    if named:
        return named
    others = [hit for hit in hits if hit not in comments]
    asked_for = lexicon.holds("opinion", "asked_for", " ".join(words(question)))
    return comments if comments and asked_for and not is_asked_of(question, others) else others


def set_aside(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the readers' comments among the hits that may not answer."""
    may_answer = fitting(question, hits)
    return [hit for hit in _comments(hits) if hit not in may_answer]


def of_named_readers(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the comments among the hits of readers whom a question names."""
    comments = _comments(hits)
    return [hit for hit in comments if _names_one(question, hit.source.metadata.authors)]


def _comments(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.source.metadata.kind is SourceKind.COMMENT]


def _names_one(question: str, authors: Sequence[str]) -> bool:
    """Tell whether a question has the whole name of an author, or the surname as a name.

    A surname in small letters may be a word ("jong"), and so may any first word of a sentence: it
    is a name with its capital, or right behind a word that asks what somebody says.
    """
    asked = " ".join(words(question))
    return any(
        f" {' '.join(words(author))} " in f" {asked} "
        or re.search(rf"(?<=[^.?!] ){re.escape(author.split()[-1])}\b", question)
        or _asks_what_says(asked, author)
        for author in authors
    )


def _asks_what_says(asked: str, author: str) -> bool:
    """Tell whether folded words have a surname, with its particles, beside a word of saying."""
    surname = re.search(r"(?:\b[a-z]\S* )*\S+$", author)
    name = f" {' '.join(words(surname.group()))} " if surname else ""
    found = (each.finditer(asked) for each in lexicon.patterns("opinion", "of_person"))
    return any(
        f"{asked[said.end() :]} ".startswith(name) or asked[: said.start()].endswith(name)
        for each in found
        for said in each
    )


def _bonuses(question: Question, found: Sequence[Candidate]) -> list[float]:
    """Return what each gains by telling what is asked, or loses by asking."""
    asked = asked_states(question)
    asks_outcome = lexicon.holds("outcome", "asked", " ".join(words(question.searched)))

    def bonus(candidate: Candidate) -> float:
        own, share = candidate.own, candidate.share
        if candidate.asks or any(
            lexicon.holds("grammar", no, own) for no in ("pointer", "courtesy")
        ):
            return -QUESTION_PENALTY
        if question.kind is Kind.WHO and lexicon.holds("grammar", "actor", own):
            return ACTOR * share
        if any(tells(states, own) for states in asked):
            return STATE
        return OUTCOME * (asks_outcome and lexicon.holds("grammar", "concludes", own))

    return [bonus(each) for each in found]
