"""Which sources are searched: not those that a newer one replaces, nor what is only summed up.

Asked at every change of a library that may be large, so it reads the few rows that it turns on.
"""

from collections.abc import Collection, Mapping

from knowledge import rows
from knowledge.identity import is_original
from knowledge.model import Original, SourceKind
from knowledge.rows import Entry
from knowledge.store import Store


def collections(store: Store) -> frozenset[str]:
    """Return the collections that there are sources in."""
    found = store.rows("SELECT DISTINCT collection FROM sources")
    return frozenset(row["collection"] for row in found)


def marks(store: Store, seen: Collection[str] | None = None) -> dict[str, str]:
    """Return the hash of each source by id: it changes with all that a source says.

    With `seen`, of the sources of those collections.
    """
    found = store.rows("SELECT id, sha256, collection FROM sources ORDER BY number")
    return {row["id"]: row["sha256"] for row in found if seen is None or row["collection"] in seen}


def searched(
    store: Store, replaced: Mapping[str, str], seen: Collection[str] | None = None
) -> set[str]:
    """Return the ids of the sources without those that are `replaced`, and their comments.

    Nor the summaries whose original is in the library. With `seen`, as if there were no sources
    but those of these collections. `replaced` says which source replaces which.
    """
    there = store.rows("SELECT id, parent, collection FROM sources")
    there = [each for each in there if seen is None or each["collection"] in seen]
    ids = {each["id"] for each in there}
    gone = {old for old, new in replaced.items() if new in ids}
    found = {each["id"] for each in there if not {each["id"], each["parent"]} & gone}
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
