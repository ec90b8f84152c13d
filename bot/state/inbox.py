"""The inbox: what came in and must be answered, stored before the channel forgets it.

A row is stored, begun (one try more) and then done; a done row loses its body and stays two days,
so that a repeated update is known. The body is personal data: it lives as long as it waits.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from bot.state.people import open_people, transaction

WIPED: Final = "{}"  # a body without its words; JSON still, as all who read bodies expect


@dataclass(frozen=True, slots=True)
class UpdateKey:
    """Which update: `update_id` counts anew for each bot."""

    bot: int
    update_id: int


# What is stored of an update: its key, its chat and its body.
Arrived: TypeAlias = tuple[UpdateKey, str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that has no answer yet; `body` is its JSON as it was stored."""

    key: UpdateKey
    body: str


class Inbox:
    """The table `inbox` of people.db. Made, used and closed in one thread.

    Every method is one short transaction, on disk when it returns; each raises `sqlite3.Error`
    when the disk or the database refuses.
    """

    def __init__(self, folder: Path) -> None:
        """Open people.db in `folder`; raises Unavailable."""
        self._database = open_people(folder)

    def store(self, key: UpdateKey, chat: str, body: str) -> bool:
        """Keep an update. Return False, and keep nothing, when it came before."""
        with self._write() as write:
            stored = write(
                "INSERT OR IGNORE INTO inbox (bot, update_id, chat, body, stored_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (key.bot, key.update_id, chat, body, time.time()),
            )
            return stored.rowcount == 1

    def store_all(self, arrived: Sequence[Arrived]) -> list[bool]:
        """Keep updates, all or none. Return for each as `store`."""
        with self._write():
            return [self.store(*each) for each in arrived]

    def begin(self, key: UpdateKey) -> int:
        """Count a try, before it is made, and return how many there are now; 0: nothing waits."""
        with self._write() as write:
            row = write(
                "UPDATE inbox SET tries = tries + 1"
                " WHERE bot = ? AND update_id = ? AND done_at IS NULL RETURNING tries",
                (key.bot, key.update_id),
            ).fetchone()
        return int(row[0]) if row else 0

    def tries(self, key: UpdateKey) -> int | None:
        """Return how many tries were begun and did not end; None: nothing waits."""
        row = self._database.execute(
            "SELECT tries FROM inbox WHERE bot = ? AND update_id = ? AND done_at IS NULL",
            (key.bot, key.update_id),
        ).fetchone()
        return int(row[0]) if row else None

    def postpone(self, key: UpdateKey) -> None:
        """Take back the count of a try: it did no harm, or failed for another reason."""
        with self._write() as write:
            write(
                "UPDATE inbox SET tries = max(tries - 1, 0) WHERE bot = ? AND update_id = ?",
                (key.bot, key.update_id),
            )

    def age(self, key: UpdateKey) -> float:
        """Return for how many seconds an update has been stored; 0 for one that is not."""
        row = self._database.execute(
            "SELECT ? - stored_at FROM inbox WHERE bot = ? AND update_id = ?",
            (time.time(), key.bot, key.update_id),
        ).fetchone()
        return float(row[0]) if row else 0

    def note_sent(self, key: UpdateKey) -> None:
        """Count one message of the answer as sent."""
        with self._write() as write:
            write(
                "UPDATE inbox SET sent = sent + 1 WHERE bot = ? AND update_id = ?",
                (key.bot, key.update_id),
            )

    def sent(self, key: UpdateKey) -> int:
        """Return how many messages of the answer were sent by an earlier try."""
        row = self._database.execute(
            "SELECT sent FROM inbox WHERE bot = ? AND update_id = ?", (key.bot, key.update_id)
        ).fetchone()
        return int(row[0]) if row else 0

    def wipe(self, key: UpdateKey) -> None:
        """Take the words out of an update that still waits for its answer.

        It is answered in this run or not at all: nothing is left to answer after a restart.
        """
        with self._write() as write:
            write(
                "UPDATE inbox SET body = ? WHERE bot = ? AND update_id = ?",
                (WIPED, key.bot, key.update_id),
            )

    def finish(self, key: UpdateKey) -> None:
        """Mark an update as done, answered or given up, and wipe its body and chat."""
        with self._write() as write:
            write(
                "UPDATE inbox SET body = NULL, chat = '', done_at = ?"
                " WHERE bot = ? AND update_id = ?",
                (time.time(), key.bot, key.update_id),
            )

    def waiting(self, bot: int) -> list[Waiting]:
        """Return what has no answer yet, in the order in which it was stored."""
        rows = self._database.execute(
            "SELECT update_id, body FROM inbox WHERE bot = ? AND done_at IS NULL ORDER BY number",
            (bot,),
        ).fetchall()
        return [Waiting(UpdateKey(bot, update_id), body) for update_id, body in rows]

    def waiting_in(self, bot: int, chat: str) -> list[Waiting]:
        """Return what has no answer yet in one chat, in the order in which it was stored."""
        rows = self._database.execute(
            "SELECT update_id, body FROM inbox"
            " WHERE bot = ? AND chat = ? AND done_at IS NULL ORDER BY number",
            (bot, chat),
        ).fetchall()
        return [Waiting(UpdateKey(bot, update_id), body) for update_id, body in rows]

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @contextmanager
    def _write(self) -> Iterator[Callable[[str, tuple[object, ...]], sqlite3.Cursor]]:
        """One transaction that takes the write lock at once, so that it waits and never fails."""
        connection = self._database.conn
        with transaction(connection):
            yield connection.execute
