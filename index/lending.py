"""Vectors that an index of more sources has already are borrowed; the others are made."""

from collections.abc import Collection, Sequence

from index.embedder import Embedder
from index.entries import Entry
from index.rows import Vectors
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


def made(some: Sequence[Entry], embedder: Embedder) -> dict[str, Vectors]:
    """Return the vectors of a batch by key: row 0 of the passage, then one a sentence."""
    vectors = embedder.embed_with_sentences(
        [each.embedded for each in some], [each.spans for each in some]
    )
    return dict(zip((each.key for each in some), vectors, strict=True))
