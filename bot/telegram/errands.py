"""Work that waits for others (a site, a parser): one at a time, in no thread that answers.

Each has a daemon thread of its own, so that a stop does not wait for a slow site: the update stays
in the inbox, and the errand is done again after the next start.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

_T = TypeVar("_T")


class Errands:
    """Does errands for an event loop, in the order in which they came."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def done(self, errand: Callable[[], _T]) -> _T:
        """Return what an errand gives, or raise what it raises; the loop goes on meanwhile."""
        found: Future[_T] = Future()
        found.set_running_or_notify_cancel()

        def work() -> None:
            try:
                found.set_result(errand())
            except Exception as error:  # noqa: BLE001 (it is raised where the errand is awaited)
                found.set_exception(error)

        async with self._turn:
            Thread(target=work, name="errand", daemon=True).start()
            return await asyncio.wrap_future(found)
