"""How much one person, and all together, may ask; so that one flood slows nobody else.

Counted in memory by a clock that only goes forward, and so anew after a restart. `Limits` counts
what is asked, in the thread of the conversation; `Crowd` counts what waits, in the event loop of a
channel, which lets the chats take turns.
"""

import time
from collections import Counter, OrderedDict, deque
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

    `waiting` messages of all may wait for an answer, and `waiting_each` of one chat.
    """

    a_minute: int = 10
    a_day: int = 200
    together_a_day: int = 2_000
    waiting: int = 50
    waiting_each: int = 20


class Busy(StrEnum):
    """Why there is no answer now; each but SILENT has a text in every catalogue."""

    MINUTE = "minute"
    DAY = "day"
    TOGETHER = "together"
    QUEUE = "queue"
    SILENT = "silent"  # it was said a moment ago: a flood gets one word, not a flood back


@dataclass(slots=True)
class _Counted:
    """When a person sent something, in the last day, the newest last; when they were refused."""

    moments: deque[float] = field(default_factory=deque)
    refused_at: float = float("-inf")


class Limits:
    """Counts messages, for the thread that uses it."""

    def __init__(self, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock`: seconds that only go forward."""
        self.budget = budget
        self._clock = clock
        self._people: OrderedDict[str, _Counted] = OrderedDict()
        self._together: deque[float] = deque()

    def refusal(self, person: str, *, stranger: bool = False) -> Busy | None:
        """Count one message of a person; return why it is to wait, None: it may be answered.

        What is refused is not counted, so a person who waits as asked is answered again. A
        stranger has limits of their own alone: they take nothing of what all together may ask.
        """
        now = self._clock()
        counted = self._people.setdefault(person, _Counted())
        self._people.move_to_end(person)
        for moments in (counted.moments, self._together):
            while moments and moments[0] <= now - DAY_SECONDS:
                moments.popleft()
        while len(self._people) > _MAX_PEOPLE:
            self._people.popitem(last=False)
        busy = self._busy(counted.moments, now, stranger=stranger)
        if busy is None:
            counted.moments.append(now)
            if not stranger:
                self._together.append(now)
            return None
        is_told = now < counted.refused_at + MINUTE_SECONDS
        counted.refused_at = counted.refused_at if is_told else now
        return Busy.SILENT if is_told else busy

    def forget(self, person: str) -> None:
        """Let go of what was counted of a person."""
        self._people.pop(person, None)

    def _busy(self, mine: deque[float], now: float, *, stranger: bool) -> Busy | None:
        lately = sum(moment > now - MINUTE_SECONDS for moment in mine)
        if lately >= self.budget.a_minute:
            return Busy.MINUTE
        if len(mine) >= self.budget.a_day:
            return Busy.DAY
        is_full = len(self._together) >= self.budget.together_a_day
        return Busy.TOGETHER if is_full and not stranger else None


class Crowd:
    """Who waits for an answer, for the event loop that uses it."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._chats: Counter[str] = Counter()

    def join(self, chat: str, *, owed: bool = False) -> Busy | None:
        """Let one message of a chat wait; return why it may not, None when it does.

        Of one chat only so many wait that the others are not held up. One that is `owed` an
        answer, as it was let in before a restart, always waits.
        """
        if owed:
            self._chats[chat] += 1
            return None
        if self._chats[chat] >= self._budget.waiting_each:
            return Busy.SILENT
        if not self._chats[chat] and self._chats.total() >= self._budget.waiting:
            return Busy.QUEUE
        self._chats[chat] += 1
        return None

    def leave(self, chat: str) -> None:
        """Let go of one message that was answered, or will not be."""
        self._chats[chat] -= 1
        if self._chats[chat] <= 0:
            del self._chats[chat]
