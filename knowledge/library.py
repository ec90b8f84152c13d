"""The library: what is added, replaced, removed and listed, and which of it is searched.

A source keeps its id for life: importing the same file again gives the same ids. A new text makes
a new version; the old one is never searched or cited again, but answers given from it still open.
A summary of a document gives way to the document itself as soon as that is in the library, and a
source to the one that a person said replaces it.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from knowledge import duplicates, preparing, searched, upkeep, writing
from knowledge.archive import Archive, File
from knowledge.duplicates import Likeness
from knowledge.errors import SourceRefused
from knowledge.exchange import Kept
from knowledge.held import Held
from knowledge.identity import are_like_titles, predecessors, same
from knowledge.model import Document, Metadata, Passage, Source
from knowledge.rows import Entry
from knowledge.store import Store
from knowledge.versions import Cited, Version, as_cited

log = logging.getLogger(__name__)

_FILE: Final = "knowledge.db"
# Milliseconds that counting waits for another writer: somebody waits for an answer.
_COUNTING: Final = 50


class Library:
    """The sources in one data folder, for the thread that made it.

    Raises Unavailable when knowledge.db is damaged, busy, out of reach or made by a newer version.
    """

    def __init__(self, folder: Path) -> None:
        """Open or create knowledge.db in `folder`; renew the bundled sources when they changed."""
        self._store = Store(folder / _FILE)
        self._archive = Archive(self._store)
        self._held = Held(self._store)
        try:
            writing.renew_bundled(self._store, self._archive)
        except BaseException:
            self.close()
            raise

    @property
    def revision(self) -> int:
        """A number that grows with every change, by whatever process; read anew each time."""
        return self._store.revision()

    def prepare(self, document: Document, place: str | None = None) -> list[Source]:
        """Return the document as a source, and its comments behind it; writes nothing.

        A source that is there already keeps its id, its collection, the moment it was added and
        what a person gave. What an article does not say of itself is taken from a bundled summary
        of it. `place` is that of its file (`File.place`): a file with the same title is the same
        source.
        """
        return preparing.prepared(self._store, self._archive, document, place)

    def add(self, sources: Sequence[Source], page: str = "", file: File | None = None) -> None:
        """Write prepared sources in one transaction; `page` is the text they were read from.

        What is there already just so stays untouched; a source with the same id becomes an earlier
        version. Comments that the article no longer has go. `file` can be asked for later with
        `imported_as`. Raises SourceRefused when another source took the id since `prepare`.
        """
        own = [each for each in sources if each.parent is None]
        fingerprints = {each.id: duplicates.fingerprint(each.text) for each in own}
        with self._store.writing():
            for source in sources:
                there = self._store.entry(source.id)
                if there and not same(source.metadata, [there]):
                    title = source.metadata.title
                    raise SourceRefused(f"{title}: another source just took its id; add it again")
                writing.put(self._store, self._archive, source, page)
                for gone in self._store.entries_below(source.id):
                    if gone.id not in _ids(sources):
                        writing.take_out(self._store, self._archive, gone.id)
            self._archive.keep_fingerprints(fingerprints)
            if file and sources:
                self._archive.keep_import(file, sources[0].id)

    def sources(self) -> list[Source]:
        """Return all sources with their passages, in the order in which they first came.

        What did not change since the last time is the same object again.
        """
        return self._held.sources()

    def collections(self) -> frozenset[str]:
        """Return the collections that there are sources in."""
        return searched.collections(self._store)

    def marks(self, collections: Collection[str] | None = None) -> dict[str, str]:
        """Return a mark of each source by id, which changes with anything that the source says."""
        return searched.marks(self._store, collections)

    def searched(self, collections: Collection[str] | None = None) -> set[str]:
        """Return the ids of `searchable`; with `collections`, as if it held no others."""
        return searched.searched(self._store, self.replaced(), collections)

    def searchable(self) -> list[Source]:
        """Return the sources without those that a newer one replaces, and their comments.

        Nor the summaries whose original is in the library.
        """
        found = self.searched()
        return [each for each in self.sources() if each.id in found]

    def known(self, collections: Collection[str] | None = None) -> list[Metadata]:
        """Return what is known of each source that is `searched`, in order, texts left unread."""
        found = self.searched(collections)
        return [each.metadata for each in self._store.entries() if each.id in found]

    def source(self, source_id: str) -> Source:
        """Return one source; raises KeyError when there is none with this id.

        A passage that is not as it was stored is counted in the log; it is never a hit.
        """
        found = self._store.source(source_id)
        if found is None:
            raise KeyError(source_id)
        changed = sum(not self.holds(passage) for passage in found.passages)
        if changed:
            log.error("dropped %d: the stored passage has changed; verify the sources", changed)
        return found

    def page(self, source_id: str) -> str:
        """Return the page a source was read from, as received; raises KeyError without one."""
        found = self._store.page(source_id)
        if found is None:
            raise KeyError(source_id)
        return found

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is still there, word for word as it was stored."""
        return self._store.passage_sha256(passage.id) == passage.sha256

    def versions(self, source_id: str) -> list[Version]:
        """Return the earlier versions of a source, the first one first."""
        return self._archive.versions(source_id)

    def as_cited(self, passage_id: str, sha256: str) -> Cited | None:
        """Return a passage as an answer once cited it; None when its source was removed."""
        source_id = passage_id.rpartition("#")[0]
        earlier = self.versions(source_id)
        return as_cited(passage_id, sha256, self._store.source(source_id), earlier)

    def alike(self, source_id: str) -> list[Likeness]:
        """Return the sources that say nearly the same as this one, most alike first."""
        there = self._archive.comparable() - set(self.replaced())
        made = self._archive.fingerprints()
        lacking = sorted(there - set(made))
        new = {each: duplicates.fingerprint(self.source(each).text) for each in lacking}
        if new:
            with self._store.writing():
                self._archive.keep_fingerprints(new)
        held = {name: made for name, made in (made | new).items() if name in there}
        return duplicates.alike(held.pop(source_id, b""), held)

    def predecessors(self, source: Source) -> list[Entry]:
        """Return the sources of an earlier year that this one may replace, the latest first."""
        passed_over = {source.id, *self.replaced()}
        title = source.metadata.title
        likely = [
            source_id
            for source_id, other in self._store.titles()
            if source_id not in passed_over and are_like_titles(title, other)
        ]
        found = (self._store.entry(source_id) for source_id in likely)
        return predecessors(source.metadata, [entry for entry in found if entry])

    def replaced(self) -> dict[str, str]:
        """Return which source replaces which, by the id of the one that is replaced.

        A source that was replaced counts again once the one that replaced it is removed.
        """
        return self._archive.replaced()

    def replace(self, old_id: str, new_id: str | None) -> None:
        """Have one source replace another; None: it counts again. Raises KeyError for no source.

        Raises SourceRefused when the two would replace each other.
        """
        if old_id == new_id:
            raise SourceRefused(f"{old_id}: cannot be replaced by itself; name another source")
        replaced = self.replaced()
        step = new_id
        while step is not None:
            if step == old_id:
                raise SourceRefused(
                    f"{old_id}: takes the place of {new_id} already; take that back first:"
                    f" vrijwijzer sources set {new_id} replaced_by="
                )
            step = replaced.get(step)
        with self._store.writing():
            for source_id in (old_id, new_id):
                if source_id is not None and self._store.entry(source_id) is None:
                    raise KeyError(source_id)
            self._store.set_replaced(old_id, new_id)

    def update(self, source_id: str, known: Metadata) -> None:
        """Give a source other metadata; its text and passages stay. Raises KeyError.

        Comments below it go along to another collection: who may see the one may see the other.
        """
        with self._store.writing():
            changed = [replace(self.source(source_id), metadata=known)]
            for entry in self._store.entries_below(source_id):
                comment = replace(entry.metadata, collection=known.collection)
                changed.append(replace(self.source(entry.id), metadata=comment))
            for source in changed:
                bundled = source.id in _entry_ids(self._store.bundled_entries())
                self._store.put(source, self.page(source.id), bundled=bundled)

    def imported_as(self, sha256: str) -> str | None:
        """Return the id of the source that a file with this hash became, if it is still that."""
        return self._archive.imported(sha256)

    def cited(self) -> dict[str, int]:
        """Return how many answers leaned on each source."""
        return self._archive.cited()

    def count_cited(self, answers: Mapping[str, int]) -> None:
        """Count so many answers more that leaned on each source; the revision stays.

        Raises Unavailable when another process writes at this moment: it does not wait long.
        """
        with self._store.writing(patience=_COUNTING):
            self._archive.count_cited(answers)

    def remove(self, source_id: str) -> None:
        """Remove a source and the comments below it for good, with all earlier versions.

        One that came with the package does not come again with the next version. Raises KeyError
        when it is not there.
        """
        with self._store.writing():
            entry = self._store.entry(source_id)
            if entry is None:
                raise KeyError(source_id)
            if entry.bundled:
                upkeep.keep_removed(self._store, source_id)
            for gone in (*_entry_ids(self._store.entries_below(source_id)), source_id):
                self._archive.forget(gone)
                self._store.delete(gone)

    def shelf(self) -> list[Kept]:
        """Return all that did not come with the package, with earlier versions, to export."""
        return upkeep.shelf(self._store, self._archive)

    def restore(self, kept: Sequence[Kept]) -> None:
        """Write exported sources, all or none; raises SourceRefused for an id that is taken."""
        with self._store.writing():
            for each in kept:
                there = self._store.entry(each.source.id)
                if there and not same(each.source.metadata, [there]):
                    raise SourceRefused(
                        f"{each.source.id}: another source has this id; remove one of them"
                    )
                for version in each.earlier:
                    self._archive.keep(version)
                writing.put(self._store, self._archive, each.source, each.page)
                if each.replaced_by:
                    self._store.set_replaced(each.source.id, each.replaced_by)

    def verify(self) -> list[str]:
        """Return what is damaged, a line each: hashes, offsets, earlier versions."""
        return upkeep.faults(self._store, self._archive)

    def close(self) -> None:
        """Close the database."""
        self._store.close()


def holds_library(folder: Path) -> bool:
    """Tell whether there is a library in a folder; makes nothing."""
    return (folder / _FILE).is_file()


def _ids(sources: Sequence[Source]) -> set[str]:
    """The ids of sources."""
    return {source.id for source in sources}


def _entry_ids(entries: Sequence[Entry]) -> list[str]:
    """The ids of entries."""
    return [entry.id for entry in entries]
