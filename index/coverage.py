"""How much of a question a text holds: its words, by their rarity in the library."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from index import dutch, glossary, synonyms
from index.search import Index

# What counts as covered for a question without any word to look for.
NO_WORDS: Final = 0.6

# What counts, of a word with a subject: one that only asks (light.txt), in English one that the
# glossary has no Dutch for, and one that stands before the sentence that asks. Set on our own
# questions (DECISIONS 22, 26).
LIGHT: Final = 0.2
UNTRANSLATED: Final = 0.6
BEFORE: Final = 0.3

# What a word counts that another one stands in for.
STANDS_IN: Final = 0.8

# Letters of a stem that may be the beginning or the end of another: *route* of *routes*, *rapport*
# of *onderzoeksrapport*. A shorter one would be found inside any word.
_WHOLE: Final = 4

# What the stemmer leaves of *rollen* and *plannen*, where a text has *rol* and *plan*.
_DOUBLED: Final = re.compile(r"\w{2,}([bdfgklmnprst])\1")

_ASKING: Final = re.compile(r"^(?P<before>.*[.:!])\s+(?P<asking>[^.:!]*\?)\s*$", re.DOTALL)
_FEWEST: Final = 2  # words of the sentence that asks; fewer lean on what stands before


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is looked for; each of `ways` has the stem of the whole, then of its parts.

    `others` are the same of words that stand in for it.
    """

    word: str
    weight: float
    ways: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...] = ()


class Terms:
    """The stems of a text, to be asked for whole, at the beginning or at the end of one."""

    def __init__(self, stems: Iterable[str]) -> None:
        """Take in the stems."""
        self._stems = frozenset(stems)
        self._text = f" {' '.join(self._stems)} "

    def share(self, asked: Asked) -> float:
        """Return how much of a word is there, 0 to 1, by the way that is there most."""
        own = max(self._share(*stems) for stems in asked.ways)
        if own == 1.0:
            return own
        return max([own, *(STANDS_IN * self._share(*stems) for stems in asked.others)])

    def _share(self, whole: str, *parts: str) -> float:
        """Return 1 for the whole word, else the share of its parts."""
        if whole in self._stems:
            return 1.0
        if len(whole) >= _WHOLE and (f" {whole}" in self._text or f"{whole} " in self._text):
            return 1.0
        return sum(part in self._stems for part in parts) / len(parts) if parts else 0.0


def asked(question: str, index: Index, *, english: bool) -> list[Asked]:
    """Return the words that are looked for: an English one by its Dutch ones, where known."""
    translated = glossary.in_dutch(question) if english else None
    before = _before(question)
    found: list[Asked] = []
    for word in dict.fromkeys(dutch.content(question)):
        ways = (*(translated or {}).get(word, ()), word)
        stems = tuple(tuple(index.stems(each)) for each in ways)
        stems += tuple((each[0][:-1],) for each in stems if _DOUBLED.fullmatch(each[0]))
        weight = min(index.rarity(each[0]) for each in stems)
        weight *= LIGHT if only_asks(word, translated) else 1.0
        weight *= BEFORE if word in before else 1.0
        unknown = translated is not None and word not in translated and not word.isdigit()
        others = dict.fromkeys(one for whole, *_ in stems for one in synonyms.of_stem(whole))
        found.append(
            Asked(
                word,
                weight * (UNTRANSLATED if unknown else 1.0),
                stems,
                tuple(tuple(index.source_stems(each)) for each in others),
            )
        )
    return found


def coverage(words: Sequence[Asked], terms: Terms) -> float:
    """Return the share, 0 to 1, of the words that are looked for that a text has."""
    total = sum(each.weight for each in words)
    if not total:
        return NO_WORDS
    return sum(each.weight * terms.share(each) for each in words) / total


def _before(question: str) -> set[str]:
    """Return the words that stand only before the sentence that asks, when that says enough."""
    found = _ASKING.match(question)
    asking = set(dutch.content(found["asking"])) if found else set()
    if found is None or len(asking) < _FEWEST:
        return set()
    return set(dutch.content(found["before"])) - asking


def only_asks(word: str, known: Mapping[str, Sequence[str]] | None = None) -> bool:
    """Tell whether a folded word asks or fills in, and names nothing that a text must have.

    `known`: of an English question, the Dutch for its words; one is as light as its first Dutch.
    """
    if known is not None:
        return only_asks(known[word][0]) if word in known else glossary.only_asks(word)
    return dutch.stem(word) in _light() or (len(word) == 1 and word.isalpha())


@cache
def _light() -> frozenset[str]:
    """Return the stems of the words of the list."""
    lines = files("index").joinpath("light.txt").read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if not line.startswith("#"))
    return frozenset(dutch.source_stem(word) for line in kept for word in dutch.words(line))
