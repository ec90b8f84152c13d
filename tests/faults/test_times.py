"""A clock that jumps a year, either way, loses and doubles nothing."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.state.inbox import Inbox, UpdateKey
from tests.faults.index_cases import NEW, OLD, QUESTION, opened

YEAR = 366 * 24 * 3600.0
Jump = Callable[[float], None]


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Jump:
    """Sets the clock of this process so many seconds off."""
    real = time.time

    def to(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: real() + seconds)

    return to


@pytest.mark.parametrize("seconds", [YEAR, -YEAR])
def test_a_clock_that_jumps_loses_and_doubles_no_question(
    tmp_path: Path, jump: Jump, seconds: float
) -> None:
    first, second = UpdateKey(1, 7), UpdateKey(1, 8)
    with closing(Inbox(tmp_path)) as inbox:
        inbox.store(first, "telegram:5", "een")
        jump(seconds)
        inbox.store(second, "telegram:5", "twee")

        assert not inbox.store(first, "telegram:5", "een")
        assert [each.body for each in inbox.waiting(1)] == ["een", "twee"]
        for key in (first, second):
            assert inbox.begin(key)
            inbox.finish(key)
            assert not inbox.store(key, "telegram:5", "nog eens")
        assert inbox.waiting(1) == []


@pytest.mark.parametrize("seconds", [YEAR, -YEAR])
def test_a_clock_that_jumps_changes_no_source(tmp_path: Path, jump: Jump, seconds: float) -> None:
    with opened(tmp_path) as shelf:
        shelf.clear()
        shelf.holds("Dank", *OLD)
        shelf.index.refresh(shelf.library)
        jump(seconds)
        shelf.holds("Dank", *OLD, NEW[1])
        assert shelf.found(QUESTION) == ["Dank"]

    jump(0)
    with opened(tmp_path) as shelf:
        assert shelf.found(QUESTION) == ["Dank"]
        (dank,) = shelf.library.marks()
        assert shelf.library.source(dank).text.endswith(NEW[1])
        assert len(shelf.library.versions(dank)) == 1
        assert shelf.library.verify() == []
