"""How a document from a chat becomes a source: read apart, looked at, then added."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto

from knowledge import formats, given
from knowledge.library import Library
from knowledge.model import Document, Source
from knowledge.net import Net
from knowledge.readers import read_content, url
from knowledge.remembered import forget
from knowledge.versions import is_other_text


class Novelty(Enum):
    """What a document is to the library."""

    NEW = auto()
    KNOWN = auto()  # it is there, just so
    OTHER = auto()  # it is there with another text, date or title


class Intake:
    """Adds in the thread that opened the library; reads in any, one document at a time."""

    def __init__(self, library: Library, net: Net) -> None:
        """`net` fetches what an address names."""
        self._library = library
        self._net = net

    def read(self, name: str, content: bytes | None) -> Document:
        """Return the document in a file, or at the address `name`; raises SourceRefused.

        Foreign formats are read in a process apart. No database is used.
        """
        if content is None:
            return url.read(name, self._net)
        return read_content(content, name, formats.of_name(name))

    def described(self, document: Document, said: Mapping[str, str], name: str) -> Document:
        """Return a document with what a person says of it; raises SourceRefused."""
        return replace(document, metadata=given.applied(document.metadata, said, name))

    def prepared(self, document: Document) -> list[Source]:
        """Return the sources that a document makes, the article first; writes nothing.

        None of its words stays in memory: it may never be added.
        """
        try:
            return self._library.prepare(document)
        finally:
            forget()

    def novelty(self, source: Source) -> Novelty:
        """Return what a prepared source is to the library."""
        try:
            there = self._library.source(source.id)
        except KeyError:
            return Novelty.NEW
        same = not is_other_text(there, source) and there.metadata == source.metadata
        return Novelty.KNOWN if same else Novelty.OTHER

    def add(self, document: Document) -> str:
        """Add a document with its comments; return the id of the article.

        It is indexed in slices between questions, as all that changes beside a running bot.
        """
        sources = self._library.prepare(document)
        self._library.add(sources, document.page)
        return sources[0].id

    def there(self, source_id: str) -> str | None:
        """Return the collection of a source that is in the library; None when it is not."""
        try:
            return self._library.source(source_id).metadata.collection
        except KeyError:
            return None

    def remove(self, source_id: str) -> bool:
        """Take a source out again; False when it is not there, or was renewed since it came."""
        if self.there(source_id) is None or self._library.versions(source_id):
            return False
        self._library.remove(source_id)
        return True
