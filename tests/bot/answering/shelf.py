"""A finder over a few sources in memory: every passage is found, ranked by hashed words."""

from collections.abc import Collection, Sequence

from bot.answering.answerer import Answerer
from bot.answering.finder import Found
from bot.answering.model import Answered, Language
from bot.answering.private_names import names_in
from index import dutch, spelling
from index.hashing import HashingEmbedder
from index.search import Hit
from knowledge.model import Document, Metadata, Passage, Source
from tests.support.builders import source


class Shelf:
    """Implements `Finder`. `answerable` is its judgement on every question."""

    revision = 1
    made_with = "hashed words"

    def __init__(self, *sources: Source, answerable: bool = True) -> None:
        self._sources = sources
        self._answerable = answerable
        self._embedder = HashingEmbedder()

    def find(self, question: str, language: Language, asks: str = "") -> Found:
        query = self._embedder.embed_query(question)
        scored: list[tuple[float, Passage, Source, tuple[float, ...]]] = []
        for held in self._sources:
            for passage in held.passages:
                texts = [held.text[each.start : each.end] for each in passage.sentences]
                cosines = self._embedder.embed_passages([passage.text, *texts]) @ query
                whole, *each = (float(cosine) for cosine in cosines)
                scored.append((whole, passage, held, tuple(each)))
        scored.sort(key=lambda found: -found[0])
        hits = [
            Hit(passage, source, cosine, rank, None, cosine, 0.0, each)
            for rank, (cosine, passage, source, each) in enumerate(scored, start=1)
        ]
        return Found(hits, 0.9 if self._answerable else 0.1, self._answerable, 0, 0)

    def stems(self, word: str) -> list[str]:
        return [dutch.stem(word)]

    def source_terms(self, text: str) -> frozenset[str]:
        return frozenset(dutch.source_terms(text))

    def known(self) -> Sequence[Metadata]:
        return [source.metadata for source in self._sources]

    def within(self, collections: Collection[str] | None) -> "Shelf":
        if collections is None:
            return self
        seen = [each for each in self._sources if each.metadata.collection in collections]
        return Shelf(*seen, answerable=self._answerable)

    def nearest(self, word: str) -> str | None:
        texts = [source.text for source in self._sources]
        return spelling.nearest(word, spelling.WordCounts(dict.fromkeys(spelling.words(texts), 1)))

    def knows(self, word: str) -> bool:
        return any(word in dutch.words(source.text) for source in self._sources)

    def names(self) -> frozenset[str]:
        return frozenset().union(*(names_in(source.text) for source in self._sources))

    def page(self, source_id: str) -> str:
        return next(source.text for source in self._sources if source.id == source_id)

    def unchanged(self, hit: Hit) -> bool:
        return True


def answered(question: str, *documents: Document) -> Answered:
    """The answer to a question that these documents are held to answer."""
    sources = [source(each, f"bron-{place}") for place, each in enumerate(documents)]
    exchange, _ = Answerer(Shelf(*sources), b"key").answer(question)
    assert isinstance(exchange.answer, Answered), exchange.answer
    return exchange.answer
