"""index.db holds terms and vectors, gives them back, and is made anew when it is not ours."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from index import catalogue, dutch
from index.catalogue import Change, Put, Row
from index.store import Damaged, IndexStore
from knowledge.errors import Unavailable


@pytest.fixture
def store(tmp_path: Path) -> Iterator[IndexStore]:
    made = IndexStore(tmp_path / "index.db")
    yield made
    made.close()


def row(name: str, body: str = "", *, key: str = "", **others: str) -> Row:
    return Row(name, key or f"key of {name}", body=body, **others)


def put(
    store: IndexStore, *rows: Row, gone: tuple[str, ...] = (), searched: bool = True
) -> Change:
    """Put a source a row, which has the row's own id."""
    puts = [Put(each.id, f"mark of {each.key}", searched, (each,)) for each in rows]
    with store.writing():
        return catalogue.write(store, puts, gone)


def numbers(store: IndexStore) -> dict[str, int]:
    return {place.passage_id: n for n, place in store.places(list(store.keys())).items()}


def found(store: IndexStore, *terms: str) -> list[str]:
    names = {number: name for name, number in numbers(store).items()}
    return [names[number] for number in store.best(terms, 10)]


def test_what_shares_more_terms_comes_first(store: IndexStore) -> None:
    filler = [row(f"filler {place}", "iets") for place in range(5)]
    put(store, row("one", "sport club"), row("both", "sport cultuur"), *filler)

    assert found(store, "sport", "cultuur") == ["both", "one"]


def test_a_word_counts_more_than_a_part_of_a_word(store: IndexStore) -> None:
    filler = [row(f"filler {place}", "iets anders nog") for place in range(5)]
    put(store, row("part", "a b", parts="beleid"), row("word", "a beleid", parts="b"), *filler)

    assert found(store, "beleid") == ["word", "part"]


def test_titles_and_headings_are_searched(store: IndexStore) -> None:
    put(store, row("titled", "iets", context="utrecht"), row("other", "iets"))

    assert found(store, "utrecht") == ["titled"]


def test_numbers_with_signs_in_them_are_terms(store: IndexStore) -> None:
    put(store, row("law", "artikel 2.1.1"), row("time", "artikel 3:40"), row("other", "2 1 1 3"))

    assert found(store, "2.1.1") == ["law"]
    assert found(store, "3:40") == ["time"]


def test_no_terms_find_nothing(store: IndexStore) -> None:
    put(store, row("one", "sport"))

    assert store.best([], 10) == {}


@given(st.text())
def test_no_question_is_read_as_a_query(text: str) -> None:
    store = IndexStore(Path(":memory:"))

    assert store.best(dutch.terms(text), 10) == {}

    store.close()


@pytest.mark.parametrize("text", ["AND OR NOT", "a" * 5000, "NEAR(a b)", "body: x*", '"', "-- ;"])
def test_words_of_the_query_language_are_words(store: IndexStore, text: str) -> None:
    assert store.best(dutch.words(text), 10) == {}


def test_more_terms_than_sqlite_takes_are_cut(store: IndexStore) -> None:
    put(store, row("one", "w0"))

    assert found(store, *(f"w{place}" for place in range(3000))) == ["one"]


def test_a_number_is_never_given_twice(store: IndexStore) -> None:
    put(store, row("one", "sport"))
    first = numbers(store)["one"]

    put(store, gone=("one",))
    put(store, row("one", "sport"))

    assert numbers(store)["one"] > first


def test_what_stays_the_same_keeps_its_number(store: IndexStore) -> None:
    put(store, row("one", "sport"), row("two", "cultuur"))
    before = numbers(store)

    change = put(store, row("one", "sport"), row("two", "theater", key="another"))

    assert numbers(store)["one"] == before["one"]
    assert change.gone == [before["two"]]
    assert change.new == {numbers(store)["two"]: "another"}


