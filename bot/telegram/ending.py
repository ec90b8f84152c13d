"""When and why the bot stops: a signal, a token that is refused, or a second poller."""

import asyncio
import logging
import time
from collections import deque
from typing import Final

from telegram.error import Conflict, TelegramError

from bot.telegram.polling import PollRefused
from knowledge.errors import TokenInUse, TokenRefused, VrijwijzerError

log = logging.getLogger(__name__)

MAX_CONFLICTS: Final = 3
CONFLICT_SECONDS: Final = 60.0


def token_refused() -> TokenRefused:
    """Return the error, without the token."""
    return TokenRefused(
        "Telegram refuses the token; look at TELEGRAM_BOT_TOKEN"
        " (BotFather shows it: /mybots, your bot, API Token)"
    )


class Ending:
    """Sets `stop` when polling can not go on; `reason` is None when we were asked to stop."""

    def __init__(self, stop: asyncio.Event) -> None:
        self.stop = stop
        self.reason: VrijwijzerError | None = None
        self._conflicts: deque[float] = deque(maxlen=MAX_CONFLICTS)

    def refused(self) -> None:
        """Stop: the token is not, or no longer, valid."""
        self._end(token_refused())

    def polling_failed(self, error: TelegramError) -> None:
        """Stop when the token is refused or at the third conflict in a minute; else note it."""
        log.warning("a poll failed: %s", type(error).__name__)
        if isinstance(error, PollRefused):
            self.refused()
        if isinstance(error, Conflict):
            self._conflict()

    def _conflict(self) -> None:
        self._conflicts.append(time.monotonic())
        spread = self._conflicts[-1] - self._conflicts[0]
        if len(self._conflicts) == MAX_CONFLICTS and spread <= CONFLICT_SECONDS:
            self._end(
                TokenInUse(
                    "another bot fetches messages with this token; stop that one,"
                    " or make a second bot with BotFather"
                )
            )

    def _end(self, reason: VrijwijzerError) -> None:
        self.reason = self.reason or reason
        self.stop.set()
