from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge import given
from knowledge.errors import SourceRefused
from knowledge.library import Library
from knowledge.model import Document, Evidence, Metadata, SourceKind
from tests.support.builders import article

KNOWN = article("Samen", "Tekst.").metadata


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


def add(library: Library, document: Document) -> Metadata:
    made = library.prepare(document)
    library.add(made, document.page)
    return library.source(made[0].id).metadata


@pytest.mark.parametrize(
    ("key", "said", "field", "value"),
    [
        ("title", " Samen  sterk ", "title", "Samen sterk"),
        ("authors", "Els de Wit; Kees Bos", "authors", ("Els de Wit", "Kees Bos")),
        ("published", "31 maart 2026", "published", "2026-03-31"),
        ("published", "2026", "published", "2026"),
        ("url", "https://voorbeeld.nl/a", "url", "https://voorbeeld.nl/a"),
        ("licence", "CC BY 4.0", "licence", "CC BY 4.0"),
        ("collection", "zeist-intern", "collection", "zeist-intern"),
        ("municipalities", "Bussum; Zonneveld", "municipalities", ("Gooise Meren", "Zonneveld")),
        ("kind", "law", "kind", SourceKind.LAW),
        ("evidence", "practice", "evidence", Evidence.PRACTICE),
        ("language", "en", "language", "en"),
        ("role", "adviseur", "contact_role", "adviseur"),
        ("publisher", "", "publisher", None),
        ("authors", "", "authors", ()),
    ],
)
def test_what_a_person_says_is_taken_over_and_marked(
    key: str, said: str, field: str, value: Any
) -> None:
    made = given.applied(KNOWN, {key: said}, "sources set")

    assert getattr(made, field) == value
    assert made.given == (field,)


def test_all_faults_are_told_at_once() -> None:
    wrong = {
        "titel": "x",
        "title": " ",
        "published": "vorig jaar",
        "url": "voorbeeld.nl",
        "collection": "Van Ons",
        "kind": "boek",
    }

    with pytest.raises(SourceRefused) as told:
        given.applied(KNOWN, wrong, "samen")

    lines = str(told.value).split("\n")
    assert len(lines) == len(wrong)
    assert lines[0] == "samen: unknown key 'titel'; did you mean 'title'?"
    assert all(line.startswith("samen: ") for line in lines)


def test_nothing_said_changes_nothing() -> None:
    assert given.applied(KNOWN, {}, "samen") is KNOWN


def test_a_file_beside_a_source_says_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "artikel.txt"
    assert given.beside(path) == {}

    path.with_name("artikel.txt.toml").write_text(
        'publisher = "Maan"\npublished = 2026-03-31\nauthors = ["Els", "Kees"]\n', "utf-8"
    )

    made = given.applied(KNOWN, given.beside(path), "artikel.txt")
    assert (made.publisher, made.published, made.authors) == (
        "Maan",
        "2026-03-31",
        ("Els", "Kees"),
    )


def test_a_file_beside_a_source_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.toml").write_text("titel: Samen", "utf-8")

    with pytest.raises(SourceRefused, match=r"a\.txt\.toml: cannot be read .*write lines as"):
        given.beside(tmp_path / "a.txt")


def test_what_a_person_gave_stays_when_the_page_is_imported_again(library: Library) -> None:
    page = article("Samen", "Nodig clubs uit.", authors=("Els",))
    add(library, page)
    said = {"title": "Samen sterk", "published": "2026-03-31", "authors": "Els de Wit"}
    library.update("samen", given.applied(library.source("samen").metadata, said, "samen"))

    known = add(library, article("Samen", "Nodig koren uit.", authors=("Els",)))

    assert (known.title, known.own_title) == ("Samen sterk", "Samen")
    assert (known.published, known.authors) == ("2026-03-31", ("Els de Wit",))
    assert [each.id for each in library.sources()].count("samen") == 1
    assert "samen-sterk" not in {each.id for each in library.sources()}
    assert library.source("samen").text == "Nodig koren uit."


def test_a_title_given_twice_over_is_one_source(library: Library) -> None:
    page = article("Ongenaamd document", "Nodig clubs uit.", published="2026")
    for _ in range(2):
        known = given.applied(page.metadata, {"title": "Samen"}, "samen")
        document = Document(known, page.blocks, page.page)
        add(library, document)

    assert [each.id for each in library.sources() if each.id.startswith("samen")] == ["samen"]


def test_comments_go_along_to_another_collection(library: Library) -> None:
    remark = article(
        "Reactie", "Mooi.", kind=SourceKind.COMMENT, evidence=Evidence.OPINION, authors=("Els",)
    )
    page = article("Samen", "Nodig clubs uit.")
    document = Document(page.metadata, page.blocks, page.page, comments=(remark,))
    add(library, document)
    moved = given.applied(library.source("samen").metadata, {"collection": "intern"}, "samen")

    library.update("samen", moved)

    assert library.source("samen-reactie-1").metadata.collection == "intern"
    add(library, document)
    assert library.source("samen-reactie-1").metadata.collection == "intern"
