"""A library of the test's own making, found through the small embedder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.embedder import Embedder
from index.hashing import HashingEmbedder
from index.search import Index
from knowledge.library import Library
from knowledge.model import Block, BlockKind, Document, Evidence, Metadata, SourceKind


class Shelf:
    """A library without the bundled sources, and an index over it in the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.embedder: Embedder = HashingEmbedder()
        self.library = Library(folder)
        for source in self.library.sources():
            self.library.remove(source.id)
        self.index = Index(folder, self.embedder)

    def holds(self, title: str, *paragraphs: str, author: str = "") -> str:
        """Import an article of those paragraphs, as `vrijwijzer add` does; returns its id."""
        known = Metadata(
            SourceKind.ARTICLE, title, Evidence.RESEARCH, authors=(author,) if author else ()
        )
        blocks = tuple(Block(BlockKind.PARAGRAPH, each) for each in paragraphs)
        sources = self.library.prepare(Document(known, blocks, page="\n".join(paragraphs)))
        self.index.prepare(sources)
        self.library.add(sources)
        return sources[0].id

    def found(self, question: str) -> list[str]:
        """The titles of the hits, after a refresh, best first."""
        self.index.refresh(self.library)
        return [hit.source.metadata.title for hit in self.index.search(question)]

    def reopen(self) -> None:
        """Close the index and open it again, as after a restart."""
        self.index.close()
        self.index = Index(self.folder, self.embedder)

    def close(self) -> None:
        self.index.close()
        self.library.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()


@pytest.fixture
def second_shelf(tmp_path: Path) -> Iterator[Callable[[], Shelf]]:
    """Opens the same folder once more, as another process does."""
    opened: list[Shelf] = []

    def open_again() -> Shelf:
        opened.append(Shelf.__new__(Shelf))
        opened[-1].folder, opened[-1].embedder = tmp_path, HashingEmbedder()
        opened[-1].library, opened[-1].index = (
            Library(tmp_path),
            Index(tmp_path, HashingEmbedder()),
        )
        return opened[-1]

    yield open_again
    for each in opened:
        each.close()
