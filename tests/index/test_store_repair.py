"""index.db is made anew when it is not ours, shared by processes, and tidied."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index import catalogue
from index.catalogue import Put
from index.store import Damaged, IndexStore
from knowledge.errors import Unavailable
from tests.index.terms import found, numbers, put, row, store

__all__ = ["store"]  # fixtures


def test_vectors_of_another_dimension_are_damage(store: IndexStore) -> None:
    store.keep("m", {"key of a": np.eye(3, 4, dtype=np.float32)})
    put(store, row("a"))

    with pytest.raises(Damaged, match="dimension"):
        store.passage_vectors([numbers(store)["a"]], "m", 7)


def test_an_error_undoes_the_whole_transaction(store: IndexStore) -> None:
    put(store, row("kept", "sport"))

    with pytest.raises(ValueError, match="halfway"):
        _fail_halfway(store)

    assert found(store, "sport") == ["kept"]


def test_a_second_writer_is_told_to_try_again(tmp_path: Path, store: IndexStore) -> None:
    other = IndexStore(tmp_path / "index.db", wait_ms=1)

    with store.writing(), pytest.raises(Unavailable, match="locked"), other.writing():
        pass

    other.close()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + bytes(900)]
)
def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.db"
    path.write_bytes(content)

    store = IndexStore(path)

    assert store.keys() == {}
    assert next(tmp_path.glob("index.db.bad-*")).read_bytes() == content
    store.close()


def test_a_database_of_another_kind_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE other (x)")
    foreign.close()

    store = IndexStore(path)

    assert store.keys() == {}
    assert list(tmp_path.glob("index.db.bad-*"))
    store.close()


def test_tables_of_another_schema_are_made_anew_in_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    before = IndexStore(path)
    put(before, row("old", "sport"))
    before.keep("m", {"key of old": np.eye(2, 4, dtype=np.float32)})
    before.close()
    with sqlite3.connect(path) as older:
        older.execute("DROP TABLE words")
        older.execute("PRAGMA user_version = 1")
    older.close()
    file = path.stat().st_ino

    store = IndexStore(path)
    put(store, row("new", "cultuur"))

    assert found(store, "sport", "cultuur") == ["new"]
    assert store.lacking(["key of old"], "m") == set(), "vectors take long to make"
    assert path.stat().st_ino == file
    assert list(tmp_path.glob("index.db.bad-*")) == []
    store.close()


def test_another_schema_waits_for_who_is_writing(tmp_path: Path, store: IndexStore) -> None:
    with sqlite3.connect(tmp_path / "index.db") as older:
        older.execute("PRAGMA user_version = 1")
    older.close()

    with store.writing(), pytest.raises(Unavailable, match="locked"):
        IndexStore(tmp_path / "index.db", wait_ms=1)


def test_what_one_process_renewed_the_other_opens(tmp_path: Path, store: IndexStore) -> None:
    other = IndexStore(tmp_path / "index.db")
    store.renew("is damaged")
    put(store, row("new", "sport"))

    with pytest.raises(Damaged, match="replaced"):
        put(other, row("lost", "cultuur"))
    other.renew("was replaced by another process")

    assert found(other, "sport") == ["new"]
    assert len(list(tmp_path.glob("index.db.bad-*"))) == 1
    other.close()


def test_two_processes_do_not_renew_at_once(tmp_path: Path) -> None:
    store = IndexStore(tmp_path / "index.db", wait_ms=1)

    with FileLock(tmp_path / "index.db.lock"), pytest.raises(Unavailable, match="renews"):
        store.renew("is damaged")

    assert store.keys() == {}
    store.close()


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "index.db").mkdir()

    with pytest.raises(Unavailable, match=r"index\.db: unable to open"):
        IndexStore(tmp_path / "index.db")


def _fail_halfway(store: IndexStore) -> None:
    with store.writing():
        catalogue.write(
            store, [Put("new", "m", searched=True, rows=(row("new", "sport"),))], ["kept"]
        )
        raise ValueError("halfway")


def test_no_byte_of_what_is_gone_stays_once_all_is_tidy(store: IndexStore) -> None:
    for batch in range(12):  # each leaves a segment of its own
        words = " ".join(f"woord{batch}x{place}" for place in range(300))
        put(store, row(f"stays {batch}", words), row(f"goes {batch}", "duinroosje " + words))
    assert b"duinroosje" in store.path.read_bytes()
    put(store, gone=tuple(f"goes {batch}" for batch in range(12)))

    slices = 1
    while not catalogue.tidy(store):
        slices += 1

    assert slices > 1
    assert b"duinroosje" not in store.path.read_bytes()
    assert b"roosje" not in store.path.read_bytes()
    assert found(store, "woord3x7") == ["stays 3"]
    assert catalogue.tidy(store)


def test_tidying_goes_on_after_a_restart(tmp_path: Path) -> None:
    store = IndexStore(tmp_path / "index.db")
    put(store, row("stays", "zeeklas"), row("goes", "duinroosje zeeklas"))
    put(store, gone=("goes",))
    store.close()

    store = IndexStore(tmp_path / "index.db")
    while not catalogue.tidy(store):
        pass
    store.close()

    assert b"roosje" not in (tmp_path / "index.db").read_bytes()
