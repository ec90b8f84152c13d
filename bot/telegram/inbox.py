"""Between Telegram and the handlers: nothing is lost, nothing is answered twice, order is kept.

python-telegram-bot handles many updates at once; so each waits here for its turn in its chat. What
it fetched is stored before (`bot.telegram.fetched`).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Set
from contextlib import closing
from functools import partial
from typing import Any, Final, Protocol, TypeVar, cast
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.logs import where
from bot.state.fair import asked_lately
from bot.state.inbox import Inbox, UpdateKey
from bot.state.limits import Busy, Crowd
from bot.state.threaded import Threaded
from bot.telegram.fetched import DurableQueue, LetGo
from bot.telegram.line import Line
from bot.telegram.updates import chat_of, is_command, is_said
from knowledge.errors import Unavailable

log = logging.getLogger(__name__)

MAX_TRIES: Final = 3
# Those that wait for their turn in a chat count too: more than all chats may have waiting
# (`bot.state.limits.Budget`), so that what comes after them is not held up.
AT_ONCE: Final = 2_500
# Seconds. What could not be sent is tried again so long after, and so long at most: a later
# answer surprises more than it helps, and until then the words wait in people.db.
AGAIN_SECONDS: Final = 10 * 60
GIVE_UP_SECONDS: Final = 6 * 3600
# Seconds between two calls of an inbox that refuses: a disk that is full, a lock that is held.
INBOX_PAUSE_SECONDS: Final = 5.0

_T = TypeVar("_T")


class Courtesies(Protocol):
    """What is owed to a person outside a turn: a sign at once, an excuse at the end."""

    async def acknowledge(self, update: Update) -> None:
        """Before its turn: let no pressed button wait."""

    async def give_up(self, update: Update) -> None:
        """Instead of its turn: say that there will be no answer."""

    async def turn_away(self, update: Update) -> None:
        """Instead of its turn: say that too many wait."""


class ChatOrder(BaseUpdateProcessor):
    """Handles the updates of a chat one after the other, those of other chats beside them.

    A question that is held lets go first what asks nothing (`bot.telegram.line`).

    Of one chat only so many wait, and of all together (`bot.state.limits`): one person's flood
    does not take the places of others.

    An update is done when its handlers end, unless one asked to `keep` it: then it goes back into
    `queue` after a pause. After three tries that did not end (the process was killed), or six
    hours, it is given up and the person is told.
    """

    def __init__(
        self,
        inbox: Threaded[Inbox],
        bot_id: int,
        courtesies: Courtesies,
        queue: DurableQueue,
        crowd: Crowd,
    ) -> None:
        super().__init__(AT_ONCE)
        self._crowd = crowd
        self._inbox = inbox
        self._bot_id = bot_id
        self._courtesies = courtesies
        self._queue = queue
        self._lines: WeakValueDictionary[str, Line] = WeakValueDictionary()
        self._kept: set[int] = set()
        self._owed: set[int] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    def owe(self, update_ids: Set[int]) -> None:
        """Turn none of these away, however many wait."""
        self._owed |= update_ids

    def keep(self, update: Update) -> None:
        """Leave an update that is being handled in the inbox, to be tried again later."""
        self._kept.add(update.update_id)

    async def abandon(self) -> None:
        """End what is still under way; it waits in the inbox for the next start."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the turn of the update in its chat, then handle it."""
        self._know(cast("asyncio.Task[Any]", asyncio.current_task()))  # the library makes one each
        with closing(cast("Coroutine[Any, Any, None]", coroutine)):  # for what never gets its turn
            if isinstance(update, LetGo):
                await self._acknowledge(update.press)
            elif isinstance(update, Update):
                await self._take_in_order(update, coroutine)
            else:
                await coroutine

    async def _take_in_order(self, update: Update, coroutine: Awaitable[Any]) -> None:
        asked_lately.set(partial(self._queue.lately, update))
        # Beside the turn, not before it: what comes right after a press would overtake it.
        acknowledged = asyncio.create_task(self._acknowledge(update))
        self._know(acknowledged)
        chat = chat_of(update)
        busy = self._crowd.join(chat, owed=update.update_id in self._owed)
        self._owed.discard(update.update_id)
        if busy is not None:
            await self._turn_away(update, busy)
            return
        asks = is_said(update) and not is_command(update.effective_message)
        try:
            async with self._lines.setdefault(chat, Line()).turn(asks=asks):
                await self._handle(update, coroutine)
        finally:
            self._crowd.leave(chat)
            await acknowledged

    def _know(self, task: asyncio.Task[Any]) -> None:
        """Know of a task as long as it is not done."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _acknowledge(self, update: Update) -> None:
        """Give the sign at once; without it the turn is taken all the same."""
        try:
            await self._courtesies.acknowledge(update)
        except Exception as error:  # noqa: BLE001 (a courtesy costs nobody an answer)
            log.error("update %s is not acknowledged: %s", update.update_id, where(error))  # noqa: TRY400 (no traceback)

    async def _turn_away(self, update: Update, busy: Busy) -> None:
        """Let one go unanswered, with a word unless it is one of a flood."""
        await self._insist(Inbox.finish, UpdateKey(self._bot_id, update.update_id))
        if busy is not Busy.SILENT:
            await self._courtesies.turn_away(update)

    async def _handle(self, update: Update, coroutine: Awaitable[Any]) -> None:
        key = UpdateKey(self._bot_id, update.update_id)
        tries = await self._insist(Inbox.tries, key)
        if tries is None:
            return
        age = await self._insist(Inbox.age, key)
        if tries >= MAX_TRIES or age > GIVE_UP_SECONDS:
            log.error("update %s is given up: %s tries, %.0f s old", key.update_id, tries, age)
            coroutine = self._courtesies.give_up(update)
        await coroutine
        if update.update_id in self._kept:
            self._kept.discard(update.update_id)
            asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._again, update)
        else:
            await self._insist(Inbox.finish, key)

    def _again(self, update: Update) -> None:
        """Queue what was kept; it was let in, so an answer is owed to it."""
        self._owed.add(update.update_id)
        self._queue.put_nowait(update)  # it is stored

    async def _insist(self, method: Callable[[Inbox, UpdateKey], _T], key: UpdateKey) -> _T:
        return await insist(self._inbox, method, key)

    async def initialize(self) -> None:
        """Do nothing: the inbox is opened before."""

    async def shutdown(self) -> None:
        """Do nothing: the inbox is closed after."""


async def insist(
    inbox: Threaded[Inbox], method: Callable[[Inbox, UpdateKey], _T], key: UpdateKey
) -> _T:
    """Ask the inbox until it answers: what is not noted would be answered twice or never."""
    while True:
        try:
            return await inbox.do(method, key)
        except Unavailable as error:
            log.error("update %s waits for the inbox: %s", key.update_id, error)  # noqa: TRY400 (no traceback)
        await asyncio.sleep(INBOX_PAUSE_SECONDS)
