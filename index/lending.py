"""Vectors that an index of more sources has already are borrowed, not made again."""

from collections.abc import Collection

from index.embedder import Embedder
from index.store import IndexStore


def missing(
    store: IndexStore, lender: IndexStore | None, keys: Collection[str], embedder: Embedder
) -> set[str]:
    """Return those of `keys` that have no vectors, after taking over what `lender` has."""
    lacking = store.lacking(keys, embedder.name)
    if lender is None or not lacking:
        return lacking
    lent = lacking - lender.lacking(lacking, embedder.name)
    store.keep(
        embedder.name, {key: lender.kept(key, embedder.name, embedder.dimension) for key in lent}
    )
    return lacking - lent