def test_words_are_counted_as_fts5_counts_them(store: IndexStore) -> None:
    put(store, row("a", "sport club sport"), row("b", "club"), row("c", "wijk"))
    change = put(store, row("a", "sport", key="new"), gone=("c",))

    assert store.words() == {"sport": 1, "club": 1}
    assert {word: n for word, n in change.words.items() if n} == {"club": -1, "wijk": -1}


def test_words_as_they_are_written_are_counted_and_leave_no_trace(store: IndexStore) -> None:
    put(store, row("a", spelt="theaters wijkteam"), row("b", spelt="wijkteam"))
    assert store.spellings(["wijkteam", "theaters", "sport"]) == {"wijkteam": 2, "theaters": 1}

    put(store, row("a", spelt="wijkteam", key="new"), gone=("b",))
    assert store.spellings(["wijkteam", "theaters"]) == {"wijkteam": 1}
    put(store, row("a"), searched=False)
    assert store.spellings(["wijkteam"]) == {}


def test_what_holds_all_terms_is_found_in_text_and_headings(store: IndexStore) -> None:
    put(
        store,
        row("both", "haverkamp schreef", context="anna"),
        row("one", "haverkamp"),
        row("part", "anna", parts="haverkamp"),
    )
    named = numbers(store)

    assert store.holding(["anna", "haverkamp"], 10) == [named["both"]]
    assert set(store.holding(["haverkamp"], 10)) == {named["both"], named["one"]}
    assert store.holding(["haverkamp"], 1) == [named["one"]]


def test_terms_are_made_again_under_the_same_number(store: IndexStore) -> None:
    put(store, row("a", "sport", parts="oud"))
    before = numbers(store)
    with store.writing():
        catalogue.all_again(store)

    change = put(store, row("a", "sport", parts="nieuw"))

    assert numbers(store) == before
    assert (change.gone, change.new) == ([], {})
    assert (found(store, "oud"), found(store, "nieuw")) == ([], ["a"])
    assert store.words() == {"sport": 1}


def test_vectors_go_when_nothing_uses_them_any_more(store: IndexStore) -> None:
    rows = np.eye(3, 4, dtype=np.float32)
    store.keep("m", {"shared": rows, "own": rows, "prepared": rows})
    put(store, row("a", key="shared"), row("b", key="shared"), row("c", key="own"))

    put(store, gone=("a", "c"))

    assert store.lacking(["shared", "own", "prepared"], "m") == {"own"}


def test_vectors_of_what_rests_stay_until_it_is_gone_too(store: IndexStore) -> None:
    store.keep("m", {"key of a": np.eye(3, 4, dtype=np.float32)})
    put(store, row("a", "sport"))

    put(store, row("a"), searched=False)
    assert store.lacking(["key of a"], "m") == set()
    assert (store.keys(), found(store, "sport"), store.words()) == ({}, [], {})

    put(store, gone=("a",))
    assert store.lacking(["key of a"], "m") == {"key of a"}


def test_a_store_tells_what_another_connection_wrote(tmp_path: Path, store: IndexStore) -> None:
    other = IndexStore(tmp_path / "index.db")
    assert store.changed_elsewhere()
    put(store, row("own", "sport"))
    assert not store.changed_elsewhere()

    put(other, row("another's", "sport"))

    assert store.changed_elsewhere()
    assert not store.changed_elsewhere()
    other.close()


def test_vectors_come_back_as_they_were(store: IndexStore) -> None:
    rows = np.random.default_rng(1).normal(size=(3, 4)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    store.keep("m", {"key of a": rows})
    put(store, row("a"), row("without"))
    number = numbers(store)["a"]

    whole = store.passage_vectors(list(store.keys()), "m", 4)
    sentences = store.sentence_vectors([number], "m", 4)

    assert set(whole) == {number}
    np.testing.assert_allclose(whole[number], rows[0], atol=1e-3)
    np.testing.assert_allclose(sentences[number], rows[1:], atol=1e-3)
    assert store.passage_vectors([number], "another", 4) == {}


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
