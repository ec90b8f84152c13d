"""Dutch words for those of an English question, so that Dutch passages can share words with it.

The list is data (`glossary.toml`); a word that it does not hold has no Dutch here, and a name
stays as it is.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from index import dutch

# Endings that an English word may have beyond its entry; what replaces them to find it.
_ENDINGS: Final = (
    ("", ""),
    *(("s", ""), ("es", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", "")),
    *(("ing", ""), ("ing", "e"), ("rs", "r")),
)


def in_dutch(text: str) -> dict[str, tuple[str, ...]]:
    """Return the folded Dutch words for each folded word of an English text that the list holds.

    Two words that have an entry together ("learning circle") stand under both of them.

    >>> in_dutch("learning circles in Zeist")
    {'learning': ('leerkring',), 'circles': ('leerkring',)}
    """
    words = dutch.words(text)
    found = {word: given for word in words if (given := _entry(word))}
    for one, two in pairwise(words):
        if given := _entry(f"{one} {two}"):
            found |= {one: given, two: given}
    return found


def content(question: str) -> list[str]:
    """Return the content words of an English question, with their Dutch where there is any."""
    known = in_dutch(question)
    return [way for word in dutch.content(question) for way in (word, *known.get(word, ()))]


def _entry(words: str) -> tuple[str, ...]:
    for ending, instead in _ENDINGS:
        if words.endswith(ending):
            given = _glossary().get(words.removesuffix(ending) + instead)
            if given:
                return given
    return ()


@cache
def _glossary() -> Mapping[str, tuple[str, ...]]:
    text = files("index").joinpath("glossary.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(text)["words"]
    return {english: tuple(dutch.words(given)) for english, given in words.items()}
