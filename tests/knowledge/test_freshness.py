from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.freshness import stale, years_since
from knowledge.model import Source, SourceKind
from tests.support.builders import article, source

TODAY = date(2026, 11, 22)


def made(name: str, **known: Any) -> Source:
    return source(article(name, "Tekst.", **known), name)


@pytest.mark.parametrize(
    ("kind", "last_fresh", "first_old"),
    [
        (SourceKind.LAW, "2025-11-23", "2025-11-22"),
        (SourceKind.CASE_NOTE, "2023-11-23", "2023-11-22"),
        (SourceKind.ARTICLE, "2021-11-23", "2021-11-22"),
        (SourceKind.DIGEST, "2021-12", "2020-12"),
    ],
)
def test_a_source_is_old_after_the_years_of_its_kind(
    kind: SourceKind, last_fresh: str, first_old: str
) -> None:
    sources = [
        made("vers", kind=kind, published=last_fresh),
        made("oud", kind=kind, published=first_old),
    ]

    assert [each.source.id for each in stale(sources, {}, TODAY)] == ["oud"]


def test_what_answers_lean_on_most_comes_first_then_what_is_oldest() -> None:
    sources = [
        made("nooit", published="2010"),
        made("ouder", published="2009"),
        made("vaak", published="2020"),
        made("zonder"),
        made("nieuw", published="2026"),
    ]

    found = stale(sources, {"vaak": 9, "zonder": 2, "nieuw": 40}, TODAY)

    assert [(each.source.id, each.years, each.cited) for each in found] == [
        ("vaak", 5, 9),
        ("zonder", None, 2),
        ("ouder", 16, 0),
        ("nooit", 15, 0),
    ]


def test_comments_age_with_their_article() -> None:
    remark = made("reactie", kind=SourceKind.COMMENT, published="2001")

    assert stale([replace(remark, parent="samen")], {}, TODAY) == []


@pytest.mark.parametrize(
    ("published", "years"),
    [("2026", 0), ("2025", 0), ("2025-11", 0), ("2025-10", 1), ("2024-02-29", 2), ("2030", 0)],
)
def test_nothing_is_called_older_than_it_is(published: str, years: int) -> None:
    assert years_since(published, TODAY) == years
