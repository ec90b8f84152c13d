"""Asks what is asked of the invented libraries, and prints the figures over all of them.

    python -m tests.gold.elsewhere [--split dev|test|all] [LIBRARY ...]

Each library is two articles that we made up, and forty questions (tests/gold/README.md). What is
gained over the two real articles and lost here was learned by heart. Their dev part is in the fits
of `tests.training.weighing` and `judgement`: only the locked part tells of unknown libraries.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot import settings
from bot.cli.evaluation_output import table
from bot.evaluation import figures, gold, places
from bot.evaluation.asking import ask
from bot.evaluation.scores import Outcome
from bot.evaluation.split import Split
from bot.wiring import ReadingRoom, load_model
from index.embedder import Embedder
from knowledge.readers import read
from tests.support.library import LibraryBuilder

FOLDER: Final = Path(__file__).parent / "invented"
QUESTIONS: Final = "questions.jsonl"


def libraries() -> list[Path]:
    """Return the folders of all libraries."""
    return sorted(path.parent for path in FOLDER.glob(f"*/{QUESTIONS}"))


@contextmanager
def opened(folder: Path, model: Embedder) -> Iterator[ReadingRoom]:
    """Open a library with its two articles and nothing else; it is gone at the end."""
    with tempfile.TemporaryDirectory() as data:
        library = LibraryBuilder(Path(data), model)
        library.holds(*map(read, sorted(folder.glob("*.md"))))
        try:
            yield library.advisor.ready()
        finally:
            library.advisor.close()


def outcomes(folders: Sequence[Path], model: Embedder, split: Split) -> list[Outcome]:
    """Return how every question of the libraries ended."""
    found: list[Outcome] = []
    for folder in folders:
        questions = gold.needed(gold.read(folder / QUESTIONS), split)
        with opened(folder, model) as room:
            marked = places.resolve(questions, room.library.searchable())
            found += ask(room, marked, split, lambda *_: None).outcomes
    return found


def main() -> None:
    """Ask everything, and print the table."""
    parser = argparse.ArgumentParser("tests.gold.elsewhere", description=__doc__)
    parser.add_argument("library", nargs="*", help="name of a folder; all when none is named")
    parser.add_argument("--split", type=Split, choices=list(Split), default=Split.DEV)
    given = parser.parse_args()
    folders = [each for each in libraries() if not given.library or each.name in given.library]
    found = outcomes(folders, load_model(settings.load(None)), given.split)
    kinds = figures.coverage_by_kind(found)
    sys.stdout.write(f"{table(figures.figures(found))}\n\ngold_coverage by kind\n{table(kinds)}\n")


if __name__ == "__main__":
    main()
