"""index.db holds terms and vectors, and gives them back."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import catalogue, dutch
from index.store import IndexStore
from tests.index.terms import found, numbers, put, row, store

__all__ = ["store"]  # fixtures


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
