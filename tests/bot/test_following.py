"""What a bot does by the way goes on, whatever becomes of one of its jobs."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from bot.following import Following, Job
from knowledge.errors import Unavailable


@contextmanager
def following(*jobs: Job, pause: float = 0.0) -> Iterator[None]:
    with ThreadPoolExecutor(1, thread_name_prefix="room") as worker:
        thread = Following(worker, jobs, pause)
        try:
            yield
        finally:
            thread.end()


def counting(times: int) -> tuple[Callable[[], None], threading.Event]:
    """A job, and what is set when it was done so often."""
    left, done = [times], threading.Event()

    def job() -> None:
        left[0] -= 1
        if not left[0]:
            done.set()

    return job, done


@pytest.mark.parametrize("error", [ValueError("Vraag van Sanne"), Unavailable("people.db: full")])
def test_a_job_that_fails_ends_neither_itself_nor_another(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    tried, was_tried = counting(3)
    other, was_done = counting(3)

    def fails() -> None:
        tried()
        raise error

    with caplog.at_level(logging.DEBUG), following(fails, other):
        assert was_tried.wait(30)
        assert was_done.wait(30)

    (told,) = caplog.messages  # the same fault once
    assert told.startswith("left for the next round: ")
    assert "Sanne" not in told


def test_a_fault_that_comes_back_is_told_again(caplog: pytest.LogCaptureFixture) -> None:
    outcomes = iter([Unavailable("a"), Unavailable("a"), None, Unavailable("a")])
    ended = threading.Event()

    def job() -> None:
        outcome = next(outcomes, ended)
        if isinstance(outcome, Unavailable):
            raise outcome
        if outcome is ended:
            ended.set()

    with following(job):
        assert ended.wait(30)

    assert len(caplog.messages) == 2


def test_a_job_with_more_to_do_is_asked_again_at_once() -> None:
    left, done = [3], threading.Event()

    def job() -> bool:
        left[0] -= 1
        if not left[0]:
            done.set()
        return not left[0]

    with following(job, pause=3600.0):
        assert done.wait(30)
