"""How a document from a chat becomes a source: read apart, prepared, indexed, then added."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from index.search import Index
from knowledge import formats, given
from knowledge.library import Library
from knowledge.model import Document, Source
from knowledge.net import Net
from knowledge.readers import read_content, url


class Intake:
    """Reads and adds, in the thread that opened library and index."""

    def __init__(
        self, library: Library, index: Index, hosts: Collection[str] | None = None
    ) -> None:
        """`hosts`: the only sites that it fetches from; None: all on the public web."""
        self._library = library
        self._index = index
        self._net = Net(only=hosts)

    def read(self, name: str, content: bytes | None, said: Mapping[str, str]) -> Document:
        """Return the document in a file, or at the address `name`; raises SourceRefused.

        Foreign formats are read in a process apart; `said` goes before what the page says.
        """
        if content is None:
            document = url.read(name, self._net)
        else:
            document = read_content(content, name, formats.of_name(name))
        metadata = given.applied(document.metadata, dict(said), name)
        return replace(document, metadata=metadata)

    def prepared(self, document: Document) -> list[Source]:
        """Return the sources that a document makes, the article first; writes nothing."""
        return self._library.prepare(document)

    def add(self, document: Document) -> str:
        """Add a document with its comments; return the id of the article."""
        sources = self._library.prepare(document)
        self._index.prepare(sources)
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
