"""What a reader is warned of, on fixed days."""

from datetime import date

import pytest

from bot.answering.model import AnswerWarning, Citation, WarningCode
from bot.answering.warn import OLD_AFTER, warnings, years_since
from knowledge.model import Evidence, Metadata, Original, SourceKind

TODAY = date(2026, 3, 31)


def cited(kind: SourceKind, published: str | None, original: Original | None = None) -> Citation:
    known = Metadata(
        kind, "Samen aan zet", Evidence.RESEARCH, published=published, derived_from=original
    )
    return Citation(1, "Zo is het.", 0, 10, "p", (), None, "bron", known, "Zo is het.", 0)


def codes(*citations: Citation) -> list[WarningCode]:
    return [warning.code for warning in warnings(citations, TODAY)]


@pytest.mark.parametrize(
    ("published", "years"),
    [
        ("2021-03-31", 5),
        ("2021-04-01", 4),
        ("2021-03", 5),
        ("2021-04", 4),
        ("2020", 5),
        ("2021", 4),
        ("2026-03-31", 0),
        ("2027-01-01", 0),
    ],
)
def test_only_whole_years_count_and_an_unsure_date_counts_as_late(
    published: str, years: int
) -> None:
    assert years_since(published, TODAY) == years


def test_every_kind_of_source_has_an_age_at_which_it_is_old() -> None:
    assert set(OLD_AFTER) == set(SourceKind)


@pytest.mark.parametrize(
    ("kind", "fresh", "old"),
    [
        (SourceKind.ARTICLE, "2021-04-01", "2021-03-31"),
        (SourceKind.CASE_NOTE, "2023-04-01", "2023-03-31"),
        (SourceKind.LAW, "2025-04-01", "2025-03-31"),
    ],
)
def test_a_source_is_old_from_its_birthday_on(kind: SourceKind, fresh: str, old: str) -> None:
    assert WarningCode.OLD not in codes(cited(kind, fresh))
    assert WarningCode.OLD in codes(cited(kind, old))


def test_the_oldest_source_gives_the_years() -> None:
    found = warnings(
        [cited(SourceKind.ARTICLE, "2015-01-01"), cited(SourceKind.ARTICLE, "2020-01-01")], TODAY
    )

    assert found == (AnswerWarning(WarningCode.OLD, 11, 2015),)


def test_the_year_is_that_of_the_source_that_is_old_for_its_kind() -> None:
    found = warnings(
        [cited(SourceKind.CASE_NOTE, "2022-06-01"), cited(SourceKind.ARTICLE, "2021-12-01")], TODAY
    )

    assert found == (AnswerWarning(WarningCode.OLD, 3, 2022),)


def test_a_fresh_article_needs_no_warning() -> None:
    assert codes(cited(SourceKind.ARTICLE, "2025-06")) == []


def test_an_unknown_date_an_opinion_and_a_summary_are_each_told_once() -> None:
    summary = cited(SourceKind.DIGEST, None, Original("Het rapport"))
    opinion = cited(SourceKind.COMMENT, "2026-01-01")

    found = codes(opinion, summary, opinion, summary)

    assert sorted(found) == [WarningCode.DATE_UNKNOWN, WarningCode.DIGEST, WarningCode.OPINION]
