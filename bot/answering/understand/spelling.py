"""Typing errors and abbreviations: what the library does not know becomes a word that it may know.

Only words of the library or of our own lists are put in its place, and names are left alone: a
word with a capital in mid-sentence, or all capitals, stays as it is.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from bot.answering import lexicon
from index.demands import is_place
from index.dutch import content, fold, is_stop_word
from index.spelling import WordCounts
from index.spelling import nearest as nearest_known

_WORD: Final = re.compile(r"[^\W\d_]{5,}")  # shorter words have too many neighbours
_SHORT: Final = re.compile(r"\b[^\W\d_]{2,5}\b")
_START: Final = re.compile(r"(?:^|[.!?:]\s+)$")


def respelled(text: str, nearest: Callable[[str], str | None]) -> str:
    """Return a text with its typing errors mended; the same text when there are none."""
    made, at = [], 0
    for found in _WORD.finditer(text):
        better = _better(found[0], text[: found.start()], nearest)
        made += [text[at : found.start()], better]
        at = found.end()
    return "".join([*made, text[at:]])


def spelt_out(text: str, knows: Callable[[str], bool]) -> str:
    """Return a text with the abbreviations spelt out that the library knows in full alone."""
    meant: dict[str, str] = lexicon.table("abbreviations")

    def whole(found: re.Match[str]) -> str:
        short = fold(found[0])
        full = meant.get(short, "")
        spell = full and not knows(short) and all(map(knows, content(full)))
        return full if spell else found[0]

    return _SHORT.sub(whole, text)


def _better(word: str, before: str, nearest: Callable[[str], str | None]) -> str:
    """Return the word that is meant: itself, unless it is unknown and another is near."""
    folded = fold(word)
    may_be_name = word != word.lower() and not (_START.search(before) and word[1:].islower())
    if may_be_name or is_stop_word(folded) or folded in _own() or is_place(folded):
        return word
    better = nearest_known(folded, WordCounts(_asking())) or nearest(folded)
    if better is None:
        return word
    return better.capitalize() if word[0].isupper() else better


@cache
def _own() -> frozenset[str]:
    """Return the function words that we know, folded."""
    return frozenset(map(fold, lexicon.word_set("language", "dutch")))


@cache
def _asking() -> dict[str, int]:
    """Return those that tell what is asked, each once; no other is put in a word's place.

    They are few and unlike others: "meten" is near "moeten", and "woorden" near "worden".
    """
    return {fold(word): 1 for word in lexicon.word_set("language", "asking")}
