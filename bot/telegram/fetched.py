"""What polling brings, stored before it is acknowledged and before it is handled.

python-telegram-bot acknowledges a batch with the poll after it; so that begins with storing it.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from telegram import Bot, Update
from telegram.error import NetworkError

from bot.logs import where
from bot.state.inbox import Arrived, Inbox, UpdateKey
from bot.state.limits import Gate
from bot.state.threaded import Threaded
from bot.telegram.updates import (
    album_of,
    chat_of,
    is_said,
    person_of,
    restored,
    speaker_in,
    wanted,
)
from knowledge.errors import Unavailable

log = logging.getLogger(__name__)

_ALBUMS: Final = 100  # that are remembered; their pictures come within a second of each other


@dataclass(frozen=True, slots=True)
class LetGo:
    """A press beyond the gate: nothing comes of it, but its button is not to wait."""

    press: Update


class DurableQueue(asyncio.Queue[object]):
    """The queue of updates, each stored before it is queued and before it is acknowledged.

    Telegram takes a batch for acknowledged at the next poll. So `put` collects a batch, and the
    next poll begins with `keep`, which stores it in one transaction: in a flood the disk is what
    all wait for.
    """

    def __init__(self, inbox: Threaded[Inbox], bot_id: int, gate: Gate) -> None:
        super().__init__()
        self._inbox = inbox
        self._bot_id = bot_id
        self._gate = gate
        self._fetched: list[tuple[Update, Arrived]] = []
        self._albums: deque[str] = deque(maxlen=_ALBUMS)

    async def put(self, item: object) -> None:
        """Collect an update that we want; queue any other object.

        What is beyond the gate is let go of, as it would get no answer.
        """
        if not isinstance(item, Update):
            await super().put(item)
            return
        try:
            if wanted(item, item.get_bot()) and not self._continues_album(item):
                self._collect(item)
        except Exception as error:  # noqa: BLE001 (it would end polling, without a word)
            log.error("update %s is not taken: %s", item.update_id, where(error))  # noqa: TRY400 (no traceback)

    def _collect(self, item: Update) -> None:
        person, press = person_of(item), not is_said(item)
        if self._gate.admits(person, press=press):
            arrived = (self._key(item), chat_of(item), item.to_json())
            self._gate.count(person, press=press)
            self._fetched.append((item, arrived))
        elif item.callback_query is not None:
            self.put_nowait(LetGo(item))

    def lets_go(self, update: Mapping[str, Any]) -> bool:
        """Tell whether an update, as Telegram sent it, is a message beyond the gate."""
        speaker = speaker_in(update)
        return speaker is not None and not self._gate.admits(speaker, press=False)

    async def keep(self) -> None:
        """Store what was collected, and queue what had not been seen.

        Raises NetworkError when it cannot be stored: polling then waits, and asks once more.
        """
        batch = [arrived for _, arrived in self._fetched]
        if not batch:
            return
        try:
            self._let_in(await self._stored(batch))
        except NetworkError:
            raise
        except Exception:  # noqa: BLE001 (one that cannot be stored would hold up all others for ever)
            for (
                each
            ) in batch:  # let in one by one: the next may be refused, and all be tried again
                self._let_in([await self._stored_alone(each)])

    def _let_in(self, are_new: Sequence[bool]) -> None:
        """Queue the first of what was collected, so far as it is new."""
        for new in are_new:
            update, _ = self._fetched.pop(0)
            if new:
                self.put_nowait(update)
            else:
                self._gate.give_back(person_of(update), press=not is_said(update))

    async def _stored(self, arrived: Sequence[Arrived]) -> list[bool]:
        """Store some together; raises NetworkError when disk or database refuses."""
        try:
            return await self._inbox.do(Inbox.store_all, arrived)
        except Unavailable as error:
            log.error("updates could not be stored: %s", error)  # noqa: TRY400 (no traceback)
            raise NetworkError("the inbox takes nothing") from error

    async def _stored_alone(self, arrived: Arrived) -> bool:
        """Store one; what cannot be is let go of."""
        try:
            return (await self._stored([arrived]))[0]
        except NetworkError:
            raise
        except Exception as error:  # noqa: BLE001 (as above)
            log.error("update %s is not taken: %s", arrived[0].update_id, where(error))  # noqa: TRY400 (no traceback)
            return False

    def _key(self, update: Update) -> UpdateKey:
        return UpdateKey(self._bot_id, update.update_id)

    def _continues_album(self, update: Update) -> bool:
        """Whether this is one more picture of an album, which gets one answer as a whole."""
        album = album_of(update)
        if album is None:
            return False
        is_known = album in self._albums
        self._albums.append(album)
        return is_known

    def lately(self, update: Update) -> int:
        """Return how much the person of an update asked in the last minute."""
        return self._gate.lately(person_of(update))

    async def replay(self, bot: Bot) -> set[int]:
        """Queue what an earlier run stored and did not finish, in the order of storing.

        Returns the ids of these updates: they were let in, so an answer is owed to them.
        """
        owed: set[int] = set()
        await self._inbox.do(Inbox.count_broken_try)
        for waiting in await self._inbox.do(Inbox.waiting, self._bot_id):
            update = restored(waiting, bot)
            if update is None:
                await self._inbox.do(Inbox.finish, waiting.key)
            else:
                owed.add(update.update_id)
                await super().put(update)
        return owed
