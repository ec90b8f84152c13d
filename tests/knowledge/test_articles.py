"""The two real articles, where they stand beside the project; four of their words at most."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.model import BlockKind, Document, Evidence, Passage, Source, SourceKind
from knowledge.readers import read

FOLDER = Path(__file__).parents[3] / "shared" / "sources"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the real articles do not stand beside the project"
)


@pytest.fixture
def movisie() -> Document:
    return read(next(FOLDER.glob("000_*.txt")))


@pytest.fixture
def nov() -> Document:
    return read(next(FOLDER.glob("002_*.txt")))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    for path in sorted(FOLDER.glob("*.txt")):
        document = read(path)
        opened.add(opened.prepare(document), document.page)
    yield opened
    opened.close()


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is BlockKind.HEADING]


def under(source: Source, heading: str) -> list[Passage]:
    return [passage for passage in source.passages if heading in passage.heading]


def the(library: Library, opening: str) -> Source:
    found = [each for each in library.sources() if each.metadata.title.startswith(opening)]
    return next(each for each in found if each.metadata.kind is SourceKind.ARTICLE)


def test_what_each_article_says_of_itself(movisie: Document, nov: Document) -> None:
    known = movisie.metadata
    assert known.title.startswith("Hoe werken vooruitstrevende gemeenten")
    assert (known.publisher, known.published, known.authors) == ("Movisie", None, ())
    assert known.url is not None
    assert known.url.startswith("https://www.movisie.nl/artikel/hoe-werken")
    assert known.evidence is Evidence.PRACTICE

    known = nov.metadata
    assert (known.authors, known.published) == (("Mark Molenaar",), "2021-11-25")
    assert (known.url, known.evidence) == (None, Evidence.RESEARCH)


def test_headings_are_found(movisie: Document, nov: Document) -> None:
    assert headings(movisie) == [
        "Wat betekent integraal en toekomstgericht?",
        "Vrijwilligerswerkbeleid?",
        "Stand van zaken leerkringen",
        "Samenwerking",
    ]
    assert len(headings(nov)) == 6
    assert headings(nov)[:2] == ["Tunnelvisie", "Vijf uitdagingen"]


def test_no_furniture_is_left(movisie: Document, nov: Document) -> None:
    kept = "\n".join(block.text for each in (movisie, nov) for block in each.blocks).casefold()

    for word in (
        "social media",
        "leestijd",
        "pixabay",
        "ontdek meer",
        "overzicht bekijken",
        "cookie",
    ):
        assert word not in kept
    for word in ("bekeken", "afbeelding", "partners:", "reacties", "profielfoto", "https://"):
        assert word not in kept
    notes = [block.text for block in nov.blocks if block.kind is BlockKind.NOTE]
    assert len(notes) == 1
    assert notes[0].startswith("Download hier het")


def test_the_two_comments_stand_apart(nov: Document) -> None:
    assert [(each.metadata.authors, each.metadata.published) for each in nov.comments] == [
        (("Frank Hoes",), "2021-11-29"),
        (("Willem-Jan de Gast",), "2021-11-26"),
    ]
    assert [len(each.blocks) for each in nov.comments] == [5, 3]
    assert not any("80%" in block.text for block in nov.blocks)
    assert any("80%" in block.text for block in nov.comments[0].blocks)
    assert "cookie" not in nov.comments[1].blocks[-1].text.casefold()


@pytest.mark.parametrize(
    ("title", "heading", "items", "lead_in"),
    [
        ("Vrijwilligerswerkbeleid leeft", "Vijf uitdagingen", 5, "De belangrijkste zijn:"),
        ("Vrijwilligerswerkbeleid leeft", "Vindplaatsen beleid", 4, "Het gaat dan om:"),
        ("Hoe werken", "Samenwerking", 3, "toekomstgericht vrijwilligerswerk:"),
    ],
)
def test_a_list_is_whole_in_one_passage_with_its_lead_in(
    library: Library, title: str, heading: str, items: int, lead_in: str
) -> None:
    source = the(library, title)
    passage = under(source, heading)[-1]

    found = [each for each in passage.sentences if each.item is not None]
    assert sorted({each.item for each in found if each.item is not None}) == list(range(items))
    assert len({each.list_id for each in found}) == 1
    leads = {source.text[slice(*each.lead_in)] for each in found if each.lead_in}
    assert len(leads) == 1
    assert leads.pop().endswith(lead_in)


def test_typing_errors_and_no_break_spaces_of_the_source_survive(library: Library) -> None:
    text = the(library, "Hoe werken").text

    for words in ("zeten we", "toekomst bestendig", "\u00a0www.utrechtbedankt.nl\u00a0"):
        assert words in text


def test_every_passage_is_a_slice_and_every_sentence_is_in_the_page(library: Library) -> None:
    for source in (the(library, "Hoe werken"), the(library, "Vrijwilligerswerkbeleid leeft")):
        for passage in source.passages:
            assert source.text[passage.start : passage.end] == passage.text
            for sentence in passage.sentences:
                assert source.text[sentence.start : sentence.end] in library.page(source.id)


def test_importing_both_displaces_what_was_summed_up_from_them(library: Library) -> None:
    kinds = [each.metadata.kind for each in library.searchable()]

    assert sorted(kinds) == ["article", "article", "comment", "comment"]
    assert the(library, "Vrijwilligerswerkbeleid leeft").metadata.publisher == "Vereniging NOV"
