"""Do two quotes say the same? Then they share one line."""

import re
from typing import Final

from bot.answering.lists import Span
from index import dutch

# Of the stems that either quote has, the share that both have, 0 to 1; below it a line may add
# something. Two sentences of our own on one subject share some 0.2 to 0.4.
SAME: Final = 0.7

_NUMBER: Final = re.compile(r"\d+")
_DENIES: Final = re.compile(r"\b(niet|geen|nooit|zonder|not|no|never|without)\b", re.IGNORECASE)


def says_the_same(one: Span, other: Span) -> bool:
    """Tell whether two quotes have nearly the same words, the same numbers and as many denials."""
    first, second = (set(dutch.source_terms(span.text)) for span in (one, other))
    either = first | second
    if not either or len(first & second) < SAME * len(either):
        return False
    return _exact(one.text) == _exact(other.text)


def _exact(text: str) -> tuple[list[str], int]:
    return sorted(_NUMBER.findall(text)), len(_DENIES.findall(text))
