"""The handlers: what each kind of update asks of us, and where the answer goes."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram import Bot, CallbackQuery, Chat, Message, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackContext

from bot.declines import DELETE
from bot.logs import where
from bot.reply import Action, Attachment, Incoming, Life
from bot.state.buttons import Buttons, Owner
from bot.state.inbox import UpdateKey
from bot.state.roles import Roles
from bot.state.sent import Sent
from bot.state.threaded import FaceState
from bot.telegram.attachments import attached
from bot.telegram.buttons import without
from bot.telegram.groups import GROUPS, said_to_us
from bot.telegram.inbox import ChatOrder
from bot.telegram.late import Latecomers
from bot.telegram.profile import Wording
from bot.telegram.render import Outgoing
from bot.telegram.sending import Place, Sender, Unreachable
from bot.telegram.turns import Turn, Turns
from knowledge.errors import Unavailable

log = logging.getLogger(__name__)

Context: TypeAlias = CallbackContext[Any, Any, Any, Any]

_ANSWERS = 3  # calls that a pressed button may cost, where the network is bad
# What a reaction says of an answer; any other says nothing.
VERDICTS = {"👍": "right", "👎": "wrong"}


@dataclass(frozen=True, slots=True)
class Means:
    """What the handlers work with."""

    turns: Turns
    late: Latecomers
    state: FaceState
    wording: Wording


class Handlers:
    """The handlers of one bot."""

    def __init__(self, means: Means) -> None:
        self._turns = means.turns
        self._late = means.late
        self._state = means.state
        self._wording = means.wording

    async def on_message(self, update: Update, context: Context) -> None:
        """Answer a message; what is no text (a photo, a sticker) is asked as ""."""
        message, bot = update.message, context.bot
        if message is None:
            return
        if message.chat.type in GROUPS:
            await self._in_group(update, message, bot)
            return
        asks = _incoming(update, message.text or "", file=attached(message))
        place = Place(message.chat_id, reply_to=message.message_id)
        title = self._late.asked_at(message)
        turn = Turn(_key(bot, update), asks, place, title, question=message.message_id)
        if self._late.is_too_late(message):
            await self._unless_unreachable(self._late.ask(bot, turn))
        else:
            await self._turns.take(bot, turn)

    async def on_edit(self, update: Update, context: Context) -> None:
        """Answer the new wording of a question in the place of the answer to the old one."""
        message = update.edited_message
        if message is None:
            return
        asks = _incoming(update, message.text or "")
        standing = await self._state.sent.do(Sent.answering, asks.chat, message.message_id)
        place = Place(message.chat_id, reply_to=message.message_id)
        turn = Turn(
            _key(context.bot, update),
            asks,
            place,
            question=message.message_id,
            standing=tuple(standing),
        )
        await self._turns.take(context.bot, turn)

    async def acknowledge(self, update: Update) -> None:
        """End the waiting of a pressed button, at once; say so when it has expired."""
        press = update.callback_query
        if press is None:
            return
        works = await self._state.buttons.do(Buttons.known, _owner(update), press.data or "")
        for _ in range(_ANSWERS):
            try:
                await press.answer(None if works else self._wording.expired)
            except TelegramError as error:  # too late, mostly; the press counts all the same
                log.info("a press was not answered: %s", type(error).__name__)
                if isinstance(error, BadRequest):
                    return
            else:
                return

    async def on_press(self, update: Update, context: Context) -> None:
        """Do what the pressed button does, when it still works and was not just pressed."""
        press, chat = update.callback_query, update.effective_chat
        if press is None or chat is None or chat.type != Chat.PRIVATE or press.message is None:
            return
        key = _key(context.bot, update)
        pressed = await self._state.buttons.do(
            Buttons.press, _owner(update), press.data or "", key.update_id
        )
        if pressed is None or pressed.again:
            return
        message = press.message.message_id
        if pressed.action == DELETE:
            await self._delete(context.bot, chat.id, message)
            return
        self._late.pressed(chat.id, message)
        asks = _incoming(update, action=pressed.action)
        turn = Turn(key, asks, Place(chat.id), pressed=message, left=_left(press, pressed.action))
        await self._turns.take(context.bot, turn)

    async def on_reaction(self, update: Update, context: Context) -> None:
        """Take a thumb up or down below an answer as what the buttons say of it."""
        reaction = update.message_reaction
        if reaction is None or reaction.user is None:
            return
        given = [VERDICTS.get(getattr(each, "emoji", "")) for each in reaction.new_reaction]
        verdict = next(filter(None, given), None)
        chat = _owner(update).chat
        sent = await self._state.sent.do(Sent.message, chat, reaction.message_id)
        if verdict is None or sent is None or not sent.answer_id:
            return
        asks = _incoming(update, action=Action("feedback", (verdict, sent.answer_id)))
        place = Place(reaction.chat.id, reply_to=reaction.message_id)
        await self._turns.take(context.bot, Turn(_key(context.bot, update), asks, place))

    async def on_member(self, update: Update, context: Context) -> None:
        """Leave a group that we were brought into and may not be in, with a word why."""
        changed = update.my_chat_member
        if changed is None or changed.new_chat_member.status not in ("member", "administrator"):
            return
        if not await self._may_be_in(changed.chat.id):
            await self._leave(context.bot, changed.chat.id)

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

    async def _in_group(self, update: Update, message: Message, bot: Bot) -> None:
        """Answer in a group that we may be in, in the thread; leave any other."""
        text = said_to_us(message, bot)
        if not await self._may_be_in(message.chat_id):
            await self._leave(bot, message.chat_id)
        elif text is not None:
            asks = _incoming(update, text, group=True)
            topic = message.message_thread_id if message.is_topic_message else None
            place = Place(message.chat_id, message.message_id, thread=topic)
            await self._turns.take(bot, Turn(_key(bot, update), asks, place))

    async def _may_be_in(self, group: int) -> bool:
        """Whether people may ask in a group: access is open, or it was given a role."""
        return await self._state.roles.do(Roles.of, f"telegram:{group}") is not None

    async def _leave(self, bot: Bot, chat: int) -> None:
        words = self._wording.leaving.replace("{group}", f"telegram:{chat}")
        with suppress(TelegramError):
            await bot.send_message(chat, words)
        with suppress(TelegramError):
            await bot.leave_chat(chat)
        log.info("left a group in which nobody may ask")

    async def turn_away(self, update: Update) -> None:
        """Tell a person that too many wait for an answer."""
        chat = update.effective_chat
        if chat is not None:
            with suppress(TelegramError, Unreachable):
                await Sender(update.get_bot()).send(Place(chat.id), Outgoing(self._wording.busy))

    async def _delete(self, bot: Bot, chat: int, message: int) -> None:
        """Take the message that one of ours answers out of the chat, and the button with it."""
        sent = await self._state.sent.do(Sent.message, f"telegram:{chat}", message)
        if sent is not None and sent.question:
            await Sender(bot).delete(chat, sent.question)
        with suppress(TelegramError):
            await bot.edit_message_reply_markup(chat, message)

    async def _excuse(self, update: Update, error: Exception | None) -> None:
        """Say, below what it is about, that it did not work."""
        chat, asked = update.effective_chat, update.message or update.edited_message
        if chat is None:
            return
        place = Place(chat.id)
        if asked is not None:
            topic = asked.message_thread_id if asked.is_topic_message else None
            place = Place(chat.id, reply_to=asked.message_id, thread=topic)
        with suppress(TelegramError, Unreachable):
            await Sender(update.get_bot()).send(place, self._turns.failure(error))

    async def _unless_unreachable(self, work: Any) -> None:
        with suppress(Unreachable):
            await work


def _key(bot: Bot, update: Update) -> UpdateKey:
    return UpdateKey(bot.id, update.update_id)


def _owner(update: Update) -> Owner:
    """The keys of the person and of the chat, for the conversation and for what is kept."""
    chat, person = update.effective_chat, update.effective_user
    return Owner(f"telegram:{person.id if person else 0}", f"telegram:{chat.id if chat else 0}")


def _left(press: CallbackQuery, action: Action) -> Outgoing | None:
    """The buttons that a message keeps when one is used up; None when it works again."""
    if action.life is not Life.CHANGES or not isinstance(press.message, Message):
        return None
    return Outgoing("", keyboard=without(press.message.reply_markup, press.data or ""))


def _incoming(
    update: Update,
    text: str = "",
    *,
    action: Action | None = None,
    file: Attachment | None = None,
    group: bool = False,
) -> Incoming:
    """What a person sent, for the conversation."""
    owner = _owner(update)
    person = update.effective_user
    name = person.full_name if person else ""
    return Incoming(owner.chat, text, owner.person, action, name, file, group)
