"""Which known word does an unknown one stand for? One slip of the finger or of the ear away.

Candidates are made from the typed word, so nothing is built in advance: a letter too many, too few
or swapped with its neighbour, or letters that sound alike. The first letter is taken as right
but for its sound, and so is the last: what differs there is an ending, which stems leave out.
A long word may hold more slips: one in each SLIP_EVERY letters.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final, Protocol

from index.demands import places
from index.dutch import fold

# Letters of the shortest typed word that is mended; shorter ones have too many neighbours.
SHORTEST: Final = 5

# Small letters alone, so that no name is among them; of shorter words too many are a letter apart.
_WORD: Final = re.compile(r"\b[^\W\d_A-ZÀ-Þ]{7,}\b")

# Dutch spellings of one sound, which are mixed up in both directions.
ALIKE: Final = (
    ("ei", "ij"),
    ("ij", "y"),
    ("au", "ou"),
    ("ch", "g"),
    ("c", "k"),
    ("c", "s"),
    ("s", "z"),
    ("f", "v"),
    ("d", "t"),
    ("ie", "i"),
    ("ks", "x"),
    ("kw", "qu"),
)

# Letters of a typed word for each slip that it may hold beyond the first; of our own trials.
SLIP_EVERY: Final = 7

# Letters that are mixed up in long words: those that sound alike, and vowels without stress.
_SOUNDS: Final = (
    *({one, other} for one, other in ALIKE if len(one) == len(other) == 1),
    *({"e", other} for other in "aiou"),
)


class Known(Protocol):
    """The folded words that a typed one may stand for."""

    def among(self, words: Set[str]) -> Mapping[str, int]:
        """Return those of `words` that are known, with how often each is there."""
        ...

    def like(self, first: str, lengths: range) -> Iterable[str]:
        """Return those that begin with a letter and have such a length."""
        ...


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Known words that are all at hand, with how often each is there."""

    counts: Mapping[str, int]

    def among(self, words: Set[str]) -> Mapping[str, int]:
        """Return those of `words` that are known."""
        return {word: self.counts[word] for word in words & self.counts.keys()}

    def like(self, first: str, lengths: range) -> Iterable[str]:
        """Return those that begin with a letter and have such a length."""
        return [word for word in self.counts if word[0] == first and len(word) in lengths]


def words(texts: Iterable[str]) -> set[str]:
    """Return the folded words of pieces of a source that a typed word may stand for.

    Places are among them: of all names, those are known to be no persons.
    """
    found = {fold(word) for text in texts for word in _WORD.findall(text)}
    named = frozenset().union(*map(places, texts))
    return found | {place for place in named if place.isalpha()}


def nearest(word: str, known: Known) -> str | None:
    """Return the known word that is one slip away, the most frequent of several.

    Else the long word that is fewest slips away. None: `word` is too short, is known itself, or
    nothing is near. All words are folded.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    near = known.among({word, *_slips(word)})
    if word in near:
        return None
    if not near:
        return _nearest_long(word, known)
    return max(near, key=lambda each: (near[each], each))


def _nearest_long(word: str, known: Known) -> str | None:
    """Return the long word that is fewest slips away, None when that is too many or a tie."""
    most = len(word) // SLIP_EVERY
    if most < 2:  # noqa: PLR2004 - a single slip was looked for already
        return None
    letters = set(word)
    found = sorted(
        (slips, each)
        for each in known.like(word[0], range(len(word) - most, len(word) + most + 1))
        if len(letters ^ set(each)) <= 2 * most and (slips := _apart(word, each, most)) <= most
    )
    tie = len(found) > 1 and found[0][0] == found[1][0]
    return found[0][1] if found and not tie else None


def _apart(one: str, other: str, most: int) -> int:
    """Return how many slips two words are apart, `most` + 1 when it is more.

    Optimal string alignment, in which a letter only turns into one that sounds like it.
    """
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            same = 0 if letter == there else 1 if {letter, there} in _SOUNDS else most + 1
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + same)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _slips(word: str) -> Iterator[str]:
    """Yield what may have been meant; the ends of the word stay as they are."""
    last = len(word) - 1
    for at in range(1, last):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, last + 1):
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at:]
    for one, other in (*ALIKE, *(pair[::-1] for pair in ALIKE)):
        at = word.find(one)
        while 0 <= at <= last - len(one):
            yield word[:at] + other + word[at + len(one) :]
            at = word.find(one, at + 1)
