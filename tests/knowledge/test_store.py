import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from knowledge import store as store_module
from knowledge.errors import Unavailable
from knowledge.library import Library
from knowledge.store import Store
from tests.support.builders import article, source


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_a_source_comes_back_as_it_was_put(tmp_path: Path) -> None:
    made = source(article("Samen", "## Sport\n\nDrie dingen:\n\n1. Eén.\n2. Twee.\n\nKlaar."))
    store = Store(tmp_path / "knowledge.db")
    with store.writing():
        assert store.put(made, "pagina\r\n")
        assert not store.put(made, "pagina\r\n")
    store.close()

    store = Store(tmp_path / "knowledge.db")
    assert store.sources() == [made]
    assert store.page(made.id) == "pagina\r\n"
    assert store.revision() == 1
    store.close()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "knowledge.db")

    def fail_halfway() -> None:
        with store.writing():
            store.put(source(article("Samen", "Tekst.")), "")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert (store.sources(), store.revision()) == ([], 0)
    store.close()


def test_the_journal_is_cut_to_nothing_after_a_write_and_there_is_no_wal(tmp_path: Path) -> None:
    library = Library(tmp_path)

    library.add(library.prepare(article("Samen", "Tekst.")))

    assert (tmp_path / "knowledge.db-journal").stat().st_size == 0
    assert not (tmp_path / "knowledge.db-wal").exists()
    library.close()


def test_a_writer_waits_for_another_and_is_told_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BUSY_TIMEOUT", 50)
    library = Library(tmp_path)
    other = raw(tmp_path / "knowledge.db")
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unavailable, match="another process is writing; try again"):
        library.add(library.prepare(article("Samen", "Tekst.")))
    assert library.sources()  # readers go on

    other.execute("ROLLBACK")
    library.add(library.prepare(article("Samen", "Tekst.")))
    other.close()
    library.close()


def test_a_write_that_found_the_database_busy_at_its_end_leaves_it_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BUSY_TIMEOUT", 20)
    library = Library(tmp_path)
    reader = raw(tmp_path / "knowledge.db")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM sources").fetchall()  # while it reads, nobody can commit
    with pytest.raises(Unavailable, match="another process is writing; try again"):
        library.add(library.prepare(article("Samen", "Tekst.")))

    reader.close()

    library.add(library.prepare(article("Samen", "Tekst.")))
    assert library.source("samen").text == "Tekst."
    library.close()


def test_what_was_removed_is_nowhere_in_the_file(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add(library.prepare(article("Samen", "kanarie " * 2000)), "kanarie")
    assert b"kanarie" in (tmp_path / "knowledge.db").read_bytes()

    library.remove("samen")
    library.close()

    assert all(b"kanarie" not in file.read_bytes() for file in tmp_path.iterdir())


def test_two_writers_at_once_both_get_their_turn(tmp_path: Path) -> None:
    Library(tmp_path).close()

    def write(name: str) -> None:
        library = Library(tmp_path)
        for number in range(5):
            library.add(library.prepare(article(f"{name} {number}", f"Tekst van {name}.")))
        library.close()

    threads = [threading.Thread(target=write, args=[name]) for name in ("een", "twee")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    library = Library(tmp_path)
    ids = {each.id for each in library.sources()}
    assert {f"{name}-{number}" for name in ("een", "twee") for number in range(5)} <= ids
    library.close()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Library(tmp_path).close()
    database = Database(tmp_path / "knowledge.db")
    row = {"migration_set": "knowledge", "name": "0099-later", "applied_at": "2030"}
    database.table("_sqlite_migrations").insert(row)
    database.close()

    with pytest.raises(
        Unavailable, match=r"knowledge\.db: made by a newer VrijWijzer \(0099-later\)"
    ):
        Library(tmp_path)


@pytest.mark.parametrize(
    "content", [b"geen database" * 100, b"SQLite format 3\0" + b"\x07" * 8000]
)
def test_a_damaged_database_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "knowledge.db").write_bytes(content)

    with pytest.raises(Unavailable, match=r"knowledge\.db: ") as told:
        Library(tmp_path)
    assert "\n" not in str(told.value)
    assert (tmp_path / "knowledge.db").read_bytes() == content


def test_damage_within_a_database_is_told_when_it_is_met(tmp_path: Path) -> None:
    Library(tmp_path).close()
    path = tmp_path / "knowledge.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(Unavailable, match="put a backup in its place"):
        Library(tmp_path).sources()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", "utf-8")

    with pytest.raises(Unavailable, match="no data can be kept here"):
        Library(tmp_path / "bestand" / "data")


def test_the_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    Library(tmp_path / "een" / "twee").close()

    assert (tmp_path / "een" / "twee" / "knowledge.db").exists()


def test_a_write_tries_nothing_out_in_the_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    library.close()
    told: list[str] = []
    connect = sqlite3.connect

    def traced(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)
        connection.set_trace_callback(told.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", traced)
    library = Library(tmp_path)
    library.add(library.prepare(article("Samen", "Tekst.")))
    library.close()

    # An error that is passed over in there would leave half a source (fault case 9).
    assert "COMMIT" in told
    assert [sql for sql in told if "create" in sql.casefold() or "drop" in sql.casefold()] == []
