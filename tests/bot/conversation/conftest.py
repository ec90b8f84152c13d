"""The conversation with all its desks, over the sample sources."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.desks import manners
from bot.intake import Intake
from bot.shelves import LibraryShelves
from bot.state.records import Records
from knowledge.library import Library
from knowledge.net import Net
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import TEXTS, Chat
from tests.bot.sample import ALL
from tests.support.library import records_of


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample sources, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    library = Library(folder)
    for source in library.sources():
        library.remove(source.id)
    for source in ALL:
        library.add([source])
    library.close()
    return folder


@pytest.fixture
def library(tmp_path: Path, filled: Path) -> Iterator[Library]:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    library = Library(tmp_path)
    yield library
    library.close()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = records_of(tmp_path)
    records.told.tell("telegram:1")
    records.told.tell("telegram:-5")
    yield records
    records.close()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(*ALL)


@pytest.fixture
def intake(library: Library) -> Intake:
    return Intake(library, Net())


@pytest.fixture
def conversation(library: Library, intake: Intake, records: Records, shelf: Shelf) -> Conversation:
    answerer = Answerer(shelf, bytes(32))
    desks = manners(answerer, LibraryShelves(library), intake, records, TEXTS)
    return Conversation(answerer, TEXTS, records, desks)


@pytest.fixture
def chat(conversation: Conversation) -> Chat:
    return Chat(conversation)
