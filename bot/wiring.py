"""Where the parts are joined: settings in, a library with its index and an answerer out.

What is opened here belongs to the thread that opens it (SQLite); the Telegram face and the demo
therefore open, use and close it in one worker thread.
"""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.desks import manners
from bot.intake import Intake
from bot.leaning import Leaning
from bot.reading import Parts, Reader
from bot.settings import Settings, make_data_folder
from bot.shelves import LibraryShelves
from bot.state import identity
from bot.state.keyfile import key_in
from bot.state.records import Records, Rules
from bot.texts import load as load_texts
from index.embedder import Prompts, TransformerEmbedder
from index.embedder import load as load_embedder
from index.search import Index
from knowledge.library import Library
from knowledge.net import Net


class ReadingRoom(Reader):
    """The open library and its index, and the answerer that works on them."""

    def __init__(self, library: Library, index: Index, key: bytes, parts: Path) -> None:
        """Join what is open, to be closed together; `key` makes the answer ids.

        `parts`: the folder for indexes of parts of the library.
        """
        super().__init__(library, index)
        self.library = library
        self.index = index
        self.hosts: Collection[str] | None = None  # that a chat may have read; None: all
        self._parts = Parts(library, index, parts)
        self._leaning = Leaning(library)
        self.answerer = Answerer(self, key, self._leaning.note)

    def ready(self, progress: Callable[[int, int], None] | None = None) -> "ReadingRoom":
        """Index what is not indexed yet, and return the same room."""
        self.index.refresh(self.library, progress)
        return self

    def conversation(self, records: Records) -> Conversation:
        """Return a conversation that answers from this library and keeps what it may there."""
        texts = load_texts()
        shelves = LibraryShelves(self.library)
        intake = Intake(self.library, Net(only=self.hosts))
        joined = manners(self.answerer, shelves, intake, records, texts)
        return Conversation(self.answerer, texts, records, joined)

    def within(self, collections: Collection[str] | None) -> Reader:
        """Return the reader of these collections: itself when there are no others."""
        if collections is None or not self._parts.hides(collections):
            return self
        return self._parts.reader(collections)

    def expect(self, views: Iterable[Collection[str]]) -> None:
        """Have the parts ready that people see, the most wanted first."""
        self._parts.expect(views)

    def catch_up(self) -> bool:
        """Do a slice of what is left to index, between two questions; True when all is done."""
        return super().catch_up() and self._parts.catch_up()

    def close(self) -> None:
        """Close all databases."""
        self._leaning.write()
        self._parts.close()
        super().close()
        self.library.close()


def assemble(settings: Settings, state: Path | None = None) -> ReadingRoom:
    """Open library, model and index of the data folder; raises ModelMissing, Unavailable.

    `state`: the folder of people.db, where that is another (the demo).
    """
    folder = settings.data_folder
    make_data_folder(folder)
    key = key_in(folder / "answer.key")
    library = Library(folder)
    index = Index(folder, load_model(settings))
    room = ReadingRoom(library, index, key, (state or folder) / "parts")
    room.hosts = settings.hosts
    return room


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
    rules = Rules(settings.keep_hours, settings.access, settings.budget)
    return Records(folder, identity.load(folder, secret), rules)
