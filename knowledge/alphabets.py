"""Words that mix the letters of two alphabets: they look like a word, and are not found as it.

Somebody may have meant to mislead (a Cyrillic "e" in "gemeente"), or copied from a bad scan. The
text stays as it is; who adds it is told.
"""

import re
import unicodedata
from typing import Final

# Alphabets with letters that look like Latin ones, as Unicode names them.
_ALIKE: Final = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"})
_WORD: Final = re.compile(r"[^\W\d_]+")


def mixed_words(text: str) -> tuple[str, ...]:
    """Return the words with letters of more than one alphabet, each once, in order.

    >>> mixed_words("De g\u0435meente meet 5 \u00b5g en noemt het \u0394.")
    ('g\u0435meente',)
    """
    words = (word for word in _WORD.findall(text) if not word.isascii())
    return tuple(dict.fromkeys(word for word in words if len(_alphabets(word)) > 1))


def _alphabets(word: str) -> set[str]:
    """The alphabets of a word's letters."""
    named = (unicodedata.name(letter, "").partition(" ")[0] for letter in word)
    return set(named) & _ALIKE
