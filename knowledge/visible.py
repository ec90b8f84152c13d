"""Which sources are searched: of the whole library, and as somebody sees it who may not see all.

What a person may not see is left out before anything else is decided: a summary whose original is
in a closed collection is searched for them, and so is a source that one in there replaces.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from knowledge.identity import is_original
from knowledge.model import Metadata, Original, Passage, Source, SourceKind


class Library(Protocol):
    """What is read of knowledge.library."""

    @property
    def revision(self) -> int:
        """A number that grows with every change."""
        ...

    def sources(self) -> list[Source]:
        """All sources, with their passages."""
        ...

    def replaced(self) -> Mapping[str, str]:
        """Which source replaces which, by the id of the one that is replaced."""
        ...

    def page(self, source_id: str) -> str:
        """The page a source was read from, as received."""
        ...

    def holds(self, passage: Passage) -> bool:
        """Whether a passage is still there, word for word as it was stored."""
        ...


class Visible:
    """A library as if it held no sources but those of some collections."""

    def __init__(self, library: Library, collections: Collection[str]) -> None:
        self._library = library
        self._collections = frozenset(collections)

    @property
    def revision(self) -> int:
        """A number that grows with every change of the whole library."""
        return self._library.revision

    def sources(self) -> list[Source]:
        """Return the sources of these collections, with their passages."""
        return [
            each
            for each in self._library.sources()
            if each.metadata.collection in self._collections
        ]

    def searchable(self) -> list[Source]:
        """Return those of them to search."""
        sources = self.sources()
        seen = {each.id for each in sources}
        replaced = {old for old, new in self._library.replaced().items() if new in seen}
        return searchable(sources, replaced)

    def page(self, source_id: str) -> str:
        """Return the page a source was read from, as received."""
        return self._library.page(source_id)

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is still there, word for word as it was stored."""
        return self._library.holds(passage)


def searchable(sources: Sequence[Source], replaced: Collection[str]) -> list[Source]:
    """Return the sources without those `replaced` (ids), and their comments.

    Nor the summaries whose original is among the sources.
    """
    gone = set(replaced)
    found = [each for each in sources if not {each.id, each.parent} & gone]
    whole = [each.metadata for each in found if each.metadata.derived_from is None]
    whole = [known for known in whole if known.kind is not SourceKind.COMMENT]
    return [each for each in found if not _is_displaced(each.metadata.derived_from, whole)]


def _is_displaced(original: Original | None, whole: Sequence[Metadata]) -> bool:
    """Whether the document that a source sums up is among these."""
    return original is not None and any(is_original(original, known) for known in whole)
