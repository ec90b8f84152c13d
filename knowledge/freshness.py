"""How long a source of each kind can be relied on, and which are past that."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.model import Source, SourceKind


@dataclass(frozen=True, slots=True)
class Stale:
    """A source to look at: `years` whole years old, None when no date is known.

    `cited` counts the answers that leaned on it.
    """

    source: Source
    years: int | None
    cited: int


def fresh_years(kind: SourceKind) -> int:
    """Return after how many years a source of this kind is called old.

    Laws are amended every year; what a municipality does changes within a council's term of four
    years; research keeps its worth longest.
    """
    match kind:
        case SourceKind.LAW:
            return 1
        case SourceKind.CASE_NOTE:
            return 3
        case SourceKind.ARTICLE | SourceKind.DIGEST | SourceKind.COMMENT:
            return 5


def years_since(published: str, today: datetime.date) -> int:
    """Return the whole years since an ISO date, month or year; never negative.

    A month counts from its last days and a year from its end, so that nothing is called older
    than it is.

    >>> years_since("2021-11-25", datetime.date(2026, 11, 24))
    4
    """
    parts = [int(part) for part in published.split("-")]
    year, month, day = (*parts, *(12, 28)[len(parts) - 1 :])
    return max(0, today.year - year - ((today.month, today.day) < (month, day)))


def stale(
    sources: Sequence[Source], cited: Mapping[str, int], today: datetime.date
) -> list[Stale]:
    """Return the sources that are old or undated: those that answers lean on most come first.

    Readers' comments are left out: they age with the article they stand under.
    """
    found = [
        Stale(source, _age(source, today), cited.get(source.id, 0))
        for source in sources
        if source.metadata.kind is not SourceKind.COMMENT
    ]
    old = [
        each
        for each in found
        if each.years is None or each.years >= fresh_years(each.source.metadata.kind)
    ]
    return sorted(old, key=lambda each: (-each.cited, -(each.years or 0)))


def _age(source: Source, today: datetime.date) -> int | None:
    """The age of a source in whole years."""
    published = source.metadata.published
    return None if published is None else years_since(published, today)
