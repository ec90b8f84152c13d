"""What is told before a question of who asks it, which is no part of what is asked."""

import re
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.pointing import own_words, points_back
from bot.answering.understand.wording import words

_SENTENCES: Final = re.compile(r"(?P<told>[^?]+[.!])\s+(?P<asks>[^.!?]+[.!?]?)", re.DOTALL)
_TOLD: Final = 4  # words; fewer greet, or react
_ALONE: Final = 3  # own words of one that needs nothing of it


def asked_alone(text: str) -> str | None:
    """Return a question without what is told of the asker before it; None where it needs that.

    >>> asked_alone("Ik ben hier nieuw. Wat houdt verticale samenhang in?")
    'Wat houdt verticale samenhang in?'
    >>> asked_alone("Bij ons stopt het bestuur. Herkennen andere gemeenten dat?") is None
    True
    """
    found = _SENTENCES.fullmatch(text.strip())
    if found is None or len(words(found["told"])) < _TOLD:
        return None
    asks, told = found["asks"], found["told"].rstrip(" .!")
    if lexicon.holds("told", "says_nothing", asks.casefold()):
        return _of_caller(told)
    of_the_asker = lexicon.holds("told", "of_the_asker", told.casefold())
    stands_alone = len(own_words(asks)) >= _ALONE and not _leans(asks)
    return asks if of_the_asker and stands_alone else None


def _leans(asks: str) -> bool:
    """Tell whether a question points at what stands before it."""
    return points_back(asks) or lexicon.holds("told", "leans", asks.casefold())


def _of_caller(told: str) -> str | None:
    """Return what somebody else asks, without the words for who that is; None for no question."""
    tried = (pattern.match(told) for pattern in lexicon.patterns("told", "asked_by"))
    found = next((each for each in tried if each), None)
    rest = told[found.end() :] if found else ""
    return f"{rest[:1].upper()}{rest[1:]}?" if rest else None
