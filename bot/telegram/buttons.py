"""Buttons below a message, as Telegram draws them.

A button that does something carries a random key into a table (`bot.state.buttons`); what it does
is never read from what Telegram hands over.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardMarkupLimit

from bot.reply import START, Action, Button
from bot.telegram.formatted import clean

MAX_LABEL: Final = 64  # characters; longer ones are cut off by every app
MAX_ROW: Final = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
MAX_BUTTONS: Final = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
MAX_ADDRESS: Final = 2_048

# What Telegram takes as an address; it refuses a message with any other.
_LINK: Final = re.compile(
    r"https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(:[1-9][0-9]{0,3})?([/?#][!-~]*)?",
    re.IGNORECASE,
)
_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Ways:
    """Where presses and links of a message lead: the data of each action, the bot's own name."""

    presses: Mapping[Action, str] = field(default_factory=dict)
    username: str = ""

    def address(self, url: str) -> str | None:
        """Return an address that Telegram takes; None for any other."""
        if url.startswith(START):
            payload = url.removeprefix(START)
            usable = self.username and _PAYLOAD.fullmatch(payload)
            return f"https://t.me/{self.username}?start={payload}" if usable else None
        return url if usable_link(url) else None


NOWHERE: Final = Ways()


def usable_link(url: str) -> bool:
    """Say whether Telegram takes this as the address of a link or button; https only."""
    return len(url) <= MAX_ADDRESS and _LINK.fullmatch(url) is not None


def keyboard(
    rows: Sequence[Sequence[Button]], ways: Ways = NOWHERE
) -> InlineKeyboardMarkup | None:
    """Return the rows as a keyboard; None when nothing is left.

    Leaves out a button without a label, with an unusable address or with an action that has no
    key; cuts a label at 64 characters, a row at 8 buttons and the whole at 100.
    """
    made = [[_made(button, ways) for button in row] for row in rows]
    kept = [[button for button in row if button] for row in made]
    wrapped = [row[at : at + MAX_ROW] for row in kept for at in range(0, len(row), MAX_ROW)]
    markup, room = [], MAX_BUTTONS
    for row in wrapped:
        markup.append(row[:room])
        room -= len(markup[-1])
    markup = [row for row in markup if row]
    return InlineKeyboardMarkup(markup) if markup else None


def without(markup: InlineKeyboardMarkup | None, data: str) -> InlineKeyboardMarkup | None:
    """Return a keyboard as it stands without the button that carries this; None: nothing left."""
    rows = markup.inline_keyboard if markup else ()
    kept = [[button for button in row if button.callback_data != data] for row in rows]
    return InlineKeyboardMarkup([row for row in kept if row]) if any(kept) else None


def _made(button: Button, ways: Ways) -> InlineKeyboardButton | None:
    """One button as Telegram draws it."""
    label = _short(" ".join(clean(button.label).split()))
    if not label:
        return None
    if button.url is not None:
        url = ways.address(button.url)
        return None if url is None else InlineKeyboardButton(label, url=url)
    data = ways.presses.get(button.does) if button.does else None
    return None if data is None else InlineKeyboardButton(label, callback_data=data)


def _short(label: str) -> str:
    """The label, cut after a word where it is too long."""
    if len(label) <= MAX_LABEL:
        return label
    return label[: MAX_LABEL - 1].rsplit(" ", 1)[0] + "…"
