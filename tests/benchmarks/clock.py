"""Times that can be compared on a busy machine: all contenders in turn, in one run, as ratios."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """Median milliseconds, and median and quartiles in units: of the ratio round by round."""

    milliseconds: float
    units: float
    low: float
    high: float


def race(contenders: Mapping[str, Ask], unit: str, questions: Sequence[str]) -> dict[str, Timed]:
    """Ask every contender every question, in a new order each round; the first is for warmth."""
    for ask in contenders.values():
        ask(questions[0])
    chance = random.Random(7)  # noqa: S311 - an order, no secret
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    for question in questions[1:]:
        for name in chance.sample(list(contenders), len(contenders)):
            began = time.perf_counter()
            contenders[name](question)
            rounds[name].append(1000 * (time.perf_counter() - began))
    base = np.array(rounds[unit])
    return {name: _timed(np.array(times), base) for name, times in rounds.items()}


def seconds(work: Callable[[], object]) -> float:
    """How long one piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _timed(times: np.ndarray, base: np.ndarray) -> Timed:
    low, middle, high = np.percentile(times / base, (25, 50, 75))
    return Timed(float(np.median(times)), float(middle), float(low), float(high))
