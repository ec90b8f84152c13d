"""What an operator does with the whole library: look whether it is sound, and take it out."""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from knowledge.archive import Archive
from knowledge.exchange import Kept
from knowledge.model import Source
from knowledge.rows import sha256
from knowledge.store import Store

_REMOVED: Final = "bundled_removed"


def shelf(store: Store, archive: Archive) -> list[Kept]:
    """Return all sources that did not come with the package, with all that is kept of them."""
    entries = {entry.id: entry for entry in store.entries()}
    return [
        Kept(
            source,
            store.page(source.id) or "",
            entries[source.id].replaced_by,
            tuple(archive.versions(source.id)),
        )
        for source in store.sources()
        if not entries[source.id].bundled
    ]


def faults(store: Store, archive: Archive) -> list[str]:
    """Return a line for each source, passage or earlier version that is not as it was stored.

    SQLite's own check finds no changed letter in a text (TRUST F4); the hashes do.
    """
    told = store.hashes()
    found = [fault for source in store.sources() for fault in _faults(source, told)]
    for source_id in archive.archived():
        try:
            archive.versions(source_id)
        except ValueError as error:
            found.append(f"{source_id}: an earlier version is damaged ({error})")
    return found


def _faults(source: Source, told: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with one source."""
    wrong = [each.id for each in source.passages if told.get(each.id) != each.sha256]
    for passage_id in wrong:
        yield f"{passage_id}: the text is not that which was stored; add the source again"
    if not wrong and told.get(source.id) != sha256(source):
        yield f"{source.id}: not as it was stored; add it again"
    if any(one.end > other.start for one, other in pairwise(source.passages)):
        yield f"{source.id}: passages overlap; add it again"
    for passage in source.passages:
        if any(not passage.start <= s.start < s.end <= passage.end for s in passage.sentences):
            yield f"{passage.id}: a sentence stands outside its passage; add the source again"


def removed(store: Store) -> list[str]:
    """Return the names of the bundled sources that were removed by hand."""
    return store.names(_REMOVED)


def keep_removed(store: Store, name: str) -> None:
    """Remember that a bundled source was removed by hand; within `writing`."""
    store.set_value(_REMOVED, json.dumps(sorted({name, *removed(store)})))
