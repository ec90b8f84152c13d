"""What a reader must know before relying on an answer: opinion, summary, age, unknown date."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from bot.answering.model import AnswerWarning, Citation, WarningCode
from knowledge.model import Metadata, SourceKind

# Years after which a source is called old (issue "The library", freshness by kind).
OLD_AFTER: Final = {
    SourceKind.LAW: 1,
    SourceKind.CASE_NOTE: 3,
    SourceKind.ARTICLE: 5,
    SourceKind.DIGEST: 5,
    SourceKind.COMMENT: 5,
}


def warnings(citations: Iterable[Citation], today: date) -> tuple[AnswerWarning, ...]:
    """Return the warnings for what is cited, each code once."""
    sources = [citation.source for citation in citations]
    found: list[AnswerWarning] = []
    if any(source.kind is SourceKind.COMMENT for source in sources):
        found.append(AnswerWarning(WarningCode.OPINION))
    if any(source.derived_from is not None for source in sources):
        found.append(AnswerWarning(WarningCode.DIGEST))
    ages = [age for source in sources if (age := _too_old(source, today)) is not None]
    if ages:
        found.append(AnswerWarning(WarningCode.OLD, *max(ages)))
    if any(source.published is None for source in sources):
        found.append(AnswerWarning(WarningCode.DATE_UNKNOWN))
    return tuple(found)


def years_since(published: str, today: date) -> int:
    """Return the whole years since an ISO date, month or year; never negative.

    A month counts from its last days and a year from its end, so that nothing is called older
    than it is.
    """
    parts = [int(part) for part in published.split("-")]
    year, month, day = (*parts, *(12, 28)[len(parts) - 1 :])
    return max(0, today.year - year - ((today.month, today.day) < (month, day)))


def _too_old(source: Metadata, today: date) -> tuple[int, int] | None:
    """Return age and year of a source that is old for its kind."""
    if source.published is None:
        return None
    age = years_since(source.published, today)
    return (age, int(source.published[:4])) if age >= OLD_AFTER[source.kind] else None
