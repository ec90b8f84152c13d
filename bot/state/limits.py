"""How much one person, and all together, may ask; so that one flood slows nobody else.

Counted in memory by a clock that only goes forward, and so anew after a restart. What waits for
its turn is counted by `bot.telegram`, which also lets people take turns.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MINUTE_SECONDS: Final = 60.0
DAY_SECONDS: Final = 24 * 3600.0
_MAX_PEOPLE: Final = 10_000  # counted at once; beyond it the ones longest silent are forgotten


@dataclass(frozen=True, slots=True)
class Budget:
    """TRUST case 43: messages a person a minute and a day, and all people together a day.

    `at_once` questions are worked on at a time; `queue` may wait, of whomever.
    """

    a_minute: int = 10
    a_day: int = 200
    together_a_day: int = 2_000
    at_once: int = 4
    queue: int = 50


class Busy(StrEnum):
    """Why there is no answer now; each has a text in every catalogue."""

    MINUTE = "minute"
    DAY = "day"
    TOGETHER = "together"
    QUEUE = "queue"


@dataclass(slots=True)
class _Counted:
    """When a person sent something, in the last day; the newest last."""

    moments: deque[float] = field(default_factory=deque)


class Limits:
    """Counts messages, for the thread that uses it."""

    def __init__(self, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock`: seconds that only go forward."""
        self.budget = budget
        self._clock = clock
        self._people: OrderedDict[str, _Counted] = OrderedDict()
        self._together: deque[float] = deque()

    def refusal(self, person: str) -> Busy | None:
        """Count one message of a person; return why it is to wait, None: it may be answered.

        What is refused is not counted, so a person who waits as asked is answered again.
        """
        now = self._clock()
        mine = self._people.setdefault(person, _Counted()).moments
        self._people.move_to_end(person)
        for moments in (mine, self._together):
            while moments and moments[0] <= now - DAY_SECONDS:
                moments.popleft()
        while len(self._people) > _MAX_PEOPLE:
            self._people.popitem(last=False)
        busy = self._busy(mine, now)
        if busy is None:
            mine.append(now)
            self._together.append(now)
        return busy

    def forget(self, person: str) -> None:
        """Let go of what was counted of a person."""
        self._people.pop(person, None)

    def _busy(self, mine: deque[float], now: float) -> Busy | None:
        lately = sum(moment > now - MINUTE_SECONDS for moment in mine)
        if lately >= self.budget.a_minute:
            return Busy.MINUTE
        if len(mine) >= self.budget.a_day:
            return Busy.DAY
        return Busy.TOGETHER if len(self._together) >= self.budget.together_a_day else None
