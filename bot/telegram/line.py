"""The line of a chat: its updates one at a time, in order; one that is held stands aside.

What asks nothing (a press, a command) goes on while a question is held; the questions behind it
wait, so that they stay in order. What is held comes back in the order in which it stood aside.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, TypeAlias

StandsAside: TypeAlias = Callable[[float], Awaitable[None]]

# Lets so many seconds go by for the update that a task serves, beside the line of its chat.
stand_aside: Final = ContextVar[StandsAside]("stand_aside", default=asyncio.sleep)


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    given: asyncio.Future[None]
    asks: bool


class Line:
    """The line of one chat, for the event loop that uses it."""

    def __init__(self) -> None:
        self._is_taken = False
        self._held = 0
        self._waiting: list[_Waiting] = []
        self._resting = asyncio.Lock()  # who stood aside first comes back first
        self._back: list[_Waiting] = []  # who stood aside, before all others

    @asynccontextmanager
    async def turn(self, *, asks: bool) -> AsyncIterator[None]:
        """Have the turn in the chat; `asks`: it waits for any question before it that is held."""
        await self._taken(self._waiting, asks=asks)
        holds = True

        async def aside(seconds: float) -> None:
            nonlocal holds
            holds = False
            self._held += 1
            self._pass_on()
            until = time.monotonic() + seconds
            try:
                async with self._resting:
                    await asyncio.sleep(until - time.monotonic())
                    await self._taken(self._back, asks=False)
                holds = True
            finally:
                self._held -= 1
                if not self._is_taken:  # it went away
                    self._pass_on()

        stand_aside.set(aside)
        try:
            yield
        finally:
            if holds:
                self._pass_on()

    async def _taken(self, among: list[_Waiting], *, asks: bool) -> None:
        """Wait until the turn is given."""
        mine = _Waiting(asyncio.get_running_loop().create_future(), asks)
        among.append(mine)
        if not self._is_taken:
            self._pass_on()
        try:
            await mine.given
        except asyncio.CancelledError:
            if mine.given.done() and not mine.given.cancelled():  # given, and not used
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Give the turn to the next that may have it."""
        self._is_taken = False
        for among in (self._back, self._waiting):
            among[:] = [each for each in among if not each.given.done()]
            for each in among:
                if not (each.asks and self._held):
                    self._is_taken = True
                    each.given.set_result(None)
                    return
