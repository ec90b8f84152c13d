"""Fits bot/answering/weighing.json: which evidence is to the point; some minutes on two cores.

    python -m tests.training.weighing FILE [SOURCE ...]

From the dev parts of the invented libraries (tests/gold/elsewhere.py) and of our gold set, over
the bundled sources and, where SOURCEs are named (the two articles), those beside them; and from
the documents of this folder that the model was not trained on. Printed first is what trees fitted
without some of the invented libraries do there, beside the best words and the nearest in meaning.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from bot import settings
from bot.answering import weighing
from bot.answering.evidence import sighted
from bot.answering.readers import fitting
from bot.answering.sides import found_for
from bot.answering.wishes import asked_for
from bot.evaluation import gold, places
from bot.evaluation.gold import Enough, Status
from bot.evaluation.places import Marked, Place
from bot.evaluation.shelf import shelf
from bot.evaluation.split import Split
from bot.wiring import ReadingRoom, load_model
from index.embedder import Embedder
from index.trees import Numbers, Trees
from tests.gold import elsewhere
from tests.support.library import LibraryBuilder
from tests.training.decided import DOCUMENTS, document
from tests.training.material import Written, parts

GOLD: Final = Path(__file__).parents[1] / "gold"
TREES: Final = 150
DEPTH: Final = 4
RATE: Final = 0.06
SMALLEST: Final = 60  # candidates in a leaf
RIDGE: Final = 5.0
SUPPORTING: Final = 0.5  # what a sentence that may stand beside the answer weighs, against it
WRITTEN_FOR: Final = "documents"  # the library of the questions about a document of this folder
WRITTEN: Final = 0.5  # what a question about a document weighs: not all its answers are marked
FOLDS: Final = 4
MOST: Final = 4  # quotes of an answer

_ANSWERS: Final = 2
_SUPPORTS: Final = 1


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question of a library: numbers [n, features] and labels [n], 2 answers, 1 supports."""

    library: str
    rows: Numbers
    labels: npt.NDArray[np.int64]
    any_will_do: bool


def main() -> None:
    """Gather, tell how trees do on libraries that they do not know, fit to all, and write."""
    parser = argparse.ArgumentParser("tests.training.weighing", description=__doc__)
    parser.add_argument("file", type=Path, help="where the trees go")
    parser.add_argument("source", type=Path, nargs="*", help="a document of articles.jsonl")
    given = parser.parse_args()
    chosen = settings.load(None)
    model, cache = load_model(chosen), chosen.cache_folder / "evaluation"
    invented = list(of_invented(model))
    others = [*of_documents(model), *of_gold("bundled", [], model, cache)]
    if given.source:
        others += of_gold("articles", given.source, model, cache)
    sys.stdout.write(held_out(invented, others))
    given.file.write_text(fitted([*invented, *others]).text(), encoding="utf-8")


def of_invented(model: Embedder) -> Iterator[Weighed]:
    """Yield the questions of the invented libraries, dev part."""
    for folder in elsewhere.libraries():
        questions = gold.needed(gold.read(folder / elsewhere.QUESTIONS), Split.DEV)
        with elsewhere.opened(folder, model) as room:
            yield from asked(room, folder.name, questions)


def of_gold(name: str, sources: Sequence[Path], model: Embedder, cache: Path) -> Iterator[Weighed]:
    """Yield the questions of a gold set, dev part."""
    questions = gold.needed(gold.read(GOLD / f"{name}.jsonl"), Split.DEV)
    with shelf(sources, model, cache) as there:
        yield from asked(there.room, name, questions)


def asked(
    room: ReadingRoom, library: str, questions: Sequence[gold.GoldQuestion]
) -> Iterator[Weighed]:
    """Yield the questions that have an answer and follow on none: no answer is needed to them."""
    for each in places.resolve(questions, room.library.searchable()):
        one = each.question
        if one.status is Status.ANSWERED and one.prev is None and Split.DEV.holds(one.id):
            yield from weighed(room, library, each)


def of_documents(model: Embedder) -> Iterator[Weighed]:
    """Yield the questions of the documents of this folder that were not trained on."""
    held_out = parts()[1]
    for first in range(0, len(held_out), DOCUMENTS):
        with tempfile.TemporaryDirectory() as folder:
            library = LibraryBuilder(Path(folder), model)
            there = held_out[first : first + DOCUMENTS]
            library.holds(*map(document, there))
            for written in there:
                for each in _as_gold(written, library.advisor):
                    yield from weighed(library.advisor, WRITTEN_FOR, each)
            library.advisor.close()


def _as_gold(written: Written, room: ReadingRoom) -> Iterator[Marked]:
    """Yield the questions of a document as gold: one of its sentences suffices."""
    source = next(s for s in room.library.searchable() if s.metadata.title == written.title)
    starts = [source.text.index(each) for each in written.sentences]
    for number, each in enumerate(written.asked):
        answers = tuple(
            Place(source.id, starts[place], starts[place] + len(written.sentences[place]))
            for place in each.answers
        )
        one = gold.GoldQuestion(
            id=f"{written.id}-{number}",
            question=each.question,
            language="",
            kind="",
            status=Status.ANSWERED,
            enough=Enough.ANY,
            gold=(),
            supporting=(),
            prev=None,
            near=False,
            method_missing=False,
        )
        yield Marked(one, answers, ())


