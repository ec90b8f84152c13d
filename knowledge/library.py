"""The library: what is added, replaced, removed and listed, and which of it is searched.

A source keeps its id for life: importing the same file again gives the same ids. A summary of a
document gives way to the document itself as soon as that is in the library.
"""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from knowledge import bundled
from knowledge.errors import SourceRefused
from knowledge.keys import slug, title_key, url_key
from knowledge.model import BlockKind, Document, Metadata, Original, Passage, Source, SourceKind
from knowledge.passages import SPLIT_VERSION, split
from knowledge.readers import markdown
from knowledge.rows import Entry
from knowledge.store import Store

_FILE: Final = "knowledge.db"
_BUNDLED: Final = "bundled_sha256"
_REMOVED: Final = "bundled_removed"


class Library:
    """The sources in one data folder, for the thread that made it.

    Raises Unavailable when knowledge.db is damaged, busy, out of reach or made by a newer version.
    """

    def __init__(self, folder: Path) -> None:
        """Open or create knowledge.db in `folder`; renew the bundled sources when they changed."""
        self._store = Store(folder / _FILE)
        try:
            self._renew_bundled()
        except BaseException:
            self.close()
            raise

    @property
    def revision(self) -> int:
        """A number that grows with every change, by whatever process; read anew each time."""
        return self._store.revision()

    def prepare(self, document: Document) -> list[Source]:
        """Return the document as a source, and its comments behind it; writes nothing.

        A source that is there already keeps its id and the moment it was added. What an article
        does not say of itself is taken from a bundled source that sums it up.
        """
        known = self._completed(document.metadata)
        there = self._known_as(known, document)
        source_id = there.id if there else self._free(slug(known.title))
        made = [_source(source_id, known, document, there.added if there else _now())]
        return made + self._comments(made[0], document)

    def add(self, sources: Sequence[Source], page: str = "") -> None:
        """Write prepared sources in one transaction; `page` is the text they were read from.

        What is there already just so stays untouched; a source with the same id is replaced.
        Comments that the article no longer has go. Raises SourceRefused when another source took
        the id since `prepare`.
        """
        with self._store.writing():
            for source in sources:
                there = self._store.entry(source.id)
                if there and not _same(source.metadata, [there]):
                    title = source.metadata.title
                    raise SourceRefused(f"{title}: another source just took its id; add it again")
                self._store.put(source, "" if source.parent else page)
                for gone in self._store.entries_below(source.id):
                    if gone.id not in _ids(sources):
                        self._store.delete(gone.id)

    def sources(self) -> list[Source]:
        """Return all sources with their passages, in the order in which they first came."""
        return self._store.sources()

    def searchable(self) -> list[Source]:
        """Return the sources without the summaries whose original is in the library."""
        found = self.sources()
        whole = [each.metadata for each in found if each.metadata.derived_from is None]
        whole = [known for known in whole if known.kind is not SourceKind.COMMENT]
        return [each for each in found if not _is_displaced(each.metadata.derived_from, whole)]

    def source(self, source_id: str) -> Source:
        """Return one source; raises KeyError when there is none with this id."""
        found = self._store.source(source_id)
        if found is None:
            raise KeyError(source_id)
        return found

    def page(self, source_id: str) -> str:
        """Return the page a source was read from, as received; raises KeyError without one."""
        found = self._store.page(source_id)
        if found is None:
            raise KeyError(source_id)
        return found

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is still there, word for word as it was stored."""
        return self._store.passage_sha256(passage.id) == passage.sha256

    def remove(self, source_id: str) -> None:
        """Remove a source and the comments below it; raises KeyError when it is not there.

        One that came with the package does not come again with the next version.
        """
        with self._store.writing():
            entry = self._store.entry(source_id)
            if entry is None:
                raise KeyError(source_id)
            if entry.bundled:
                removed = json.dumps(sorted({source_id, *self._removed()}))
                self._store.set_value(_REMOVED, removed)
            for comment in self._store.entries_below(source_id):
                self._store.delete(comment.id)
            self._store.delete(source_id)

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def _renew_bundled(self) -> None:
        """Bring the sources that come with the package up to date, in one transaction."""
        pages = bundled.pages()
        content = "\0".join([str(SPLIT_VERSION), *(f"{n}\0{page}" for n, page in pages.items())])
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        if self._store.value(_BUNDLED) == sha256:
            return
        documents = {name: markdown.read(page, f"{name}.md") for name, page in pages.items()}
        with self._store.writing():
            there = {entry.id: entry for entry in self._store.bundled_entries()}
            for gone in set(there) - set(documents):
                self._store.delete(gone)
            for name in self._removed():
                documents.pop(name, None)
            for name, document in documents.items():
                if name not in there and self._store.entry(name):
                    continue  # a source of the users' own has this id, and comes first
                added = there[name].added if name in there else _now()
                source = _source(name, document.metadata, document, added)
                self._store.put(source, document.page, bundled=True)
            self._store.set_value(_BUNDLED, sha256)

    def _removed(self) -> list[str]:
        """The names of the bundled sources that were removed by hand."""
        return list(json.loads(self._store.value(_REMOVED) or "[]"))

    def _completed(self, known: Metadata) -> Metadata:
        """An article's metadata with what a bundled summary of it knows besides."""
        if known.kind is not SourceKind.ARTICLE:
            return known
        for entry in self._store.bundled_entries():
            original = entry.metadata.derived_from
            if original and title_key(original.title) == title_key(known.title):
                known = replace(
                    known,
                    publisher=known.publisher or original.publisher,
                    url=known.url or original.url,
                    published=known.published or original.published,
                )
        return known

    def _known_as(self, known: Metadata, document: Document) -> Entry | None:
        """The entry that the document is a new version of.

        Many pages are called "Vrijwilligersbeleid": where little more than a title is the same, a
        block of text must be the same as well.
        """
        there = _same(known, self._store.entries_like(known.title, known.url))
        if there is None or _is_certain(known, there.metadata):
            return there
        text = self.source(there.id).text
        blocks = (each for each in document.blocks if each.kind is not BlockKind.HEADING)
        return there if any(block.text in text for block in blocks) else None

    def _comments(self, article: Source, document: Document) -> list[Source]:
        """The comments of a document; who wrote one before on the same day keeps its id."""
        there = self._store.entries_below(article.id)
        taken = {entry.id for entry in there}
        made = []
        for comment in document.comments:
            own = comment.metadata
            known = replace(own, publisher=article.metadata.publisher, url=article.metadata.url)
            by = (own.authors, own.published)
            same = [e for e in there if (e.metadata.authors, e.metadata.published) == by]
            if same:
                there.remove(same[0])
            comment_id = same[0].id if same else _next(article.id, taken)
            taken.add(comment_id)
            source = _source(comment_id, known, comment, same[0].added if same else article.added)
            made.append(replace(source, parent=article.id))
        return made

    def _free(self, wanted: str) -> str:
        """`wanted`, or with a number behind it when another source has that id."""
        number, free = 1, wanted
        while self._store.entry(free) is not None:
            number += 1
            free = f"{wanted}-{number}"
        return free


