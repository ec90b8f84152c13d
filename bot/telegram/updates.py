"""What is read of an update before it is handled: whether it is for us, whose it is, and where."""

import json
import logging
from collections.abc import Mapping
from typing import Any, Final

from telegram import Bot, Message, Update
from telegram.constants import ChatID, ChatType

from bot.logs import where
from bot.state.inbox import WIPED, Waiting
from bot.telegram.groups import GROUPS, said_to_us

log = logging.getLogger(__name__)

# Under these ids speak all who do not show themselves: admins of groups, and channels.
_NOBODY: Final = frozenset({ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL})


def wanted(update: Update, bot: Bot) -> bool:
    """Say whether we answer this: what is done in a private chat, or said to us in a group.

    What else is said in a group is not even stored.
    """
    said = update.message or update.edited_message
    if said is not None:
        if said.chat.type in GROUPS:
            return update.message is not None and said_to_us(said, bot) is not None
        return said.chat.type == ChatType.PRIVATE
    if update.message_reaction is not None:
        return update.message_reaction.chat.type == ChatType.PRIVATE
    if update.my_chat_member is not None:
        return update.my_chat_member.chat.type in GROUPS
    return update.callback_query is not None


def chat_of(update: Update) -> str:
    """Return the key of an update's chat, else of its person."""
    place = update.effective_chat or update.effective_user
    return "" if place is None else str(place.id)


def person_of(update: Update) -> str:
    """Return the key of who does it: in a group each counts for themselves.

    Who does not show themselves counts with the others of that chat who do not.
    """
    who = update.effective_user
    if who is None or who.id in _NOBODY:
        return f"telegram:in {chat_of(update)}"
    return f"telegram:{who.id}"


def speaker_in(update: Mapping[str, Any]) -> str | None:
    """Return the key of who wrote the message in an update as Telegram sent it, if it has one.

    Who does not show themselves has another with `person_of`.
    """
    said = update.get("message") or update.get("edited_message")
    return f"telegram:{said['from']['id']}" if said and "from" in said else None


def is_said(update: Update) -> bool:
    """Say whether this is a message, and no press, thumb or change of a group."""
    return update.message is not None or update.edited_message is not None


def is_command(message: Message | None) -> bool:
    """Say whether a message begins as a command does."""
    text = message.text if message else None
    return isinstance(text, str) and text.lstrip().startswith("/")  # nobody has checked it yet


def album_of(update: Update) -> str | None:
    """Return the key of the album that a picture is part of."""
    return update.message.media_group_id if update.message else None


def restored(waiting: Waiting, bot: Bot | None) -> Update | None:
    """Return the update as it came; None when it was wiped or cannot be read any more."""
    if waiting.body == WIPED:
        return None
    try:
        return Update.de_json(json.loads(waiting.body), bot)
    except (ValueError, TypeError, KeyError) as error:
        log.error("update %s is unreadable: %s", waiting.key.update_id, where(error))  # noqa: TRY400 (no traceback)
        return None
