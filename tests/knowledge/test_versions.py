"""A source that is imported again, and what becomes of answers given from it before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.library import Library
from knowledge.model import Document, Source
from tests.support.builders import article, comment


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


def add(library: Library, document: Document) -> list[Source]:
    made = library.prepare(document)
    library.add(made, document.page)
    return made


def searched(library: Library) -> set[str]:
    return {each.id for each in library.searchable()}


def nota(year: int, text: str = "", publisher: str = "Gemeente Zonneveld") -> Document:
    text = text or f"Tekst van {year}, en die is van niemand anders."
    title = f"Nota vrijwilligersbeleid Zonneveld {year}"
    return article(title, text, published=str(year), publisher=publisher)


def test_an_answer_from_the_old_text_still_opens_after_a_new_one_came(library: Library) -> None:
    (old,) = add(library, article("Samen", "Nodig clubs uit.", authors=("Els",)))
    cited = old.passages[0]
    (new,) = add(library, article("Samen", "Nodig koren uit.", authors=("Els",)))

    opened = library.as_cited(cited.id, cited.sha256)

    assert new.id == old.id
    assert opened is not None
    assert (opened.source, opened.passage) == (old, cited)
    assert opened.superseded is not None
    assert [each.source for each in library.versions("samen")] == [old]


def test_the_old_text_is_not_found_in_what_is_searched(library: Library) -> None:
    add(library, article("Samen", "Nodig clubs uit.", authors=("Els",)))
    add(library, article("Samen", "Nodig koren uit.", authors=("Els",)))

    texts = [each.text for each in library.searchable()]

    assert "Nodig koren uit." in texts
    assert "Nodig clubs uit." not in texts


def test_a_passage_of_today_opens_as_it_is(library: Library) -> None:
    (made,) = add(library, article("Samen", "Nodig clubs uit."))
    passage = made.passages[0]

    opened = library.as_cited(passage.id, passage.sha256)

    assert opened is not None
    assert opened.superseded is None
    assert library.as_cited(passage.id, "0" * 64) is None
    assert library.as_cited("kanarie#1", passage.sha256) is None


def test_other_metadata_makes_no_version_and_another_text_makes_each_time_one(
    library: Library,
) -> None:
    add(library, article("Samen", "Een.", authors=("Els",)))
    add(library, article("Samen", "Een.", authors=("Els",), publisher="Maan"))
    assert library.versions("samen") == []

    for text in ("Twee.", "Drie."):
        add(library, article("Samen", text, authors=("Els",)))

    kept = library.versions("samen")
    assert [(each.number, each.source.text) for each in kept] == [(1, "Een."), (2, "Twee.")]
    assert library.source("samen").metadata.publisher is None


def test_a_comment_that_is_gone_still_opens_and_its_id_is_not_given_again(
    library: Library,
) -> None:
    els = comment("Reactie", "Mooi.", authors=("Els",), published="2022-01-01")
    kees = comment("Reactie", "Nee.", authors=("Kees",), published="2022-01-02")
    document = article("Samen", "Nodig clubs uit.")
    passage = add(library, replace(document, comments=(els,)))[1].passages[0]
    add(library, document)

    made = add(library, replace(document, comments=(kees,)))

    assert made[1].id == "samen-reactie-2"
    opened = library.as_cited(passage.id, passage.sha256)
    assert opened is not None
    assert opened.source.metadata.authors == ("Els",)


def test_what_is_removed_for_good_leaves_no_version_and_no_word_in_the_file(
    library: Library, tmp_path: Path
) -> None:
    els = comment("Reactie", "Mooi.", authors=("Wilhelmina",), published="2022-01-01")
    document = article("Samen", "Nodig clubs uit.")
    add(library, replace(document, comments=(els,)))
    add(library, article("Samen", "Nodig clubs uit. En koren."))
    library.remove("samen")

    assert library.versions("samen") == []
    assert library.versions("samen-reactie-1") == []
    assert b"Wilhelmina" not in (tmp_path / "knowledge.db").read_bytes()


def test_a_source_that_is_replaced_is_not_searched_but_opens(library: Library) -> None:
    (old,) = add(library, nota(2022))
    add(library, nota(2026))
    library.replace(old.id, "nota-vrijwilligersbeleid-zonneveld-2026")

    assert old.id not in searched(library)
    assert library.source(old.id) == old
    passage = old.passages[0]
    assert library.as_cited(passage.id, passage.sha256) is not None


def test_comments_go_with_the_article_that_is_replaced(library: Library) -> None:
    els = comment("Reactie", "Mooi.", authors=("Els",), published="2022-01-01")
    add(library, replace(nota(2022), comments=(els,)))
    add(library, nota(2026))

    library.replace(
        "nota-vrijwilligersbeleid-zonneveld-2022", "nota-vrijwilligersbeleid-zonneveld-2026"
    )

    assert "nota-vrijwilligersbeleid-zonneveld-2022-reactie-1" not in searched(library)


def test_the_old_one_counts_again_when_the_new_one_is_removed_or_it_is_taken_back(
    library: Library,
) -> None:
    old, new = add(library, nota(2022))[0].id, add(library, nota(2026))[0].id
    library.replace(old, new)
    library.remove(new)
    assert old in searched(library)

    new = add(library, nota(2026))[0].id
    library.replace(old, None)
    assert {old, new} <= searched(library)


def test_two_sources_cannot_replace_each_other(library: Library) -> None:
    ids = [add(library, nota(year))[0].id for year in (2018, 2022, 2026)]
    library.replace(ids[0], ids[1])
    library.replace(ids[1], ids[2])

    with pytest.raises(SourceRefused, match="takes the place of"):
        library.replace(ids[2], ids[0])
    with pytest.raises(KeyError, match="kanarie"):
        library.replace("kanarie", ids[0])


def test_a_new_text_of_a_replaced_source_stays_replaced(library: Library) -> None:
    old, new = add(library, nota(2022))[0].id, add(library, nota(2026))[0].id
    library.replace(old, new)

    add(library, nota(2022, "Nog een keer, met andere woorden erin."))

    assert old not in searched(library)


def test_a_title_of_a_later_year_is_asked_about(library: Library) -> None:
    add(library, nota(2018))
    add(library, nota(2022))
    (new,) = add(library, nota(2026))

    assert [each.metadata.published for each in library.predecessors(new)] == ["2022", "2018"]


@pytest.mark.parametrize(
    "other",
    [
        nota(2027),
        nota(2026, publisher="Gemeente Maanstad"),
        article("Nota vrijwilligersbeleid Utrecht 2020", "Tekst.", published="2020"),
        article("Iets heel anders van 2020", "Tekst.", published="2020"),
        article("Nota vrijwilligersbeleid Zonneveld", "Zonder jaar."),
    ],
)
def test_what_cannot_be_an_earlier_edition_is_not_asked_about(
    library: Library, other: Document
) -> None:
    add(library, other)
    (new,) = library.prepare(nota(2026))

    assert library.predecessors(new) == []


def test_what_was_replaced_is_not_asked_about_again(library: Library) -> None:
    old = add(library, nota(2022))[0].id
    (new,) = add(library, nota(2026))
    library.replace(old, new.id)

    assert library.predecessors(new) == []


def test_answers_are_counted_by_source(library: Library) -> None:
    (made,) = add(library, article("Samen", "Nodig clubs uit."))
    revision = library.revision
    revision = library.revision
    library.count_cited({made.id: 1})
    library.count_cited({made.id: 1, "is-er-niet": 4})
    assert library.revision == revision

    assert library.cited() == {made.id: 2}
    assert library.revision == revision, "a count changes nothing that is searched"
    library.remove(made.id)
    assert library.cited() == {}
