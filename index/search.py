"""How a question becomes hits: both sides are asked, fused, and joined with the passages.

The dense side finds by meaning, in either language; the keyword side by the words themselves. What
they name is looked up in the library itself, so that a passage that is gone is never found. While
vectors are lacking (another model, an index that is made anew) the words alone find.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from index import dutch, glossary, lookup, synonyms
from index.at_hand import Library
from index.calibration import Fit
from index.contents import Contents, Progress
from index.embedder import Embedder
from index.entries import Entry, entries
from index.fusion import DUTCH, ENGLISH, Blend, best_first, fuse, nearness, ranks
from index.heard import heard
from index.rows import Vector
from index.store import Damaged
from knowledge.model import Passage, Source

# How many passages each side may name; what neither names is not ranked.
DEPTH: Final = 200

# What a part of a compound in the question counts, of a word of its own (the bench, DECISIONS).
PART_WEIGHT: Final = 0.5

# What a word that says the same counts, of the word of the question (DECISIONS 12).
SYNONYM_WEIGHT: Final = 0.5

# The fact of index.db that holds a fit of its own (index.answerable); one of an earlier version,
# which knew other signals, stands under another name and is not read.
CALIBRATION: Final = "calibration by six signals"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer, with what speaks for it.

    `score` orders the hits of one question and says nothing across questions. Ranks count from 1;
    None: not found that way. `cosine` is -1 to 1, `keyword_score` BM25, 0 when no word matched.
    `sentence_scores` holds the cosine of each of `passage.sentences` with the question.
    Where the words alone found, cosines are 0.
    """

    passage: Passage
    source: Source
    score: float
    dense_rank: int | None
    keyword_rank: int | None
    cosine: float
    keyword_score: float
    sentence_scores: tuple[float, ...]


