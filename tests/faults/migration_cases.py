"""Databases of the first schema, killed while this version brings them up to date: old or new."""

import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.state.inbox import Inbox
from bot.state.people import open_people
from knowledge.library import Library
from knowledge.schema import KNOWN
from tests.support import older
from tests.support.kills import Acknowledge

_FIRST: Final = {"0001-sources"}


class ChangingPeople:
    """people.db, in which two questions wait."""

    name = "change-people"

    def begin(self, folder: Path) -> None:
        older.people(folder)

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        open_people(folder).close()
        acknowledge("opened")

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        path = folder / "people.db"
        is_old = _is_old_people(path)
        faults = [f"the copy is not what was: {copy}" for copy in _copies(path) if not _kept(copy)]
        if acknowledged and is_old:
            faults.append("it was opened, and is old")
        if acknowledged and not _copies(path):
            faults.append("it was changed without a copy")
        return [*faults, *_waits(path)]

    def completed(self, folder: Path) -> list[str]:
        with closing(Inbox(folder)) as inbox:
            waiting = {each.key.update_id: each.body for each in inbox.waiting(1)}
        lost = [] if waiting == older.WAITING else ["what waited is lost"]
        return [*lost, *self.survived(folder, ["opened"])]


class ChangingKnowledge:
    """knowledge.db, with a source of a person's own."""

    name = "change-knowledge"

    def begin(self, folder: Path) -> None:
        older.knowledge(folder)

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        Library(folder).close()
        acknowledge("opened")

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        path = folder / "knowledge.db"
        applied = _applied(path)
        faults = [] if applied in (_FIRST, KNOWN) else [f"neither old nor new: {applied}"]
        faults += [
            f"the copy is not what was: {copy}"
            for copy in _copies(path)
            if _applied(copy) != _FIRST or _text(copy) != older.TEXT or not _is_private(copy)
        ]
        if acknowledged and (applied != KNOWN or not _copies(path)):
            faults.append("it was opened, and is not new, or there is no copy")
        if _text(path) != older.TEXT:
            faults.append("the source is lost")
        return faults

    def completed(self, folder: Path) -> list[str]:
        with closing(Library(folder)) as library:
            faults = library.verify()
            if library.source("dank").text != older.TEXT:
                faults.append("the source says something else")
        return [*faults, *self.survived(folder, ["opened"])]


def _copies(path: Path) -> list[Path]:
    """The copies that are whole; SQLite's journal of one is none, nor is a part."""
    found = path.parent.glob(f"{path.name}.before-*")
    return [copy for copy in found if ".part" not in copy.name]


def _kept(copy: Path) -> bool:
    return _is_old_people(copy) and not [*_waits(copy)] and _is_private(copy)


def _is_private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) == 0o600


def _is_old_people(path: Path) -> bool:
    """Whether it is of the first schema; else it is wholly of another."""
    with closing(sqlite3.connect(path)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        columns = {row[1] for row in database.execute("PRAGMA table_info(inbox)")}
    if (version == 1) == ("stored_at" in columns):
        raise AssertionError(f"version {version} has the columns {columns}")
    return bool(version == 1)


def _waits(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as database:
        found = dict(database.execute("SELECT update_id, body FROM inbox"))
    if found != older.WAITING:
        yield f"in {path.name} waits {found}"


def _applied(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as database:
        return {name for (name,) in database.execute("SELECT name FROM _sqlite_migrations")}


def _text(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT text FROM sources WHERE title = 'Dank'").fetchall()
    return " and again: ".join(text for (text,) in rows)
