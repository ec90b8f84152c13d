"""What a reader must know before relying on an answer: opinion, summary, age, unknown date."""

from collections.abc import Iterable
from datetime import date

from bot.answering.model import AnswerWarning, Citation, WarningCode
from knowledge.freshness import fresh_years, years_since
from knowledge.model import Metadata, SourceKind


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


def _too_old(source: Metadata, today: date) -> tuple[int, int] | None:
    """Return age and year of a source that is old for its kind."""
    if source.published is None:
        return None
    age = years_since(source.published, today)
    return (age, int(source.published[:4])) if age >= fresh_years(source.kind) else None
