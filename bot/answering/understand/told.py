"""What is told before a question of who asks it, which is no part of what is asked."""

from typing import Final

from bot.answering import lexicon
from bot.answering.understand.pointing import own_words, points_back
from knowledge.sentences import sentences

_FRAMED: Final = 2  # sentences: who asks, and what; more tell of something else as well


def asked_alone(text: str) -> str | None:
    """Return a question without who asks it, the asker or a caller; None where nobody is told of.

    >>> asked_alone("Ik ben hier nieuw. Wat houdt verticale samenhang in?")
    'Wat houdt verticale samenhang in?'
    >>> asked_alone("Er belt iemand die vraagt wat dat kost. Wat zeg ik dan?")
    'Wat dat kost?'
    >>> asked_alone("Bij ons stopt het bestuur. Herkennen andere gemeenten dat?") is None
    True
    """
    parted = [text[start:end] for start, end in sentences(text)]
    if len(parted) != _FRAMED:
        return None
    told, asks = parted
    if lexicon.holds("told", "says_nothing", asks.casefold()):
        return _of_caller(told)
    return asks if asks.endswith("?") and _is_of_the_asker(told) and not _leans(asks) else None


def _is_of_the_asker(told: str) -> bool:
    """Tell whether a sentence says who asks, by post or kind of place, and nothing more."""
    said = lexicon.holds("told", "of_the_asker", told.casefold())
    return said and lexicon.word_set("told", "roles").issuperset(own_words(told))


def _leans(asks: str) -> bool:
    """Tell whether a question points at what stands before it."""
    return points_back(asks) or lexicon.holds("told", "leans", asks.casefold())


def _of_caller(told: str) -> str | None:
    """Return what somebody else asks, without the words for who that is; None for no question."""
    for pattern in lexicon.patterns("told", "asked_by"):
        if found := pattern.fullmatch(told):
            asked = found["asked"]
            return f"{asked[:1].upper()}{asked[1:]}?"
    return None
