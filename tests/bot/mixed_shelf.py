"""A shelf of open and closed sources, and the parts of it that people see."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.reading import Parts
from index.search import Hit
from knowledge.model import Block, BlockKind, Document, Evidence, Metadata, Original, SourceKind
from tests.support.shelf import Shelf

QUESTIONS = (
    "Hoe bedankt de gemeente haar vrijwilligers?",
    "Wat doet de buurtsportcoach?",
    "How are volunteers thanked?",
    "Welke subsidie krijgt de sportclub?",
    "Wat kost een vrijwilligersverzekering?",
)


def document(title: str, text: str, collection: str, **known: object) -> Document:
    metadata = Metadata(
        SourceKind.ARTICLE,
        title,
        Evidence.RESEARCH,
        collection=collection,
        **known,  # type: ignore[arg-type]  # names and types are those of Metadata
    )
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n"))
    return Document(metadata, blocks, page=text)


OPEN = [
    document(
        f"Openbaar stuk {n}",
        f"De gemeente bedankt vrijwilligers met een diner in wijk {n}.\n"
        f"De buurtsportcoach helpt sportclub {n} aan vrijwilligers.",
        "openbaar",
    )
    for n in range(12)
]
CLOSED = [
    document(
        f"Intern stuk {n}",
        f"De vrijwilligersverzekering kost {n} euro.\nEen subsidieregeling helpt de sportclub.\n"
        "De gemeente bedankt vrijwilligers met een geheime boekenbon.",
        "intern",
    )
    for n in range(9)
]
SUMMARY = document(
    "Samenvatting", "Kort gezegd helpt het.", "openbaar", derived_from=Original("Het rapport")
)
REPORT = document("Het rapport", "In het lang staat hier dat het helpt.", "intern")


def filled(folder: Path, documents: list[Document]) -> Shelf:
    shelf = Shelf(folder)
    shelf.clear()
    for each in documents:
        sources = shelf.library.prepare(each)
        shelf.index.prepare(sources)
        shelf.library.add(sources, each.page)
    shelf.index.refresh(shelf.library)
    return shelf


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Shelf]:
    both = [each for pair in zip(OPEN, CLOSED, strict=False) for each in pair]
    shelf = filled(tmp_path / "mixed", [*both, *OPEN[len(CLOSED) :], SUMMARY, REPORT])
    yield shelf
    shelf.close()


@pytest.fixture
def parts(mixed: Shelf, tmp_path: Path) -> Iterator[Parts]:
    parts = Parts(mixed.library, mixed.index, tmp_path / "parts")
    yield parts
    parts.close()


def shown(hits: list[Hit]) -> list[tuple[object, ...]]:
    return [
        (
            hit.source.metadata.title,
            hit.passage.text,
            hit.score,
            hit.dense_rank,
            hit.keyword_rank,
            hit.cosine,
            hit.keyword_score,
            hit.sentence_scores,
        )
        for hit in hits
    ]


def fresh(shelf: Shelf, tmp_path: Path) -> Parts:
    """Parts as they are after a start."""
    return Parts(shelf.library, shelf.index, tmp_path / "parts")
