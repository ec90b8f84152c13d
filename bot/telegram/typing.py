"""Shows "typing …" while an answer is made."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

REPEAT_SECONDS: Final = 4.0  # Telegram shows it for 5
LAST_CALL_SECONDS: Final = 1.0


@asynccontextmanager
async def typing(bot: Bot, chat: int, after: float = 0.0) -> AsyncIterator[None]:
    """Show it at once and for as long as the block runs. Whatever goes wrong, the block goes on.

    `after`: seconds to wait first, for what is mostly done by then. A message ends what is shown,
    an edit does not.

    A call under way at the end has a second to arrive before the answer: a later one would show
    the bot typing below its own answer.
    """
    done = asyncio.Event()
    shown = asyncio.create_task(_show(bot, chat, done, after))
    try:
        yield
    finally:
        done.set()
        await asyncio.wait({shown}, timeout=LAST_CALL_SECONDS)
        shown.cancel()


async def _show(bot: Bot, chat: int, done: asyncio.Event, after: float) -> None:
    if after:
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), after)
    while not done.is_set():
        with suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), REPEAT_SECONDS)
