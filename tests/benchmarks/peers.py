"""Other search libraries, where they are installed: on the same texts, model and vectors."""

import os
from collections.abc import Sequence
from importlib import util
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer

from index.rows import Vectors
from tests.benchmarks.clock import Ask
from tests.benchmarks.contenders import HITS, bm25s_index, stock_embedding

# Compared vector by vector in Python: with more it takes seconds a question, and much memory.
HAYSTACK_UP_TO = 10_000


def peers(
    model: SentenceTransformer, texts: Sequence[str], vectors: Vectors
) -> tuple[dict[str, Ask], dict[str, str]]:
    """What can be asked, by name; and why the others are left out."""
    asked: dict[str, Ask] = {}
    skipped: dict[str, str] = {}
    for name, module, made in (
        ("bm25s alone", "bm25s", _bm25s),
        ("txtai", "txtai", _txtai),
        ("haystack in memory", "haystack", _haystack),
    ):
        if not util.find_spec(module):
            skipped[name] = f"{module} is not installed"
        elif module == "haystack" and len(texts) > HAYSTACK_UP_TO:
            skipped[name] = f"not with more than {HAYSTACK_UP_TO:,} passages"
        else:
            asked[name] = made(model, texts, vectors)
    return asked, skipped


def _bm25s(_: SentenceTransformer, texts: Sequence[str], __: Vectors) -> Ask:
    """bm25s, which needs no vectors."""
    return bm25s_index(texts)


def _txtai(model: SentenceTransformer, texts: Sequence[str], vectors: Vectors) -> Ask:
    """txtai with exact FAISS behind it; passages get the vectors that all get."""
    from txtai import Embeddings  # type: ignore[import-not-found]  # noqa: PLC0415 - optional

    embed, left = stock_embedding(model), iter(vectors)

    def transform(batch: Sequence[str]) -> Any:
        made = [row for row, _ in zip(left, batch, strict=False)]  # the passages come first
        return np.stack(made) if made else embed(batch[0])

    settings = {"method": "external", "transform": transform, "backend": "faiss"}
    index = Embeddings({**settings, "faiss": {"components": "IDMap,Flat"}})
    index.index([(number, text, None) for number, text in enumerate(texts)])
    return lambda question: index.search(question, HITS)


def _haystack(model: SentenceTransformer, texts: Sequence[str], vectors: Vectors) -> Ask:
    """Haystack's retriever over its store in memory."""
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    from haystack import Document  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
    from haystack.components.retrievers.in_memory import (  # type: ignore[import-not-found]  # noqa: PLC0415
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import (  # type: ignore[import-not-found]  # noqa: PLC0415
        InMemoryDocumentStore,
    )

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(
        [
            Document(content=text, embedding=row.tolist())
            for text, row in zip(texts, vectors, strict=True)
        ]
    )
    retriever, embed = InMemoryEmbeddingRetriever(store, top_k=HITS), stock_embedding(model)

    def ask(question: str) -> object:
        row = np.asarray(embed(question), np.float32)[0]
        return retriever.run(query_embedding=row.tolist())

    return ask
