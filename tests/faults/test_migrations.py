"""Databases of the first schema are brought up to date, after a copy that does not stay."""

import os
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

from bot.state.inbox import Inbox
from bot.state.people import open_people
from knowledge.library import Library
from tests.faults.migration_cases import ChangingPeople
from tests.support import older
from tests.support.disks import bounded
from tests.support.kills import Failed, Point, copied, run

DAY = 24 * 3600


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.before-*"))


def aged(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds, time.time() - seconds))


def test_an_older_library_is_brought_up_to_date_after_a_copy(tmp_path: Path) -> None:
    dank = older.knowledge(tmp_path)

    with closing(Library(tmp_path)) as library:
        assert library.source(dank).text == older.TEXT
        assert library.verify() == []

    assert copies(tmp_path) == ["knowledge.db.before-0002-pages"]
    copy = tmp_path / copies(tmp_path)[0]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as database:
        (text,) = database.execute("SELECT text FROM sources WHERE id = ?", [dank]).fetchone()
    assert text == older.TEXT


def test_an_older_inbox_is_brought_up_to_date_after_a_copy(tmp_path: Path) -> None:
    older.people(tmp_path)

    with closing(Inbox(tmp_path)) as inbox:
        waiting = {each.key.update_id: each.body for each in inbox.waiting(1)}

    assert waiting == older.WAITING
    assert copies(tmp_path) == ["people.db.before-2"]
    assert stat.S_IMODE((tmp_path / "people.db.before-2").stat().st_mode) == 0o600


def test_a_new_folder_has_no_copies(tmp_path: Path) -> None:
    Library(tmp_path).close()
    open_people(tmp_path).close()

    assert copies(tmp_path) == []


def test_a_copy_goes_after_a_day_or_with_what_is_removed(tmp_path: Path) -> None:
    dank = older.knowledge(tmp_path)
    older.people(tmp_path)
    open_people(tmp_path).close()
    with closing(Library(tmp_path)) as library:
        library.remove(dank)
        assert copies(tmp_path) == ["people.db.before-2"]

    aged(tmp_path / "people.db.before-2", DAY - 60)
    open_people(tmp_path).close()
    assert copies(tmp_path) == ["people.db.before-2"]

    aged(tmp_path / "people.db.before-2", DAY + 60)
    open_people(tmp_path).close()
    assert copies(tmp_path) == []


def test_without_room_for_a_copy_the_old_database_stays(tmp_path: Path) -> None:
    case, template = ChangingPeople(), tmp_path / "before"
    template.mkdir()
    case.begin(template)
    place = copied(template, tmp_path / "data")

    try:
        run(case, place, Point("bytes", 4096), bounded)
        told = ""
    except Failed as error:
        told = str(error)

    assert told.startswith("Unavailable: ")
    assert case.survived(place, []) == []
    assert copies(place) == []
    with closing(sqlite3.connect(place / "people.db")) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
