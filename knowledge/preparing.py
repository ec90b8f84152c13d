"""A document becomes sources: which id, what a person gave before, what its text speaks of."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from knowledge.archive import Archive
from knowledge.gazetteer import municipalities_in
from knowledge.identity import is_certain, same, with_given
from knowledge.keys import slug, title_key
from knowledge.model import BlockKind, Document, Metadata, Source, SourceKind
from knowledge.passages import split
from knowledge.rows import Entry
from knowledge.store import Store
from knowledge.themes import themes_in


def prepared(
    store: Store, archive: Archive, document: Document, place: str | None = None
) -> list[Source]:
    """Return the document as a source, and its comments behind it; writes nothing.

    A source that is there already keeps its id, the moment it was added and what a person gave.
    What an article does not say of itself is taken from a bundled source that sums it up. `place`
    is that of the file it was read from, as `archive.File` has it.
    """
    known = _completed(store, document.metadata)
    placed = archive.imported_from(place) if place else None
    there = _known_as(store, known, document, placed)
    if there:
        known = with_given(known, there)
        if "collection" not in known.given:  # reading it again opens nothing that was closed
            known = replace(known, collection=there.metadata.collection)
    source_id = there.id if there else _free(store, slug(known.title))
    made = source_of(source_id, known, document, there.added if there else now())
    return [made, *_comments(store, archive, made, document)]


def source_of(source_id: str, known: Metadata, document: Document, added: str) -> Source:
    """Return a document as a source, with the municipalities and themes that its text names."""
    text, passages = split(source_id, document.blocks)
    known = replace(
        known,
        municipalities_named=municipalities_in(f"{known.title}\n\n{text}"),
        themes_found=themes_in(known.title, text),
    )
    return Source(source_id, known, text, added, passages=passages)


def now() -> str:
    """Return this moment, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _completed(store: Store, known: Metadata) -> Metadata:
    """An article's metadata with what a bundled summary of it knows besides."""
    if known.kind is not SourceKind.ARTICLE:
        return known
    title = title_key(known.own_title or known.title)
    for entry in store.bundled_entries():
        original = entry.metadata.derived_from
        if original and title_key(original.title) == title:
            known = replace(
                known,
                publisher=known.publisher or original.publisher,
                url=known.url or original.url,
                published=known.published or original.published,
            )
    return known


def _known_as(
    store: Store, known: Metadata, document: Document, placed: str | None
) -> Entry | None:
    """The entry that the document is a new version of.

    Many pages are called "Vrijwilligersbeleid": where little more than a title is the same, a
    block of text must be the same as well, or the file (`placed` is what that became before).
    """
    there = same(known, store.entries_like(known.own_title or known.title, known.url))
    if there is None or there.id == placed:
        return there
    if is_certain(known, there.metadata):
        return there
    source = store.source(there.id)
    text = source.text if source else ""
    blocks = (each for each in document.blocks if each.kind is not BlockKind.HEADING)
    return there if any(block.text in text for block in blocks) else None


def _comments(store: Store, archive: Archive, article: Source, document: Document) -> list[Source]:
    """The comments of a document; who wrote one before on the same day keeps its id."""
    there = store.entries_below(article.id)
    taken = {entry.id for entry in there} | set(archive.archived_below(article.id))
    made = []
    for comment in document.comments:
        own = comment.metadata
        known = _below(own, article.metadata)
        found = _written_by(own, there)
        if found:
            there.remove(found)
            known = with_given(known, found)
        comment_id = found.id if found else _next(article.id, taken)
        taken.add(comment_id)
        source = source_of(comment_id, known, comment, found.added if found else article.added)
        made.append(replace(source, parent=article.id))
    return made


def _below(known: Metadata, article: Metadata) -> Metadata:
    """What a comment has from its article: who may see the one may see the other."""
    return replace(
        known, publisher=article.publisher, url=article.url, collection=article.collection
    )


def _written_by(known: Metadata, there: Sequence[Entry]) -> Entry | None:
    """The first comment by the same person on the same day."""
    by = (known.authors, known.published)
    return next((e for e in there if (e.metadata.authors, e.metadata.published) == by), None)


def _free(store: Store, wanted: str) -> str:
    """`wanted`, or with a number behind it when another source has that id."""
    number, free = 1, wanted
    while store.entry(free) is not None:
        number += 1
        free = f"{wanted}-{number}"
    return free


def _next(article_id: str, taken: set[str]) -> str:
    """The first free id for a comment below an article."""
    number = 1
    while f"{article_id}-reactie-{number}" in taken:
        number += 1
    return f"{article_id}-reactie-{number}"
