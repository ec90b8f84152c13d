"""Which sources say nearly the same, by MinHash over their word shingles.

Broder, "On the resemblance and containment of documents" (1997). The only module that knows
datasketch.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Words on end. With more, one changed word would cost more of them.
SHINGLE: Final = 3
# Hashes a text. The likeness is then right to within 0.09 (two standard errors at 0.5).
HASHES: Final = 128
# 0-1. Above this a person should look. Set by the bundled texts: two of them share at most 0.07;
# one with every twentieth word changed shares 0.72 and more, with a fifth left out 0.57 and more.
POINTED_OUT: Final = 0.5
# Names how the hashes were made; those made otherwise are not compared.
METHOD: Final = f"datasketch-2 sha1-32 seed 1 {HASHES}x{SHINGLE}"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another source and how alike the two are: the share (0-1) of shingles in both."""

    source_id: str
    share: float


def fingerprint(text: str) -> bytes:
    """Return HASHES unsigned 32-bit numbers, little-endian; b"" for a text without words."""
    # Imported here: with scipy, which comes along, it takes longer than a whole `sources list`.
    from datasketch import (  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types
        MinHash,
    )

    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    if not words:
        return b""
    last = max(1, len(words) - SHINGLE + 1)
    shingles = {" ".join(words[start : start + SHINGLE]).encode() for start in range(last)}
    made = MinHash(num_perm=HASHES, seed=1)
    made.update_batch(sorted(shingles))
    return bytes(made.hashvalues.astype("<u4").tobytes())


def alike(one: bytes, others: Mapping[str, bytes]) -> list[Likeness]:
    """Return those of `others` (fingerprints by id) that are nearly the same, most first."""
    names = [name for name, other in others.items() if other]
    if not one or not names:
        return []
    import numpy as np  # noqa: PLC0415 - a tenth of a second that `sources list` need not wait for

    rows = np.frombuffer(b"".join(others[name] for name in names), "<u4").reshape(-1, HASHES)
    # The share of the hashes that are the same, which estimates that of the shingles.
    shares = (rows == np.frombuffer(one, "<u4")).mean(axis=1).tolist()
    found = [Likeness(name, share) for name, share in zip(names, shares, strict=True)]
    near = [each for each in found if each.share >= POINTED_OUT]
    return sorted(near, key=lambda each: (-each.share, each.source_id))
