"""Where the parts are joined: settings in, a library with its index and an answerer out.

What is opened here belongs to the thread that opens it (SQLite); the Telegram face and the demo
therefore open, use and close it in one worker thread.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from bot.answering.answerer import Answerer, Found
from bot.answering.model import Language
from bot.conversation import Conversation
from bot.desks import manners
from bot.settings import Settings, make_data_folder
from bot.shelves import LibraryShelves
from bot.state import identity
from bot.state.keyfile import key_in
from bot.state.records import Records
from bot.texts import load as load_texts
from index import answerable
from index.embedder import Prompts, TransformerEmbedder
from index.embedder import load as load_embedder
from index.search import Hit, Index
from knowledge.library import Library
from knowledge.model import Metadata

_HITS: Final = 10


class Advisor:
    """The open library and its index, and the answerer that works on them."""

    def __init__(self, library: Library, index: Index, key: bytes) -> None:
        """Join what is open; `key` makes the answer ids. Closed together by `close`."""
        self.library = library
        self.index = index
        self._known: tuple[int, list[Metadata]] = (-1, [])
        self.answerer = Answerer(self, key)

    def ready(self, progress: Callable[[int, int], None] | None = None) -> "Advisor":
        """Index what is not indexed yet, and return the same advisor."""
        self.index.prepare(self.library.searchable(), progress)
        self.index.refresh(self.library)
        return self

    def conversation(self, records: Records) -> Conversation:
        """Return a conversation that answers from this library and keeps what it may there."""
        texts, shelves = load_texts(), LibraryShelves(self.library, self.answerer)
        joined = manners(self.answerer, shelves, records, texts)
        return Conversation(self.answerer, texts, records, joined)

    def close(self) -> None:
        """Close both databases."""
        self.index.close()
        self.library.close()

    @property
    def revision(self) -> int:
        """The revision of the library."""
        return self.library.revision

    def find(self, question: str, language: Language) -> Found:
        """Return hits and judgement for a question, from the library as it is at this moment."""
        self.index.refresh(self.library)
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
        )

    def known(self) -> Sequence[Metadata]:
        """Return what can be cited now; read again only when the library has changed."""
        revision = self.library.revision
        if self._known[0] != revision:
            self._known = revision, [s.metadata for s in self.library.searchable()]
        return self._known[1]

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
    key = key_in(folder / "answer.key")
    library = Library(folder)
    return Advisor(library, Index(folder, load_model(settings)), key)


def load_model(settings: Settings) -> TransformerEmbedder:
    """Return the embedding model that the settings name; raises ModelMissing."""
    return load_embedder(
        settings.model,
        cache=settings.cache_folder,
        prompts=Prompts(settings.model_query_prompt, settings.model_passage_prompt),
    )


def open_records(settings: Settings, folder: Path) -> Records:
    """Open people.db in `folder`, for the thread that calls; raises Unavailable, SettingsError."""
    make_data_folder(folder)
    secret = settings.secret.get_secret_value() if settings.secret else None
    return Records(folder, identity.load(folder, secret), settings.keep_hours)
