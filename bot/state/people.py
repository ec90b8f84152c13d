"""Opens people.db, the database of what the bot keeps of people."""

from pathlib import Path
from typing import Final

from sqlite_utils import Database

FILE: Final = "people.db"
BUSY_TIMEOUT_MS: Final = 5_000


def open_people(folder: Path) -> Database:
    """Return people.db in `folder`, made when missing and readable by its owner only.

    The connection belongs to the thread that calls this. It keeps a rollback journal (DESIGN §6),
    waits 5 s for another writer, and overwrites what it deletes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.touch(mode=0o600)
    database = Database(path)
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=TRUNCATE",
        "synchronous=FULL",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        database.execute(f"PRAGMA {pragma}").fetchall()
    return database
