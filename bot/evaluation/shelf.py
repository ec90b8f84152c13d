"""The library that gold questions are asked of: the bundled sources, and those that are named.

It lies in a temporary folder, so that what a person has in the own library makes no difference.
The vectors stay in the cache, so that a second run need not make them again.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.wiring import ReadingRoom
from index.contents import Progress
from index.embedder import Embedder
from index.search import Index
from knowledge import bundled
from knowledge.library import Library
from knowledge.model import Document
from knowledge.preparing import source_of
from knowledge.readers import markdown, read

_KEY: Final = b"evaluation: answer ids are not looked at"


@dataclass(frozen=True, slots=True)
class Shelf:
    """An open library with the documents that its sources were read from, by source id.

    A comment has none of its own: it is read with its article.
    """

    room: ReadingRoom
    documents: dict[str, Document]

    def put(self, source_id: str, document: Document) -> list[str]:
        """Replace a source by what its document says now; returns the ids of its sources.

        Of one paragraph no text is left to know it by once that is changed: it stays the source.
        """
        made, *comments = self.room.library.prepare(document)
        if made.id != source_id:
            made = source_of(source_id, made.metadata, document, made.added)
        sources = [made, *comments]
        self.room.index.prepare(sources)
        self.room.library.add(sources, document.page)
        return [source.id for source in sources]


@contextmanager
def shelf(
    paths: Sequence[Path], embedder: Embedder, cache: Path, progress: Progress | None = None
) -> Iterator[Shelf]:
    """Open a library of the bundled sources and `paths`; it is gone at the end.

    Raises SourceRefused for a path that cannot be read, before anything is opened.
    """
    added = [read(path) for path in paths]
    named = "\0".join(document.page for document in added)
    vectors = cache / f"answers-{hashlib.sha256(named.encode()).hexdigest()[:12]}"
    with tempfile.TemporaryDirectory() as folder:
        room = ReadingRoom(
            Library(Path(folder)), Index(vectors, embedder), _KEY, vectors / "parts"
        )
        try:
            yield _filled(room, added, progress)
        finally:
            room.close()


def _filled(room: ReadingRoom, added: Sequence[Document], progress: Progress | None) -> Shelf:
    """Put documents into a new library, and index all of it."""
    pages = bundled.pages().items()
    documents = {name: markdown.read(page, f"{name}.md") for name, page in pages}
    for document in added:
        sources = room.library.prepare(document)
        room.library.add(sources, document.page)
        documents[sources[0].id] = document
    return Shelf(room.ready(progress), documents)