def _source(source_id: str, known: Metadata, document: Document, added: str) -> Source:
    """A document as a source."""
    text, passages = split(source_id, document.blocks)
    return Source(source_id, known, text, added, passages=passages)


def _same(known: Metadata, entries: Sequence[Entry]) -> Entry | None:
    """The entry of the source that `known` describes: at the same address, else by who and when.

    Without an address, title, authors and municipalities are equal, and dates do not contradict.
    Where more than one fits, none is it: a new source harms less than one overwritten.
    """
    alike = [entry for entry in entries if _may_be_same(known, entry.metadata)]
    exact = [entry for entry in alike if entry.metadata.published == known.published]
    for found in (exact, alike):
        if len(found) == 1:
            return found[0]
    return None


def _may_be_same(one: Metadata, other: Metadata) -> bool:
    """Whether nothing tells the two apart."""
    if one.kind is not other.kind:
        return False
    if one.url and other.url:
        return url_key(one.url) == url_key(other.url)
    return (
        title_key(one.title) == title_key(other.title)
        and (one.authors, one.municipalities) == (other.authors, other.municipalities)
        and (one.published == other.published or None in (one.published, other.published))
    )


def _is_certain(one: Metadata, other: Metadata) -> bool:
    """Whether two that may be the same share an address, authors or a date: not a title only."""
    dated = one.published is not None and one.published == other.published
    return bool((one.url and other.url) or one.authors or dated)


def _is_displaced(original: Original | None, whole: Sequence[Metadata]) -> bool:
    """Whether the document that a source sums up is in the library."""
    return original is not None and any(_is(original, known) for known in whole)


def _is(original: Original, known: Metadata) -> bool:
    """Whether a source is the document that a summary names."""
    if original.url and known.url:
        return url_key(original.url) == url_key(known.url)
    publishers = {title_key(name) for name in (original.publisher, known.publisher) if name}
    return title_key(original.title) == title_key(known.title) and len(publishers) <= 1


def _next(article_id: str, taken: set[str]) -> str:
    """The first free id for a comment below an article."""
    number = 1
    while f"{article_id}-reactie-{number}" in taken:
        number += 1
    return f"{article_id}-reactie-{number}"


def _ids(sources: Sequence[Source]) -> set[str]:
    """The ids of sources."""
    return {source.id for source in sources}


def _now() -> str:
    """This moment, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
