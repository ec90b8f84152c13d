"""The inbox: what came in and must be answered, stored before the channel forgets it.

A row is stored, tried and then done; a done row loses its body and stays two days, so that a
repeated update is known. The body is personal data: it lives as long as it waits.

What is being tried stands in a file of its own, unsynced: that survives a kill, which is what is
counted, and costs an answer no wait for the disk. After a power cut it may say nothing.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from bot.state.people import clearly, open_people, transaction

MARK: Final = "run.mark"  # the file
_MARK_BYTES: Final = 64  # always as many, so that one write replaces another
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

    Every method is one short transaction, on disk when it returns; each raises `sqlite3.Error` or
    OSError when the disk or the database refuses.
    """

    def __init__(self, folder: Path) -> None:
        """Open people.db in `folder`; raises Unavailable."""
        self._folder = folder
        self._database = open_people(folder)
        try:
            with clearly(folder / MARK):
                self._mark = os.open(folder / MARK, os.O_RDWR | os.O_CREAT, 0o600)
        except BaseException:
            self._database.close()
            raise

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

    def begin(self, key: UpdateKey) -> bool:
        """Mark an update as being tried, the only one; return False, and do not, if none waits."""
        if self.tries(key) is None:
            return False
        self._note(f"{key.bot} {key.update_id}")
        return True

    def end_try(self, key: UpdateKey) -> None:
        """Take the mark of an update away: the try did no harm."""
        if at_work(self._folder) == key:
            self._note("")

    def count_broken_try(self) -> None:
        """Count the try that was marked as the process ended; for its next start."""
        key = at_work(self._folder)
        if key is None:
            return
        with self._write() as write:
            write(
                "UPDATE inbox SET tries = tries + 1"
                " WHERE bot = ? AND update_id = ? AND done_at IS NULL",
                (key.bot, key.update_id),
            )
        self.end_try(key)

    def tries(self, key: UpdateKey) -> int | None:
        """Return how many tries ended with the process; None: nothing waits."""
        row = self._database.execute(
            "SELECT tries FROM inbox WHERE bot = ? AND update_id = ? AND done_at IS NULL",
            (key.bot, key.update_id),
        ).fetchone()
        return int(row[0]) if row else None

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
        os.close(self._mark)
        self._database.close()

    def _note(self, words: str) -> None:
        os.pwrite(self._mark, words.ljust(_MARK_BYTES).encode("ascii"), 0)

    @contextmanager
    def _write(self) -> Iterator[Callable[[str, tuple[object, ...]], sqlite3.Cursor]]:
        """One transaction that takes the write lock at once, so that it waits and never fails."""
        connection = self._database.conn
        with transaction(connection):
            yield connection.execute


def at_work(folder: Path) -> UpdateKey | None:
    """Return which update the mark in a data folder says is being tried; None: none."""
    try:
        bot, update_id = (folder / MARK).read_text("ascii").split()
        return UpdateKey(int(bot), int(update_id))
    except (OSError, ValueError):  # nothing is tried, or a power cut left a part
        return None
