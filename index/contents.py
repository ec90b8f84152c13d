"""Keeps index.db and the vectors equal to the library, and joins what is found with it.

The library may change at any moment, by this process or another; a revision says whether it did,
and a mark a source says where. What changed is brought over in slices, each one short transaction:
first the terms, so that keywords find it, then the vectors, which are made outside any
transaction. A kill between two slices loses nothing: the marks in index.db tell what is left.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from index import catalogue, dutch, lending
from index.at_hand import AtHand, Library
from index.catalogue import Change
from index.compounds import Compounds
from index.embedder import Embedder
from index.entries import Entry
from index.store import Damaged, IndexStore
from index.vectors import Manifest, VectorIndex
from knowledge.remembered import forget

log = logging.getLogger(__name__)

FILE: Final = "index.db"

# Passages embedded between two commits, and in one slice: the most that a kill has done again, and
# some three seconds that a question waits.
BATCH: Final = 32

# Passages whose terms are written in one transaction: some 0.2 seconds.
WRITTEN: Final = 200

# How many times the words it had a library has before its compounds are split anew.
OUTGROWN: Final = 2

Progress = Callable[[int, int], None]


class Contents:
    """What is indexed, of one data folder; belongs to the thread that opened it.

    `vectors` holds those of the passages by number, `mean` their mean, `vocabulary` in how many
    passages each term stands, `lacking` the numbers that have no vector yet; all are empty before
    the first `advance`. `embedded` counts the vectors that `advance` made.
    """

    def __init__(self, folder: Path, embedder: Embedder, lender: IndexStore | None = None) -> None:
        """Open index.db, or begin one; vectors that `lender` has are not made again."""
        self._lender = lender
        self.store = IndexStore(folder / FILE)
        self._folder = folder
        self._embedder = embedder
        self.embedded = 0
        self._forget()

    def prepare(self, wanted: Sequence[Entry], progress: Progress | None = None) -> None:
        """Embed those of `wanted` that index.db has no vectors of, and keep them there.

        `progress` is told how many passages are done, of how many.
        """
        by_key = {each.key: each for each in wanted}
        missing = lending.missing(self.store, self._lender, by_key, self._embedder)
        todo = [each for key, each in by_key.items() if key in missing]
        for start in range(0, len(todo), BATCH):
            some = todo[start : start + BATCH]
            self.store.keep(self._embedder.name, lending.made(some, self._embedder))
            if progress:
                progress(start + len(some), len(todo))

    @property
    def passages(self) -> int:
        """How many passages are searched."""
        return len(self.vectors) + len(self.lacking)

    @property
    def covers(self) -> bool:
        """Whether every source of the library can be found, by its words at least."""
        return self._planned is not None and not self._new

    @property
    def is_whole(self) -> bool:
        """Whether questions can be searched by vectors: none is lacking, and most is indexed.

        A few sources that cannot be written, on a full disk, take nothing from the others.
        """
        return self._planned is not None and not self.lacking and len(self._new) <= self._known

    def advance(self, library: Library) -> bool:
        """Do one slice of what is left to follow `library`; tell whether nothing is left.

        At once when nothing changed. A damaged index.db is made anew. Raises Unavailable.
        """
        if self.at_hand is None or self.at_hand.library is not library:
            self._forget()
        try:
            return self._advance(library)
        except Damaged as fault:
            self.renew(str(fault))
            return self._advance(library)

    def renew(self, reason: str) -> None:
        """Set a damaged index.db aside; `advance` fills a new one."""
        self.store.renew(reason)
        self._forget()

    def _forget(self) -> None:
        """Begin without anything in memory."""
        self.vectors = VectorIndex(self._embedder.dimension)
        self.mean = self.vectors.mean()
        self.vocabulary: Counter[str] = Counter()
        self.compounds = Compounds(self.vocabulary)
        self.lacking: dict[int, str] = {}
        self.at_hand: AtHand | None = None
        self._planned: int | None = None
        self._todo: dict[str, str] = {}
        self._new: set[str] = set()
        self._known = 0
        self._uncounted: list[str] = []
        self._ahead: Counter[str] = Counter()

    def _advance(self, library: Library) -> bool:
        """Take over what another process wrote, then write some terms, then embed some."""
        elsewhere, revision = self.store.changed_elsewhere(), library.revision
        if elsewhere or self.at_hand is None:
            self._load()
        at_hand = self.at_hand
        if at_hand is None or elsewhere or revision != self._planned:
            at_hand = self.at_hand = AtHand(library)
            self._plan(library, revision)
        if self._uncounted:
            self._count_some(at_hand)
        elif self._todo:
            self._write_some(at_hand, revision)
        elif self.lacking:
            self._embed_some(at_hand)
        self._save_vectors(revision)
        follows = self._planned is not None and not self._todo and not self.lacking
        return follows and catalogue.tidy(self.store)

    def _plan(self, library: Library, revision: int) -> None:
        """Find out which sources are indexed otherwise than the library says them; "": gone."""
        searched = library.searched()
        wanted = {
            source_id: mark if source_id in searched else mark + catalogue.RESTS
            for source_id, mark in library.marks().items()
        }
        if library.revision != revision:
            self._planned = None  # it changed meanwhile: once more
            return
        if self.store.facts().get("analyser", dutch.ANALYSER) != dutch.ANALYSER:
            self._all_again()
        there = self.store.marks()
        self._todo = dict.fromkeys(there.keys() - wanted.keys(), "")
        self._todo |= {each: mark for each, mark in wanted.items() if there.get(each) != mark}
        # Not those whose terms are made again: by their old ones they are found meanwhile.
        self._new = {each for each, mark in self._todo.items() if mark and there.get(each) != ""}
        self._planned, self._known = revision, len(there)
        if not there:
            self._uncounted, self._ahead = list(searched & self._todo.keys()), Counter()
        if not self._todo and self.store.facts().get("revision") != str(revision):
            with self.store.writing():
                self._note(revision)

    def _count_some(self, at_hand: AtHand) -> None:
        """Count words ahead, by which what an empty index gets first is split."""
        some = [self._uncounted.pop() for _ in self._uncounted[: catalogue.AHEAD]]
        catalogue.count_ahead(map(at_hand.source, some), self._ahead)
        if not self._uncounted:
            self.compounds = Compounds(self._ahead)

    def _write_some(self, at_hand: AtHand, revision: int) -> None:
        """Write the terms of as many sources as fit one transaction."""
        puts, gone = catalogue.first_of(self._todo, at_hand.source, self.compounds, WRITTEN)
        is_last = len(puts) + len(gone) == len(self._todo)
        with self.store.writing():
            # Another process may have changed the library since; what it put is newer than ours.
            if at_hand.library.revision != revision:
                self._planned = None
                return
            change = catalogue.write(self.store, puts, gone)
            self._note(revision if is_last else None)
            if is_last and self._ahead:
                self.store.note({"split_by": str(len(self._ahead))})
        self._take_over(change)
        if gone:
            self.vectors.outdate()
        for each in (*gone, *(put.source_id for put in puts)):
            del self._todo[each]
            self._new.discard(each)
        if not self._todo:
            self._settle()

    def _note(self, revision: int | None) -> None:
        """Write what index.db was made by, and follows; None: it is behind (inside `writing`)."""
        said = "" if revision is None else str(revision)
        self.store.note({"analyser": dutch.ANALYSER, "revision": said})

    def _settle(self) -> None:
        """Have all done again when the library has twice the words its compounds were split by."""
        if self._ahead:
            self._ahead, self.compounds = Counter(), Compounds(self.vocabulary)
        if len(self.vocabulary) > OUTGROWN * int(self.store.facts().get("split_by", 0)):
            self._all_again()
            self._planned = None

    def _all_again(self) -> None:
        """Have all terms made again, with compounds split by the words that there are now."""
        with self.store.writing():
            catalogue.all_again(self.store)
            self.store.note({"analyser": dutch.ANALYSER, "split_by": str(len(self.vocabulary))})
        self.compounds = Compounds(self.vocabulary)

    def _load(self) -> None:
        """Bring what is in memory to what index.db holds."""
        keys = self.store.keys()
        if not len(self.vectors):
            read = VectorIndex.read(self._folder, self._manifest(0), keys)
            self.vectors = read or self.vectors
        gone = [number for number in self.vectors.numbers if number not in keys]
        new = {n: key for n, key in keys.items() if n not in self.vectors}
        self.lacking = {}
        self._take_over(Change(gone, new))
        self.vocabulary.clear()
        self.vocabulary.update(self.store.words())

    def _take_over(self, change: Change) -> None:
        """Follow a change of index.db in memory; a number never returns."""
        if change.gone:
            forget()
        for number in change.gone:
            self.lacking.pop(number, None)
        self.vocabulary.update(change.words)
        for word in change.words:
            if not self.vocabulary[word]:
                del self.vocabulary[word]
        self.vectors.remove(change.gone)
        self._take_vectors(change.new)

    def _take_vectors(self, keys: Mapping[int, str]) -> None:
        """Take those vectors that index.db has; the others are lacking."""
        made = self.store.passage_vectors(
            list(keys), self._embedder.name, self._embedder.dimension
        )
        self.vectors.add(made, keys)
        self.mean = self.vectors.mean()
        self.lacking |= {number: key for number, key in keys.items() if number not in made}

    def _embed_some(self, at_hand: AtHand) -> None:
        """Make vectors that are lacking."""
        some = dict(list(self.lacking.items())[:BATCH])
        entries = at_hand.joined(self.store.places(list(some)))
        self.prepare(list(entries.values()))
        self.embedded += len(entries)
        for number in some:
            del self.lacking[number]
        # What the library does not hold any more goes with its source, at the next revision.
        self._take_vectors({number: some[number] for number in entries})

    def _save_vectors(self, revision: int) -> None:
        """Write the file; without it the next start takes longer, so a full disk is no error."""
        if not self.vectors.is_stale or self.lacking or self._todo:
            return
        try:
            self.vectors.save(self._folder, self._manifest(revision))
        except OSError as fault:
            log.warning("%s: the vectors are not kept: %s", self._folder, fault)

    def _manifest(self, revision: int) -> Manifest:
        """Return what the file of vectors is made from."""
        name, dimension = self._embedder.name, self._embedder.dimension
        return Manifest(name, dimension, dutch.ANALYSER, revision)
