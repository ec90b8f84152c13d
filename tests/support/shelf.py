"""A library of the test's own making, found through the small embedder."""

from pathlib import Path

from index.embedder import Embedder
from index.hashing import HashingEmbedder
from index.search import Index
from knowledge.library import Library
from knowledge.model import Block, BlockKind, Document, Evidence, Metadata, SourceKind


class Shelf:
    """A library, and an index over it in the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.embedder: Embedder = HashingEmbedder()
        self.library = Library(folder)
        self.index = Index(folder, self.embedder)

    def clear(self) -> None:
        """Take everything out of the library, as before anybody added a source."""
        for source in self.library.sources():
            self.library.remove(source.id)

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
