"""Sends what people are to be told without asking, while the bot runs."""

import asyncio
import logging
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.logs import Recurring, where
from bot.state.notices import Notice, Notices
from bot.state.threaded import Threaded
from bot.telegram.formatted import clean
from bot.telegram.render import Outgoing
from bot.telegram.sending import Place, Sender

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 5.0  # between two looks; a notice is never urgent
_CHANNEL: Final = "telegram:"


async def deliver(bot: Bot, notices: Threaded[Notices]) -> None:
    """Look for notices and send them, each once, until cancelled; no fault ends it."""
    faults = Recurring(log)
    while True:
        try:
            for notice in await notices.do(Notices.waiting):
                await _tell(bot, notice)
                await notices.do(Notices.sent, notice.number)
        except Exception as error:  # noqa: BLE001 (nobody would notice that nothing is told any more)
            faults.note(error)
        else:
            faults.note(None)
        await asyncio.sleep(LOOK_SECONDS)


async def _tell(bot: Bot, notice: Notice) -> None:
    """Send one; who cannot be reached is not told. Raises TelegramError where nobody can be."""
    chat = notice.chat.removeprefix(_CHANNEL)
    try:
        await Sender(bot).send(Place(int(chat)), Outgoing(clean(notice.text)))
    except TelegramError:
        raise  # no connection, a revoked token: it waits for the next look
    except Exception as error:  # noqa: BLE001 (what trips us once would hold up all others)
        log.info("notice %s was not sent: %s", notice.number, where(error))
