"""The sources in memory, as they were last read from knowledge.db.

A library of ten thousand passages takes seconds to read; after one new note only that note is.
"""

from knowledge.model import Source
from knowledge.store import Store


class Held:
    """What was read of one store; a source that did not change is the same object again."""

    def __init__(self, store: Store) -> None:
        """Hold nothing yet."""
        self._store = store
        self._revision: int | None = None
        self._stamps: dict[str, tuple[str, str]] = {}
        self._sources: dict[str, Source] = {}

    def sources(self) -> list[Source]:
        """Return all sources as they are now, in the order in which they first came."""
        with self._store.reading():
            revision = self._store.revision()
            if revision != self._revision:
                self._renew()
                self._revision = revision
        return list(self._sources.values())

    def _renew(self) -> None:
        """Read what is not as it was; all at once when nothing is held."""
        stamps = self._store.stamps()
        if not self._sources:
            self._sources = {each.id: each for each in self._store.sources()}
            self._stamps = stamps
            return
        held: dict[str, Source] = {}
        for source_id, stamp in stamps.items():
            same = self._stamps.get(source_id) == stamp
            found = self._sources[source_id] if same else self._store.source(source_id)
            if found:
                held[source_id] = found
        self._sources, self._stamps = held, stamps
