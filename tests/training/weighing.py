"""Fits bot/answering/weighing.json: which evidence is to the point; some minutes on two cores.

    python -m tests.training.weighing FILE [SOURCE ...]

From the dev parts of the invented libraries (tests/gold/elsewhere.py) and of our gold set, over
the bundled sources and, where SOURCEs are named (the two articles), those beside them; and from
the documents of this folder that the model was not trained on. Printed first is what trees fitted
without some of the invented libraries do there, beside the best words and the nearest in meaning.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bot import settings
from bot.answering import weighing
from bot.answering.evidence import sighted
from bot.answering.readers import fitting
from bot.answering.sides import found_for
from bot.answering.wishes import asked_for
from bot.evaluation import places
from bot.evaluation.gold import Enough, Status
from bot.evaluation.places import Marked
from bot.evaluation.split import Split
from bot.wiring import ReadingRoom, load_model
from tests.training.boosting import ANSWERS, Size, Weighed, counted, fitted, labels_of
from tests.training.libraries import (
    Documents,
    Shelf,
    as_gold,
    of_documents,
    of_gold,
    of_invented,
    stand,
)

SIZE: Final = Size(trees=150, depth=4, smallest=60)
WRITTEN_FOR: Final = "documents"  # the library of the questions about a document of this folder
WRITTEN: Final = 0.5  # what a question about a document weighs: not all its answers are marked
FOLDS: Final = 4


def main() -> None:
    """Gather, tell how trees do on libraries that they do not know, fit to all, and write."""
    parser = argparse.ArgumentParser("tests.training.weighing", description=__doc__)
    parser.add_argument("file", type=Path, help="where the trees go")
    parser.add_argument("source", type=Path, nargs="*", help="a document of articles.jsonl")
    given = parser.parse_args()
    chosen = settings.load(None)
    model, cache = load_model(chosen), chosen.cache_folder / "evaluation"
    invented = [one for each in of_invented(model) for one in asked(each)]
    others = [one for each in of_documents(model) for one in asked_of_documents(each)]
    others += [one for each in of_gold(given.source, model, cache) for one in asked(each)]
    sys.stdout.write(held_out(invented, others))
    given.file.write_text(fitted([*invented, *others], SIZE).text(), encoding="utf-8")


def asked(library: Shelf) -> Iterator[Weighed]:
    """Yield the questions that have an answer and follow on none: no answer is needed to them."""
    for each in places.resolve(library.questions, library.room.library.searchable()):
        one = each.question
        if one.status is Status.ANSWERED and one.prev is None and Split.DEV.holds(one.id):
            yield from weighed(library.room, library.name, each)


def asked_of_documents(library: Documents) -> Iterator[Weighed]:
    """Yield the questions about each document."""
    for written in library.documents:
        for number, each in enumerate(written.asked):
            one = as_gold(f"{written.id}-{number}", each.question)
            marked = Marked(one, stand(library.room, written, each.answers), ())
            yield from weighed(library.room, WRITTEN_FOR, marked)


def weighed(room: ReadingRoom, library: str, marked: Marked) -> Iterator[Weighed]:
    """Yield a question with what is seen of its evidence, when some of that answers it."""
    question, *_ = room.answerer.understood(marked.question.question)
    found = found_for(room, question)
    hits = fitting(question.searched, asked_for(question, found.hits))
    candidates, sights = sighted(question, hits, room)
    room.index.forget()
    labels = labels_of(candidates, marked)
    if ANSWERS in labels:
        weight = WRITTEN if library == WRITTEN_FOR else 1.0
        rows = weighing.seen(question.kind, candidates, sights)
        any_will_do = marked.question.enough is Enough.ANY
        yield Weighed(library, rows, labels, any_will_do, weight)


def held_out(invented: Sequence[Weighed], others: Sequence[Weighed]) -> str:
    """Return how trees do on invented libraries that they were not fitted to."""
    names = sorted({each.group for each in invented})
    told: dict[str, list[tuple[bool, int, int, bool, bool]]] = {
        "trees": [],
        "most of the words": [],
        "nearest in meaning": [],
    }
    for out in np.array_split(np.array(names), FOLDS):
        kept = [each for each in invented if each.group not in out]
        trees = fitted([*kept, *others], SIZE)
        for each in invented:
            if each.group in out:
                told["trees"].append(counted(each, trees.odds(each.rows)))
                told["most of the words"].append(counted(each, each.rows[:, 2]))
                told["nearest in meaning"].append(counted(each, each.rows[:, 0]))
    lines = [f"{len(invented)} questions over {len(names)} libraries, each left out in turn:"]
    for name, counts in told.items():
        first, quotes, right, covered, of_any = np.sum(counts, axis=0)
        lines.append(
            f"{name:<20} first answers {first / len(invented):.3f}"
            + (
                f", at odds of 0: {quotes / len(invented):.2f} quotes, {right / quotes:.3f} to the"
                f" point, enough in {covered / of_any:.3f} of {of_any} that one suffices for"
                if name == "trees"
                else ""
            )
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
