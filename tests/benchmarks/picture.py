"""A whole question against the number of passages, as a picture for docs/figures.md."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

SHOWN = (
    "ours: whole question",
    "sentence-transformers + FAISS",
    "txtai",
    "haystack in memory",
    "FTS5 alone",
    "bm25s alone",
)


def draw(path: Path, figures: Mapping[str, Any]) -> None:
    """Write a PNG; both axes are logarithmic, a unit is one stock query embedding."""
    sizes = sorted(int(name) for name in figures if name.isdigit())
    figure = Figure(figsize=(6.4, 4.0), dpi=160, layout="constrained")
    axes = figure.subplots()
    for name in SHOWN:
        there = [size for size in sizes if name in figures[str(size)]]
        units = [figures[str(size)][name]["units"] for size in there]
        if not there:
            continue
        axes.plot(there, units, "o-", label=name)
    axes.axhline(1, color="#888888", linewidth=0.8)
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="passages",
        ylabel="stock query embeddings a question",
    )
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, format="png")
