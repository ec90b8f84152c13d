"""What it costs to build an index, to open it, to change one source; and whether ghosts stay."""

from dataclasses import dataclass
from pathlib import Path

from index.embedder import Embedder
from index.search import Index
from tests.benchmarks.clock import seconds
from tests.benchmarks.heap import A_SOURCE, Heap, invented

# Numbers that no other source has.
_ADDED, _REPLACING = 10_000_000, 10_000_001


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds: to build without the model, to open, and to add, replace and remove ten passages.

    `ghosts` counts hits of passages that were replaced or removed, and vectors too many.
    `megabytes` are of the files, `memory` those that the open index takes.
    """

    build: float
    reopen: float
    add: float
    replace: float
    remove: float
    ghosts: int
    megabytes: float
    memory: float


def built(folder: Path, embedder: Embedder, heap: Heap) -> tuple[Index, float]:
    """An index over everything in the heap, and the seconds that it took."""
    index = Index(folder, embedder)
    return index, seconds(lambda: index.refresh(heap))


def reopened(folder: Path, embedder: Embedder, heap: Heap) -> tuple[Index, float]:
    """The same index as after a restart, and the seconds until it answers."""
    index = Index(folder, embedder)
    return index, seconds(lambda: index.refresh(heap))


def change(index: Index, heap: Heap) -> tuple[dict[str, float], int]:
    """Seconds to add, replace and remove a source of ten passages; and the ghosts it left."""
    (added,) = invented(_ADDED, 1)
    (other,) = invented(_REPLACING, 1)
    took: dict[str, float] = {}
    ghosts = 0

    heap.put(added)
    took["add"] = seconds(lambda: index.refresh(heap))
    heap.remove(added.id)
    heap.put(other)
    took["replace"] = seconds(lambda: index.refresh(heap))
    ghosts += _found(index, added.passages[0].text, added.id)
    heap.remove(other.id)
    took["remove"] = seconds(lambda: index.refresh(heap))
    ghosts += _found(index, other.passages[0].text, other.id)
    return took, ghosts


def _found(index: Index, text: str, source_id: str) -> int:
    """How many hits for a text come from a source that is gone."""
    hits = index.search(text[:200], 4 * A_SOURCE)
    return sum(hit.source.id == source_id for hit in hits)
