"""What an import beside the running bot costs who asks: p95 of answers, in turn with none.

    python -m tests.benchmarks.beside [--rounds 4] [--articles 12]

Each round asks questions while nothing else is done, then as many as fit while `vrijwijzer add`
imports articles in its own process. A question goes through the one worker thread of a bot, which
also follows the library. The aim (issue 6): at most 1.5 times the quiet p95.
"""

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Final

import numpy as np

from bot import settings
from bot.settings import Settings
from bot.wiring import assemble
from tests.benchmarks.clock import Ask, seconds
from tests.benchmarks.importing import written

QUESTIONS: Final = Path(__file__).parents[1] / "gold" / "bundled.jsonl"
AIM: Final = 1.5
QUIET: Final = 40  # questions a round while nothing else is done
FOLLOWS: Final = 1.0  # seconds between two looks at the library; ten times as often as the bot
RUN: Final = "import sys; from bot.cli import main; sys.exit(main())"
PAUSE: Final = 0.05  # seconds between two questions: somebody reads


@dataclass(frozen=True, slots=True)
class Beside:
    """p95 in milliseconds of so many answers, quiet and beside an import, and their ratio.

    `low` and `high`: the least and the greatest ratio of one round.
    """

    quiet: float
    importing: float
    ratio: float
    low: float
    high: float
    questions: int


def measured(data: Path, articles: Path, rounds: int, questions: Sequence[str]) -> Beside:
    """Ask a bot on `data`, which is made; import a part of the articles each round."""
    asking, parts = itertools.cycle(questions), _parts(articles, rounds)
    quiet: list[list[float]] = []
    beside: list[list[float]] = []
    with _bot(settings.load(data)) as answer:
        answer(next(asking))
        for part in parts:
            quiet.append([_took(answer, next(asking)) for _ in range(QUIET)])
            with _importing(data, part) as process:
                beside.append([])
                while process.poll() is None:
                    beside[-1].append(_took(answer, next(asking)))
    ratios = [_p95(busy) / _p95(calm) for calm, busy in zip(quiet, beside, strict=True)]
    return Beside(
        quiet=_p95([*itertools.chain(*quiet)]),
        importing=_p95([*itertools.chain(*beside)]),
        ratio=statistics.median(ratios),
        low=min(ratios),
        high=max(ratios),
        questions=sum(map(len, (*quiet, *beside))),
    )


@contextmanager
def _bot(chosen: Settings) -> Iterator[Ask]:
    """A bot's one worker thread: it answers, and follows the library between two questions."""
    with ThreadPoolExecutor(max_workers=1) as worker:
        advisor = worker.submit(lambda: assemble(chosen).ready()).result()
        ended = Event()

        def follow() -> None:
            while not ended.wait(FOLLOWS):
                worker.submit(advisor.catch_up).result()

        following = Thread(target=follow)
        following.start()
        try:
            yield lambda question: worker.submit(advisor.answerer.answer, question).result()
        finally:
            ended.set()
            following.join()
            worker.submit(advisor.close).result()


def _took(answer: Ask, question: str) -> float:
    """Milliseconds until an answer is there."""
    time.sleep(PAUSE)
    return 1000 * seconds(lambda: answer(question))


def _p95(times: list[float]) -> float:
    return float(np.percentile(times, 95))


def _parts(articles: Path, rounds: int) -> Iterator[list[Path]]:
    files = sorted(articles.iterdir())
    size = len(files) // rounds
    for number in range(rounds):
        yield files[number * size : (number + 1) * size]


@contextmanager
def _importing(data: Path, files: list[Path]) -> Iterator["subprocess.Popen[bytes]"]:
    """`vrijwijzer add`, as an operator starts it beside a bot."""
    command = [sys.executable, "-c", RUN, "add", "--data", str(data), *map(str, files)]
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nothing, stderr=nothing) as process:  # noqa: S603 (ours)
        yield process


def main() -> int:
    """Measure and print; return 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--articles", type=int, default=12, help="imported each round")
    arguments = parser.parse_args()
    lines = QUESTIONS.read_text("utf-8").splitlines()
    asked = list(dict.fromkeys(json.loads(line)["question"] for line in lines))
    with TemporaryDirectory() as folder:
        place = Path(folder)
        articles = written(place / "in", arguments.rounds * arguments.articles)
        found = measured(place / "data", articles, arguments.rounds, asked)
    sys.stdout.write(
        f"p95 of an answer: {found.quiet:.0f} ms quiet, {found.importing:.0f} ms beside an import;"
        f" ratio {found.ratio:.2f} ({found.low:.2f}-{found.high:.2f} a round, aim {AIM}),"
        f" {found.questions} answers\n"
    )
    return int(found.ratio > AIM)


if __name__ == "__main__":
    sys.exit(main())
