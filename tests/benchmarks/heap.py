"""A library of any size: the bundled sources, and invented ones up to a number of passages.

Invented passages have words in about the proportions of Dutch, so that posting lists are as long
as real ones, and vectors that lie about as close together as those of multilingual-e5.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from index import dutch
from index.embedder import Embedder
from index.rows import Spans, Vector, Vectors, unit_rows
from knowledge.library import Library
from knowledge.model import BlockKind, Evidence, Metadata, Passage, Sentence, Source, SourceKind

INVENTED = "Verzonnen"
A_SOURCE = 10  # passages
WORDS = 24  # a sentence; three of them are a passage of some 120 tokens
SENTENCES = 3
OWN_WORDS = 30_000  # that only invented passages have
OWN_SHARE = 0.4  # of the words of an invented passage
# Two passages of multilingual-e5 on one subject area have a cosine of about 0.8.
CLOSENESS = 0.8
_SYLLABLES = ("ba", "de", "fo", "gi", "ka", "lu", "me", "no", "pi", "ra", "se", "to", "vu", "stel")


class Heap:
    """A library as the index reads it; belongs to nobody and is on no disk."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {each.id: each for each in sources}
        self.revision = 1

    def searchable(self) -> list[Source]:
        return list(self._sources.values())

    def marks(self) -> dict[str, str]:
        return dict.fromkeys(self._sources, "as invented")

    def searched(self) -> set[str]:
        return set(self._sources)

    def source(self, source_id: str) -> Source:
        return self._sources[source_id]

    def put(self, source: Source) -> None:
        self._sources[source.id] = source
        self.revision += 1

    def remove(self, source_id: str) -> None:
        del self._sources[source_id]
        self.revision += 1


class Inventing:
    """An `Embedder` that embeds what is real, and invents the vectors of what is invented."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.name, self.dimension = f"{real.name} and invented", real.dimension
        self._chance = np.random.default_rng(1)
        self._middle = real.embed_passages(["Gemeenten werken samen met vrijwilligers."])[0]

    def embed_query(self, text: str) -> Vector:
        return self._real.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._real.embed_passages(texts)

    def embed_with_sentences(self, texts: Sequence[str], spans: Sequence[Spans]) -> list[Vectors]:
        if not all(text.startswith(INVENTED) for text in texts):
            return self._real.embed_with_sentences(texts, spans)
        rows = self.vectors(sum(1 + len(each) for each in spans))
        return np.split(rows, np.cumsum([1 + len(each) for each in spans])[:-1])

    def vectors(self, count: int) -> Vectors:
        """Invented vectors, float32 [count, dimension], each of length 1."""
        noise = unit_rows(self._chance.standard_normal((count, self.dimension), np.float32))
        near, far = np.sqrt(CLOSENESS), np.sqrt(1 - CLOSENESS)
        return unit_rows(near * self._middle + far * noise)


def bundled_sources() -> list[Source]:
    """The sources that come with the package."""
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        found = library.searchable()
        library.close()
    return found


def invented(first: int, count: int) -> Iterator[Source]:
    """`count` sources of ten passages, the same ones for the same numbers."""
    words = np.array(_vocabulary())
    weights = 1 / np.arange(1, len(words) + 1)
    for number in range(first, first + count):
        chance = np.random.default_rng(number)
        drawn = chance.choice(words, (A_SOURCE, SENTENCES, WORDS), p=weights / weights.sum())
        yield _source(number, drawn)


def _vocabulary() -> list[str]:
    """Words of the bundled texts and made-up ones, the frequent ones first."""
    texts = " ".join(each.text for each in bundled_sources())
    common = list(
        dict.fromkeys(sorted(words := dutch.words(texts), key=lambda w: -words.count(w)))
    )
    chance = np.random.default_rng(0)
    own = ["".join(chance.choice(_SYLLABLES, 4)) for _ in range(OWN_WORDS)]
    step = round(len(own) / len(common) / OWN_SHARE)
    mixed: list[str] = []
    for place, word in enumerate(common):
        mixed += [word, *own[place * step : (place + 1) * step]]
    return list(dict.fromkeys(mixed))


def _source(number: int, drawn: npt.NDArray[np.str_]) -> Source:
    """A source of passages without headings, a blank line apart."""
    source_id, text = f"verzonnen-{number}", ""
    passages: list[Passage] = []
    for place, made in enumerate(drawn):
        start = len(text)
        sentences: list[Sentence] = []
        for words in made:
            begin = len(text)
            text += f"{' '.join(words)}. "
            sentences.append(Sentence(begin, len(text) - 1, place, BlockKind.PARAGRAPH))
        end = len(text) - 1
        passage_id = f"{source_id}#{place + 1}"
        passages.append(
            Passage(passage_id, source_id, start, end, text[start:end], (), tuple(sentences))
        )
        text += "\n"
    known = Metadata(SourceKind.ARTICLE, f"{INVENTED} {number}", Evidence.RESEARCH)
    return Source(source_id, known, text, "", passages=tuple(passages))
