"""`vrijwijzer evaluate`: what there is to evaluate, and with which arguments.

Each kind has a module of its own, imported when it runs.
"""

import argparse
from pathlib import Path

from bot.evaluation.split import Split


def add_to(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Give the command its kinds."""
    kinds = command.add_subparsers(title="kinds", metavar="KIND", required=True)
    _retrieval(kinds, common)
    _answers(kinds, common)
    _library(kinds, common)


_Kinds = argparse._SubParsersAction


def _retrieval(kinds: "_Kinds[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import evaluate_retrieval

        return evaluate_retrieval.run(arguments)

    text = "Measure what is found, on a folder in BEIR layout."
    kind = kinds.add_parser("retrieval", parents=[common], help=text, description=text)
    kind.set_defaults(run=run)
    kind.add_argument(
        "folder",
        metavar="DIR",
        type=Path,
        help="folder with corpus.jsonl, queries.jsonl and qrels/NAME.tsv",
    )
    kind.add_argument("--qrels", metavar="NAME", help="which judgements, where there are several")
    kind.add_argument(
        "--unanswerable",
        metavar="FILE",
        type=Path,
        help="questions that no document answers, as queries.jsonl has them",
    )
    kind.add_argument("--json", action="store_true", help="print one JSON object")
    kind.add_argument(
        "--plot", metavar="FILE", type=Path, help="draw risk against coverage in a PNG file"
    )


def _answers(kinds: "_Kinds[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import evaluate_answers

        return evaluate_answers.run(arguments)

    text = "Measure what is answered, on questions with the sentences that answer them."
    kind = kinds.add_parser("answers", parents=[common], help=text, description=text)
    kind.set_defaults(run=run)
    kind.add_argument(
        "file", metavar="FILE", type=Path, help="gold questions, a JSON object a line"
    )
    kind.add_argument(
        "--sources",
        metavar="PATH",
        nargs="+",
        type=Path,
        default=[],
        help="sources to add to the bundled ones, in a library of its own",
    )
    kind.add_argument(
        "--split",
        choices=list(Split),
        type=Split,
        default=Split.ALL,
        help="the locked third (test), the others (dev), or both (all, the default)",
    )
    kind.add_argument(
        "--counterfactual",
        metavar="N",
        type=_count,
        default=0,
        help="edit and delete the gold sentence of N answered questions, and ask again",
    )
    kind.add_argument("--json", action="store_true", help="print one JSON object")


def _library(kinds: "_Kinds[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import evaluate_library

        return evaluate_library.run(arguments)

    text = "Measure how faithfully documents are read: content, furniture, comments, sentences."
    kind = kinds.add_parser("library", parents=[common], help=text, description=text)
    kind.set_defaults(run=run)
    kind.add_argument("folder", metavar="DIR", type=Path, help="the labelled set")
    kind.add_argument("--json", action="store_true", help="print one JSON object")


def _count(text: str) -> int:
    """Return a number of questions; argparse names the argument when this raises."""
    number = int(text)
    if number < 0:
        raise ValueError
    return number
