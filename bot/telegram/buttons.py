"""Buttons below a message: what they look like, and what a press of one asks.

A button that asks carries only its number. A press is read from the keyboard of the pressed
message, which Telegram hands over with it: so it works after a restart, needs no table, and a
number that was made up asks nothing.
"""

import re
from collections.abc import Sequence
from itertools import count
from typing import Final

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from telegram.constants import InlineKeyboardMarkupLimit

from bot.reply import Button
from bot.telegram.formatted import clean

MAX_LABEL: Final = 64  # characters; longer ones are cut off by every app
MAX_ROW: Final = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
MAX_BUTTONS: Final = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
MAX_ADDRESS: Final = 2_048
_ASK: Final = "ask:"

# What Telegram takes as an address; it refuses a message with any other.
_LINK: Final = re.compile(
    r"https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(:[1-9][0-9]{0,3})?([/?#][!-~]*)?",
    re.IGNORECASE,
)


def usable_link(url: str) -> bool:
    """Say whether Telegram takes this as the address of a link or button; https only."""
    return len(url) <= MAX_ADDRESS and _LINK.fullmatch(url) is not None


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return the rows as a keyboard; None when nothing is left.

    Leaves out a button without a label or with an unusable address; cuts a label at 64
    characters, a row at 8 buttons and the whole at 100.
    """
    numbers = count()
    made = [[_made(button, next(numbers)) for button in row] for row in rows]
    kept = [[button for button in row if button] for row in made]
    wrapped = [row[at : at + MAX_ROW] for row in kept for at in range(0, len(row), MAX_ROW)]
    markup, room = [], MAX_BUTTONS
    for row in wrapped:
        markup.append(row[:room])
        room -= len(markup[-1])
    markup = [row for row in markup if row]
    return InlineKeyboardMarkup(markup) if markup else None


def asked(press: CallbackQuery) -> str | None:
    """Return the label of the pressed button; None when the message or its button is gone."""
    message = press.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return None
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    labels = (b.text for b in buttons if b.callback_data and b.callback_data == press.data)
    return next(labels, None)


def _made(button: Button, number: int) -> InlineKeyboardButton | None:
    """One button as Telegram draws it."""
    label = _short(" ".join(clean(button.label).split()))
    if not label or (button.url is not None and not usable_link(button.url)):
        return None
    if button.url is not None:
        return InlineKeyboardButton(label, url=button.url)
    return InlineKeyboardButton(label, callback_data=f"{_ASK}{number}")


def _short(label: str) -> str:
    """The label, cut after a word where it is too long."""
    if len(label) <= MAX_LABEL:
        return label
    return label[: MAX_LABEL - 1].rsplit(" ", 1)[0] + "…"
