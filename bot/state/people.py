"""Opens people.db, the database of what the bot keeps of people, and tells its errors."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from bot.state import unsealed
from bot.state.schema import STEPS
from knowledge import copies
from knowledge.errors import Unavailable

FILE: Final = "people.db"
BUSY_TIMEOUT_MS: Final = 5_000


def open_people(folder: Path) -> Database:
    """Return people.db in `folder`, made when missing and readable by its owner only.

    The connection belongs to the thread that calls this. It keeps a rollback journal (DESIGN §6),
    waits 5 s for another writer, and overwrites what it deletes. Raises Unavailable when the file
    is damaged, out of reach or of a newer version.
    """
    path = folder / FILE
    with clearly(path):
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        database = Database(path)
    try:
        _prepare(database, path)
    except BaseException:
        database.close()
        raise
    return database


class People:
    """The open people.db of one data folder, for the thread that opened it.

    Every method raises Unavailable when the disk or the database refuses.
    """

    def __init__(self, folder: Path) -> None:
        """Open people.db in `folder`, made when missing."""
        self.path = folder / FILE
        self.database = open_people(folder)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement that reads, and return what it finds."""
        with clearly(self.path):
            return self.database.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the right to write; commit at the end, or undo everything when an error passes.

        Inside another one it is part of that, and ends with it.
        """
        with clearly(self.path), transaction(self.database.conn) as connection:
            yield connection

    def scrub(self) -> None:
        """Write the file anew, without a byte of what was deleted, and remove copies of it.

        `secure_delete` overwrites what we delete; this takes along what another program left, the
        copy of before a change of schema, and a backup that is being made: it says that it failed.
        A restore beside the folder that still runs goes on.
        """
        with clearly(self.path):
            self.database.execute("VACUUM")
            copies.drop(self.path)
            for left in self.path.parent.glob(f"{unsealed.BACKUP}*"):
                shutil.rmtree(left, ignore_errors=True)
            unsealed.sweep_all(self.path.parent)

    def close(self) -> None:
        """Close the database."""
        self.database.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Hold the right to write from the beginning; commit at the end, else undo everything.

    Inside another one it is part of that, and ends with it.
    """
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.commit()
    finally:
        if connection.in_transaction:
            connection.rollback()


@contextmanager
def clearly(path: Path) -> Iterator[None]:
    """Turn failures of the database `path` and its file into Unavailable, in one clear line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Unavailable(
            f"{path}: cannot be used ({error}); look at free space and rights of its folder"
        ) from error
    except sqlite3.Error as error:
        raise Unavailable(
            f"{path}: damaged, or no database ({error}); put a backup in its place, or move it"
            " away: then nobody gets an answer to what still waits in it"
        ) from error
    except OSError as error:
        raise Unavailable(
            f"{path.parent}: no data can be kept here ({error.strerror});"
            " make it writable, or choose another folder with --data"
        ) from error


def _prepare(database: Database, path: Path) -> None:
    """Set what a connection needs; refuse a newer schema, bring an older one up to date."""
    with clearly(path):
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=TRUNCATE",
            "synchronous=FULL",
            "secure_delete=ON",
            "trusted_schema=OFF",
            "temp_store=MEMORY",
        ):
            database.execute(f"PRAGMA {pragma}").fetchall()
        with transaction(database.conn):
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > len(STEPS):
                raise Unavailable(
                    f"{path}: made by a newer VrijWijzer (schema {version});"
                    " install that version, or choose another folder with --data"
                )
            if version < len(STEPS) and database.table_names():
                copies.keep(path, str(version + 1))
            for step in STEPS[version:]:
                database.execute(step)
            database.execute(f"PRAGMA user_version = {len(STEPS)}")
        copies.expire(path)
