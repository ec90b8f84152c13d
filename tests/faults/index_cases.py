"""A library and its index, killed while a source is added, replaced, removed, or all is rebuilt.

Afterwards the library is whole, what the index claims is true, nothing is found that is not there,
and the same command once more ends where it would have ended.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from index import contents, vectors
from index.catalogue import RESTS
from index.embedder import Embedder
from index.entries import Entry, entries
from index.hashing import HashingEmbedder
from index.store import IndexStore
from index.vectors import Manifest, VectorIndex
from knowledge.archive import File
from knowledge.library import Library
from knowledge.model import Source
from tests.support.builders import article
from tests.support.kills import Acknowledge
from tests.support.shelf import Shelf

STANDING = [f"Club {number} zoekt een trainer. Het veld is van de wijk." for number in range(8)]
OLD = ["De gemeente bedankt haar vrijwilligers met een brief.", "De brief komt in mei."]
NEW = ["De gemeente bedankt haar vrijwilligers met een feest.", "Het feest is in juni.", "Kom."]
QUESTION = "Hoe bedankt de gemeente haar vrijwilligers?"
# Enough to be written in several transactions of FEW passages, and embedded in two slices.
MANY, FEW = 40, 15
PLACE = "dank.md"


@contextmanager
def opened(folder: Path) -> Iterator[Shelf]:
    """The library and its index."""
    shelf = Shelf(folder)
    try:
        yield shelf
    finally:
        shelf.close()


class Adding:
    """A source that was not there."""

    name = "add"
    before: Sequence[str] = ()
    after: Sequence[str] = NEW

    def begin(self, folder: Path) -> None:
        with opened(folder) as shelf:
            shelf.clear()
            for number, text in enumerate(STANDING):
                shelf.holds(f"Club {number}", text)
            if self.before:
                _import(shelf, self.before)
            shelf.index.refresh(shelf.library)

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        with opened(folder) as shelf:
            acknowledge(_import(shelf, self.after))
            shelf.index.refresh(shelf.library)

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        faults = [*_damaged(folder), *_untrue(folder)]
        with opened(folder) as shelf:
            text = _text(shelf.library)
            allowed = [self.after] if acknowledged else [self.before, self.after]
            if text not in ["\n\n".join(each) for each in allowed]:
                faults.append(f"half a source, or a promise that was not kept: {text!r}")
            shelf.index.advance(shelf.library)
            faults += _ghosts(shelf)
            shelf.index.refresh(shelf.library)
            faults += _ghosts(shelf)
        return [*faults, *_unlike_fresh(folder)]

    def completed(self, folder: Path) -> list[str]:
        faults = [*_damaged(folder), *_untrue(folder), *_unlike_fresh(folder)]
        with opened(folder) as shelf:
            if _text(shelf.library) != "\n\n".join(self.after):
                faults.append("the same work once more did not end where it should")
        return faults


class Replacing(Adding):
    """Another text of a source that was there."""

    name = "replace"
    before = OLD


class Removing(Adding):
    """A source that was there, and is to be gone."""

    name = "remove"
    before = OLD
    after = ()

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        with opened(folder) as shelf:
            for source_id in shelf.library.marks():
                if shelf.library.source(source_id).metadata.title == "Dank":
                    shelf.library.remove(source_id)
                    acknowledge(source_id)
            shelf.index.refresh(shelf.library)


class Rebuilding(Adding):
    """An index that was deleted, over a library of several slices."""

    name = "rebuild"
    before = OLD
    after = OLD

    def begin(self, folder: Path) -> None:
        super().begin(folder)
        with opened(folder) as shelf:
            for number in range(MANY):
                shelf.holds(
                    f"Zaal {number}", f"De zaal is vrij op dag {number}. Bel de beheerder."
                )
        for made in ("index.db", vectors.FILE):
            (folder / made).unlink()

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        contents.WRITTEN = FEW  # type: ignore[misc]  # in this child only
        with opened(folder) as shelf:
            shelf.index.refresh(shelf.library)


def _import(shelf: Shelf, paragraphs: Sequence[str]) -> str:
    """Import the file in question as `vrijwijzer add` does; returns its source's id."""
    text = "\n\n".join(paragraphs)
    sources = shelf.library.prepare(article("Dank", text), PLACE)
    shelf.index.prepare(sources)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    shelf.library.add(sources, text, File(sha256, PLACE))
    return sources[0].id


