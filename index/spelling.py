"""Which known word does an unknown one stand for? One slip of the finger or of the ear away.

Candidates are made from the typed word, so nothing is built in advance: a letter too many, too few
or swapped with its neighbour, or letters that sound alike. The first letter is taken as right
but for its sound, and so is the last: what differs there is an ending, which stems leave out.
A long word may hold more slips: one in each SLIP_EVERY letters.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase
from typing import Final

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


def vocabulary(texts: Iterable[str]) -> dict[str, int]:
    """Return the folded words of sources that a typed word may stand for, with how often."""
    found = Counter(word for text in texts for word in _WORD.findall(text))
    return {fold(word): count for word, count in found.items()}


def nearest_in(counts: Mapping[str, int], word: str) -> str | None:
    """Return the word of `counts` that is one slip away, the most frequent of several.

    None: `word` is too short, is known itself, or nothing is near. All words are folded.
    """
    if len(word) < SHORTEST or word in counts or not word.isalpha():
        return None
    near = {each for each in _slips(word) if each in counts}
    if not near:
        return _nearest_long(counts, word)
    return max(near, key=lambda each: (counts[each], each), default=None)


def _nearest_long(counts: Mapping[str, int], word: str) -> str | None:
    """Return the long word that is fewest slips away, None when that is too many or a tie."""
    most = len(word) // SLIP_EVERY
    if most < 2:  # noqa: PLR2004 - a single slip was looked for already
        return None
    letters = set(word)
    found = sorted(
        (slips, each)
        for each in counts
        if each[0] == word[0]
        and abs(len(each) - len(word)) <= most
        and len(letters ^ set(each)) <= 2 * most
        and (slips := _apart(word, each, most)) <= most
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
