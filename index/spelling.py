"""Which known word does an unknown one stand for? One slip of the finger or of the ear away.

Candidates are made from the typed word, so nothing is built in advance: a letter too many, too few
or swapped with its neighbour, or letters that sound alike. The first letter is taken as right
but for its sound, and so is the last: what differs there is an ending, which stems leave out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from string import ascii_lowercase
from typing import Final

from index.dutch import fold

# Letters of the shortest typed word that is mended; shorter ones have too many neighbours.
SHORTEST: Final = 5

# Small letters alone, so that no name is among them; of shorter words too many are a letter apart.
_WORD: Final = re.compile(r"\b[^\W\d_A-ZÀ-Þ]{7,}\b")

# Those of some words that are known, with how often.
Known = Callable[[Set[str]], Mapping[str, int]]

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


def words(texts: Iterable[str]) -> set[str]:
    """Return the folded words of pieces of a source that a typed word may stand for."""
    return {fold(word) for text in texts for word in _WORD.findall(text)}


def nearest(word: str, known: Known) -> str | None:
    """Return the known word that is one slip away, the most frequent of several.

    None: `word` is too short, is known itself, or nothing is near. All words are folded.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    near = known({word, *_slips(word)})
    if word in near:
        return None
    return max(near, key=lambda each: (near[each], each), default=None)


def _slips(word: str) -> Iterator[str]:
    """Yield what may have been meant; the ends of the word stay as they are."""
    last = len(word) - 1
    for at in range(1, last):
        yield word[:at] + word[at + 1 :]
        if at + 1 < last:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, last + 1):
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at:]
    for one, other in (*ALIKE, *(pair[::-1] for pair in ALIKE)):
        at = word.find(one)
        while 0 <= at <= last - len(one):
            yield word[:at] + other + word[at + len(one) :]
            at = word.find(one, at + 1)
