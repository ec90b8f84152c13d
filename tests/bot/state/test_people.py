"""people.db is opened as it should be, or a line says why not."""

import sqlite3
from pathlib import Path

import pytest

from bot.state.identity import Identity
from bot.state.inbox import Inbox, UpdateKey
from bot.state.people import People, open_people
from bot.state.records import Rules
from bot.state.schema import STEPS
from bot.state.threaded import FaceState
from knowledge.errors import Unavailable
from tests.support.disks import as_somebody


def version_of(folder: Path) -> int:
    database = sqlite3.connect(folder / "people.db")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    database.close()
    return int(version)


@pytest.mark.parametrize(
    "content", [b"geen database" * 100, b"SQLite format 3\0" + b"\x07" * 8000]
)
def test_a_damaged_database_is_told_in_one_line_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "people.db").write_bytes(content)

    with pytest.raises(Unavailable, match=r"people\.db: .*put a backup in its place") as told:
        FaceState(tmp_path, Identity(bytes(32)), Rules())

    assert "\n" not in str(told.value)
    assert (tmp_path / "people.db").read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", "utf-8")

    with pytest.raises(Unavailable, match="no data can be kept here"):
        open_people(tmp_path / "bestand" / "data")


def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with as_somebody(), pytest.raises(Unavailable, match="no data can be kept here"):
        open_people(tmp_path)


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    open_people(tmp_path).close()
    newer = sqlite3.connect(tmp_path / "people.db")
    newer.execute("PRAGMA user_version = 99")
    newer.close()

    with pytest.raises(Unavailable, match=r"people\.db: made by a newer VrijWijzer"):
        open_people(tmp_path)

    assert version_of(tmp_path) == 99


def test_a_database_from_before_versions_were_counted_keeps_what_waits(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "people.db")
    old.execute(
        "CREATE TABLE inbox (number INTEGER PRIMARY KEY, bot INTEGER NOT NULL,"
        " update_id INTEGER NOT NULL, chat TEXT NOT NULL, body TEXT,"
        " tries INTEGER NOT NULL DEFAULT 0, sent INTEGER NOT NULL DEFAULT 0, done_at REAL,"
        " UNIQUE (bot, update_id))"
    )
    with old:
        old.execute("INSERT INTO inbox (bot, update_id, chat, body) VALUES (7, 1, '1', 'body')")
    old.close()

    inbox = Inbox(tmp_path)

    assert [waiting.body for waiting in inbox.waiting(7)] == ["body"]
    assert inbox.store(UpdateKey(7, 2), "1", "new")
    inbox.close()
    assert version_of(tmp_path) > 0


def test_a_database_is_opened_again_as_it_was(tmp_path: Path) -> None:
    open_people(tmp_path).close()
    version = version_of(tmp_path)
    open_people(tmp_path).close()

    assert version_of(tmp_path) == version > 0


def test_writing_within_writing_is_part_of_it_and_is_undone_with_it(tmp_path: Path) -> None:
    people = People(tmp_path)
    note = "INSERT INTO told VALUES (?, 1)"

    def fails() -> None:
        with people.writing() as outer:
            with people.writing() as inner:
                inner.execute(note, ("binnen",))
            outer.execute(note, ("buiten",))
            outer.execute("INSERT INTO nergens VALUES (1)")

    with pytest.raises(Unavailable):
        fails()
    assert people.rows("SELECT * FROM told") == []

    with people.writing(), people.writing() as inner:
        inner.execute(note, ("binnen",))
    assert people.rows("SELECT person FROM told") == [("binnen",)]
    people.close()


NUMBERED = ("drafts", "feedback", "gaps", "notices")  # by a button, a notice or a command


def inserted(database: sqlite3.Connection, table: str) -> int:
    """Put a row into a table, whatever it must hold; return its number."""
    info = database.execute(f"PRAGMA table_info({table})").fetchall()
    needed = [name for _, name, _, is_needed, _, key in info if is_needed and not key]
    places = ", ".join("?" for _ in needed)
    made = database.execute(
        f"INSERT INTO {table} ({', '.join(needed)}) VALUES ({places})",  # noqa: S608 (names of ours)
        [f"{table} {name}" for name in needed],
    )
    return int(made.lastrowid or 0)


@pytest.mark.parametrize("table", NUMBERED)
def test_a_number_that_is_gone_is_never_given_to_another(tmp_path: Path, table: str) -> None:
    database = open_people(tmp_path)
    first = inserted(database.conn, table)
    database.execute(f"DELETE FROM {table}")  # noqa: S608 (ours)

    assert inserted(database.conn, table) > first
    database.close()


def test_what_was_numbered_before_numbers_were_given_once_is_kept(tmp_path: Path) -> None:
    before = STEPS[: STEPS.index("ALTER TABLE drafts DROP COLUMN is_file") + 1]
    tables = (*NUMBERED, "gap_asks")
    with sqlite3.connect(tmp_path / "people.db") as old:
        for step in before:
            old.execute(step)
        old.execute(f"PRAGMA user_version = {len(before)}")
        for table in tables:
            inserted(old, table)
        old.row_factory = sqlite3.Row
        kept = {table: dict(old.execute(f"SELECT * FROM {table}").fetchone()) for table in tables}  # noqa: S608 (ours)
    old.close()
    del kept["drafts"]["asked"]  # what is said of a draft is sealed with it

    database = open_people(tmp_path)
    assert {table: next(database.table(table).rows) for table in tables} == kept
    database.close()
