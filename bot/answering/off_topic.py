"""Questions that have nothing to do with our subject: not nearly found, not one word in common."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Final

from bot.answering.lacking import lacking
from bot.answering.missing import texts_of
from bot.answering.understand import Question
from index import glossary
from index.coverage import only_asks
from index.demands import asked_places, is_place
from index.dutch import content, fold, is_stop_word
from index.search import Hit
from knowledge.themes import themes_in

# 0-1, the probability of an answer. Development questions that are off topic lie at 0.28 or below.
NEAR: Final = 0.3
_FEWEST: Final = 2  # words; less says too little to judge
_COMMON: Final = 0.5  # share of a question's words that hits on another subject may have by chance
_BEFORE_A_NOUN: Final = re.compile(
    r"\b(?:de|het|een|van|voor|met|over|aan|bij|naar|uit|op|in|door|tussen)"
    r" (?:[^\W\d_]+e )?(?P<noun>[^\W\d_]{4,})"
)


def is_off_topic(question: Question, probability: float, hits: Sequence[Hit]) -> bool:
    """Tell whether a question that is declined is about something else altogether.

    It is when its probability is low, it names nothing of our subject, points at nothing said
    before, and the best hits have few of its words and none of its nouns. An English question
    shares no words with Dutch hits, so for it the first three decide, its words in Dutch
    included; one that names a place and nothing else is told what is missing.
    """
    asked = " ".join((fold(question.searched), *_in_dutch(question)))
    words = content(question.searched)
    if probability >= NEAR or len(words) < _FEWEST or question.searched != question.text:
        return False
    if _holds("subject", asked) or _holds("pointing", asked) or themes_in(asked, ""):
        return False
    if question.language == "en":
        places = {part for place in asked_places(question.searched) for part in place.split()}
        return not places or any(
            word not in places and not glossary.only_asks(word) for word in words
        )
    absent = lacking(question.searched, " ".join(texts_of(hits)))
    nouns = {noun for noun in _BEFORE_A_NOUN.findall(asked) if _names_a_thing(noun)}
    own = {word for word in words if _names_a_thing(word)}
    return not nouns - absent and len(absent) >= max(_FEWEST - 1, _COMMON * len(own))


def _in_dutch(question: Question) -> Iterator[str]:
    """Yield the Dutch of an English question's words, as far as the glossary holds it."""
    if question.language == "en":
        for known in glossary.in_dutch(question.searched).values():
            yield from known


def _names_a_thing(word: str) -> bool:
    """Tell whether a folded word may name what a question is about; where it is does not."""
    return not (is_stop_word(word) or only_asks(word) or is_place(word))


def _holds(name: str, folded: str) -> bool:
    return any(pattern.search(folded) for pattern in _patterns(name))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    file = resources.files(__package__).joinpath("domain.toml")
    return tuple(map(re.compile, tomllib.loads(file.read_text(encoding="utf-8"))[name]))
