"""Words and names of the library, looked up in index.db when a question needs one.

Gathering them would mean to read every source again after each change of the library.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from index import dutch, spelling
from index.contents import Contents
from index.store import Damaged
from knowledge.errors import Unavailable
from knowledge.model import Source

# Passages in which a name is looked for; who is named in more of them is named in these too.
HOLDING: Final = 200


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
        return spelling.nearest(word, contents.store.spellings)


def sources_holding(words: Sequence[str], contents: Contents) -> Iterator[Source]:
    """Yield the sources of the best passages (HOLDING) that have all of these folded words."""
    if contents.at_hand is None or not words:
        return
    with renewing(contents):
        numbers = contents.store.holding([dutch.stem(word) for word in words], HOLDING)
        places = contents.store.places(numbers)
    found = dict.fromkeys(places[each].source_id for each in numbers)
    yield from filter(None, map(contents.at_hand.source, found))
