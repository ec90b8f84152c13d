"""What the library keeps: a source of another's, one page an article, and what is to stay away."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import bundled
from knowledge.library import Library
from knowledge.model import Document
from tests.support.builders import article, case_note, comment

NOTE = "---\nkind: case_note\ntitle: {}\n---\n\nEen zin.\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


def add(library: Library, document: Document) -> None:
    library.add(library.prepare(document), document.page)


def own_texts(library: Library) -> list[str]:
    return [each.text for each in library.sources() if each.id not in bundled.pages()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"published": "2022"}, {}),
        ({}, {"published": "2023"}),
        ({}, {"url": "https://zonneveld.nl/beleid"}),
        ({"url": "https://zonneveld.nl/beleid"}, {}),
    ],
)
def test_a_title_and_a_municipality_alone_replace_no_other_text(
    library: Library, one: dict[str, str], other: dict[str, str]
) -> None:
    place = {"municipalities": ("Zonneveld",)}
    add(library, case_note("Werving", "De clubs stonden op de markt.", **place, **one))
    add(library, case_note("Werving", "Het koor zong in de bibliotheek.", **place, **other))

    assert own_texts(library) == [
        "De clubs stonden op de markt.",
        "Het koor zong in de bibliotheek.",
    ]


def test_a_note_of_a_municipality_is_replaced_while_a_paragraph_stays(library: Library) -> None:
    place = {"municipalities": ("Zonneveld",)}
    add(library, case_note("Werving", "De markt werkte.", **place))
    add(
        library,
        case_note("Werving", "De markt werkte.\n\nHet koor ook.", published="2024", **place),
    )

    assert len(own_texts(library)) == 1


def test_a_page_is_kept_once_for_an_article_and_its_comments(
    library: Library, tmp_path: Path
) -> None:
    remarks = tuple(
        comment("Reactie", f"Mooi {n}.", authors=("Els",), published=f"2022-01-0{n}")
        for n in (1, 2, 3)
    )
    document = replace(article("Samen", "Nodig clubs uit."), comments=remarks, page="kanarie")
    add(library, document)

    assert {library.page(f"samen-reactie-{n}") for n in (1, 2, 3)} == {"kanarie"}
    assert library.page("samen") == "kanarie"
    database = sqlite3.connect(tmp_path / "knowledge.db")
    kept = database.execute("SELECT id FROM sources WHERE page = 'kanarie'").fetchall()
    database.close()
    assert kept == [("samen",)]


def test_a_bundled_source_that_was_removed_stays_away_when_the_package_brings_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = {"een": NOTE.format("Een"), "twee": NOTE.format("Twee")}
    monkeypatch.setattr(bundled, "pages", lambda: shipped)
    library = Library(tmp_path)
    library.remove("een")
    library.close()
    shipped |= {"een": NOTE.format("Een, maar anders"), "drie": NOTE.format("Drie")}

    library = Library(tmp_path)

    assert [each.id for each in library.sources()] == ["twee", "drie"]
    library.close()


def test_a_source_of_ones_own_may_be_removed_and_added_again(library: Library) -> None:
    for _ in range(2):
        add(library, article("Samen", "Nodig clubs uit."))
        library.remove("samen")
    add(library, article("Samen", "Nodig clubs uit."))

    assert own_texts(library) == ["Nodig clubs uit."]
