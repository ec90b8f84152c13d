"""The figures of `make bench` as a table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

OURS = "ours: whole question"
MILLION = 1_000_000


def table(figures: Mapping[str, Any]) -> str:
    """Return all figures as lines; a unit is one stock query embedding."""
    return "\n".join(_lines(figures))


def growth(figures: Mapping[str, Any]) -> str:
    """Return cost and memory by number of passages, in Markdown for docs/figures.md.

    The last line is reasoned: as from the second largest size to the largest, so on to a million.
    That is the most it takes, as above 100,000 vectors an eighth of them is compared.
    """
    sizes = sorted(int(name) for name in figures if name.isdigit())
    rows = [(size, _grown(figures[str(size)])) for size in sizes]
    lines = [f"| {size:,} | {_cells(row)} |" for size, row in rows]
    if len(rows) > 1:
        (small, before), (large, last) = rows[-2:]
        steps = (MILLION - large) / (large - small)
        on = [now + steps * (now - then) for then, now in zip(before, last, strict=True)]
        lines.append(f"| {MILLION:,}, at most | {_cells(on)} |")
    head = ("passages", "a question, ms", "units", "its vectors read once, ms", "MB", "MB on disk")
    return "\n".join([f"| {' | '.join(head)} |", "|--:" * len(head) + "|", *lines])


def _grown(figures: Mapping[str, Any]) -> list[float]:
    """Milliseconds, units, milliseconds that the memory takes, megabytes in it and on disk."""
    asked, grown = figures[OURS], figures["growth"]
    bound = figures["bandwidth_bound_ms"]
    return [asked["milliseconds"], asked["units"], bound, grown["memory"], grown["megabytes"]]


def _cells(row: Sequence[float]) -> str:
    milliseconds, units, bound, memory, disk = row
    return f"{milliseconds:.1f} | {units:.2f} | {bound:.1f} | {memory:.0f} | {disk:.0f}"


def _lines(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'':<42} {'ms':>8} {'units':>7}  quartiles"
    yield from _timed("over the bundled sources", figures["answering"])
    for size in (name for name in figures if name.isdigit()):
        yield from _timed(f"{int(size):,} passages", figures[size])
        grown = figures[size]["growth"]
        changes = ", ".join(f"{name} {grown[name]:.2f} s" for name in ("add", "replace", "remove"))
        yield f"  reading all vectors at memory speed {figures[size]['bandwidth_bound_ms']:>13.1f}"
        yield f"  built in {grown['build']:.1f} s (no model), opened in {grown['reopen']:.1f} s"
        yield f"  {changes} (10 passages); ghosts {grown['ghosts']}"
        yield f"  {grown['memory']:.0f} MB of memory, {grown['megabytes']:.0f} MB on disk"
        yield from (f"  left out: {name}, {why}" for name, why in figures[size]["skipped"].items())
    beyond = figures["approximate"]
    yield f"search by cells among {beyond['vectors']:,} vectors"
    yield (
        f"  {beyond['grouped_ms']:.1f} ms, exact {beyond['exact_ms']:.1f} ms;"
        f" recall@10 {beyond['recall']:.3f}; grouped in {beyond['grouping']:.0f} s"
    )
    bulk = figures["bulk"]
    yield "bulk embedding"
    yield (
        f"  ours {bulk['ours_per_s']:.1f} passages a second, stock {bulk['stock_per_s']:.1f}:"
        f" {bulk['ratio']:.2f} times; cosine mean {bulk['mean_cosine']:.4f},"
        f" least {bulk['min_cosine']:.4f}"
    )
    yield from _importing(figures)
    yield "from the start of Python to the first result"
    for name, each in figures["cold"].items():
        yield f"  {name:<8} {each['seconds']:.1f} s, {each['megabytes']:.0f} MB"


def _importing(figures: Mapping[str, Any]) -> Iterator[str]:
    note = figures["note"]
    yield "importing"
    yield (
        f"  a note of {note['passages']} passages is found after {note['milliseconds']:.0f} ms:"
        f" {note['ratio']:.2f} times what embedding it takes"
    )
    if whole := figures.get("import"):
        yield (
            f"  {whole['articles']:,} articles, {whole['passages']:,} passages in"
            f" {whole['seconds']:.0f} s: {whole['share']:.1%} of it in the model,"
            f" {whole['speed']:.2f} of its speed in bulk; {whole['megabytes']:.0f} MB"
        )


def _timed(title: str, figures: Mapping[str, Any]) -> Iterator[str]:
    yield title
    for name, each in figures.items():
        if isinstance(each, dict) and "units" in each:
            yield (
                f"  {name:<40} {each['milliseconds']:>8.1f} {each['units']:>7.2f}"
                f"  {each['low']:.2f} to {each['high']:.2f}"
            )
