"""How much one person, and all together, may ask; so that one flood slows nobody else.

Counted in memory by a clock that only goes forward, and so anew after a restart. `Limits` counts
what is asked, in the thread of the conversation. `Gate` and `Crowd` count in the event loop of a
channel: what of a person comes in at all, and what waits, so that the chats take turns.
"""

import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MINUTE_SECONDS: Final = 60.0
DAY_SECONDS: Final = 24 * 3600.0
# So many more than are answered in a minute come in: for the word that says so, and for rights.
_MORE: Final = 5
_SOON: Final = 0.1  # seconds that are waited beside, as a sleep may end early
_MAX_PEOPLE: Final = 10_000  # counted at once; beyond it the ones longest silent are forgotten


@dataclass(frozen=True, slots=True)
class Budget:
    """TRUST case 43: messages a person a minute and a day, and all people together a day.

    `presses` of buttons a person a minute, which show something and ask nothing. `waiting` chats
    may have messages that wait for an answer, `waiting_each` of them each: counted together, the
    messages of a few would keep out everybody else.
    """

    a_minute: int = 10
    a_day: int = 200
    together_a_day: int = 2_000
    presses: int = 40
    waiting: int = 100
    waiting_each: int = 20


class Busy(StrEnum):
    """Why there is no answer now; each but the last two has a text in every catalogue."""

    MINUTE = "minute"
    PRESSES = "presses"
    DAY = "day"
    TOGETHER = "together"
    QUEUE = "queue"
    # It was said a moment ago: a flood gets one word, not a flood back.
    HELD = "held"  # of the minute: it is answered after it, where that can be
    SILENT = "silent"


@dataclass(slots=True)
class _Counted:
    """When a person sent something, in the last day, the newest last; when they were refused."""

    moments: deque[float] = field(default_factory=deque)
    presses: deque[float] = field(default_factory=deque)  # in the last minute
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

        What is refused is not counted, so a person who waits as asked is answered again; what
        comes too soon in a minute can be held for as long as `wait` says. A stranger has limits
        of their own alone: they take nothing of what all together may ask.
        """
        now, counted = self._clock(), self._counted(person)
        for moments in (counted.moments, self._together):
            _forget(moments, now - DAY_SECONDS)
        busy = self._busy(counted.moments, now, stranger=stranger)
        if busy is None:
            counted.moments.append(now)
            if not stranger:
                self._together.append(now)
            return None
        return _told_once(counted, busy, now)

    def wait(self, person: str) -> float:
        """Return the seconds until one more message of a person fits in the minute."""
        mine = self._counted(person).moments
        is_full = len(mine) >= self.budget.a_minute
        free = mine[-self.budget.a_minute] + MINUTE_SECONDS if is_full else 0.0
        return max(0.0, free - self._clock()) + _SOON

    def refusal_of_press(self, person: str) -> Busy | None:
        """Count one press that only shows something; return as `refusal`."""
        now, counted = self._clock(), self._counted(person)
        _forget(counted.presses, now - MINUTE_SECONDS)
        if len(counted.presses) >= self.budget.presses:
            return _told_once(counted, Busy.PRESSES, now)
        counted.presses.append(now)
        return None

    def forget(self, person: str) -> None:
        """Let go of what was counted of a person."""
        self._people.pop(person, None)

    def _counted(self, person: str) -> _Counted:
        counted = self._people.setdefault(person, _Counted())
        self._people.move_to_end(person)
        while len(self._people) > _MAX_PEOPLE:
            self._people.popitem(last=False)
        return counted

    def _busy(self, mine: deque[float], now: float, *, stranger: bool) -> Busy | None:
        lately = sum(moment > now - MINUTE_SECONDS for moment in mine)
        if lately >= self.budget.a_minute:
            return Busy.MINUTE
        if len(mine) >= self.budget.a_day:
            return Busy.DAY
        is_full = len(self._together) >= self.budget.together_a_day
        return Busy.TOGETHER if is_full and not stranger else None


def _forget(moments: deque[float], until: float) -> None:
    while moments and moments[0] <= until:
        moments.popleft()


def _told_once(counted: _Counted, busy: Busy, now: float) -> Busy:
    """The reason, once a minute; in between no word."""
    is_told = now < counted.refused_at + MINUTE_SECONDS
    counted.refused_at = counted.refused_at if is_told else now
    if not is_told:
        return busy
    return Busy.HELD if busy is Busy.MINUTE else Busy.SILENT


class Gate:
    """Keeps out what of one person would get no answer: it is not even stored.

    Storing and finishing cost more than refusing, and all people share the disk.
    """

    def __init__(self, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock`: seconds that only go forward."""
        self._most = {False: budget.a_minute + _MORE, True: budget.presses + _MORE}
        self._clock = clock
        self._let_in: OrderedDict[tuple[str, bool], deque[float]] = OrderedDict()

    def admits(self, person: str, *, press: bool) -> bool:
        """Tell whether a message, or else what costs a tap (`press`), of a person may come in."""
        return self.lately(person, press=press) < self._most[press]

    def lately(self, person: str, *, press: bool = False) -> int:
        """Return how many of them came in in the last minute."""
        moments = self._let_in.get((person, press), deque())
        _forget(moments, self._clock() - MINUTE_SECONDS)
        return len(moments)

    def give_back(self, person: str, *, press: bool) -> None:
        """Count one less: it had come in before."""
        moments = self._let_in.get((person, press))
        if moments:
            moments.pop()

    def count(self, person: str, *, press: bool) -> None:
        """Count one that came in."""
        self._let_in.setdefault((person, press), deque()).append(self._clock())
        self._let_in.move_to_end((person, press))
        while len(self._let_in) > _MAX_PEOPLE:
            self._let_in.popitem(last=False)


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
        if chat not in self._chats and len(self._chats) >= self._budget.waiting:
            return Busy.QUEUE
        self._chats[chat] += 1
        return None

    def leave(self, chat: str) -> None:
        """Let go of one message that was answered, or will not be."""
        self._chats[chat] -= 1
        if self._chats[chat] <= 0:
            del self._chats[chat]