class Index:
    """The index of one data folder; belongs to the thread that opened it."""

    def __init__(self, folder: Path, embedder: Embedder, lender: "Index | None" = None) -> None:
        """Open what is there; nothing is found before the first `refresh`.

        `lender`: an index of more sources, whose vectors need not be made again.
        """
        self._embedder = embedder
        store = None if lender is None else lender._contents.store
        self._contents: Contents = Contents(folder, embedder, store)
        self._asked: tuple[tuple[str, bool], Vector] | None = None
        self._stems: dict[str, list[str]] = {}

    def beside(self, folder: Path) -> "Index":
        """Return an index in `folder` for a part of the same library, which borrows vectors."""
        return Index(folder, self._embedder, lender=self)

    def close(self) -> None:
        """Close index.db."""
        self._contents.store.close()

    def prepare(self, sources: Sequence[Source], progress: Progress | None = None) -> None:
        """Embed what index.db has no vectors of yet, and keep them there.

        To be called before `library.add`: a running bot then finds them ready. `progress` is told
        how many passages are done, of how many.
        """
        wanted = entries(sources)
        try:
            self._contents.prepare(wanted, progress)
        except Damaged as fault:
            self._contents.renew(str(fault))
            self._contents.prepare(wanted, progress)

    def refresh(self, library: Library, progress: Progress | None = None) -> None:
        """Bring the index to what `library` holds now; at once when nothing changed.

        `progress` is told how many passages were embedded, of how many that had no vector. Raises
        Unavailable when index.db cannot be written; a damaged one is made anew.
        """
        before, done = self._contents.embedded, 0
        while True:
            is_done = self.advance(library)
            if progress and self._contents.embedded > before + done:
                done = self._contents.embedded - before
                progress(done, done + len(self._contents.lacking))
            if is_done:
                return

    def advance(self, library: Library) -> bool:
        """Do a slice, of some seconds at most, of what `refresh` does; True when all is done."""
        self._stems = {}
        return self._contents.advance(library)

    @property
    def serves(self) -> bool:
        """Whether something can be found, or all there is, so that questions can be asked."""
        held = self._contents
        return held.at_hand is not None and (held.passages > 0 or held.covers)

    @property
    def covers(self) -> bool:
        """Whether every source that was to be indexed can be found, by its words at least."""
        return self._contents.covers

    @property
    def keyword_only(self) -> bool:
        """Whether vectors are lacking, so that questions are answered by their words alone."""
        return not self._contents.is_whole

    @property
    def model(self) -> str:
        """What shapes the vectors, as the embedder names it."""
        return self._embedder.name

    @property
    def passages(self) -> int:
        """How many passages are searched."""
        return self._contents.passages

    @property
    def calibration(self) -> Fit | None:
        """The fit that `calibrate` kept in index.db; None for none."""
        kept = self._contents.store.facts().get(CALIBRATION)
        return None if kept is None else Fit.read(kept)

    def calibrate(self, fit: Fit) -> None:
        """Keep a fit in index.db, in place of an earlier one."""
        store = self._contents.store
        with store.writing():
            store.note({CALIBRATION: fit.text()})

    def search(self, question: str, k: int = 10, language: str | None = None) -> list[Hit]:
        """Return the `k` passages that fit best, best first; fewer when there are fewer.

        `language` is "nl" or "en"; None: judged by the question's words. Raises Unavailable when
        index.db turns out to be damaged; the next `refresh` renews it.
        """
        with lookup.renewing(self._contents):
            return self._found(question, k, english=dutch.is_english(question, language))

    def vector(self, question: str, language: str | None = None) -> Vector:
        """Return float32 [dimension], length 1; not embedded twice before `forget`.

        `language` as in `search`. An English question is heard as it is typed and, as far as the
        glossary has them, a little in Dutch words.
        """
        return self._vector(question, english=dutch.is_english(question, language))

    def _vector(self, question: str, *, english: bool) -> Vector:
        if self._asked is None or self._asked[0] != (question, english):
            self._asked = (question, english), heard(question, self._embedder, english=english)
        return self._asked[1]

    def forget(self) -> None:
        """Let go of the last question; `answerable.probability`, which ends it, does so itself."""
        self._asked = None
        self._stems = {}

    def stems(self, word: str) -> list[str]:
        """Return the stem of a folded word, and those of its parts; kept until `forget`."""
        if word not in self._stems:
            self._stems[word] = [dutch.stem(word), *self._contents.compounds.parts(word)]
        return self._stems[word]

    def knows(self, word: str) -> bool:
        """Tell whether a folded word, another form of it, or its parts stand in the library."""
        held = self._contents
        return dutch.stem(word) in held.vocabulary or bool(held.compounds.parts(word))

    def nearest(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one (folded) stands for, if any."""
        return None if self.knows(word) else lookup.nearest(word, self._contents)

    def passages_holding(self, words: Sequence[str]) -> Iterator[Entry]:
        """Yield passages that have all of these folded words, the best first."""
        return lookup.passages_holding(words, self._contents)

    def source_stems(self, word: str) -> list[str]:
        """Return `stems` of a word of a source, which is remembered; never for a question's."""
        return [dutch.source_stem(word), *self._contents.compounds.source_parts(word)]

    def source_terms(self, text: str) -> frozenset[str]:
        """Return `stems` of all words of a source's text, remembered; never for a question's."""
        return self._contents.compounds.source_terms(text)

    def rarity(self, stem: str) -> float:
        """Return how rare a stem is here: log of all passages by those with it, above 0."""
        held = self._contents
        return math.log((held.passages + 1) / (held.vocabulary.get(stem, 0) + 0.5))

    def _found(self, question: str, k: int, *, english: bool) -> list[Hit]:
        """Ask both sides, fuse, and make hits of the best."""
        held, depth = self._contents, max(DEPTH, k)
        if held.at_hand is None:
            return []
        words = glossary.content(question) if english else dutch.content(question)
        keyword = self._by_keyword(words, depth)
        vector = None if self.keyword_only else self._vector(question, english=english)
        blend = ENGLISH if english else DUTCH
        dense, cosines, scores = self._both(vector, keyword, depth, blend)
        places = held.store.places(list(scores))
        best = sorted(((n, scores[n]) for n in places), key=best_first)[:k]
        entries = held.at_hand.joined({number: places[number] for number, _ in best})
        sentences = self._sentence_scores(vector, entries)
        dense_ranks, keyword_ranks = ranks(dense), ranks(keyword)
        return [
            Hit(
                passage=entries[number].passage,
                source=entries[number].source,
                score=score,
                dense_rank=dense_ranks.get(number),
                keyword_rank=keyword_ranks.get(number),
                cosine=cosines.get(number, 0.0),
                keyword_score=keyword.get(number, 0.0),
                sentence_scores=sentences[number],
            )
            for number, score in best
            if number in sentences
        ]

    def _both(
        self, vector: Vector | None, keyword: Mapping[int, float], depth: int, blend: Blend
    ) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
        """Return the dense side, and the cosine and the fused score of what either side named.

        Without a vector of the question the keyword side decides alone.
        """
        if vector is None:
            return {}, {}, dict(keyword)
        held = self._contents
        dense = held.vectors.search(vector, depth)
        numbers = list(dict.fromkeys([*dense, *(n for n in keyword if n in held.vectors)]))
        rows = held.vectors.rows(numbers)
        cosines = dict(zip(numbers, (rows @ vector).tolist(), strict=True))
        scores = fuse(
            nearness(vector, rows, held.mean, blend),
            np.array([keyword.get(each, 0.0) for each in numbers]),
            blend,
        )
        return dense, cosines, dict(zip(numbers, scores.tolist(), strict=True))

    def _by_keyword(self, words: Sequence[str], depth: int) -> dict[int, float]:
        """Return the BM25 of what shares a word or a part of one with `words`, best first."""
        held = self._contents
        stems = [self.stems(word) for word in dict.fromkeys(words)]
        found: defaultdict[int, float] = defaultdict(float)
        found.update(held.store.best([whole for whole, *_ in stems], depth))
        parts = [part for _, *those in stems for part in those]
        for number, score in held.store.best(parts, depth).items():
            found[number] += PART_WEIGHT * score
        same = synonyms.stems_of_stems(whole for whole, *_ in stems).difference(*stems)
        for number, score in held.store.best(sorted(same), depth).items():
            found[number] += SYNONYM_WEIGHT * score
        return dict(sorted(found.items(), key=best_first))

    def _sentence_scores(
        self, vector: Vector | None, entries: Mapping[int, Entry]
    ) -> dict[int, tuple[float, ...]]:
        """Return the cosine with each sentence of those passages that index.db still holds."""
        if vector is None:
            return {n: (0.0,) * len(each.spans) for n, each in entries.items()}
        rows = self._contents.store.sentence_vectors(
            list(entries), self._embedder.name, self._embedder.dimension
        )
        return {number: tuple((each @ vector).tolist()) for number, each in rows.items()}
