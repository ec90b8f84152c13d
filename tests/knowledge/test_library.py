from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import bundled
from knowledge.errors import SourceRefused
from knowledge.library import Library
from knowledge.model import Document, Original, Source, SourceKind
from tests.support.builders import article, case_note, comment


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


def add(library: Library, document: Document) -> list[Source]:
    made = library.prepare(document)
    library.add(made, document.page)
    return made


def own_ids(library: Library) -> list[str]:
    """The ids of what did not come along with the package."""
    return [each.id for each in library.sources() if each.id not in bundled.pages()]


def test_a_new_library_holds_the_bundled_sources(library: Library) -> None:
    assert [each.id for each in library.sources()] == list(bundled.pages())
    assert {each.metadata.kind for each in library.sources()} == {
        SourceKind.DIGEST,
        SourceKind.CASE_NOTE,
    }
    name, page = next(iter(bundled.pages().items()))
    assert library.page(name) == page


def test_what_is_prepared_is_not_yet_there_and_what_is_added_is(library: Library) -> None:
    document = article("Samen aan zet", "## Sport\n\nNodig clubs uit:\n\n1. Bel.\n2. Schrijf.")
    before = library.revision

    made = library.prepare(document)
    assert (own_ids(library), library.revision) == ([], before)

    library.add(made, "de pagina")
    assert library.source("samen-aan-zet") == made[0]
    assert library.sources()[-1] == made[0]
    assert library.page("samen-aan-zet") == "de pagina"
    assert library.revision > before


def test_the_same_document_again_changes_nothing(library: Library) -> None:
    document = article("Samen aan zet", "Nodig clubs uit.")
    first = add(library, document)
    revision = library.revision

    assert add(library, document) == first
    assert library.revision == revision


def test_a_new_text_of_the_same_source_takes_its_place(library: Library) -> None:
    add(library, article("Samen aan zet", "Nodig clubs uit.", authors=("Els",)))
    add(library, article("Later", "Iets anders."))
    revision = library.revision

    add(library, article("Samen aan zet", "Nodig koren uit.", authors=("Els",)))

    assert own_ids(library) == ["samen-aan-zet", "later"]
    assert library.source("samen-aan-zet").passages[0].text == "Nodig koren uit."
    assert library.revision > revision


def test_an_address_tells_sources_apart_and_holds_them_together(library: Library) -> None:
    url = "https://www.voorbeeld.nl/samen/"
    add(library, article("Samen aan zet", "Een.", url=url))
    add(library, article("Nieuwe titel", "Twee.", url="http://voorbeeld.nl/samen#kop"))
    add(library, article("Nieuwe titel", "Drie.", url="https://voorbeeld.nl/anders"))

    assert own_ids(library) == ["samen-aan-zet", "nieuwe-titel"]
    assert library.source("samen-aan-zet").metadata.title == "Nieuwe titel"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"published": "2022"}, {"published": "2023"}),
        ({"authors": ("Els",)}, {"authors": ("Kees",)}),
        ({"municipalities": ("Zonneveld",)}, {"municipalities": ("Maanstad",)}),
        ({"kind": SourceKind.CASE_NOTE}, {"kind": SourceKind.ARTICLE}),
        ({}, {}),
    ],
)
def test_another_source_with_the_same_title_gets_a_number(
    library: Library, one: dict[str, object], other: dict[str, object]
) -> None:
    add(library, article("Beleid", "Zonneveld begon.", **one))
    add(library, article("Beleid", "Maanstad volgde.", **other))

    assert own_ids(library) == ["beleid", "beleid-2"]


def test_a_title_alone_holds_a_source_together_while_a_paragraph_stays(library: Library) -> None:
    add(library, article("Beleid", "Zonneveld begon.\n\nToen niets."))
    add(library, article("Beleid", "Zonneveld begon.\n\nToen volgde Maanstad."))

    assert own_ids(library) == ["beleid"]


def test_a_date_that_becomes_known_does_not_make_another_source(library: Library) -> None:
    add(library, article("Beleid", "Zonneveld begon.", authors=("Els",)))
    add(library, article("Beleid", "Zonneveld begon.", authors=("Els",), published="2022"))

    assert own_ids(library) == ["beleid"]
    assert library.source("beleid").metadata.published == "2022"


