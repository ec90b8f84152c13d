"""The only module that knows matplotlib: risk against coverage, as a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from index.evaluation.abstention import Judged, curve, standing
from knowledge.errors import Unavailable

_SIZE: Final = (6.4, 4.0)  # inches
_DOTS: Final = 160  # an inch


def must_fit(path: Path) -> None:
    """Raise Unavailable when a plot cannot be put at `path`: before an hour is spent measuring."""
    if path.is_dir() or not path.parent.is_dir():
        raise Unavailable(f"{path}: no file can be made there; name another with --plot")


def draw(path: Path, judged: Sequence[Judged], threshold: float, title: str) -> None:
    """Write a PNG: the curve, and where the threshold stands. Raises Unavailable for the disk."""
    # A second to import, and only this needs it.
    from matplotlib.figure import Figure  # noqa: PLC0415

    coverage, risk = zip(*curve(judged), strict=True)
    stands_at = standing(judged, threshold)
    figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
    axes = figure.subplots()
    axes.plot(coverage, risk, color="#154273")
    axes.plot(*stands_at, "o", color="#c8102e", label=f"threshold {threshold:.2f}")
    axes.set(
        title=title,
        xlabel="coverage: share of the questions that is answered",
        ylabel="risk: share of the answers that is wrong",
        xlim=(0, 1),
        ylim=(0, 1),
    )
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left")
    try:
        figure.savefig(path, format="png")
    except OSError as fault:
        raise Unavailable(f"{path}: {fault.strerror}; name another file with --plot") from fault
