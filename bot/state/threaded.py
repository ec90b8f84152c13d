"""People.db in a thread of its own, so that an event loop never waits for the disk.

One thing at a time, and who asked least lately goes first: in a flood all wait for the disk.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, Generic, ParamSpec, TypeVar

from bot.state.buttons import Buttons
from bot.state.fair import FairLock
from bot.state.identity import Identity
from bot.state.inbox import Inbox
from bot.state.notices import Notices
from bot.state.people import FILE, People, clearly
from bot.state.records import Rules
from bot.state.roles import Roles
from bot.state.sent import Sent

_T = TypeVar("_T")
_R = TypeVar("_R")
_P = ParamSpec("_P")


@dataclass(frozen=True, slots=True)
class Disk:
    """The file that tables share, the one thread that uses it, and who may next."""

    path: Path
    thread: ThreadPoolExecutor
    turns: FairLock


class Threaded(Generic[_T]):
    """One table, used from an event loop: `await inbox.do(Inbox.begin, key)`."""

    def __init__(self, table: _T, disk: Disk) -> None:
        self._table = table
        self._disk = disk

    async def do(
        self, method: Callable[Concatenate[_T, _P], _R], *args: _P.args, **kwargs: _P.kwargs
    ) -> _R:
        """Call a method of the table; raises Unavailable when disk or database refuses."""
        async with self._disk.turns.turn():
            call = self._disk.thread.submit(method, self._table, *args, **kwargs)
            with clearly(self._disk.path):
                return await asyncio.wrap_future(call)


class FaceState:
    """What the Telegram face keeps: what waits, what buttons do, which message answers which."""

    def __init__(self, folder: Path, identity: Identity, rules: Rules) -> None:
        """Open people.db in `folder`; raises Unavailable."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="people")
        try:
            self._inbox, self._people = self._thread.submit(
                lambda: (Inbox(folder), People(folder))
            ).result()
        except BaseException:
            self._thread.shutdown()
            raise
        disk = Disk(folder / FILE, self._thread, FairLock())
        self.inbox = Threaded(self._inbox, disk)
        buttons = Buttons(self._people, identity, 3600 * rules.keep_hours)
        self.buttons = Threaded(buttons, disk)
        self.sent = Threaded(Sent(self._people, identity), disk)
        self.roles = Threaded(Roles(self._people, rules.access), disk)
        self.notices = Threaded(Notices(self._people, identity), disk)

    def close(self) -> None:
        """Close the tables after what was asked of them, and end the thread."""
        for opened in (self._inbox, self._people):
            self._thread.submit(opened.close).result()
        self._thread.shutdown()
