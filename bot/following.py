"""The jobs that a running bot does by the way: what is old goes, what is new is indexed.

They share the thread that answers, one between two questions, and no fault of one ends the others:
promises (what is kept how long) rest on them. A fault is logged once until it is another.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from threading import Event, Thread
from typing import Final, TypeAlias

from bot.logs import Recurring

log = logging.getLogger(__name__)

Job: TypeAlias = Callable[[], bool | None]

PAUSE_SECONDS: Final = 10.0  # between two rounds


class Following:
    """Does jobs in `worker`, round after round, until it is ended."""

    def __init__(
        self, worker: Executor, jobs: Sequence[Job], pause: float = PAUSE_SECONDS
    ) -> None:
        """Begin. A job that returns False has more to do: then the next round comes at once."""
        self._worker = worker
        self._jobs = [(job, Recurring(log)) for job in jobs]
        self._pause = pause
        self._ended = Event()
        self._thread = Thread(target=self._follow, name="follow", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Finish the round that is under way; `worker` must still be there."""
        self._ended.set()
        self._thread.join()

    def _follow(self) -> None:
        while not self._ended.is_set():
            done = [self._done(job, faults) for job, faults in self._jobs]
            if False not in done:
                self._ended.wait(self._pause)

    def _done(self, job: Job, faults: Recurring) -> bool | None:
        """Do a job in the worker thread; None for one that cannot be done now."""
        try:
            done = self._worker.submit(job).result()
        except Exception as error:  # noqa: BLE001 (a fault of ours ends no job, nor the others)
            faults.note(error)
            return None
        faults.note(None)
        return done
