"""The library as somebody sees it who may see some collections: as if the others were not there.

What a person may not see is left out before anything else is decided: a summary whose original is
in a closed collection is searched for them, and so is a source that one in there replaces.
"""

from collections.abc import Collection

from knowledge.library import Library
from knowledge.model import Metadata, Passage, Source


class Visible:
    """A library as if it held no sources but those of some collections."""

    def __init__(self, library: Library, collections: Collection[str]) -> None:
        self._library = library
        self._collections = frozenset(collections)

    @property
    def revision(self) -> int:
        """A number that grows with every change of the whole library."""
        return self._library.revision

    def marks(self) -> dict[str, str]:
        """Return a mark of each source by id, which changes with anything in it."""
        return self._library.marks(self._collections)

    def searched(self) -> set[str]:
        """Return the ids of the sources to search."""
        return self._library.searched(self._collections)

    def known(self) -> list[Metadata]:
        """Return what is known of each source to search, without its text."""
        return self._library.known(self._collections)

    def source(self, source_id: str) -> Source:
        """Return one source; raises KeyError when there is none with this id to be seen."""
        found = self._library.source(source_id)
        if found.metadata.collection not in self._collections:
            raise KeyError(source_id)
        return found

    def page(self, source_id: str) -> str:
        """Return the page a source was read from, as received; raises KeyError without one."""
        return self._library.page(self.source(source_id).id)

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is still there, word for word as it was stored."""
        return self._library.holds(passage)
