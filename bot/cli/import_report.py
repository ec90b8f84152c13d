"""What `vrijwijzer add` prints for a person: a source, the totals, what to look at."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.cli.importing import PassedOver
from bot.cli.sources import counted, dated

# One source as it is printed for machines: the contract's object, and what became of it.
Line = dict[str, Any]

_NOTHING_NEW = {
    "known": "imported before",
    "unchanged": "already in the library, word for word",
}
_AGAIN = {
    "renewed": "was in the library with another text, which is kept as an earlier version",
    "corrected": "was in the library with the same text; what is known of it has changed",
}
_FEW = 3  # words that are shown of many
_KINDS = 10  # of files that are no documents; the most frequent ones are named
_BELOW = "\n" + " " * 10  # under the title


def row(line: Line) -> str:
    """Return what is printed of a source."""
    known_by = f"id: {line['id']} · from {line['from']}"
    if line["status"] in _NOTHING_NEW:
        what = _NOTHING_NEW[line["status"]]
        return _BELOW.join([f"known     {line['title']} · {what}", known_by, *_replaces(line)])
    left_out = f" · {counted(len(line['left_out']), 'line')} left out" if line["left_out"] else ""
    who = line["publisher"] or ", ".join(line["authors"]) or "publisher unknown"
    first = (
        f"{line['kind']:<9} {line['title']} · {who} · {dated(line['published'], line['added'])}"
        f" · {counted(line['passages'], 'passage')}{left_out}"
    )
    again = [_AGAIN[line["status"]]] if line["status"] in _AGAIN else []
    alike = (
        f"nearly the same as {other['id']} ({other['share']:.0%});"
        f" is one too many? then: vrijwijzer sources remove {line['id']}"
        for other in line["alike"]
    )
    earlier = (
        f"does this replace {other}? then: vrijwijzer sources set {other} replaced_by={line['id']}"
        for other in line["may_replace"]
    )
    told = [*again, *_replaces(line), *alike, *earlier, *_odd_words(line)]
    return _BELOW.join([first, known_by, *told])


def _replaces(line: Line) -> list[str]:
    """What is said of the source that this one takes the place of."""
    if line["replaces"] is None:
        return []
    return [f"replaces {line['replaces']}, which is not searched any more"]


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


def totals(counts: Counter[str], passed_over: PassedOver) -> list[str]:
    """Return the last lines: what was passed over, and how many of each outcome."""
    outcomes = counts.copy()
    outcomes["known"] += outcomes.pop("unchanged", 0)
    outcomes["not read"] = len(passed_over.documents)
    names = ("added", "renewed", "corrected", "known", "refused", "not read")
    said = ", ".join(f"{outcomes[name]} {name}" for name in names if outcomes[name])
    named = passed_over.others.most_common(_KINDS)
    more = passed_over.others.total() - sum(count for _, count in named)
    kinds = ", ".join(f"{count} {kind}" for kind, count in named)
    kinds += f" and {more} of other kinds" if more else ""
    aside = f"; passed over, as no documents: {kinds}" if kinds else ""
    unread = [f"not read  {why}" for why in passed_over.documents]
    return [*unread, f"{said or 'nothing added'}{aside}"]
