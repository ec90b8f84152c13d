"""A store of rows of terms, and what is found in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import catalogue
from index.catalogue import Change, Put, Row
from index.store import IndexStore


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
