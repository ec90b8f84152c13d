"""What `vrijwijzer add` prints for a person: a source, the totals, what to look at."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.cli.sources import dated, passages

# One source as it is printed for machines: the contract's object, and what became of it.
Line = dict[str, Any]

_FEW = 3  # words that are shown of many
_BELOW = "\n" + " " * 10  # under the title


def row(line: Line) -> str:
    """Return what is printed of a source."""
    known_by = f"id: {line['id']} · from {line['from']}"
    if line["status"] == "known":
        return _BELOW.join([f"known     {line['title']} · imported before", known_by])
    left_out = f" · {len(line['left_out'])} lines left out" if line["left_out"] else ""
    who = line["publisher"] or ", ".join(line["authors"]) or "publisher unknown"
    again = "" if line["status"] == "added" else f" · {line['status']}"
    first = (
        f"{line['kind']:<9} {line['title']} · {who} · {dated(line['published'], line['added'])}"
        f" · {passages(line['passages'])}{left_out}{again}"
    )
    alike = (
        f"nearly the same as {other['id']} ({other['share']:.0%}); remove one of them?"
        for other in line["alike"]
    )
    earlier = (
        f"does this replace {other}? then: vrijwijzer sources set {other} replaced_by={line['id']}"
        for other in line["may_replace"]
    )
    return _BELOW.join([first, known_by, *alike, *earlier, *_odd_words(line)])


def _odd_words(line: Line) -> list[str]:
    """What is said of words that nobody will find by typing them."""
    words = line["mixed_letters"]
    if not words:
        return []
    some = ", ".join(words[:_FEW]) + (" …" if len(words) > _FEW else "")
    return [f"look at it: letters of two alphabets in one word ({some}); search misses these"]


def advice(lines: Sequence[Line]) -> list[str]:
    """Return what a person can do about what was not found, or was left out."""
    undated = sum(line["published"] is None for line in lines)
    nameless = sum(not (line["publisher"] or line["authors"]) for line in lines)
    said = []
    if undated or nameless:
        said.append(
            f"{undated} without a date, {nameless} without a publisher; say them with:"
            " vrijwijzer sources set ID published=2026-03-31 publisher=NAME"
        )
    if any(line["left_out"] for line in lines):
        said.append("what was left out: --json shows the lines, --keep-all keeps them")
    return said


def totals(counts: Counter[str], passed_over: Counter[str]) -> str:
    """Return the last line: how many of each outcome."""
    names = ("added", "renewed", "corrected", "unchanged", "known", "refused")
    said = ", ".join(f"{counts[name]} {name}" for name in names if counts[name]) or "nothing added"
    if not passed_over:
        return said
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(passed_over.items()))
    return f"{said}; files of other kinds passed over: {kinds}"
