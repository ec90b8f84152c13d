"""The handlers: read, ask the conversation, render, send."""

import asyncio
import logging
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, TypeAlias

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot.logs import where
from bot.reply import Incoming, Paragraph, Reply, Span
from bot.state.inbox import Inbox, InboxThread, UpdateKey
from bot.telegram.buttons import asked
from bot.telegram.inbox import ChatOrder
from bot.telegram.profile import Wording
from bot.telegram.render import Outgoing, render
from bot.telegram.sending import Place, Sender, Unreachable
from bot.telegram.typing import typing
from knowledge.errors import Unavailable

log = logging.getLogger(__name__)

Context: TypeAlias = CallbackContext[Any, Any, Any, Any]

_CODE_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike
_CODE_LENGTH: Final = 5


class Converses(Protocol):
    """What answers: one conversation for all channels, called in one thread."""

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        """Return the replies to what a person sent."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is asked, by which update, and where the answer goes.

    `title` stands above the answer when nothing in the chat shows what was asked.
    """

    key: UpdateKey
    asks: Incoming
    place: Place
    title: str = ""


class Handlers:
    """The handlers of one bot. The conversation runs in `worker`, all else in the event loop."""

    def __init__(
        self, conversation: Converses, worker: Executor, inbox: InboxThread, wording: Wording
    ) -> None:
        self._conversation = conversation
        self._worker = worker
        self._inbox = inbox
        self._wording = wording

    async def on_message(self, update: Update, context: Context) -> None:
        """Answer a message; what is no text (a photo, a sticker) is asked as ""."""
        message = update.message
        if message is None:
            return
        turn = Turn(
            UpdateKey(context.bot.id, update.update_id),
            _incoming(update, message.text or ""),
            Place(message.chat_id, reply_to=message.message_id),
        )
        await self._answer(context.bot, turn)

    async def on_press(self, update: Update, context: Context) -> None:
        """Answer a press: it asks the label of its button, if that is still there."""
        press, chat = update.callback_query, update.effective_chat
        if press is None:
            return
        label = asked(press)
        with suppress(TelegramError):  # too late, mostly; the question is answered all the same
            await press.answer(None if label else self._wording.expired)
        if label and chat and chat.type == chat.PRIVATE:
            key = UpdateKey(context.bot.id, update.update_id)
            turn = Turn(key, _incoming(update, label), Place(chat.id), title=label)
            await self._answer(context.bot, turn)

    async def on_error(self, update: object, context: Context) -> None:
        """Keep what could not be sent, to be tried again later; excuse any other failure."""
        error, order = context.error, context.application.update_processor
        if error is None or not isinstance(update, Update) or not isinstance(order, ChatOrder):
            log.error("%s", where(error) if error else "an error without a name")
        elif isinstance(error, TelegramError | Unavailable):
            log.error("update %s waits: %s", update.update_id, where(error))
            order.keep(update)
        else:
            await self._excuse(update, error)

    async def give_up(self, update: Update) -> None:
        """Tell a person that there will be no answer."""
        await self._excuse(update, None)

    async def _excuse(self, update: Update, error: Exception | None) -> None:
        chat = update.effective_chat
        if chat is not None:
            with suppress(TelegramError, Unreachable):
                await Sender(update.get_bot()).send(Place(chat.id), self._failure(error))

    async def _answer(self, bot: Bot, turn: Turn) -> None:
        """The whole of a turn."""
        started = time.monotonic()
        async with typing(bot, turn.place.chat):
            messages = await self._messages(turn)
        try:
            await self._send(bot, turn, messages)
        except Unreachable:
            log.info("update %s: the person cannot be reached", turn.key.update_id)
        took_ms = 1000 * (time.monotonic() - started)
        log.info("update %s was handled in %.0f ms", turn.key.update_id, took_ms)

    async def _messages(self, turn: Turn) -> list[Outgoing]:
        """What the conversation answers, as messages; an excuse when it fails."""
        loop = asyncio.get_running_loop()
        try:
            replies = await loop.run_in_executor(
                self._worker, self._conversation.receive, turn.asks
            )
            if any(reply.forget for reply in replies):
                await self._inbox.do(Inbox.wipe, turn.key)
            return [message for reply in _titled(replies, turn.title) for message in render(reply)]
        except Exception as error:  # noqa: BLE001 (any fault of ours is one polite line to a person)
            return [self._failure(error)]

    async def _send(self, bot: Bot, turn: Turn, messages: list[Outgoing]) -> None:
        """Send what an earlier try did not, in order; only the first makes a sound."""
        sender, place = Sender(bot), turn.place
        sent = await self._inbox.do(Inbox.sent, turn.key)
        for number, message in enumerate(messages, start=1):
            if number > sent:
                await sender.send(place, message)
                if number < len(messages):  # after the last the whole update is done
                    await self._inbox.do(Inbox.note_sent, turn.key)
            place = Place(place.chat, silent=True)

    def _failure(self, error: Exception | None) -> Outgoing:
        """An excuse with a code, by which the cause is found in the log."""
        code = "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))
        log.error("failure %s: %s", code, where(error) if error else "given up")
        return Outgoing(self._wording.failed.replace("{code}", code))


def _incoming(update: Update, text: str) -> Incoming:
    """What a person sent, for the conversation."""
    chat, person = update.effective_chat, update.effective_user
    return Incoming(
        chat=f"telegram:{chat.id if chat else 0}",
        text=text,
        person=f"telegram:{person.id if person else 0}",
    )


def _titled(replies: Sequence[Reply], title: str) -> list[Reply]:
    """The replies, the first below a title when there is one."""
    if not replies or not title:
        return list(replies)
    heading = Paragraph((Span(title, italic=True),))
    first = replace(replies[0], paragraphs=(heading, *replies[0].paragraphs))
    return [first, *replies[1:]]
