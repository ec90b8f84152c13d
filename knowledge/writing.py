"""How sources are written: what one was until now becomes an earlier version of it.

Also those that come with the package, which a new version of the package brings up to date.
"""

import hashlib
from typing import Final

from knowledge import bundled, preparing, upkeep
from knowledge.archive import Archive
from knowledge.identity import with_given
from knowledge.model import Source
from knowledge.passages import SPLIT_VERSION
from knowledge.readers import markdown
from knowledge.store import Store
from knowledge.versions import is_other_text

_BUNDLED: Final = "bundled_sha256"
# Goes up when the same document says other things of itself; bundled sources are then read again.
_FACTS_VERSION: Final = 2


def put(
    store: Store, archive: Archive, source: Source, page: str, *, bundled: bool = False
) -> None:
    """Write a source, within the store's `writing`; another text becomes an earlier version."""
    _supersede(store, archive, source.id, source)
    store.put(source, "" if source.parent else page, bundled=bundled)


def take_out(store: Store, archive: Archive, source_id: str) -> None:
    """Delete a source, within the store's `writing`; answers given from it still open."""
    _supersede(store, archive, source_id)
    store.delete(source_id)


def renew_bundled(store: Store, archive: Archive) -> None:
    """Bring the sources that come with the package up to date, in one transaction."""
    pages = bundled.pages()
    versions = f"{SPLIT_VERSION}.{_FACTS_VERSION}"
    content = "\0".join([versions, *(f"{n}\0{page}" for n, page in pages.items())])
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    if store.value(_BUNDLED) == sha256:
        return
    documents = {name: markdown.read(page, f"{name}.md") for name, page in pages.items()}
    with store.writing():
        there = {entry.id: entry for entry in store.bundled_entries()}
        for gone in set(there) - set(documents):
            take_out(store, archive, gone)
        for name in upkeep.removed(store):
            documents.pop(name, None)
        for name, document in documents.items():
            if name not in there and store.entry(name):
                continue  # a source of the users' own has this id, and comes first
            added = there[name].added if name in there else preparing.now()
            known = document.metadata
            if name in there:
                known = with_given(known, there[name])
            source = preparing.source_of(name, known, document, added)
            put(store, archive, source, document.page, bundled=True)
        store.set_value(_BUNDLED, sha256)


def _supersede(store: Store, archive: Archive, source_id: str, by: Source | None = None) -> None:
    """Keep what a source is now as an earlier version, when `by` has another text."""
    there = store.source(source_id)
    if there and (by is None or is_other_text(there, by)):
        archive.supersede(there, store.page(source_id) or "", preparing.now())
        archive.forget_text(source_id)
