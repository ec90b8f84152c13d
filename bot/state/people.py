"""Opens people.db, the database of what the bot keeps of people; its schema and its errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from knowledge import copies
from knowledge.errors import Unavailable

FILE: Final = "people.db"
BUSY_TIMEOUT_MS: Final = 5_000

# Each brings the schema one further; PRAGMA user_version counts those that were taken.
_STEPS: Final = (
    # `chat` is there to find the rows of a person who wants them erased.
    """
    CREATE TABLE IF NOT EXISTS inbox (
        number INTEGER PRIMARY KEY,
        bot INTEGER NOT NULL,
        update_id INTEGER NOT NULL,
        chat TEXT NOT NULL,
        body TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        sent INTEGER NOT NULL DEFAULT 0,
        done_at REAL,
        UNIQUE (bot, update_id)
    )
    """,
    "ALTER TABLE inbox ADD COLUMN stored_at REAL NOT NULL DEFAULT 0",
)


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


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the right to write from the beginning; commit at the end, else undo everything."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
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
        ):
            database.execute(f"PRAGMA {pragma}").fetchall()
        with transaction(database.conn):
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > len(_STEPS):
                raise Unavailable(
                    f"{path}: made by a newer VrijWijzer (schema {version});"
                    " install that version, or choose another folder with --data"
                )
            if version < len(_STEPS) and database.table_names():
                copies.keep(path, str(version + 1))
            for step in _STEPS[version:]:
                database.execute(step)
            database.execute(f"PRAGMA user_version = {len(_STEPS)}")
        copies.expire(path)
