"""A lock that people take in turns: who asked least lately goes first."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Final, TypeAlias

Rank: TypeAlias = Callable[[], int]

# How much was asked lately by whom a task serves; what serves nobody (it stores) goes first.
asked_lately: Final = ContextVar[Rank]("asked_lately", default=lambda: 0)


class FairLock:
    """One holder at a time, for the event loop that uses it."""

    def __init__(self) -> None:
        self._is_held = False
        self._waiting: list[tuple[Rank, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold the lock; of all that wait who asked least goes first, and of those the first.

        It is looked up as the turn comes: the first message of a flood looks like any other.
        """
        await self._taken(asked_lately.get())
        try:
            yield
        finally:
            self._pass_on()

    async def _taken(self, rank: Rank) -> None:
        if not self._is_held:
            self._is_held = True
            return
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append((rank, mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it was given and will not be used
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Give it to the next who still waits."""
        self._waiting = [each for each in self._waiting if not each[1].done()]
        if not self._waiting:
            self._is_held = False
            return
        first = min(self._waiting, key=lambda each: each[0]())
        self._waiting.remove(first)
        first[1].set_result(None)
