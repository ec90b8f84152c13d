"""Which sources are searched: not those that a newer one replaces, nor what is only summed up.

Asked at every change of a library that may be large, so it reads the few rows that it turns on.
"""

from knowledge import rows
from knowledge.identity import is_original
from knowledge.model import Original, SourceKind
from knowledge.rows import Entry
from knowledge.store import Store


def marks(store: Store) -> dict[str, str]:
    """Return the hash of each source by id: it changes with all that a source says."""
    found = store.rows("SELECT id, sha256 FROM sources ORDER BY number")
    return {row["id"]: row["sha256"] for row in found}


def searched(store: Store, replaced: set[str]) -> set[str]:
    """Return the ids of the sources without those that are `replaced`, and their comments.

    Nor the summaries whose original is in the library.
    """
    there = store.rows("SELECT id, parent FROM sources")
    found = {each["id"] for each in there if not {each["id"], each["parent"]} & replaced}
    # The title that a person gave is in no index of the database.
    renamed = _entries(store, "own_title IS NOT NULL")
    for summary in _entries(store, "derived_from IS NOT NULL"):
        original = summary.metadata.derived_from
        if original and any(
            _is_whole(each) and each.id in found and is_original(original, each.metadata)
            for each in [*_like(store, original), *renamed]
        ):
            found.discard(summary.id)
    return found


def _is_whole(entry: Entry) -> bool:
    """Tell whether a source is a document, and no summary or comment."""
    known = entry.metadata
    return known.derived_from is None and known.kind is not SourceKind.COMMENT


def _like(store: Store, original: Original) -> list[Entry]:
    """Return the entries that may be the document a summary names."""
    return store.entries_like(original.title, original.url)


def _entries(store: Store, condition: str) -> list[Entry]:
    """Return the entries that a condition of ours holds for."""
    sql = f"SELECT * FROM sources WHERE {condition}"  # noqa: S608 - the condition is ours
    return [rows.entry(row) for row in store.rows(sql)]
