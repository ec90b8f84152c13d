"""Splits Dutch compounds: *vrijwilligersbeleid* is also about *vrijwilliger* and *beleid*.

A word is split where its parts are stems that the library itself uses, more often than the whole
(Koehn and Knight 2003), or that stand in a short list of words that policy compounds are made of.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from index import dutch
from knowledge.remembered import remembered

# Texts whose terms are remembered, passages and sentences; a small library's own, some 30 MB.
REMEMBERED: Final = 10_000

# Letters a part has at least; with three, *verzoek* falls apart into *ver* and *zoek*.
SHORTEST: Final = 4

# Letters a word has at most; the longest that policy makes has some 45, and cutting one that has
# thousands would take minutes.
LONGEST: Final = 60

# Passages a stem of the library stands in before it counts as a part.
SEEN: Final = 2

# What Dutch puts between two parts.
LINKS: Final = ("", "s", "en", "e", "n", "er")

# How often a word of the list counts as seen: more often than any compound.
_ALWAYS: Final = 10**9


class Compounds:
    """Splits words by the stems of one library."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Take in how many passages each stem of the library stands."""
        self._counts = counts
        self._remembering = remembered(dutch.REMEMBERED)(self._parts_of_source)
        self._terms = remembered(REMEMBERED)(self._of_source)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the parts of a folded word, in order; none for no compound."""
        return _Split(self._counts, dutch.stem).best(word) if len(word) <= LONGEST else ()

    def source_parts(self, word: str) -> tuple[str, ...]:
        """Return `parts` of a word of a source, which is remembered; never for a question's."""
        return self._remembering(word)

    def source_terms(self, text: str) -> frozenset[str]:
        """Return the stems of a source's words and of their parts; the text is remembered."""
        return self._terms(text)

    def _of_source(self, text: str) -> frozenset[str]:
        words = dict.fromkeys(dutch.content(text))
        parts = (part for word in words for part in self.source_parts(word))
        return frozenset([*map(dutch.source_stem, words), *parts])

    def _parts_of_source(self, word: str) -> tuple[str, ...]:
        """Return `parts`; the stems of pieces, which return in other words, are remembered too."""
        if len(word) > LONGEST:
            return ()
        return _Split(self._counts, dutch.source_stem).best(word)


class _Split:
    """The splitting of one word; `done` holds what its own beginnings were split into."""

    def __init__(self, counts: Mapping[str, int], stem: Callable[[str], str]) -> None:
        self._counts = counts
        self._stem = stem
        self._done: dict[str, tuple[str, ...]] = {}

    def best(self, word: str) -> tuple[str, ...]:
        """Return the split whose parts are used most, when they are used more than the whole."""
        if len(word) < 2 * SHORTEST or not word.isalpha():
            return ()
        if word not in self._done:
            splits = {split: self._use(split) for split in self._splits(word)}
            best = max(splits, key=lambda split: (splits[split], split), default=())
            whole = self._counts.get(self._stem(word), 0)
            self._done[word] = best if best and splits[best] > whole else ()
        return self._done[word]

    def _splits(self, word: str) -> Iterator[tuple[str, ...]]:
        """Yield ways to cut a word in two or more parts that are known."""
        for cut in range(SHORTEST, len(word) - SHORTEST + 1):
            last = self._stem(word[cut:])
            if not self._known(word[cut:], last):
                continue
            for link in LINKS:
                left = word[:cut].removesuffix(link) if link else word[:cut]
                if len(left) < SHORTEST or left + link != word[:cut]:
                    continue
                if self._known(left, self._stem(left)):
                    yield self._stem(left), last
                elif first := self.best(left):
                    yield *first, last

    def _known(self, part: str, stem: str) -> bool:
        """Tell whether a part may stand in a compound."""
        return self._count(stem) >= SEEN and not dutch.is_stop_word(part)

    def _use(self, split: tuple[str, ...]) -> float:
        """Return the geometric mean of how often the parts are used."""
        return math.exp(sum(math.log(self._count(part)) for part in split) / len(split))

    def _count(self, stem: str) -> int:
        """Return in how many passages a stem stands, the words of the list above all others."""
        return self._counts.get(stem, 0) + (_ALWAYS if stem in _heads() else 0)


@cache
def _heads() -> frozenset[str]:
    """Return the stems of the list."""
    lines = files("index").joinpath("heads.txt").read_text(encoding="utf-8").splitlines()
    found = (line for line in lines if not line.startswith("#"))
    return frozenset(dutch.stem(word) for line in found for word in dutch.words(line))
