"""Sends what people are to be told without asking, while the bot runs."""

import asyncio
import logging
from contextlib import suppress
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.state.notices import Notice, Notices
from bot.state.threaded import Threaded
from bot.telegram.formatted import clean
from bot.telegram.render import Outgoing
from bot.telegram.sending import Place, Sender, Unreachable
from knowledge.errors import Unavailable

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 5.0  # between two looks; a notice is never urgent
_CHANNEL: Final = "telegram:"


async def deliver(bot: Bot, notices: Threaded[Notices]) -> None:
    """Look for notices and send them, each once, until cancelled."""
    while True:
        with suppress(Unavailable):
            for notice in await notices.do(Notices.waiting):
                await _tell(bot, notice)
                await notices.do(Notices.sent, notice.number)
        await asyncio.sleep(LOOK_SECONDS)


async def _tell(bot: Bot, notice: Notice) -> None:
    """Send one; who cannot be reached is not told."""
    chat = notice.chat.removeprefix(_CHANNEL)
    try:
        await Sender(bot).send(Place(int(chat)), Outgoing(clean(notice.text)))
    except (Unreachable, TelegramError, ValueError) as error:
        log.info("notice %s was not sent: %s", notice.number, type(error).__name__)
