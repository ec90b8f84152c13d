"""Sends messages: patient where Telegram cannot have them, never twice where it may.

======================================  =========================================================
no connection, 5xx                      tried again, for 15 minutes: it did not arrive
429                                     the rate limiter waits as Telegram says; then the same
timed out after it was sent             not repeated: it may have arrived
connection lost after it was sent       repeated once: at most one answer too many
markup or keyboard refused              sent again without entities, then without buttons too
blocked, chat gone                      the rest is left out
an edit of a message that is gone       sent as a message of its own
======================================  =========================================================
"""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
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
    """Where a message goes: the chat, the message it answers, the topic of a forum.

    `silent`: without a sound.
    """

    chat: int
    reply_to: int | None = None
    silent: bool = False
    thread: int | None = None


class Sender:
    """Sends one message at a time. `pause`: the seconds before the first repetition, doubled."""

    def __init__(self, bot: Bot, pause: float = 1.0) -> None:
        self._bot = bot
        self._pause = pause

    async def send(self, place: Place, message: Outgoing) -> int | None:
        """Send a message in the plainest form that Telegram takes; return its id when known.

        Raises Unreachable; telegram.error.TelegramError when it did not arrive in 15 minutes.
        """
        for form in _forms(message):
            try:
                return await self._patiently(lambda form=form: self._once(place, form))  # type: ignore[misc]  # mypy reads no default of a lambda
            except BadRequest as error:
                reason = _reason(error)
                if "chat not found" in reason.lower():
                    raise Unreachable from None
                log.warning("Telegram refuses a message: %s", reason)
            except ChatMigrated as moved:
                return await self.send(replace(place, chat=moved.new_chat_id, reply_to=None), form)
            except Forbidden:
                raise Unreachable from None
        log.error("a message could not be sent in any form")
        return None

    async def edit(self, place: Place, edited: int, message: Outgoing) -> int | None:
        """Put a message in the place of one that stands there; send it where that one is gone.

        Return the id of the message that holds it now, when known. Raises as `send`.
        """
        try:
            await self._patiently(lambda: self._change(place.chat, edited, message))
        except BadRequest as error:
            reason = _reason(error)
            if "not modified" in reason.lower():
                return edited
            if not message.text:
                log.warning("Telegram refuses a keyboard: %s", reason)
                return edited
            log.info("sent anew instead of edited: %s", reason)
            return await self.send(place, message)
        except (Forbidden, ChatMigrated):
            raise Unreachable from None
        return edited

    async def delete(self, chat: int, message: int) -> None:
        """Delete a message of ours, if that can be done."""
        with suppress(TelegramError):
            await self._bot.delete_message(chat, message)

    async def _patiently(self, call: Callable[[], Awaitable[int | None]]) -> int | None:
        """One call, repeated as the table at the top says; None when it may have arrived."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        pause, losses = self._pause, 0
        while True:
            try:
                return await call()
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

    async def _once(self, place: Place, message: Outgoing) -> int:
        reply = place.reply_to and ReplyParameters(
            place.reply_to, allow_sending_without_reply=True
        )
        if message.file is not None:
            sent = await self._bot.send_document(
                place.chat,
                message.file.content,
                filename=message.file.name,
                reply_parameters=reply or None,
                disable_notification=place.silent,
                message_thread_id=place.thread,
            )
            return sent.message_id
        sent = await self._bot.send_message(
            place.chat,
            message.text,
            entities=message.entities,
            reply_markup=message.keyboard,
            reply_parameters=reply or None,
            disable_notification=place.silent,
            message_thread_id=place.thread,
        )
        return sent.message_id

    async def _change(self, chat: int, edited: int, message: Outgoing) -> None:
        if not message.text:
            await self._bot.edit_message_reply_markup(chat, edited, reply_markup=message.keyboard)
            return
        await self._bot.edit_message_text(
            message.text,
            chat,
            edited,
            entities=message.entities,
            reply_markup=message.keyboard,
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
