"""The only module that knows FAISS: search over one vector a passage, kept in a file.

Exact up to 100,000 vectors: every one is compared, in half precision, as index.db has them. Above
that the vectors are grouped in cells, and those near the question are compared (DECISIONS 21).

The file is a cache of the vectors in index.db. FAISS notices neither flipped bits nor a foreign
file, so two lines stand before its own bytes: a sha256 over all that follows, which is checked
before FAISS reads a byte, and a manifest of what the vectors were made from. The three share one
file, which is replaced as a whole, so that neither a kill nor a second process that saves can part
them. The file may be behind: with each vector stands the beginning of its passage's key, so that
what still fits is taken over, and the rest comes from index.db. A file that is damaged or foreign
is set aside and made anew.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index import durable
from index.rows import Vector, Vectors

FILE: Final = "vectors.faiss"

_NUMBER: Final = np.dtype("<i8")
_KEY: Final = np.dtype("<u8")
_SUM: Final = np.dtype("<f8")
_WIDTHS: Final = (_NUMBER.itemsize, _NUMBER.itemsize + _KEY.itemsize)


# Vectors; exact search over them takes 11 ms of one core, less than embedding the question.
EXACT_UP_TO: Final = 100_000

# Cells a square root of vectors, and which part of them is compared: finds 0.987 to 0.995 of the
# ten nearest of 150,000 and 300,000 vectors, for a quarter of the time (DECISIONS 21).
_CELLS: Final = 2
_COMPARED: Final = 1 / 8
_SAMPLE: Final = 40  # vectors a cell that its place is learnt from
_ROUNDS: Final = 5

# The cells are learnt anew when there are so many times the vectors that they were learnt from.
_OUTGROWN: Final = 4

# The file is written again when this share of it is out of date; so a change costs no more than
# itself, over time, and opening reads no more than this share from index.db.
STALE_SHARE: Final = 0.1

# Letters of a passage's key that stand in the file: 64 bits, which two of a million passages share
# with a chance of one in thirty million.
_KEY_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file of vectors was made from.

    Analyser and revision are there for people who look; they change nothing in the vectors.
    """

    model: str
    dimension: int
    analyser: str
    revision: int


