"""Telegram's limits, kept before it has to name them: in a chat, on a message, in all.

The library keeps 20 calls a minute in a group, and obeys a 429. What it does not know is the pace
within a chat, which many answers at once (after an outage, a start) would break; and of the 30
calls a second in all it makes one line, in which the flood of a few would stand before all others:
here who asked least lately goes first.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from typing import Any, Final

from telegram.ext import AIORateLimiter

from bot.state.fair import FairLock

# Telegram wants a message a second in a chat and lets a short burst pass; so many in so long.
BURST: Final = 3
BURST_SECONDS: Final = 3.2  # what is sent 3 s apart may arrive closer
TOGETHER: Final = 30  # calls to all chats in a second, as Telegram wants it
TOGETHER_SECONDS: Final = 1.0
EDIT_SECONDS: Final = 1.5  # between two edits of one message
_RETRIES: Final = 5  # after a 429, each after the wait that it names
_REMEMBERED: Final = 1_000  # chats, and edited messages
_PROFILE: Final = ("setMy", "getMy", "deleteMy")
_EDITS: Final = ("editMessageText", "editMessageReplyMarkup")
_SENDS: Final = ("sendMessage", "sendDocument", *_EDITS)


class Clock:
    """Seconds that only go forward, and waiting for them to pass."""

    def now(self) -> float:
        """Return the seconds since some moment."""
        return time.monotonic()

    async def wait(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        await asyncio.sleep(seconds)


class Limiter(AIORateLimiter):
    """Telegram's limits; a 429 on the profile fails at once, as its wait holds up all calls."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(max_retries=_RETRIES)
        self._clock = clock
        self._pace = Pace(clock.now)
        self._line = FairLock()

    async def process_request(  # noqa: PLR0913, PLR0917 (the library's signature)
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make one call, as the library asks, when its chat and its message may have it."""
        if endpoint.startswith(_PROFILE):
            return await callback(*args, **kwargs)
        chat = data.get("chat_id")
        if endpoint in _SENDS:
            edited = data.get("message_id") if endpoint in _EDITS else None
            await self._clock.wait(self._pace.pause(chat, edited))
        if chat is not None:
            async with self._line.turn():
                await self._clock.wait(self._pace.pause_of_all())
        return await super().process_request(
            callback, args, kwargs, endpoint, data, rate_limit_args
        )


class Pace:
    """Says when a chat may have its next message, and a message its next edit."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock`: seconds that only go forward."""
        self._clock = clock
        self._sent: OrderedDict[object, deque[float]] = OrderedDict()
        self._calls: deque[float] = deque(maxlen=TOGETHER)

    def pause(self, chat: object, edited: object = None) -> float:
        """Return the seconds to wait for a message, or an edit of one, which is then counted.

        What is said in a chat later never goes earlier.
        """
        now, said = self._clock(), self._moments(chat, BURST)
        waits = [(said, BURST_SECONDS)]
        if edited is not None:
            waits.append((self._moments((chat, edited), 1), EDIT_SECONDS))
        free = max([now, *said, *(m[0] + after for m, after in waits if len(m) == m.maxlen)])
        for moments, _ in waits:
            moments.append(free)
        return free - now

    def pause_of_all(self) -> float:
        """Return the seconds to wait for a call to any chat, which is then counted."""
        now = self._clock()
        is_full = len(self._calls) == TOGETHER
        free = max(now, self._calls[0] + TOGETHER_SECONDS) if is_full else now
        self._calls.append(free)
        return free - now

    def _moments(self, key: object, most: int) -> deque[float]:
        """When the last ones of a chat or a message went, at most so many, the oldest first."""
        moments = self._sent.setdefault(key, deque(maxlen=most))
        self._sent.move_to_end(key)
        while len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)
        return moments
