"""A lock that people take in turns: who asked least lately goes first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class FairLock:
    """One holder at a time, for the event loop that uses it."""

    def __init__(self) -> None:
        self._is_held = False
        self._numbers = count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, rank: int) -> AsyncIterator[None]:
        """Hold the lock; of all that wait the lowest rank goes first, and of those the first."""
        await self._taken(rank)
        try:
            yield
        finally:
            self._pass_on()

    async def _taken(self, rank: int) -> None:
        if not self._is_held:
            self._is_held = True
            return
        mine = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, next(self._numbers), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it was given and will not be used
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Give it to the next who still waits."""
        while self._waiting:
            _, _, theirs = heappop(self._waiting)
            if not theirs.done():
                theirs.set_result(None)
                return
        self._is_held = False
