"""A clock that goes only where somebody waits: the bot and the emulator live by the same one.

What waits for Telegram's pace goes on at once, and by this clock exactly as late as it wanted to.
"""

import asyncio
from typing import Final

from bot.telegram.pace import Clock


class QuickClock(Clock):
    """Stands still, until somebody waits."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    async def wait(self, seconds: float) -> None:
        until = self._now + seconds
        await asyncio.sleep(0)
        self._now = max(self._now, until)

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds


QUICK: Final = QuickClock()
