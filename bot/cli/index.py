"""`vrijwijzer index calibrate`: fits the judgement to questions about the own library.

A library or a model of one's own may need other weights than those that ship. The figures that
are printed are of questions that were held out; what is kept is the fit to all of them.
"""

import argparse
from typing import Any

from bot import settings
from bot.answering.readers import fitting
from bot.cli.evaluation_output import as_values, show, table
from bot.cli.progress import counting
from bot.wiring import ReadingRoom, assemble
from index import answerable, calibration
from index.calibration import Signals
from index.evaluation import labelled
from index.evaluation.abstention import Judged, measured
from knowledge.errors import SourceRefused

_HITS = 10


def calibrate(arguments: argparse.Namespace) -> int:
    """Ask, cross-validate, print, and keep the fit; nothing is kept when something is wrong."""
    questions = labelled.read(arguments.file)
    room = assemble(settings.load(arguments.data)).ready()
    try:
        if not room.index.passages:
            raise SourceRefused("the library is empty: add sources first (vrijwijzer add)")
        found = _signals(room, questions)
        labels = [each.answerable for each in questions]
        held_out = calibration.held_out(found, labels)
        fit = calibration.fitted(room.index.model, found, labels)
        room.index.calibrate(fit)
    finally:
        room.close()
    judged = [
        Judged(answerable.chance(odds), right=True if label else None)
        for odds, label in zip(held_out, labels, strict=True)
    ]
    figures = measured(judged, answerable.THRESHOLD)
    facts: dict[str, Any] = {
        "answerable": sum(labels),
        "unanswerable": len(labels) - sum(labels),
        "model": fit.model,
        "passages": room.index.passages,
    }
    if arguments.json:
        show(as_values(figures) | facts | {"fit": fit.values()})
    else:
        print(f"{table(figures)}\n")
        print(f"Held out in {calibration.FOLDS} folds, at the threshold {answerable.THRESHOLD}.")
        print(f"Kept for {fit.model}, from {sum(labels)} questions with an answer and", end=" ")
        print(f"{facts['unanswerable']} without.")
    return 0


def _signals(room: ReadingRoom, questions: list[labelled.Labelled]) -> list[Signals]:
    """Return what speaks for an answer to each question."""
    progress = counting("Asking")
    found: list[Signals] = []
    for each in questions:
        hits = fitting(each.question, room.index.search(each.question, _HITS))
        found.append(answerable.signals(each.question, hits, room.index))
        room.index.forget()
        progress(len(found), len(questions))
    return found
