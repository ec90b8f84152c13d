import pytest

from knowledge import dates
from knowledge.bylines import Byline, byline, comment_head


@pytest.mark.parametrize(
    ("line", "authors", "published"),
    [
        (
            "ProfielfotoAnna de Wit 25-11-2021 5308 keer bekeken 2 reacties",
            ["Anna de Wit"],
            "2021-11-25",
        ),
        ("Profielfoto Jan-Piet van 't Hof 1-2-2022", ["Jan-Piet van 't Hof"], "2022-02-01"),
        ("Door Els van den Berg", ["Els van den Berg"], None),
        ("Door: Els van den Berg en Kees Smit", ["Els van den Berg", "Kees Smit"], None),
        ("Auteur: Els", ["Els"], None),
        ("By Jane Doe and Tom Hill | May 3, 2022", ["Jane Doe", "Tom Hill"], "2022-05-03"),
        ("Els Berg · 12 mei 2022 · 4 min. leestijd", ["Els Berg"], "2022-05-12"),
        ("12 mei 2022", [], "2022-05-12"),
        ("May 3, 2022", [], "2022-05-03"),
        ("Gepubliceerd: 12 mei 2022", [], "2022-05-12"),
        ("Published 12 May 2022", [], "2022-05-12"),
        ("Gepubliceerd op 12-05-2022 om 10:30 uur", [], "2022-05-12"),
        ("Publicatiedatum: mei 2022", [], "2022-05"),
        ("Published on 2022-05-12", [], "2022-05-12"),
        ("Posted on 8 June 2025 in Lessons learned", [], "2025-06-08"),
        ("Published 4 March 2025. Last updated: 12 January 2026.", [], "2025-03-04"),
        ("Vastgesteld op 12 juni 2025", [], "2025-06-12"),
        ("Vastgesteld door de gemeenteraad op 12 juni 2025", [], "2025-06-12"),
        ("Adopted on 12 June 2025", [], "2025-06-12"),
        ("12 mei 2024 | Laatst gewijzigd op 3 mei 2026", [], "2024-05-12"),
    ],
)
def test_a_by_line_says_who_and_when(line: str, authors: list[str], published: str | None) -> None:
    assert byline(line) == Byline(tuple(authors), published)


@pytest.mark.parametrize(
    "line",
    [
        "Samen aan tafel",
        "Door Samenwerking",
        "Nieuws 12 mei 2022",
        "Door corona veranderde alles",
        "Anna de Wit",
        "In mei 2022 begon het.",
        "Anna de Wit werkt sinds 12 mei 2022 in Zonneveld.",
        "31-02-2022",
        "",
    ],
)
def test_a_heading_or_sentence_is_no_by_line(line: str) -> None:
    assert byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Anna de Wit 29-11-21 om 13:52",
        "Anna de Wit, 29 november 2021",
        "Anna de Wit | 29-11-2021 13:52",
        "Anna de Wit schreef op 29 november 2021 om 13:52 uur",
        "Anna de Wit says: November 29, 2021 at 1:52 pm",
    ],
)
def test_name_and_date_open_a_comment(line: str) -> None:
    assert comment_head(line) == Byline(("Anna de Wit",), "2021-11-29")


@pytest.mark.parametrize(
    "line", ["Anna de Wit", "29-11-2021", "Anna kwam op 29-11-2021 langs.", "X 32-1-21"]
)
def test_less_or_more_than_name_and_date_opens_none(line: str) -> None:
    assert comment_head(line) is None


@pytest.mark.parametrize("text", ["2021", "2021-11", "2021-11-25"])
def test_a_year_month_or_day_is_an_iso_date(text: str) -> None:
    assert dates.is_iso(text)


@pytest.mark.parametrize("text", ["", "21", "2021-13", "2021-02-30", "25-11-2021", "2021-1"])
def test_other_forms_are_none(text: str) -> None:
    assert not dates.is_iso(text)
