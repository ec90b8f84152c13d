"""Where the parts are joined: settings in, a library with its index and an answerer out.

What is opened here belongs to the thread that opens it (SQLite); the Telegram face and the demo
therefore open, use and close it in one worker thread.
"""

import logging
import os
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from bot.answering.answerer import Answerer
from bot.answering.finder import Found
from bot.answering.model import Language
from bot.answering.private_names import names_in
from bot.conversation import Conversation
from bot.leaning import Leaning
from bot.settings import Settings, make_data_folder
from bot.texts import load as load_texts
from index import answerable
from index.embedder import Prompts, TransformerEmbedder
from index.embedder import load as load_embedder
from index.search import Hit, Index
from index.spelling import nearest_in, vocabulary
from knowledge.errors import Unavailable
from knowledge.library import Library
from knowledge.model import Metadata

_HITS: Final = 10
_KEY_BYTES: Final = 32
_SLICES: Final = 3  # of indexing, some seconds each, that a question waits for

log = logging.getLogger(__name__)


class Advisor:
    """The open library and its index, and the answerer that works on them."""

    def __init__(self, library: Library, index: Index, key: bytes) -> None:
        """Join what is open; `key` makes the answer ids. Closed together by `close`."""
        self.library = library
        self.index = index
        self._known: tuple[int, list[Metadata]] = (-1, [])
        self._words: tuple[int, dict[str, int]] = (-1, {})
        self._names: tuple[int, frozenset[str]] = (-1, frozenset())
        self._leaning = Leaning(library)
        self.answerer = Answerer(self, key, self._leaning.note)

    def ready(self, progress: Callable[[int, int], None] | None = None) -> "Advisor":
        """Index what is not indexed yet, and return the same advisor."""
        self.index.refresh(self.library, progress)
        return self

    def conversation(self) -> Conversation:
        """Return a conversation that answers from this library."""
        return Conversation(self.answerer, load_texts())

    def close(self) -> None:
        """Close both databases."""
        self._leaning.write()
        self.index.close()
        self.library.close()

    @property
    def revision(self) -> int:
        """The revision of the library."""
        return self.library.revision

    @property
    def made_with(self) -> str:
        """What the answers depend on beside the library."""
        return f"{self.index.model} {answerable.THRESHOLD} {_HITS}"

    def find(self, question: str, language: Language) -> Found:
        """Return hits and judgement for a question, from the library as it is at this moment."""
        self._follow()
        began = time.perf_counter()
        try:
            self.index.vector(question)
            embedded = time.perf_counter()
            hits = self.index.search(question, _HITS, language)
            probability = answerable.probability(question, hits, self.index, language)
        finally:
            self.index.forget()
        return Found(
            hits=hits,
            probability=probability,
            enough=probability >= answerable.THRESHOLD,
            embed_ms=round((embedded - began) * 1000),
            search_ms=round((time.perf_counter() - embedded) * 1000),
            keyword_only=self.index.keyword_only,
        )

    def stems(self, word: str) -> list[str]:
        """Return the stem of a folded word of a question, and those of its parts."""
        return self.index.stems(word)

    def source_stems(self, word: str) -> list[str]:
        """Return the same for a folded word of a source."""
        return self.index.source_stems(word)

    def catch_up(self) -> bool:
        """Do a slice of what is left to index, between two questions; True when all is done.

        What cannot be written now is tried again the next time: questions are asked of the rest.
        """
        try:
            return self.index.advance(self.library)
        except Unavailable as fault:
            if not self.index.serves:
                raise
            log.warning("the index does not follow the library: %s", fault)
            return True

    def _follow(self) -> None:
        """Index what a question can wait for."""
        for _ in range(_SLICES):
            if self.catch_up():
                return

    def known(self) -> Sequence[Metadata]:
        """Return what can be cited now; read again only when the library has changed."""
        revision = self.library.revision
        if self._known[0] != revision:
            self._known = revision, [s.metadata for s in self.library.searchable()]
        return self._known[1]

    def nearest(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one (folded) stands for, if any."""
        if self._words[0] != self.revision:
            self._words = self.revision, vocabulary(s.text for s in self.library.searchable())
        return None if self.knows(word) else nearest_in(self._words[1], word)

    def knows(self, word: str) -> bool:
        """Tell whether a folded word stands in the library, in whatever form."""
        return self.index.knows(word)

    def names(self) -> frozenset[str]:
        """Return the names that the sources know; read again only when the library has changed."""
        revision = self.library.revision
        if self._names[0] != revision:
            sources = self.library.searchable()
            authors = (author for source in sources for author in source.metadata.authors)
            texts = (*authors, *(source.text for source in sources))
            self._names = revision, frozenset().union(*map(names_in, texts))
        return self._names[1]

    def page(self, source_id: str) -> str:
        """Return the page of a source as it was received."""
        return self.library.page(source_id)

    def unchanged(self, hit: Hit) -> bool:
        """Tell whether the stored passage still has the hash that it was stored with."""
        return self.library.holds(hit.passage)


def assemble(settings: Settings) -> Advisor:
    """Open library, model and index of the data folder; raises ModelMissing, Unavailable."""
    folder = settings.data_folder
    make_data_folder(folder)
    key = _key(folder / "answer.key")
    library = Library(folder)
    return Advisor(library, Index(folder, load_model(settings)), key)


def load_model(settings: Settings) -> TransformerEmbedder:
    """Return the embedding model that the settings name; raises ModelMissing."""
    return load_embedder(
        settings.model,
        cache=settings.cache_folder,
        prompts=Prompts(settings.model_query_prompt, settings.model_passage_prompt),
    )


def _key(path: Path) -> bytes:
    """Return the key of answer ids, made once and whole; readable by its owner only."""
    try:
        if not path.exists():
            with NamedTemporaryFile(dir=path.parent, prefix=path.name) as draft:
                draft.write(secrets.token_bytes(_KEY_BYTES))
                draft.flush()
                # Unlike a rename, a link never replaces the key that another process just made.
                with suppress(FileExistsError):
                    os.link(draft.name, path)
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}; make the data folder writable") from None