def test_of_several_that_fit_none_is_overwritten(library: Library) -> None:
    for year in ("2022", "2023"):
        add(library, article("Beleid", f"Tekst van {year}.", published=year))

    add(library, article("Beleid", "Tekst zonder jaar."))

    assert own_ids(library) == ["beleid", "beleid-2", "beleid-3"]


def test_reading_a_source_again_opens_nothing_that_was_closed(library: Library) -> None:
    els = comment("Reactie", "Mooi.", authors=("Els",), published="2022-01-01")
    document = replace(article("Samen", "Nodig clubs uit."), comments=(els,))
    add(library, document)
    known = library.source("samen").metadata
    library.update("samen", replace(known, collection="zeist"))

    again = add(library, document)
    said = replace(document.metadata, collection="openbaar", given=("collection",))
    opened = add(library, replace(document, metadata=said))

    assert {each.metadata.collection for each in again} == {"zeist"}
    assert {each.metadata.collection for each in opened} == {"openbaar"}


def test_comments_are_sources_below_their_article(library: Library) -> None:
    els = comment("Reactie op ‘Samen’", "Mooi.", authors=("Els",), published="2022-01-01")
    kees = comment("Reactie op ‘Samen’", "Nee.", authors=("Kees",), published="2022-01-02")
    document = article("Samen", "Nodig clubs uit.", url="https://a.nl", publisher="Maan")

    made = add(library, replace(document, comments=(els, kees)))

    assert [(each.id, each.parent) for each in made] == [
        ("samen", None),
        ("samen-reactie-1", "samen"),
        ("samen-reactie-2", "samen"),
    ]
    assert made[1].metadata.url == "https://a.nl"
    assert made[1].metadata.publisher == "Maan"


def test_a_comment_keeps_its_id_when_one_is_placed_above_it_and_goes_when_it_is_gone(
    library: Library,
) -> None:
    els = comment("Reactie", "Mooi.", authors=("Els",), published="2022-01-01")
    again = comment("Reactie", "Nog iets.", authors=("Els",), published="2022-01-01")
    kees = comment("Reactie", "Nee.", authors=("Kees",), published="2022-01-02")
    document = article("Samen", "Nodig clubs uit.")
    add(library, replace(document, comments=(els, again)))

    made = add(library, replace(document, comments=(kees, els, again)))
    assert [each.id.removeprefix("samen-reactie-") for each in made[1:]] == ["3", "1", "2"]
    assert add(library, replace(document, comments=(kees, els, again))) == made

    add(library, replace(document, comments=(kees,)))
    assert own_ids(library) == ["samen", "samen-reactie-3"]


def test_removing_an_article_removes_its_comments(library: Library) -> None:
    remark = comment("Reactie", "Mooi.", authors=("Els",), published="2022-01-01")
    add(library, replace(article("Samen", "Nodig clubs uit."), comments=(remark,)))
    revision = library.revision

    library.remove("samen")

    assert own_ids(library) == []
    assert library.revision > revision


def test_an_id_that_is_not_there_is_a_key_error(library: Library) -> None:
    for call in (library.source, library.page, library.remove):
        with pytest.raises(KeyError, match="weg"):
            call("weg")


def test_two_that_prepared_the_same_id_do_not_overwrite_each_other(library: Library) -> None:
    one = library.prepare(article("Beleid", "Zonneveld.", authors=("Els",)))
    other = library.prepare(article("Beleid", "Maanstad.", authors=("Kees",)))
    library.add(one)

    with pytest.raises(SourceRefused, match="another source just took its id"):
        library.add(other)
    assert library.source("beleid").text == "Zonneveld."


def original_of_a_bundled_digest() -> Original:
    return Original(
        "Vrijwilligerswerkbeleid leeft bij gemeenten en zij zien zelf verbeterpunten",
        "Vereniging NOV",
        None,
        "2021-11-25",
    )


def test_an_article_that_a_bundled_digest_sums_up_gets_what_it_does_not_say(
    library: Library,
) -> None:
    original = original_of_a_bundled_digest()

    (made,) = library.prepare(article(f" {original.title.upper()}?", "Eigen tekst."))
    assert (made.metadata.publisher, made.metadata.published) == ("Vereniging NOV", "2021-11-25")

    (own,) = library.prepare(article(original.title, "Eigen tekst.", publisher="Een ander"))
    assert own.metadata.publisher == "Een ander"


