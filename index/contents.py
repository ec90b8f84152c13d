"""Keeps index.db and the FAISS file equal to the library, and the library's passages at hand.

The library may change at any moment, by this process or another; a revision says whether it did.
What is missing is embedded first, outside any transaction; then one short one swaps the passages
that are gone or changed for those that are new.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from importlib.resources import files
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from index import dutch
from index.compounds import Compounds
from index.embedder import Embedder, Vectors
from index.entries import Entry, entries
from index.store import Damaged, IndexStore, Row
from index.vectors import Manifest, VectorIndex
from knowledge.model import Source

log = logging.getLogger(__name__)

FILE: Final = "index.db"

# Passages embedded between two commits: the most that a killed import does again.
BATCH: Final = 32

# How many times the words it had a library has before its compounds are split anew.
OUTGROWN: Final = 2

Progress = Callable[[int, int], None]


class Library(Protocol):
    """What is read of knowledge.library."""

    @property
    def revision(self) -> int:
        """A number that grows with every change."""

    def sources(self) -> Sequence[Source]:
        """All sources, with their passages."""

    def searchable(self) -> Sequence[Source]:
        """Those of them to search: not the summaries whose original is there."""


class Contents:
    """What is indexed, of one data folder; belongs to the thread that opened it.

    `entries` holds the library's passages by number, `vectors` their vectors by the same numbers,
    `mean` the mean of those, `vocabulary` in how many passages each term stands; all are empty
    before the first `refresh`. `cohort` holds the vectors of sentences about anything at all.
    """

    def __init__(self, folder: Path, embedder: Embedder, lender: IndexStore | None = None) -> None:
        """Open index.db, or begin one; vectors that `lender` has are not made again."""
        self._lender = lender
        self.store = IndexStore(folder / FILE)
        self.entries: dict[int, Entry] = {}
        self.vectors = VectorIndex(embedder.dimension)
        self.mean = self.vectors.mean()
        self.cohort: Vectors = np.empty((0, embedder.dimension), np.float32)
        self.vocabulary: dict[str, int] = {}
        self.compounds = Compounds({})
        self._folder = folder
        self._embedder = embedder
        self._revision: int | None = None

    def prepare(self, wanted: Sequence[Entry], progress: Progress | None = None) -> None:
        """Embed those of `wanted` that index.db has no vectors of, and keep them there.

        `progress` is told how many passages are done, of how many.
        """
        by_key = {each.key: each for each in wanted}
        missing = self._missing(by_key)
        todo = [each for key, each in by_key.items() if key in missing]
        for start in range(0, len(todo), BATCH):
            some = todo[start : start + BATCH]
            made = self._embedder.embed_with_sentences(
                [each.embedded for each in some], [each.spans for each in some]
            )
            keys = (each.key for each in some)
            self.store.keep(self._embedder.name, dict(zip(keys, made, strict=True)))
            if progress:
                progress(start + len(some), len(todo))

    def refresh(self, library: Library) -> None:
        """Take over what `library` holds now; at once when nothing changed."""
        if library.revision == self._revision:
            return
        try:
            self._take_over(library)
        except Damaged as fault:
            self.renew(str(fault))
            self._take_over(library)

    def renew(self, reason: str) -> None:
        """Set a damaged index.db aside; the next `refresh` fills a new one."""
        self.store.renew(reason)
        self.entries, self._revision = {}, None
        self.vectors = VectorIndex(self._embedder.dimension)

    def _take_over(self, library: Library) -> None:
        """Write what changed to index.db, then load it."""
        while True:
            revision = library.revision
            wanted = {each.passage.id: each for each in entries(library.searchable())}
            keys = {each.key for each in wanted.values()}
            resting = {each.key for each in entries(library.sources())} - keys
            self.prepare(list(wanted.values()))
            with self.store.writing():
                # Another process may have changed either database since; then once more.
                if library.revision == revision and not self.store.lacking(
                    keys, self._embedder.name
                ):
                    self._write(wanted, resting, revision)
                    break
        self._load(wanted, revision)
        self._load_cohort()
        self._revision = revision

    def _write(self, wanted: Mapping[str, Entry], resting: Set[str], revision: int) -> None:
        """Swap the passages that are gone or changed for those that are new (inside `writing`).

        `resting` are the keys of sources that are there but not searched, as while an original
        takes the place of its summaries: their vectors stay.
        """
        numbered = self.store.numbered()
        counts = self._still_good()
        stays = {
            name
            for name, (_, key) in numbered.items()
            if counts and name in wanted and wanted[name].key == key
        }
        new = [each for name, each in wanted.items() if name not in stays]
        for each in new:
            counts.update(set(dutch.source_terms(each.passage.text)))
        compounds = Compounds(counts)
        self.store.swap(
            [number for name, (number, _) in numbered.items() if name not in stays],
            [_row(each, compounds) for each in new],
            resting,
        )
        facts = {"analyser": dutch.ANALYSER, "revision": str(revision)}
        if not stays:
            facts["split_by"] = str(len(counts))
        self.store.note(facts)

    def _still_good(self) -> Counter[str]:
        """Return how often each term is used; nothing when all terms must be made anew.

        So they must after a new analyser, and when the library has twice the words that it had
        when compounds were split by them.
        """
        facts, counts = self.store.facts(), Counter(self.store.vocabulary())
        outgrown = len(counts) > OUTGROWN * int(facts.get("split_by", 0))
        return Counter() if outgrown or facts.get("analyser") != dutch.ANALYSER else counts

    def _load(self, wanted: Mapping[str, Entry], revision: int) -> None:
        """Take the passages by number, and bring the vectors to the same numbers."""
        held = {
            number: wanted[each]
            for each, (number, key) in self.store.numbered().items()
            if each in wanted and wanted[each].key == key
        }
        manifest = Manifest(
            model=self._embedder.name,
            dimension=self._embedder.dimension,
            analyser=dutch.ANALYSER,
            revision=revision,
            content=_content(held),
        )
        read = None if self.entries else VectorIndex.read(self._folder, manifest)
        if read is None:
            self._change_vectors(held)
            self._save_vectors(manifest)
        self.vectors = read or self.vectors
        self.entries = held
        self.vocabulary = self.store.vocabulary()
        self.compounds = Compounds(self.vocabulary)
        self.mean = self.vectors.mean()

    def _change_vectors(self, held: Mapping[int, Entry]) -> None:
        """Take out of the vectors what is gone, and put in what is new; a number never returns."""
        new = self.store.passage_vectors(
            [number for number in held if number not in self.entries],
            self._embedder.name,
            self._embedder.dimension,
        )
        self.vectors.remove([number for number in self.entries if number not in held])
        self.vectors.add(new)

    def _missing(self, keys: Collection[str]) -> set[str]:
        """Return those of `keys` that have no vectors, after taking over what can be borrowed."""
        name, dimension = self._embedder.name, self._embedder.dimension
        missing = self.store.lacking(keys, name)
        if self._lender is None or not missing:
            return missing
        lent = missing - self._lender.lacking(missing, name)
        self.store.keep(name, {key: self._lender.kept(key, name, dimension) for key in lent})
        return missing - lent

    def _load_cohort(self) -> None:
        """Take the vectors of the cohort out of index.db; embed it when it is not there yet."""
        texts = _cohort()
        key = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        if self._missing([key]):
            self.store.keep(self._embedder.name, {key: self._embedder.embed_passages(texts)})
        self.cohort = self.store.kept(key, self._embedder.name, self._embedder.dimension)

    def _save_vectors(self, manifest: Manifest) -> None:
        """Write the file; without it the next start takes longer, so a full disk is no error."""
        try:
            self.vectors.save(self._folder, manifest)
        except OSError as fault:
            log.warning("%s: the vectors are not kept: %s", self._folder, fault)


def _row(one: Entry, compounds: Compounds) -> Row:
    """Return what FTS5 counts of a passage."""
    words = dutch.content(one.passage.text)
    return Row(
        id=one.passage.id,
        key=one.key,
        context=" ".join(dutch.source_terms(one.context)),
        body=" ".join(dutch.source_stem(word) for word in words),
        parts=" ".join(part for word in words for part in compounds.source_parts(word)),
    )


def _cohort() -> list[str]:
    """Return sentences about anything at all, to compare a question with."""
    lines = files("index").joinpath("cohort.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _content(held: Mapping[int, Entry]) -> str:
    """Return a sha256 over numbers and keys."""
    lines = (f"{number} {each.key}\n" for number, each in held.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()
