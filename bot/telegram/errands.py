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
        """Return what an errand gives, or raise what it raises; the loop goes on meanwhile.

        Its turn lasts as long as its thread, also when nobody waits for it any more.
        """
        found: Future[_T] = Future()
        found.set_running_or_notify_cancel()

        def work() -> None:
            try:
                found.set_result(errand())
            except BaseException as error:  # noqa: BLE001 (it is raised where the errand is awaited)
                found.set_exception(_raised(error))

        await self._turn.acquire()
        comes = asyncio.wrap_future(found)
        comes.add_done_callback(self._ended)
        try:
            Thread(target=work, name="errand", daemon=True).start()
        except RuntimeError as error:  # the system gives no more threads
            found.set_exception(error)
        return await asyncio.shield(comes)

    def _ended(self, errand: "asyncio.Future[_T]") -> None:
        """Let the next one go; what this one raised may have nobody left to hear it."""
        self._turn.release()
        errand.exception()


def _raised(error: BaseException) -> Exception:
    """What is raised in the loop: not what would end it, nor what a future cannot hold."""
    if isinstance(error, Exception) and not isinstance(error, StopIteration):
        return error
    return RuntimeError(f"an errand was ended by {type(error).__name__}")