def test_an_article_displaces_the_summaries_of_it_and_leaves_them_in_the_library(
    library: Library,
) -> None:
    title = original_of_a_bundled_digest().title
    derived = [
        s.id for s in library.sources() if (s.metadata.derived_from or s.metadata).title == title
    ]
    assert derived

    add(library, article(title, "Eigen tekst."))

    searched = {each.id for each in library.searchable()}
    assert searched.isdisjoint(derived)
    assert searched | set(derived) == {each.id for each in library.sources()}

    library.remove(own_ids(library)[0])
    assert set(derived) <= {each.id for each in library.searchable()}


@pytest.mark.parametrize(
    ("original", "known", "displaced"),
    [
        (Original("Samen", url="https://a.nl/x"), {"url": "http://www.a.nl/x/"}, True),
        (Original("Samen", url="https://a.nl/x"), {"url": "https://a.nl/y"}, False),
        (Original("Samen", url="https://a.nl/x"), {}, True),
        (Original("Samen", "Maan"), {"publisher": "Maan"}, True),
        (Original("Samen", "Maan"), {"publisher": "Zon"}, False),
        (Original("Samen", "Maan"), {}, True),
        (Original("Anders"), {}, False),
    ],
)
def test_a_summary_gives_way_to_its_original_only(
    library: Library, original: Original, known: dict[str, str], *, displaced: bool
) -> None:
    add(library, case_note("Kort", "Het kort.", derived_from=original))
    add(library, article("‘Samen’", "Het hele stuk.", **known))

    assert ("kort" not in {each.id for each in library.searchable()}) is displaced


def test_a_second_opening_renews_nothing_and_sees_what_the_first_added(tmp_path: Path) -> None:
    first, second = Library(tmp_path), Library(tmp_path)
    revision = first.revision
    assert second.revision == revision

    add(second, article("Samen", "Nodig clubs uit."))

    assert first.revision > revision
    assert first.source("samen").text == "Nodig clubs uit."
    first.close()
    second.close()


def test_bundled_sources_are_renewed_when_the_package_brings_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library(tmp_path).close()
    note = "---\nkind: case_note\ntitle: {}\n---\n\nEen zin.\n"
    shipped = {"case-een": note.format("Een"), "samen": note.format("Samen")}
    monkeypatch.setattr(bundled, "pages", lambda: shipped)
    library = Library(tmp_path)
    assert [each.id for each in library.sources()] == ["case-een", "samen"]
    revision = library.revision

    shipped["case-een"] = note.format("Een, maar anders")
    del shipped["samen"]
    add(library, article("Samen", "Van ons zelf."))
    library.close()
    library = Library(tmp_path)

    assert [each.metadata.title for each in library.sources()] == ["Een, maar anders", "Samen"]
    assert library.revision > revision
    library.close()


def test_a_source_of_the_users_own_is_not_overwritten_by_a_bundled_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    add(library, article("Case een", "Van ons zelf."))
    library.close()
    page = "---\nkind: case_note\ntitle: Een\n---\n\nEen zin.\n"
    monkeypatch.setattr(bundled, "pages", lambda: {"case-een": page})

    library = Library(tmp_path)

    assert library.source("case-een").text == "Van ons zelf."
    library.close()


def test_an_address_that_is_none_still_holds_a_source_together(library: Library) -> None:
    for title in ("Een", "Twee"):
        add(library, article(title, "Tekst.", url="https://["))

    assert own_ids(library) == ["een"]


def test_a_bundled_file_with_a_fault_is_told_and_leaves_no_open_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "pages", lambda: {"case-een": "---\nsoort: artikel\n---\n\nZin."})

    with pytest.raises(SourceRefused, match=r"case-een\.md:2: unknown key 'soort'"):
        Library(tmp_path)


def test_a_passage_holds_while_it_stands_word_for_word(library: Library) -> None:
    (made,) = add(library, article("Samen", "Nodig clubs uit.", authors=("Els",)))
    (passage,) = made.passages
    assert library.holds(passage)

    add(library, article("Samen", "Nodig koren uit.", authors=("Els",)))
    assert not library.holds(passage)

    library.remove("samen")
    assert not library.holds(passage)
