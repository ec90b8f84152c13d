"""What can be quoted for a question: sentences and list items, gathered from hits and scored.

A score is the log-odds that a piece is to the point (`weighing`), by how near it is in meaning,
how good its passage is, which of the question's words it holds, and what kind of sentence it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.answering import lexicon, weighing
from bot.answering.conflict import asked_states, tells
from bot.answering.gives import fits
from bot.answering.lacking import subject_words
from bot.answering.quotable import Candidate, quotable
from bot.answering.readers import asks_for_all
from bot.answering.speech import asked_speaker, asks_for_speech
from bot.answering.understand import Kind, Question, words
from bot.answering.weighing import Sight
from bot.answering.wording import Stems, Wording
from index import dutch
from index.search import Hit

# Points by rules, beside the log-odds; on that scale they were chosen, not measured.
OUTCOME: Final = 4.0  # telling what came out of something, where that is asked
# Telling one of two states, what a choice depends on, or which question it was, if that is asked.
STATE: Final = 4.0
ACTOR: Final = 4.0  # naming who does it, where that is asked, by its share of the question's words
# A sentence that tells what a report is called defines nothing; nor does one on another word.
TITLE_PENALTY: Final = 5.0
QUESTION_PENALTY: Final = 1.4  # a sentence that asks, or sends the reader on, answers little

_IN_ORDER: Final = 0.5  # points between two sentences that are told in order
_THANKS: Final = 10  # words of a sentence that thanks and tells nothing
_OPENING_WORDS: Final = 8  # words in which a definition names its term


def candidates(question: Question, hits: Sequence[Hit], stems: Stems) -> list[Candidate]:
    """Return what can be quoted from the hits, best first."""
    found, sights = sighted(question, hits, stems)
    if not found:
        return []
    if asks_for_all(question.searched, hits):
        return _in_order(found)
    odds = weighing.odds(question.kind, found, sights)
    points = _bonuses(question, found)
    scored = [
        replace(each, score=odd + bonus)
        for each, odd, bonus in zip(found, odds, points, strict=True)
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)


def _in_order(found: Sequence[Candidate]) -> list[Candidate]:
    """Return what tells something, as it stands in its source, the first of each source best."""
    sources = list(dict.fromkeys(each.hit.source.id for each in found))
    told = [each for each in found if not _only_thanks(each.own)]
    told = sorted(told or found, key=lambda e: (sources.index(e.hit.source.id), e.core))
    own = groupby(told, key=lambda each: each.hit.source.id)
    placed = [(place, each) for _, said in own for place, each in enumerate(said)]
    scored = [replace(each, score=_IN_ORDER * (len(told) - place)) for place, each in placed]
    return sorted(scored, key=lambda each: -each.score)


def _only_thanks(text: str) -> bool:
    """Tell whether a sentence sends the reader on or thanks, with no room to tell more."""
    return _sends_on(text) and len(text.split()) <= _THANKS


def _sends_on(text: str) -> bool:
    """Tell whether a sentence sends the reader on, or begins with thanks."""
    return any(lexicon.holds("grammar", name, text) for name in ("pointer", "courtesy"))


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


def _bonuses(question: Question, found: Sequence[Candidate]) -> list[float]:
    """Return what each gains by telling what is asked, or loses by asking."""
    asked = asked_states(question)
    said = " ".join(words(question.searched))
    asks_outcome = lexicon.holds("outcome", "asked", said)
    asks_choice = lexicon.holds("choice", "asked", said)
    asks_question = lexicon.holds("question", "asked", said)
    defines = question.kind is Kind.DEFINITION and not lexicon.holds("title", "asked", said)

    def bonus(candidate: Candidate) -> float:
        own, share = candidate.own, candidate.share
        titled = defines and lexicon.holds("grammar", "titled", own)
        if titled or (defines and _defines_another(question, own)):
            return -TITLE_PENALTY
        if candidate.asks or _sends_on(own):
            return STATE if candidate.asks and asks_question else -QUESTION_PENALTY
        if question.kind is Kind.WHO and lexicon.holds("grammar", "actor", own):
            return ACTOR * share
        if any(tells(states, own) for states in asked):
            return STATE
        if asks_choice and lexicon.holds("grammar", "depends", own):
            return STATE * share
        return OUTCOME * (asks_outcome and lexicon.holds("grammar", "concludes", own))

    return [bonus(each) for each in found]


def _defines_another(question: Question, text: str) -> bool:
    """Tell whether a text says what is meant by a word, and has none of the question's own.

    Of an English question the words are not known well enough.
    """
    if question.language == "en" or not lexicon.holds("grammar", "term", text):
        return False
    asked = map(dutch.stem, subject_words(question.searched))
    return set(asked).isdisjoint(dutch.source_terms(text))