class VectorIndex:
    """Unit vectors of one dimension, found by inner product, which is then their cosine."""

    def __init__(self, dimension: int, exact_up_to: int = EXACT_UP_TO) -> None:
        """Begin an empty index, exact up to a number of vectors."""
        self._faiss = _faiss()
        flat = self._faiss.IndexScalarQuantizer(
            dimension, self._faiss.ScalarQuantizer.QT_fp16, self._faiss.METRIC_INNER_PRODUCT
        )
        self._index: Any = self._faiss.IndexIDMap2(flat)
        self._exact_up_to = exact_up_to
        self._keys: dict[int, int] = {}
        self._sum = np.zeros(dimension)
        self._changes = 0  # since the file was read or written

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, number: int) -> bool:
        return number in self._keys

    @property
    def numbers(self) -> Set[int]:
        """The numbers that have a vector here."""
        return self._keys.keys()

    @property
    def is_stale(self) -> bool:
        """Whether the file, if there is one, lags so far behind that it should be written."""
        return self._changes > STALE_SHARE * len(self)

    def outdate(self) -> None:
        """Have the file written again: something of it is not to be kept."""
        self._changes = len(self) + 1

    def add(self, vectors: Mapping[int, Vector], keys: Mapping[int, str]) -> None:
        """Put vectors in, under numbers that are not in the index yet, with the passages' keys."""
        if vectors:
            rows = np.stack([self._fitting(each) for each in vectors.values()])
            self._index.add_with_ids(rows, np.fromiter(vectors, np.int64))
            self._sum += rows.sum(axis=0, dtype=np.float64)
            self._keys.update((number, _short(keys[number])) for number in vectors)
            self._changes += len(vectors)
            if len(self) > max(self._exact_up_to, _OUTGROWN * self._learnt_from):
                self._group()

    def remove(self, numbers: Iterable[int]) -> None:
        """Take numbers out; those that are not in the index are passed over."""
        gone = [number for number in numbers if number in self._keys]
        if gone:
            self._sum -= self.rows(gone).sum(axis=0, dtype=np.float64)
            numbers = np.array(gone, np.int64)  # which the selector points into
            self._index.remove_ids(self._selector(numbers))
            for number in gone:
                del self._keys[number]
            self._changes += len(gone)

    def search(self, question: Vector, k: int) -> dict[int, float]:
        """Return the cosine, -1 to 1, of the nearest `k` by number, nearest first."""
        if not len(self):
            return {}
        cosines, numbers = self._index.search(self._fitting(question)[None], min(k, len(self)))
        found = zip(numbers[0].tolist(), cosines[0].tolist(), strict=True)
        # FAISS fills up with -1 where the cells hold fewer.
        return {number: cosine for number, cosine in found if number >= 0}

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """Return float32 [n, dimension] of `numbers`, which must be in the index."""
        if not numbers:
            return np.empty((0, int(self._index.d)), np.float32)
        found: Vectors = self._index.reconstruct_batch(np.array(numbers, np.int64))
        return found

    def mean(self) -> Vector:
        """Return float32 [dimension], the mean of all vectors; 0 when there are none."""
        return (self._sum / max(1, len(self))).astype(np.float32)

    def save(self, folder: Path, manifest: Manifest) -> None:
        """Write the file to `folder`, whole or not at all. Raises OSError."""
        said = json.dumps(asdict(manifest) | {"vectors": len(self)}).encode() + b"\n"
        numbers = np.fromiter(self._keys, _NUMBER, len(self)).tobytes()
        keys = np.fromiter(self._keys.values(), _KEY, len(self)).tobytes()
        vectors = self._faiss.serialize_index(self._index)
        content = b"".join((said, numbers, keys, self._sum.tobytes(), vectors))
        sha256 = hashlib.sha256(content).hexdigest().encode() + b"\n"
        durable.replace(folder / FILE, sha256 + content)
        self._changes = 0

    @classmethod
    def read(
        cls, folder: Path, manifest: Manifest, keys: Mapping[int, str]
    ) -> "VectorIndex | None":
        """Return what the file in `folder` holds of the passages with these keys, by number.

        None without a file; a damaged or foreign one is set aside with one line in the log.
        """
        path = folder / FILE
        if not path.exists():
            return None
        try:
            made = cls._checked(*_parts(path.read_bytes()), manifest)
        except _Foreign as fault:
            durable.set_aside(path, str(fault))
            return None
        held = made._keys.items()
        made.remove([n for n, key in held if n not in keys or _short(keys[n]) != key])
        return made

    @classmethod
    def _checked(
        cls, said: Mapping[str, object], content: memoryview, wanted: Manifest
    ) -> "VectorIndex":
        """Return the index that `content` holds. Raises _Foreign."""
        if (said.get("model"), said.get("dimension")) != (wanted.model, wanted.dimension):
            raise _Foreign(f"was made by {said.get('model')}, not {wanted.model}")
        made, count = cls(wanted.dimension), said.get("vectors")
        ends = [wide * count for wide in _WIDTHS] if isinstance(count, int) else [len(content)]
        vectors_at = ends[-1] + made._sum.nbytes
        if not isinstance(count, int) or len(content) <= vectors_at:
            raise _Foreign("has no readable manifest")
        numbers = np.frombuffer(content, _NUMBER, count)
        keys = np.frombuffer(content, _KEY, count, ends[0])
        vectors = np.frombuffer(content, np.uint8, offset=vectors_at)
        try:
            made._index = made._faiss.deserialize_index(vectors)
        except RuntimeError as fault:
            raise _Foreign("holds no vectors that FAISS can read") from fault
        if (made._index.d, made._index.ntotal) != (wanted.dimension, count):
            raise _Foreign(f"holds vectors of dimension {made._index.d}, not {wanted.dimension}")
        made._keys = dict(zip(numbers.tolist(), keys.tolist(), strict=True))
        made._sum = np.frombuffer(content, _SUM, wanted.dimension, ends[-1]).copy()
        return made

    @property
    def _learnt_from(self) -> int:
        """From how many vectors the cells were learnt; 0 while search is exact."""
        cells: int = getattr(self._index, "nlist", 0)
        return (cells // _CELLS) ** 2

    def _group(self) -> None:
        """Group all vectors in cells: some ten seconds for 150,000."""
        numbers = np.fromiter(self._keys, np.int64)
        rows = self.rows(numbers.tolist())
        dimension, cells = rows.shape[1], _CELLS * math.isqrt(len(rows))
        made = self._faiss.IndexIVFScalarQuantizer(
            self._faiss.IndexFlatIP(dimension),
            dimension,
            cells,
            self._faiss.ScalarQuantizer.QT_fp16,
            self._faiss.METRIC_INNER_PRODUCT,
            False,  # noqa: FBT003 - FAISS takes it by place: the vectors as they are
        )
        made.cp.niter, made.cp.max_points_per_centroid = _ROUNDS, _SAMPLE
        made.train(rows)
        made.set_direct_map_type(self._faiss.DirectMap.Hashtable)
        made.add_with_ids(rows, numbers)
        made.nprobe = max(1, round(_COMPARED * cells))
        self._index, self._changes = made, len(self)

    def _selector(self, numbers: npt.NDArray[np.int64]) -> Any:
        """Return what FAISS takes numbers out by: from cells one by one, else in one pass."""
        kinds = self._faiss.IDSelectorArray, self._faiss.IDSelectorBatch
        return kinds[not self._learnt_from](len(numbers), self._faiss.swig_ptr(numbers))

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


def _short(key: str) -> int:
    """Return the beginning of a key, a sha256 in hexadecimal, as a number."""
    return int(key[:_KEY_LETTERS], 16)


def _faiss() -> ModuleType:
    """Import FAISS when it is needed first: 0.2 s that `vrijwijzer --help` need not wait for."""
    import faiss  # noqa: PLC0415 - the reason stands above

    # One question at a time: more threads gain nothing below 100,000 passages, and contended
    # cores make them slow (RETRIEVAL, the table).
    faiss.omp_set_num_threads(1)
    return faiss
