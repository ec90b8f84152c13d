"""Words and names of the library, looked up in index.db when a question needs one.

Gathering them would mean to read every source again after each change of the library.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from index import dutch, spelling
from index.contents import Contents
from index.entries import Entry
from index.store import Damaged, IndexStore
from knowledge.errors import Unavailable

# Passages in which a name is looked for; who is named in more of them is named in these too.
HOLDING: Final = 200


@dataclass(frozen=True, slots=True)
class _Spellings:
    """The words of a library as its sources write them (`spelling.Known`)."""

    store: IndexStore

    def among(self, words: Set[str]) -> Mapping[str, int]:
        return self.store.spellings(words)

    def like(self, first: str, lengths: range) -> Sequence[str]:
        return self.store.spellings_like(first, lengths)


@contextmanager
def renewing(contents: Contents) -> Iterator[None]:
    """Renew an index.db that turns out to be damaged, and raise Unavailable."""
    try:
        yield
    except Damaged as fault:
        contents.renew(str(fault))
        raise Unavailable(f"{contents.store.path}: {fault}; it is made anew, ask again") from fault


def nearest(word: str, contents: Contents) -> str | None:
    """Return the word of the library that a misspelt one (folded) stands for, if any."""
    with renewing(contents):
        return spelling.nearest(word, _Spellings(contents.store))


def passages_holding(words: Sequence[str], contents: Contents) -> Iterator[Entry]:
    """Yield the best passages (HOLDING) that have all of these folded words."""
    if contents.at_hand is None or not words:
        return
    with renewing(contents):
        numbers = contents.store.holding([dutch.stem(word) for word in words], HOLDING)
        places = contents.store.places(numbers)
    for number in numbers:  # one by one: often the first will do, and a source takes time to read
        yield from contents.at_hand.joined({number: places[number]}).values()
