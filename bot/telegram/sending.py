"""Sends messages: patient where Telegram cannot have them, never twice where it may.

======================================  =========================================================
no connection, 5xx                      tried again, for 15 minutes: it did not arrive
429                                     the rate limiter waits as Telegram says; then the same
timed out after it was sent             not repeated: it may have arrived
connection lost after it was sent       repeated once: at most one answer too many
markup or keyboard refused              sent again without entities, then without buttons too
blocked, chat gone                      the rest is left out
======================================  =========================================================
"""

import asyncio
import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from telegram import Bot, ReplyParameters
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.render import Outgoing

log = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 15 * 60  # a later answer surprises more than it helps
MAX_PAUSE_SECONDS: Final = 30.0
# httpx' names for failures before the first byte was sent, and for those after.
_NOT_SENT: Final = {"ConnectError", "ConnectTimeout", "PoolTimeout"}
_LOST: Final = {"ReadError", "WriteError", "CloseError", "RemoteProtocolError"}


class Unreachable(Exception):
    """This person cannot be reached: the bot is blocked, or the chat is gone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, the message it answers; `silent`: without a sound."""

    chat: int
    reply_to: int | None = None
    silent: bool = False


class Sender:
    """Sends one message at a time. `pause`: the seconds before the first repetition, doubled."""

    def __init__(self, bot: Bot, pause: float = 1.0) -> None:
        self._bot = bot
        self._pause = pause

    async def send(self, place: Place, message: Outgoing) -> None:
        """Send a message in the plainest form that Telegram takes.

        Raises Unreachable; telegram.error.TelegramError when it did not arrive in 15 minutes.
        """
        for form in _forms(message):
            try:
                await self._patiently(place, form)
            except BadRequest as error:
                reason = _reason(error)
                if "chat not found" in reason.lower():
                    raise Unreachable from None
                log.warning("Telegram refuses a message: %s", reason)
            except ChatMigrated as moved:
                await self.send(replace(place, chat=moved.new_chat_id, reply_to=None), form)
                return
            except Forbidden:
                raise Unreachable from None
            else:
                return
        log.error("a message could not be sent in any form")

    async def _patiently(self, place: Place, message: Outgoing) -> None:
        """One form of a message, repeated as the table at the top says."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        pause, losses = self._pause, 0
        while True:
            try:
                return await self._once(place, message)
            except (BadRequest, ChatMigrated):
                raise
            except (NetworkError, RetryAfter) as error:
                losses += _cause(error) in _LOST
                if _may_have_arrived(error, losses):
                    log.warning("sent, but not confirmed: %s", _cause(error))
                    return None
                if time.monotonic() + pause > deadline:
                    raise
                log.info("not sent yet: %s", _cause(error) or type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, MAX_PAUSE_SECONDS)

    async def _once(self, place: Place, message: Outgoing) -> None:
        reply = place.reply_to and ReplyParameters(
            place.reply_to, allow_sending_without_reply=True
        )
        await self._bot.send_message(
            place.chat,
            message.text,
            entities=message.entities,
            reply_markup=message.keyboard,
            reply_parameters=reply or None,
            disable_notification=place.silent,
        )


def _forms(message: Outgoing) -> Iterator[Outgoing]:
    """The message, then ever plainer ones."""
    yield message
    if message.entities:
        yield replace(message, entities=())
    if message.keyboard:
        yield Outgoing(message.text)


def _may_have_arrived(error: TelegramError, losses: int) -> bool:
    """Whether to leave it at that; `losses` counts connections lost, with this one."""
    if isinstance(error, TimedOut):
        return _cause(error) not in _NOT_SENT
    return losses > 1


def _cause(error: TelegramError) -> str:
    """The name of what the HTTP client met; "" when Telegram itself answered."""
    return type(error.__cause__).__name__ if error.__cause__ else ""


def _reason(error: BadRequest) -> str:
    """What Telegram says, without the words and addresses that it may repeat."""
    return re.split(r"[:'\"]", str(error), maxsplit=1)[0]
