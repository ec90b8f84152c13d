"""Names and words are looked up in the sources that the asker may see, as they are now."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import reading
from bot.answering.private_names import names_in
from bot.reading import Parts, Reader
from index.hashing import HashingEmbedder
from index.rows import Vector
from index.search import Index
from knowledge.model import Block, BlockKind, Document, Evidence, Metadata, SourceKind
from tests.bot.mixed_shelf import OPEN, document, filled, mixed, parts
from tests.support.shelf import Shelf

__all__ = ["mixed", "parts"]  # fixtures


NAMED = document(
    "Onderzoek", "Anna van Haverkamp schreef over bewonersparticipatie in Zeist.", "intern"
)


@pytest.fixture
def named(tmp_path: Path) -> Iterator[Shelf]:
    shelf = filled(tmp_path / "named", [*OPEN[:2], NAMED])
    yield shelf
    shelf.close()


def test_a_name_is_looked_up_in_the_sources_of_this_moment(named: Shelf) -> None:
    reader = Reader(named.library, named.index)

    asked = ("anna van haverkamp", "haverkamp", "anna", "zeist")  # a first name alone is anybody's
    assert [each for each in asked if each in reader.names()] == list(asked[:2])

    named.library.remove("onderzoek")

    assert "haverkamp" not in reader.names()


def test_who_somebody_is_is_likelier_told_where_the_whole_name_stands(named: Shelf) -> None:
    reader = Reader(named.library, named.index)

    def found(question: str) -> float:
        return reader.find(question, "nl").probability

    assert found("Wie is Anna van Haverkamp?") > found("Wie is Anna van Haverkamp dan wel?")
    assert found("Wie is Anna de Vries?") <= found("Wie is Anna de Vries dan wel?")


def test_a_name_is_looked_up_in_titles_headings_and_authors_too(tmp_path: Path) -> None:
    metadata = Metadata(
        SourceKind.ARTICLE,
        "Gesprek met Berend Olthof",
        Evidence.RESEARCH,
        authors=("Noor Verkade",),
    )
    blocks = (
        Block(BlockKind.HEADING, "Wat Melle van Maanen zag", level=2),
        Block(BlockKind.PARAGRAPH, "Het ging goed in de wijk."),
    )
    shelf = filled(tmp_path / "named", [Document(metadata, blocks, page="")])
    names = Reader(shelf.library, shelf.index).names()

    assert [each in names for each in ("olthof", "van maanen", "verkade", "wijk")] == [
        *(True, True, True),
        False,
    ]
    shelf.close()


def test_a_name_is_read_for_in_the_passages_that_have_it_and_not_in_whole_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filler = "\n".join(f"De gemeente bedankt vrijwilligers in wijk {n}." * 9 for n in range(99))
    long = document("Lang", f"{filler}\nDe visser ving een vis.", "openbaar")
    shelf = filled(tmp_path / "long", [long])
    read: list[str] = []

    def noted(text: str) -> frozenset[str]:
        read.append(text)
        return names_in(text)

    monkeypatch.setattr(reading, "names_in", noted)

    assert "visser" not in Reader(shelf.library, shelf.index).names()
    assert 0 < sum(map(len, read)) < len(filler) / 10
    shelf.close()


def test_a_misspelt_word_becomes_one_of_the_sources_of_this_moment(named: Shelf) -> None:
    reader = Reader(named.library, named.index)

    assert reader.nearest("bewonerspartisipatie") == "bewonersparticipatie"
    assert reader.nearest("bewonersparticipatie") is None
    assert reader.nearest("bewoonerspartisipaatie") == "bewonersparticipatie"  # a long word: three
    assert reader.nearest("zeisst") == "zeist"

    named.library.remove("onderzoek")
    reader.catch_up()

    assert reader.nearest("bewonerspartisipatie") is None


def test_a_part_tells_no_name_and_no_word_of_what_it_hides(named: Shelf, tmp_path: Path) -> None:
    parts = Parts(named.library, named.index, tmp_path / "parts")
    reader = parts.reader({"openbaar"})

    assert "haverkamp" not in reader.names()
    assert reader.nearest("bewonerspartisipatie") is None
    parts.close()


class Counting(HashingEmbedder):
    """Counts how often a question is embedded."""

    asked = 0

    def embed_query(self, text: str) -> Vector:
        self.asked += 1
        return super().embed_query(text)


def test_a_question_that_only_a_reader_may_answer_is_embedded_once(tmp_path: Path) -> None:
    embedder = Counting()
    shelf = Shelf(tmp_path)
    shelf.index.close()
    shelf.index = Index(tmp_path, embedder)
    reaction = replace(
        document("Reactie", "Een kanovereniging verhuurt haar botenhuis.", "openbaar"),
        metadata=Metadata(SourceKind.COMMENT, "Reactie", Evidence.OPINION, authors=("Jo Bos",)),
    )
    article = replace(
        document("Clubs", "De club zoekt trainers.", "openbaar"), comments=(reaction,)
    )
    sources = shelf.library.prepare(article)
    shelf.index.prepare(sources)
    shelf.library.add(sources, article.page)
    reader = Reader(shelf.library, shelf.index)
    reader.catch_up()
    embedder.asked = 0

    found = reader.find("Kan een kanovereniging haar botenhuis verhuren?", "nl")
    shelf.close()

    assert {hit.source.metadata.kind for hit in found.hits} >= {SourceKind.COMMENT}
    assert not found.enough
    assert embedder.asked == 1