def _text(library: Library) -> str:
    """The text of the source in question; "" when it is not there."""
    found = [each.text for each in library.sources() if each.metadata.title == "Dank"]
    return " and again: ".join(found)


def _damaged(folder: Path) -> Iterator[str]:
    """What SQLite, FTS5 and the hashes of the passages find."""
    with closing(Library(folder)) as library:
        yield from library.verify()
    IndexStore(folder / "index.db").close()  # plays the journal back, and makes the tables
    for name in ("knowledge.db", "index.db"):
        with closing(sqlite3.connect(folder / name)) as database:
            told = database.execute("PRAGMA integrity_check").fetchall()
            if told != [("ok",)]:
                yield f"{name}: {told}"
    with closing(sqlite3.connect(folder / "index.db")) as database:
        database.execute("INSERT INTO terms (terms, rank) VALUES ('integrity-check', 1)")
        database.execute("CREATE VIRTUAL TABLE temp.told USING fts5vocab (main, terms, col)")
        counted = "SELECT term, doc FROM told WHERE col = 'body' ORDER BY term"
        if (
            database.execute(counted).fetchall()
            != database.execute("SELECT term, passages FROM words ORDER BY term").fetchall()
        ):
            yield "the words are not counted as they stand"
    yield from (f"{path.name} was set aside" for path in folder.glob("*.bad-*"))


def _untrue(folder: Path) -> Iterator[str]:
    """What the index says is done, and is not; and vectors that are another passage's."""
    embedder = HashingEmbedder()
    with closing(Library(folder)) as library, closing(IndexStore(folder / "index.db")) as store:
        keys, marks = store.keys(), store.marks()
        indexed = {place.passage_id: place.key for place in store.places(list(keys)).values()}
        for source in library.sources():
            searched = marks.get(source.id) == library.marks()[source.id]
            if searched or marks.get(source.id) == library.marks()[source.id] + RESTS:
                says = {each.passage.id: each.key for each in entries([source] * searched)}
                if says != {i: key for i, key in indexed.items() if _is_of(source, i)}:
                    yield f"{source.id} is marked as indexed, and is not"
        there = library.marks()
        manifest = Manifest(embedder.name, embedder.dimension, "", 0)
        read = VectorIndex.read(folder, manifest, keys)
        held = list(read.numbers) if read else []
        made = store.passage_vectors(held, embedder.name, embedder.dimension)
        if read and any(not np.array_equal(read.rows([n])[0], row) for n, row in made.items()):
            yield "the file holds vectors of other passages"
        if len(made) < len(held):
            yield "the file holds vectors that nobody needs"
        if not there:
            yield "the library is empty"


def _is_of(source: Source, passage_id: str) -> bool:
    return passage_id.rpartition("#")[0] == source.id


def _ghosts(shelf: Shelf) -> Iterator[str]:
    """Hits that the library does not hold, word for word."""
    there = {each.passage.id: each.passage.text for each in entries(shelf.library.searchable())}
    for hit in shelf.index.search(QUESTION, 50):
        if there.get(hit.passage.id) != hit.passage.text:
            yield f"a ghost: {hit.passage.id}"


def _unlike_fresh(folder: Path) -> Iterator[str]:
    """How the index, brought up to date, differs from what the library says."""
    with opened(folder) as shelf:
        shelf.index.refresh(shelf.library)
        wanted = _keys(entries(shelf.library.searchable()))
        embedder: Embedder = shelf.embedder
    with closing(IndexStore(folder / "index.db")) as store:
        keys = store.keys()
        places = store.places(list(keys)).values()
        if {place.passage_id: place.key for place in places} != wanted:
            yield "the index does not hold what the library holds"
        if store.passage_vectors(list(keys), embedder.name, embedder.dimension).keys() != {*keys}:
            yield "vectors are lacking"


def _keys(wanted: Sequence[Entry]) -> dict[str, str]:
    return {each.passage.id: each.key for each in wanted}
