"""Search by cells against exact search, above the size from which the index groups its vectors."""

from dataclasses import dataclass

import numpy as np

from index.rows import Vector, Vectors, unit_rows
from index.vectors import VectorIndex
from tests.benchmarks.clock import seconds

HITS = 10
QUESTIONS = 100


@dataclass(frozen=True, slots=True)
class Approximate:
    """Milliseconds a question, median; `recall` of the ten nearest; seconds to group."""

    vectors: int
    exact_ms: float
    grouped_ms: float
    recall: float
    grouping: float


def measured(real: Vectors, size: int) -> Approximate:
    """Search among `size` invented vectors, spread and crowded as the real ones are."""
    rows = dict(enumerate(spread_like(real, size, seed=1)))
    keys = {number: f"{number:064x}" for number in rows}
    questions = spread_like(real, QUESTIONS, seed=2)
    exact, grouped = VectorIndex(real.shape[1], size), VectorIndex(real.shape[1], size - 1)
    plain = seconds(lambda: exact.add(rows, keys))
    grouping = seconds(lambda: grouped.add(rows, keys)) - plain
    shares, times = [], []
    for question in questions:
        (slow, nearest), (fast, found) = _asked(exact, question), _asked(grouped, question)
        shares.append(len(nearest & found) / HITS)
        times.append((slow, fast))
    exact_ms, grouped_ms = 1000 * np.median(times, axis=0)
    return Approximate(size, exact_ms, grouped_ms, float(np.mean(shares)), grouping)


def _asked(index: VectorIndex, question: Vector) -> tuple[float, set[int]]:
    """Seconds, and what was found."""
    found: set[int] = set()
    return seconds(lambda: found.update(index.search(question, HITS))), found


def spread_like(real: Vectors, count: int, seed: int) -> Vectors:
    """Vectors near one of the real ones, off it in directions in which the real ones differ."""
    chance = np.random.default_rng(seed)
    apart = real - real.mean(axis=0)
    near = chance.integers(0, len(real), count)
    weights = chance.standard_normal((count, len(real)), np.float32)
    noise = unit_rows(weights @ apart) * np.linalg.norm(apart[near], axis=1, keepdims=True)
    return unit_rows(real[near] + noise / 2)
