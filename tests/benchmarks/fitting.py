"""Fits `[large]` of index/answerable.toml to a folder in BEIR layout.

Each question is asked as it is and with its answer taken out of the library; questions that
nothing answers are asked beside them. What is printed is the fit to all, and how well questions
that were held out are told apart.
"""

import argparse
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import settings
from index import answerable, calibration
from index.calibration import NAMES, Fit, Signals
from index.embedder import load
from index.evaluation import beir
from index.evaluation.beir import QuestionSet
from index.evaluation.estimates import Estimate, auroc
from index.search import Index

HITS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """What speaks for an answer to a question; `answer_out`: its answer was taken out."""

    found: Signals
    answerable: bool
    answer_out: bool
    fold: int


class Resting:
    """A question set of which some documents rest: they are there, and are not searched."""

    def __init__(self, whole: QuestionSet) -> None:
        self._whole = whole
        self._out: Set[str] = frozenset()
        self._marks = whole.marks()  # hashes of all documents: made once
        self.revision = 1
        self.source = whole.source

    def marks(self) -> dict[str, str]:
        return self._marks

    def searched(self) -> Set[str]:
        return self._whole.searched() - self._out

    def rest(self, out: Set[str]) -> None:
        """Have these documents rest, and no others."""
        self._out = out
        self.revision += 1


def main() -> None:
    """Ask everything, and print the fit and how good it is."""
    parser = argparse.ArgumentParser("tests.benchmarks.fitting", description=__doc__)
    parser.add_argument("folder", type=Path, help="in BEIR layout")
    parser.add_argument("--unanswerable", type=Path, required=True, help="questions, a JSON line")
    arguments = parser.parse_args()
    whole = beir.read(arguments.folder, None, arguments.unanswerable)
    model = load()
    kept = Index(settings.load(None).cache_folder / "evaluation" / whole.key, model)
    kept.refresh(whole)
    with TemporaryDirectory() as folder:
        index = kept.beside(Path(folder))
        cases = list(asked(index, whole))
        index.close()
    kept.close()
    fit = fitted(model.name, cases)
    passages = sum(len(each.passages) for each in whole.documents)
    sys.stdout.write(
        f"AUROC, held out in five folds: {held_out(cases)}\n{told('large', fit, passages)}"
    )


def asked(index: Index, whole: QuestionSet) -> Iterator[Case]:
    """Yield what is found for each question, with and without its answer, and for the others."""
    library = Resting(whole)
    index.refresh(library)
    for fold, text in enumerate(whole.unanswerable.values()):
        yield _case(index, text, fold, is_answerable=False)
    for fold, text in enumerate(whole.questions.values()):
        yield _case(index, text, fold, is_answerable=True)
    for fold, (name, text) in enumerate(whole.questions.items()):
        library.rest(whole.judgements[name].keys())
        index.refresh(library)
        yield replace(_case(index, text, fold, is_answerable=False), answer_out=True)


def fitted(model: str, cases: list[Case]) -> Fit:
    """Return the fit to cases."""
    return calibration.fitted(
        model, [each.found for each in cases], [each.answerable for each in cases]
    )


def held_out(cases: list[Case]) -> Estimate | None:
    """Return the area under the curve of questions as they are, by fits to the other folds."""
    odds: dict[bool, list[float]] = {True: [], False: []}
    for fold in range(calibration.FOLDS):
        fit = fitted("", [each for each in cases if each.fold != fold])
        for each in cases:
            if each.fold == fold and not each.answer_out:
                odds[each.answerable].append(fit.odds(each.found))
    return auroc(odds[True], odds[False])


def told(table: str, fit: Fit, passages: int) -> str:
    """Return a fit as the table of answerable.toml."""
    weights = (f"{name} = {getattr(fit.weights, name):.3f}\n" for name in NAMES)
    return f"[{table}]\npassages = {passages}\nintercept = {fit.intercept:.3f}\n{''.join(weights)}"


def _case(index: Index, text: str, place: int, *, is_answerable: bool) -> Case:
    hits = index.search(text, HITS)
    found = answerable.signals(text, hits, index)
    index.forget()
    return Case(found, is_answerable, answer_out=False, fold=place % calibration.FOLDS)


if __name__ == "__main__":
    main()
