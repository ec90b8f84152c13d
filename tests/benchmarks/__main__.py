"""`make bench`: what a question costs, in units of one stock query embedding, in one run.

The machine may be busy: compare ratios, not milliseconds. The unit is one question embedded by
sentence-transformers with multilingual-e5-small in float32 on one thread.
"""

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import faiss
import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from bot.wiring import ReadingRoom
from index.embedder import TransformerEmbedder, load
from index.search import Index
from index.store import STORED
from knowledge.library import Library
from tests.benchmarks import (
    answering,
    approximate,
    clock,
    cold,
    contenders,
    growth,
    importing,
    peers,
)
from tests.benchmarks.clock import Ask, Timed
from tests.benchmarks.heap import A_SOURCE, Heap, Inventing, bundled_sources, invented
from tests.benchmarks.picture import draw
from tests.benchmarks.report import growth as growth_table
from tests.benchmarks.report import table

GOLD = Path(__file__).parents[1] / "gold" / "bundled.jsonl"
SIZES = (1_000, 10_000, 100_000)
BEYOND = 200_000
UNIT = "stock: embed a question"
ROUNDS = 40
ARTICLES = 1_000
NOTED_AMONG = 10_000  # passages
PART = 8  # passages embedded by one, then by the other


def main() -> None:
    """Run everything and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages")
    parser.add_argument("--beyond", type=int, default=BEYOND, help="vectors, searched by cells")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="questions a contender")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="to import; 0: none")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all figures there")
    parser.add_argument("--plot", metavar="FILE", type=Path, help="draw them in a PNG file")
    arguments = parser.parse_args()
    for limit in (torch.set_num_threads, faiss.omp_set_num_threads):
        limit(1)
    questions = _questions(arguments.rounds + 1)
    stock, ours = contenders.stock_model(), load()
    figures: dict[str, Any] = {"machine": _machine(), "bulk": _bulk(stock, ours)}
    with TemporaryDirectory() as folder:
        place = Path(folder)
        figures["answering"] = _answering(place / "data", stock, ours, questions)
        figures["cold"] = {
            "ours": asdict(cold.ours(place / "data")),
            "stock": asdict(cold.stock(place / "data")),
        }
        for size in arguments.sizes:
            there = place / str(size)
            there.mkdir()
            figures[str(size)] = _at(size, there, (stock, ours), questions)
        figures["note"] = asdict(importing.noted(place / "notes", ours, NOTED_AMONG))
    real = ours.embed_passages([p.text for each in bundled_sources() for p in each.passages])
    figures["approximate"] = asdict(approximate.measured(real, arguments.beyond))
    if arguments.articles:
        figures["import"] = asdict(importing.imported(arguments.articles))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if arguments.plot:
        draw(arguments.plot, figures)
    sys.stdout.write(f"{table(figures)}\n\n{growth_table(figures)}\n")


def _questions(count: int) -> list[str]:
    """Questions as officers type them; each once, so that nothing is remembered."""
    asked = (json.loads(line)["question"] for line in GOLD.read_text("utf-8").splitlines())
    return list(dict.fromkeys(asked))[:count]


def _bulk(stock: SentenceTransformer, ours: TransformerEmbedder) -> dict[str, float]:
    """Passages a second, by both in turn over the bundled ones; and how alike the vectors are."""
    texts = [each.text for source in bundled_sources() for each in source.passages]
    texts = texts[: len(texts) // PART * PART]
    parts = [texts[start : start + PART] for start in range(0, len(texts), PART)]
    timed = [_in_turn(stock, ours, part) for part in parts]
    theirs, own = np.array([each[:2] for each in timed]).T
    cosines = np.concatenate([each[2] for each in timed])
    return {
        "stock_per_s": len(texts) / theirs.sum(),
        "ours_per_s": len(texts) / own.sum(),
        "ratio": float(np.median(theirs / own)),
        "mean_cosine": float(cosines.mean()),
        "min_cosine": float(cosines.min()),
    }


def _in_turn(
    stock: SentenceTransformer, ours: TransformerEmbedder, texts: list[str]
) -> tuple[float, float, Any]:
    """Seconds of stock, seconds of ours, and the cosines between their vectors."""
    prompted = ["passage: " + text for text in texts]
    rows: list[Any] = []
    theirs = clock.seconds(lambda: rows.append(stock.encode(prompted, show_progress_bar=False)))
    own = clock.seconds(lambda: rows.append(ours.embed_passages(texts)))
    return theirs, own, (rows[0] * rows[1]).sum(axis=1)


def _answering(
    data: Path, stock: SentenceTransformer, ours: TransformerEmbedder, questions: Sequence[str]
) -> dict[str, Any]:
    """What an answer costs beside finding, over the bundled sources."""
    advisor = ReadingRoom(Library(data), Index(data, ours), b"bench", data / "parts").ready()
    with answering.rendering_and_sending(advisor, questions) as send:
        timed = clock.race(
            {
                UNIT: contenders.stock_embedding(stock),
                "understand, compose, cite": answering.answering(advisor, questions),
                "render, send": send,
            },
            UNIT,
            questions,
        )
    advisor.close()
    return _plain(timed)


def _at(
    size: int,
    folder: Path,
    models: tuple[SentenceTransformer, TransformerEmbedder],
    questions: Sequence[str],
) -> dict[str, Any]:
    """A whole question at a number of passages, beside what others do; and growth there."""
    stock, embedder = models[0], Inventing(models[1])
    heap = _heap(size)
    texts = [each.text for source in heap.searchable() for each in source.passages]
    index, building = growth.built(folder, embedder, heap)
    index.close()
    index, opening = growth.reopened(folder, embedder, heap)
    vectors = embedder.vectors(len(texts))
    asked: dict[str, Ask] = {
        UNIT: contenders.stock_embedding(stock),
        "ours: embed a question": embedder.embed_query,
        "ours: whole question": contenders.whole_question(index),
        "sentence-transformers + FAISS": contenders.flat_faiss(stock, vectors),
        "FTS5 alone": contenders.plain_fts5(texts, folder / "plain.db"),
    }
    others, skipped = peers.peers(stock, texts, vectors)
    timed = clock.race(asked | others, UNIT, questions)
    took, ghosts = growth.change(index, heap)
    index.close()
    files = sum(each.stat().st_size for each in folder.iterdir() if each.name != "plain.db")
    grown = growth.Growth(
        build=building,
        reopen=opening,
        ghosts=ghosts,
        megabytes=files / 1e6,
        memory=cold.index(folder, embedder.name, embedder.dimension),
        **took,
    )
    return _plain(timed) | {
        "growth": asdict(grown),
        "skipped": skipped,
        "bandwidth_bound_ms": _bound(size, embedder.dimension),
    }


def _heap(size: int) -> Heap:
    """The bundled sources, and invented ones up to `size` passages."""
    real = bundled_sources()
    missing = size - sum(len(each.passages) for each in real)
    return Heap([*real, *invented(0, max(0, missing // A_SOURCE))])


def _bound(size: int, dimension: int) -> float:
    """Milliseconds that reading all vectors once takes at the speed of this machine's memory."""
    block = np.ones(64_000_000, np.float32)  # 256 MB, far more than any cache
    block.sum()
    best = min(clock.seconds(block.sum) for _ in range(5))
    return 1000 * best * size * dimension * STORED.itemsize / block.nbytes


def _plain(timed: dict[str, Timed]) -> dict[str, Any]:
    return {name: asdict(each) for name, each in timed.items()}


def _machine() -> dict[str, str]:
    """What the figures were taken on."""
    packages = ("torch", "sentence-transformers", "faiss-cpu")
    return {
        "processor": platform.machine(),
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in packages},
    }


if __name__ == "__main__":
    main()
