"""The only module that knows FAISS: exact search over one vector a passage, kept in a file.

The file is a cache of the vectors in index.db. FAISS notices neither flipped bits nor a foreign
file, so two lines stand before its own bytes: a sha256 over all that follows, which is checked
before FAISS reads a byte, and a manifest of what the vectors were made from. The three share one
file, which is replaced as a whole, so that neither a kill nor a second process that saves can part
them. Whatever does not match is made anew.
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


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file of vectors was made from. `content` is a sha256 over numbers and keys.

    Analyser and revision are there for people who look; they change nothing in the vectors.
    """

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
        """Write the file to `folder`, whole or not at all."""
        vectors: bytes = self._faiss.serialize_index(self._index).tobytes()
        said = json.dumps(asdict(manifest)).encode() + b"\n"
        sha256 = hashlib.sha256(said + vectors).hexdigest().encode() + b"\n"
        durable.replace(folder / FILE, sha256 + said + vectors)

    @classmethod
    def read(cls, folder: Path, manifest: Manifest) -> "VectorIndex | None":
        """Return the index in `folder`, or None when it is not, or not any more, what is wanted.

        One that is older is no news; a damaged or foreign one is set aside with one line in the
        log.
        """
        path = folder / FILE
        if not path.exists():
            return None
        try:
            return cls._checked(*_parts(path.read_bytes()), manifest)
        except _Foreign as fault:
            durable.set_aside(path, str(fault))
            return None

    @classmethod
    def _checked(
        cls, said: Mapping[str, object], vectors: memoryview, wanted: Manifest
    ) -> "VectorIndex | None":
        """Return the index that `vectors` holds, None when it is older. Raises _Foreign."""
        if (said.get("model"), said.get("dimension")) != (wanted.model, wanted.dimension):
            raise _Foreign(f"was made by {said.get('model')}, not {wanted.model}")
        if said.get("content") != wanted.content:
            return None
        made = cls(wanted.dimension)
        made._index = made._faiss.deserialize_index(np.frombuffer(vectors, np.uint8))
        if made._index.d != wanted.dimension:
            raise _Foreign(f"holds vectors of dimension {made._index.d}, not {wanted.dimension}")
        return made

    def _fitting(self, vector: Vector) -> Vector:
        """Return `vector` when it fits; under `python -O` FAISS itself would not notice."""
        if vector.shape != (self._index.d,):
            raise ValueError(f"a vector of shape {vector.shape}, not ({self._index.d},)")
        return vector


class _Foreign(Exception):
    """A file that is not what it says, or not made for us."""


def _parts(content: bytes) -> tuple[dict[str, object], memoryview]:
    """Return the manifest and the bytes of FAISS. Raises _Foreign for a damaged file."""
    sha256, _, rest = content.partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode() != sha256:
        raise _Foreign("does not match its sha256")
    manifest = rest.partition(b"\n")[0]
    try:
        said = dict(json.loads(manifest))
    except (ValueError, TypeError) as fault:
        raise _Foreign("has no readable manifest") from fault
    return said, memoryview(rest)[len(manifest) + 1 :]


def _faiss() -> ModuleType:
    """Import FAISS when it is needed first: 0.2 s that `vrijwijzer --help` need not wait for."""
    import faiss  # noqa: PLC0415 - the reason stands above

    # One question at a time: more threads gain nothing below 100,000 passages, and contended
    # cores make them slow (RETRIEVAL, the table).
    faiss.omp_set_num_threads(1)
    return faiss
