"""The library's sources that hits point into: read when they are needed, the last ones at hand.

What is found is always looked up here, in the library itself, so that a passage that is gone or
says something else by now is no hit, whatever the index still holds.
"""

from collections import OrderedDict
from collections.abc import Mapping, Set
from typing import Final, Protocol

from index.entries import Entry, entry
from index.store import Place
from knowledge.model import Source

# Sources kept; one of ten passages takes some 30 kB.
MOST: Final = 200


class Library(Protocol):
    """What is read of knowledge.library."""

    @property
    def revision(self) -> int:
        """A number that grows with every change."""

    def marks(self) -> Mapping[str, str]:
        """A mark of each source by id, which changes with anything in it."""

    def searched(self) -> Set[str]:
        """The ids of the sources to search: not the summaries whose original is there."""

    def source(self, source_id: str) -> Source:
        """One source. Raises KeyError."""


class AtHand:
    """The sources of one library, at the revision that it has."""

    def __init__(self, library: Library) -> None:
        """Begin with none."""
        self.library = library
        self._revision = library.revision
        self._sources: OrderedDict[str, Source] = OrderedDict()

    def source(self, source_id: str) -> Source | None:
        """Return a source, or None when it is gone."""
        if source_id not in self._sources:
            try:
                self._sources[source_id] = self.library.source(source_id)
            except KeyError:
                return None
            if len(self._sources) > MOST:
                self._sources.popitem(last=False)
        self._sources.move_to_end(source_id)
        return self._sources[source_id]

    def joined(self, places: Mapping[int, Place]) -> dict[int, Entry]:
        """Return those of `places` that the library still holds, word for word, by number."""
        found: dict[int, Entry] = {}
        if self.library.revision != self._revision:
            self._revision = self.library.revision
            self._sources.clear()
        for number, place in places.items():
            source = self.source(place.source_id)
            for passage in source.passages if source else ():
                if source and passage.id == place.passage_id:
                    made = entry(source, passage)
                    if made.key == place.key:
                        found[number] = made
        return found
