"""Boosted regression trees: the log-odds of a yes for each row of numbers.

Gradient boosting (Friedman 2001, doi 10.1214/aos/1013203451). All trees are of one depth and stand
side by side in arrays, so that a level is one step for all rows and trees.
"""

import json
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """`t` trees of depth `d`: below node i, left to right, stand 2i + 1 and 2i + 2.

    `features` and `thresholds` [t, 2**d - 1]: a row goes right where its feature is above the
    threshold. `leaves` [t, 2**d] are log-odds, added to `base` over all trees.
    """

    base: float
    features: npt.NDArray[np.int64]
    thresholds: Numbers
    leaves: Numbers

    def odds(self, rows: Numbers) -> Numbers:
        """Return the log-odds [n] of `rows` [n, features]."""
        inner = self.features.shape[1]
        trees = np.arange(len(self.features))
        node = np.zeros((len(rows), len(trees)), np.int64)
        row = np.arange(len(rows))[:, None]
        while node.size and node[0, 0] < inner:
            above = rows[row, self.features[trees, node]] > self.thresholds[trees, node]
            node = 2 * node + 1 + above
        odds: Numbers = self.base + self.leaves[trees, node - inner].sum(axis=1)
        return odds

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `text` gave."""
        read = json.loads(text)
        return cls(
            read["base"],
            np.array(read["features"], np.int64),
            np.array(read["thresholds"], np.float64),
            np.array(read["leaves"], np.float64),
        )

    def text(self) -> str:
        """Return them as lines of JSON, a tree a line, for `read`."""
        parts = {
            "features": self.features.tolist(),
            "thresholds": self.thresholds.tolist(),
            "leaves": self.leaves.tolist(),
        }
        rows = ",\n".join(f'"{name}": [\n{_lines(each)}\n]' for name, each in parts.items())
        return f'{{"base": {self.base!r},\n{rows}}}\n'


def _lines(rows: list[list[float]]) -> str:
    return ",\n".join(json.dumps(each, separators=(",", ":")) for each in rows)