def weighed(room: ReadingRoom, library: str, marked: Marked) -> Iterator[Weighed]:
    """Yield a question with what is seen of its evidence, when some of that answers it."""
    question, *_ = room.answerer.understood(marked.question.question)
    found = found_for(room, question)
    hits = fitting(question.searched, asked_for(question, found.hits))
    candidates, sights = sighted(question, hits, room)
    room.index.forget()
    labels = [
        _ANSWERS
        if stands_in(each.hit.source.id, each.core, each.end, marked.gold)
        else _SUPPORTS * stands_in(each.hit.source.id, each.core, each.end, marked.supporting)
        for each in candidates
    ]
    if _ANSWERS in labels:
        yield Weighed(
            library,
            weighing.seen(question.kind, candidates, sights),
            np.array(labels),
            marked.question.enough is Enough.ANY,
        )


def stands_in(source: str, start: int, end: int, marks: Sequence[Place]) -> bool:
    """Tell whether a stretch shares more than half of itself, or of a mark, with a mark."""
    return any(
        each.source_id == source
        and min(end, each.end) - max(start, each.start)
        > min(end - start, each.end - each.start) / 2
        for each in marks
    )


def fitted(questions: Sequence[Weighed]) -> Trees:
    """Return the trees; every question weighs the same, however much was found for it."""
    rows = np.concatenate([each.rows for each in questions])
    labels = np.concatenate([each.labels for each in questions])
    weight = np.concatenate([np.full(len(e.labels), 1 / len(e.labels)) for e in questions])
    weight = weight * np.where(labels == _SUPPORTS, SUPPORTING, 1.0)
    written = np.concatenate([np.full(len(e.labels), e.library == WRITTEN_FOR) for e in questions])
    weight = weight * np.where(written, WRITTEN, 1.0)
    machine = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_depth=DEPTH,
        learning_rate=RATE,
        min_samples_leaf=SMALLEST,
        l2_regularization=RIDGE,
        early_stopping=False,
    )
    machine.fit(rows, labels > 0, sample_weight=weight * len(weight) / weight.sum())
    return _as_trees(machine)


def _as_trees(machine: HistGradientBoostingClassifier) -> Trees:
    """Return what was fitted as trees of one depth; the class tells its nodes nowhere else."""
    inner = 2**DEPTH - 1
    grown = [stage[0].nodes for stage in machine._predictors]
    features = np.zeros((len(grown), inner), np.int64)
    thresholds = np.full((len(grown), inner), 1e9)
    leaves = np.zeros((len(grown), inner + 1))
    for tree, nodes in enumerate(grown):
        places = [0] * (2 * inner + 1)  # the node at each place, its parent's where that is a leaf
        for place in range(2 * inner + 1):
            node = nodes[places[place]]
            if place >= inner:
                leaves[tree, place - inner] = round(float(node["value"]), 5)
                continue
            below = (places[place],) * 2
            if not node["is_leaf"]:
                below = (int(node["left"]), int(node["right"]))
                features[tree, place] = node["feature_idx"]
                thresholds[tree, place] = round(float(node["num_threshold"]), 5)
            places[2 * place + 1 : 2 * place + 3] = below
    return Trees(float(machine._baseline_prediction.item()), features, thresholds, leaves)


def held_out(invented: Sequence[Weighed], others: Sequence[Weighed]) -> str:
    """Return how trees do on invented libraries that they were not fitted to."""
    names = sorted({each.library for each in invented})
    told: dict[str, list[tuple[bool, int, int, bool, bool]]] = {
        "trees": [],
        "most of the words": [],
        "nearest in meaning": [],
    }
    for out in np.array_split(np.array(names), FOLDS):
        kept = [each for each in invented if each.library not in out]
        trees = fitted([*kept, *others])
        for each in invented:
            if each.library in out:
                told["trees"].append(_counted(each, trees.odds(each.rows)))
                told["most of the words"].append(_counted(each, each.rows[:, 2]))
                told["nearest in meaning"].append(_counted(each, each.rows[:, 0]))
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


def _counted(question: Weighed, odds: Numbers) -> tuple[bool, int, int, bool, bool]:
    """Return whether the best answers; and how many are quoted, right, and enough."""
    best = np.argsort(-odds, kind="stable")[:MOST]
    quoted = [place for place in best if odds[place] >= 0 or place == best[0]]
    labels = question.labels[quoted]
    answers = bool((labels == _ANSWERS).any())
    return (
        bool(labels[0] == _ANSWERS),
        len(quoted),
        int((labels > 0).sum()),
        answers and question.any_will_do,
        question.any_will_do,
    )


if __name__ == "__main__":
    main()
