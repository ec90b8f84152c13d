"""The life of a running bot: start, serve, drain."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, Updater

from bot.state.notices import Notices
from bot.state.threaded import Threaded
from bot.telegram.ending import Ending
from bot.telegram.fetched import DurableQueue
from bot.telegram.inbox import ChatOrder
from bot.telegram.profile import Wording, set_profile
from bot.telegram.telling import deliver

log = logging.getLogger(__name__)

AnyApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "message_reaction",
    "my_chat_member",
)
POLL_SECONDS: Final = 30
FIRST_PAUSE_SECONDS: Final = 1.0
MAX_PAUSE_SECONDS: Final = 30.0
# Together 20 s, within the 30 s that a service manager gives.
STOP_POLLING_SECONDS: Final = 5
DRAIN_SECONDS: Final = 15


@dataclass(frozen=True, slots=True)
class Service:
    """An application with those of its parts that its start and its end need."""

    application: AnyApplication
    updater: Updater
    queue: DurableQueue
    order: ChatOrder
    notices: Threaded[Notices]

    async def serve(self, wording: Wording, ending: Ending) -> None:
        """Serve until the ending's `stop` is set, then drain. Raises the ending's reason."""
        telling = None
        try:
            await _unless(ending.stop, self._start(wording, ending))
            telling = asyncio.create_task(deliver(self.application.bot, self.notices))
            await ending.stop.wait()
        except InvalidToken:
            ending.refused()
        finally:
            if telling is not None:
                telling.cancel()
            await self._drain()
        if ending.reason is not None:
            raise ending.reason from None

    async def _start(self, wording: Wording, ending: Ending) -> None:
        """From the first call to the first poll; what waits from before is answered first."""
        await self._initialize()
        await set_profile(self.application.bot, wording)
        await self._tell_of_webhook()
        self.order.owe(await self.queue.replay(self.application.bot))
        await self.updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=ending.polling_failed,
        )
        await self.application.start()
        log.info("the bot serves")

    async def _initialize(self) -> None:
        """The first call, repeated until there is a network. Raises InvalidToken."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                return await self.application.initialize()
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("Telegram cannot be reached yet: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, MAX_PAUSE_SECONDS)

    async def _tell_of_webhook(self) -> None:
        """Say that messages went elsewhere until now: polling, which begins then, ends that."""
        with suppress(TelegramError):  # polling tells what is wrong
            info = await self.application.bot.get_webhook_info()
            if info.url:
                log.warning(
                    "messages of this token went to a webhook at %s until now, and come here"
                    " from now on; a program that needs them there needs a token of its own",
                    urlsplit(info.url).hostname,
                )

    async def _drain(self) -> None:
        """Fetch no more, finish what was fetched; what takes too long stays in the inbox.

        Each step is taken whatever became of the one before it: what is left under way would go on
        with an inbox that is closed.
        """
        async with AsyncExitStack() as steps:  # the last one first
            # The application skips this when it never began.
            steps.push_async_callback(self.application.bot.shutdown)
            steps.push_async_callback(self.application.shutdown)
            steps.push_async_callback(self.order.abandon)
            steps.push_async_callback(self._finish)
            await self._fetch_no_more()

    async def _fetch_no_more(self) -> None:
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(STOP_POLLING_SECONDS):
                if self.updater.running:
                    await self.updater.stop()

    async def _finish(self) -> None:
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                if self.application.running:
                    await self.application.stop()
        except TimeoutError:
            log.warning("stopped in the middle of answers; they follow at the next start")


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do the work, or leave it where it is when `stop` is set."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        working.cancel()
    with suppress(asyncio.CancelledError):
        await working
