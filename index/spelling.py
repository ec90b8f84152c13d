"""Which known word does an unknown one stand for? One slip of the finger or of the ear away.

Candidates are made from the typed word, so nothing is built in advance: a letter too many, too few
or swapped with its neighbour, or letters that sound alike. The first letter is taken as right
(Yannakoudakis and Fawthrop 1983 found it so in 98 of 100 slips), and so is the last: what differs
there is an ending, which stems leave out.
"""

from collections.abc import Iterator, Mapping
from string import ascii_lowercase
from typing import Final

# Letters of the shortest word that is mended; shorter ones have too many neighbours.
SHORTEST: Final = 5

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


def nearest_in(counts: Mapping[str, int], word: str) -> str | None:
    """Return the word of `counts` that is one slip away, the most frequent of several.

    None: `word` is too short, is known itself, or nothing is near. All words are folded.
    """
    if len(word) < SHORTEST or word in counts or not word.isalpha():
        return None
    near = {each for each in _slips(word) if each in counts}
    return max(near, key=lambda each: (counts[each], each), default=None)


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
        at = word.find(one, 1)
        while 0 < at:
            yield word[:at] + other + word[at + len(one) :]
            at = word.find(one, at + 1)
