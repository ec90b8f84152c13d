"""What is exported can be imported: the same ids, texts, offsets, hashes and earlier versions."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from knowledge import codec, exchange
from knowledge import given as said
from knowledge.errors import SourceRefused
from knowledge.library import Library
from knowledge.model import Block, BlockKind, Document, Evidence, Metadata, Source, SourceKind
from knowledge.rows import sha256
from tests.support.builders import article, comment, source

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from(" .?\n'\"#*:"),
    min_size=1,
    max_size=80,
).map(lambda text: f"Zo {text.strip()}.")
blocks = st.builds(
    Block,
    kind=st.sampled_from(list(BlockKind)),
    text=words,
    level=st.integers(1, 3),
    marker=st.sampled_from(["•", "1."]),
)
documents = st.builds(
    lambda title, authors, published, body: Document(
        Metadata(
            SourceKind.ARTICLE, title, Evidence.RESEARCH, authors=authors, published=published
        ),
        tuple(body),
        page=title,
    ),
    title=words,
    authors=st.lists(words, max_size=2).map(tuple),
    published=st.none() | st.just("2024-05"),
    body=st.lists(blocks, min_size=1, max_size=6),
)


def add(library: Library, document: Document) -> list[Source]:
    made = library.prepare(document)
    library.add(made, document.page)
    return made


def carried(documents: Sequence[Document], folder: Path) -> tuple[Library, Library]:
    """A library with these documents, and another that imported its export."""
    first, second = Library(folder / "een"), Library(folder / "twee")
    for document in documents:
        add(first, document)
    exchange.write(first.shelf(), folder / "export")
    second.restore(exchange.read(folder / "export" / exchange.FILE))
    return first, second


# Two databases an example; to shrink one would take minutes.
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(documents, min_size=1, max_size=3))
def test_import_after_export_is_the_identity(held: list[Document]) -> None:
    with TemporaryDirectory() as place:
        first, second = carried(held, Path(place))

        assert second.shelf() == first.shelf()
        assert second.verify() == []
        for library in (first, second):
            library.close()


@given(documents)
def test_a_record_holds_all_of_a_source_and_reads_back_the_same(document: Document) -> None:
    made = source(document)

    record = json.loads(json.dumps(exchange.record_of(made)))

    assert exchange.source_of(record) == made
    assert record["sha256"] == sha256(made)


def test_versions_comments_replacement_and_what_a_person_gave_come_along(tmp_path: Path) -> None:
    first = Library(tmp_path / "een")
    remark = comment("Reactie", "Mooi.", authors=("Els",), published="2022-01-01")
    for text in ("Nodig clubs uit.", "Nodig koren uit."):
        document = article("Samen", text, authors=("Els",), published="2022")
        add(first, replace(document, comments=(remark,)))
    add(first, article("Samen opnieuw", "Nodig iedereen uit."))
    first.replace("samen", "samen-opnieuw")
    known = said.applied(first.source("samen").metadata, {"licence": "CC0"}, "samen")
    first.update("samen", known)
    exchange.write(first.shelf(), tmp_path / "export")

    second = Library(tmp_path / "twee")
    second.restore(exchange.read(tmp_path / "export" / exchange.FILE))

    assert second.shelf() == first.shelf()
    assert [each.source.text for each in second.versions("samen")] == ["Nodig clubs uit."]
    assert second.replaced() == {"samen": "samen-opnieuw"}
    assert second.source("samen").metadata.given == ("licence",)
    assert second.source("samen-reactie-1").parent == "samen"
    for library in (first, second):
        library.close()


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    first, second = carried([article("Samen", "Nodig clubs uit.")], tmp_path)
    revision = second.revision

    second.restore(exchange.read(tmp_path / "export" / exchange.FILE))

    assert second.revision == revision
    for library in (first, second):
        library.close()


def test_an_import_that_meets_another_source_of_that_id_writes_nothing(tmp_path: Path) -> None:
    first, second = carried([article("Samen", "Nodig clubs uit.", authors=("Els",))], tmp_path)
    third = Library(tmp_path / "drie")
    add(third, article("Samen", "Iets anders.", authors=("Kees",)))

    with pytest.raises(SourceRefused, match="another source has this id"):
        third.restore(exchange.read(tmp_path / "export" / exchange.FILE))

    assert third.source("samen").text == "Iets anders."
    for library in (first, second, third):
        library.close()


def test_what_is_there_to_read_is_markdown_with_the_text_as_it_is_stored(tmp_path: Path) -> None:
    library = Library(tmp_path)
    (made,) = add(library, article("Samen: ‘nu’", "## Kop\n\nNodig uit:\n\n- clubs\n- koren"))
    exchange.write(library.shelf(), tmp_path / "export")
    library.close()

    page = (tmp_path / "export" / exchange.READABLE / "samen-nu.md").read_text("utf-8")

    assert page.startswith('---\nid: samen-nu\nkind: "article"\ntitle: "Samen: ‘nu’"\n')
    assert page.endswith(f"\n\n{made.text}\n")


def test_what_came_with_the_package_is_not_exported(tmp_path: Path) -> None:
    library = Library(tmp_path)

    assert library.sources()
    assert library.shelf() == []
    library.close()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("clubs", "koren", r"2: passage samen#1 does not have the hash"),
        ('"title": "Samen"', '"title": "Anders"', "2: the source does not have the hash"),
        ('"title": "Samen"', '"title": 5', "2: source.metadata.title must be str"),
        ('"kind": "article"', '"kind": "boek"', "2: 'boek' is not a valid SourceKind"),
        ('"page"', '"bladzij"', r"2: not a source as VrijWijzer exports it \('page'\)"),
        ('"start": 0', '"begin": 0', "2: a passage must hold start and end"),
        ('"language"', '"taal"', "2: source.metadata has the unknown field 'taal'"),
        ('"version": 1', '"version": 2', "1: no export of this version"),
        ('{"source"', "{source", "2: "),
    ],
)
def test_a_damaged_export_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    library = Library(tmp_path)
    add(library, article("Samen", "Nodig clubs uit."))
    exchange.write(library.shelf(), tmp_path)
    library.close()
    path = tmp_path / exchange.FILE
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")

    with pytest.raises(SourceRefused, match=rf"{exchange.FILE}:{told}"):
        exchange.read(path)


def test_a_field_that_holds_nothing_is_left_out_so_that_a_later_one_changes_no_hash() -> None:
    known = Metadata(SourceKind.ARTICLE, "Samen", Evidence.RESEARCH)

    assert codec.plain(known) == {
        "kind": "article",
        "title": "Samen",
        "evidence": "research",
        "language": "nl",
        "collection": "openbaar",
    }
    assert codec.built(Metadata, codec.plain(known)) == known
