"""What all embedders do alike: make texts readable, rows unit, and passages into parts."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]
Spans = Sequence[tuple[int, int]]

# They break words of saved pages, and no reader sees them: soft hyphen, zero-width space, word
# joiner, byte order mark.
_INVISIBLE: Final = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))


def readable(text: str) -> str:
    """Return `text` without invisible characters, and with "?" for half a surrogate pair."""
    return text.translate(_INVISIBLE).encode("utf-8", "replace").decode("utf-8")


def unit_rows(rows: NDArray[np.floating]) -> Vectors:
    """Return float32 rows of length 1; a row without any direction becomes the first axis.

    Raises ValueError for a row with a number that is not finite.
    """
    exact = rows.astype(np.float64)
    if not np.isfinite(exact).all():
        raise ValueError("the embedding model gave a vector with a number that is not finite")
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)
    exact[lengths[:, 0] == 0, 0] = 1
    return (exact / np.where(lengths == 0, 1, lengths)).astype(np.float32)


def embed_parts(
    embed: Callable[[Sequence[str]], Vectors], texts: Sequence[str], spans: Sequence[Spans]
) -> list[Vectors]:
    """Return what `Embedder.embed_with_sentences` promises, by embedding each part by itself."""
    parts: list[str] = []
    for text, inside in zip(texts, spans, strict=True):
        parts.append(text)
        for start, end in inside:
            if not 0 <= start <= end <= len(text):
                raise ValueError(f"the span {start}-{end} lies outside a text of {len(text)}")
            parts.append(text[start:end] if text[start:end].strip() else text)
    ends = np.cumsum([1 + len(inside) for inside in spans])[:-1]
    return np.split(embed(parts), ends) if texts else []
