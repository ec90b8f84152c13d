"""The only module that knows FAISS: exact search over one vector a passage, kept in a file.

The file is a cache of the vectors in index.db. FAISS notices neither flipped bits nor a foreign
file, so a manifest beside it says what it was made from and holds its sha256, which is checked
before FAISS reads a byte. Whatever does not match is made anew.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np

from index import durable
from index.embedder import Vector, Vectors

FILE: Final = "vectors.faiss"
MANIFEST: Final = "vectors.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file of vectors was made from. `content` is a sha256 over numbers and keys."""

    model: str
    dimension: int
    analyser: str
    revision: int
    content: str


class VectorIndex:
    """Unit vectors of one dimension, found by inner product, which is then their cosine."""

    def __init__(self, dimension: int) -> None:
        """Begin an empty index."""
        self._faiss = _faiss()
        self._index: Any = self._faiss.IndexIDMap2(self._faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Mapping[int, Vector]) -> None:
        """Put vectors in, under numbers that are not in the index yet."""
        if vectors:
            rows = np.stack([self._fitting(each) for each in vectors.values()])
            self._index.add_with_ids(rows, np.fromiter(vectors, np.int64))

    def remove(self, numbers: Sequence[int]) -> None:
        """Take numbers out; those that are not in the index are passed over."""
        if numbers:
            self._index.remove_ids(np.array(numbers, np.int64))

    def search(self, question: Vector, k: int) -> dict[int, float]:
        """Return the cosine, -1 to 1, of the nearest `k` by number, nearest first."""
        if not len(self):
            return {}
        cosines, numbers = self._index.search(self._fitting(question)[None], min(k, len(self)))
        return dict(zip(numbers[0].tolist(), cosines[0].tolist(), strict=True))

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """Return float32 [n, dimension] of `numbers`, which must be in the index."""
        if not numbers:
            return np.empty((0, int(self._index.d)), np.float32)
        found: Vectors = self._index.reconstruct_batch(np.array(numbers, np.int64))
        return found

    def mean(self) -> Vector:
        """Return float32 [dimension], the mean of all vectors; 0 when there are none."""
        if not len(self):
            return np.zeros(int(self._index.d), np.float32)
        flat = self._faiss.downcast_index(self._index.index)
        mean: Vector = flat.reconstruct_n(0, len(self)).mean(axis=0)
        return mean

    def save(self, folder: Path, manifest: Manifest) -> None:
        """Write file and manifest to `folder`, each whole or not at all, the manifest last."""
        content: bytes = self._faiss.serialize_index(self._index).tobytes()
        said = asdict(manifest) | {"sha256": hashlib.sha256(content).hexdigest()}
        durable.replace(folder / FILE, content)
        durable.replace(folder / MANIFEST, json.dumps(said, indent=1).encode())

    @classmethod
    def read(cls, folder: Path, manifest: Manifest) -> "VectorIndex | None":
        """Return the index in `folder`, or None when it is not, or not any more, what is wanted.

        One that is older, or that was not finished, is no news; a damaged or foreign one is set
        aside with one line in the log.
        """
        path = folder / FILE
        if not path.exists():
            return None
        try:
            return cls._checked(path.read_bytes(), _said(folder / MANIFEST), manifest)
        except _Foreign as fault:
            durable.set_aside(path, str(fault))
            return None

    @classmethod
    def _checked(
        cls, content: bytes, said: Mapping[str, object], wanted: Manifest
    ) -> "VectorIndex | None":
        """Return the index that `content` holds, None when it is older. Raises _Foreign."""
        if hashlib.sha256(content).hexdigest() != said.get("sha256"):
            raise _Foreign("does not match the sha256 in its manifest")
        if (said.get("model"), said.get("dimension")) != (wanted.model, wanted.dimension):
            raise _Foreign(f"was made by {said.get('model')}, not {wanted.model}")
        if said.get("content") != wanted.content:
            return None
        made = cls(wanted.dimension)
        made._index = made._faiss.deserialize_index(np.frombuffer(content, np.uint8))
        if made._index.d != wanted.dimension:
            raise _Foreign(f"holds vectors of dimension {made._index.d}, not {wanted.dimension}")
        return made

    def _fitting(self, vector: Vector) -> Vector:
        """Return `vector` when it fits; under `python -O` FAISS itself would not notice."""
        if vector.shape != (self._index.d,):
            raise ValueError(f"a vector of shape {vector.shape}, not ({self._index.d},)")
        return vector


class _Foreign(Exception):
    """A file that is not what its manifest says, or not made for us."""


def _said(path: Path) -> dict[str, object]:
    """Return what the manifest says. Raises _Foreign when it cannot be read."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise _Foreign("has no readable manifest") from fault
    if not isinstance(said, dict):
        raise _Foreign("has no readable manifest")
    return said


def _faiss() -> ModuleType:
    """Import FAISS when it is needed first: 0.2 s that `vrijwijzer --help` need not wait for."""
    import faiss  # noqa: PLC0415 - the reason stands above

    # One question at a time: more threads gain nothing below 100,000 passages, and contended
    # cores make them slow (RETRIEVAL, the table).
    faiss.omp_set_num_threads(1)
    return faiss
