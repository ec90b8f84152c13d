"""A data folder, and a backup of it."""

import shutil
from pathlib import Path

import pytest

from bot.keeping import backup
from bot.state.people import open_people
from knowledge.library import Library
from tests.support.builders import case_note

PHRASE = "een lange zin om te onthouden"


def filled(folder: Path) -> Path:
    """A data folder with a note of one's own, an empty inbox and a key."""
    library = Library(folder)
    note = case_note("Polderwijk: een boekenbon", "De gemeente Polderwijk geeft een boekenbon.")
    library.add(library.prepare(note), note.page)
    library.close()
    open_people(folder).close()
    (folder / "answer.key").write_bytes(bytes(range(32)))
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Such a folder."""
    return filled(tmp_path / "data")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of such a folder, made once: its passphrase takes time by design."""
    place = tmp_path_factory.mktemp("made")
    backup.make(filled(place / "data"), place / "kept.backup", PHRASE)
    return place / "kept.backup"


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Path:
    """A copy of that backup."""
    return Path(shutil.copy(made, tmp_path / "kept.backup"))
