"""Sentences about anything at all (cohort.txt), which a question is compared with."""

import hashlib
from importlib.resources import files

from index import lending
from index.embedder import Embedder, Vectors
from index.store import IndexStore


def vectors(store: IndexStore, lender: IndexStore | None, embedder: Embedder) -> Vectors:
    """Return float32 [sentences, dimension], out of index.db; embedded when not there yet."""
    texts = _sentences()
    key = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    if lending.missing(store, lender, [key], embedder):
        store.keep(embedder.name, {key: embedder.embed_passages(texts)})
    return store.kept(key, embedder.name, embedder.dimension)


def _sentences() -> list[str]:
    lines = files("index").joinpath("cohort.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
