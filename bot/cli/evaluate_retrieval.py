"""`vrijwijzer evaluate retrieval`: a folder in BEIR layout, indexed apart, asked and measured."""

import argparse
from typing import Any

from bot import settings
from bot.cli.evaluation_output import as_values, lines, made_with, show, table
from bot.cli.progress import counting, embedding
from bot.wiring import load_model
from index import answerable
from index.evaluation import beir, plot, retrieval
from index.evaluation.beir import QuestionSet
from index.evaluation.retrieval import Result
from index.search import Index


def run(arguments: argparse.Namespace) -> int:
    """Measure, print, and return 0; a figure that is low is no failure of the command."""
    if arguments.plot:
        plot.must_fit(arguments.plot)
    asked_of = beir.read(arguments.folder, arguments.qrels, arguments.unanswerable)
    chosen = settings.load(arguments.data)
    embedder = load_model(chosen)
    # Apart from the library of a person; kept, so that a second run embeds nothing.
    index = Index(chosen.cache_folder / "evaluation" / asked_of.key, embedder)
    try:
        index.refresh(asked_of, embedding())
        rate = retrieval.embedding_rate(embedder, asked_of.documents)
        result = retrieval.evaluate(asked_of, index, counting("Asking"))
    finally:
        index.close()
    facts = _facts(result, rate)
    made = _set(asked_of) | made_with(embedder.name)
    if arguments.json:
        show(as_values(result.figures) | facts | {"made_with": made})
    else:
        print(f"{table(result.figures)}\n\n{lines(facts)}\n\n{lines(made)}")
    if arguments.plot:
        title = f"{asked_of.name}, {asked_of.qrels}"
        plot.draw(arguments.plot, result.judged, answerable.THRESHOLD, title)
    return 0


def _facts(result: Result, rate: float) -> dict[str, Any]:
    """Return what was counted and timed."""
    return {
        "questions": result.questions,
        "passages": result.passages,
        "embed_passages_per_s": round(rate, 2),
        "query_ms_p50": round(result.query_ms_p50, 1),
        "query_ms_p95": round(result.query_ms_p95, 1),
    }


def _set(asked_of: QuestionSet) -> dict[str, Any]:
    """Return which questions were asked."""
    return {
        "dataset": asked_of.name,
        "qrels": asked_of.qrels,
        "unanswerable": len(asked_of.unanswerable),
        "sha256": asked_of.sha256,
    }
