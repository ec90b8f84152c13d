"""A shelf to fill and to search, opened once or, as by another process, once more."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    made.clear()
    yield made
    made.close()


@pytest.fixture
def second_shelf(tmp_path: Path) -> Iterator[Callable[[], Shelf]]:
    """Opens the same folder once more, as another process does."""
    opened: list[Shelf] = []

    def open_again() -> Shelf:
        opened.append(Shelf(tmp_path))
        return opened[-1]

    yield open_again
    for each in opened:
        each.close()
