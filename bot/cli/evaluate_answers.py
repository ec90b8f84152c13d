"""`vrijwijzer evaluate answers`: gold questions asked of a library of their own, and scored."""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import settings
from bot.cli.evaluation_output import as_values, lines, made_with, show, table
from bot.cli.progress import counting, embedding
from bot.evaluation import counterfactual, figures, gold, places
from bot.evaluation.asking import ask
from bot.evaluation.counterfactual import Tried
from bot.evaluation.scores import Outcome
from bot.evaluation.shelf import shelf
from bot.wiring import load_model


def run(arguments: argparse.Namespace) -> int:
    """Ask, score, print, and return 0; a figure that is low is no failure of the command."""
    questions = gold.needed(gold.read(arguments.file), arguments.split)
    chosen = settings.load(arguments.data)
    model, cache = load_model(chosen), chosen.cache_folder / "evaluation"
    results: list[Tried] = []
    with shelf(arguments.sources, model, cache, embedding()) as there:
        library = there.room.library
        marked = places.resolve(questions, library.searchable())
        sources = [source.id for source in library.searchable()]
        asked = ask(there.room, marked, arguments.split, counting("Asking"))
        if arguments.counterfactual:
            probes = asked.spread(arguments.counterfactual)
            results = counterfactual.tried(there, probes, counting("Changing sources"))
    found = figures.figures(asked.outcomes) | counterfactual.figures(results)
    kinds = figures.coverage_by_kind(asked.outcomes)
    made = _asked(arguments.file, arguments.split) | made_with(model.name) | {"sources": sources}
    if arguments.json:
        facts: dict[str, Any] = {"questions": len(asked.outcomes), "by_kind": as_values(kinds)}
        missed = _missed(asked.outcomes, results)
        show(as_values(found) | facts | missed | {"made_with": made})
    else:
        print(f"{table(found)}\n\ngold_coverage by kind of question\n{table(kinds)}")
        print(f"\n{lines(made | {'sources': len(sources)})}")
    return 0


def _asked(file: Path, split: str) -> dict[str, Any]:
    """Return which questions were asked."""
    content = file.read_bytes()
    return {"file": file.name, "split": split, "sha256": hashlib.sha256(content).hexdigest()}


def _missed(outcomes: Sequence[Outcome], results: Sequence[Tried]) -> dict[str, Any]:
    """Return the ids of what did not end as it should, for those who want to look."""
    return {
        "missed": [each.marked.question.id for each in outcomes if not each.right],
        "missed_counterfactual": [
            each.question_id
            for each in results
            if not (each.edit_shown and each.deletion_respected)
        ],
    }
