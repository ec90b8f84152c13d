"""Links that a person makes to give away: `a_<key>` opens an answer, for whoever may see it.

The key stands in the link alone; the row that it opens is sealed with it. What is kept is the
question: whoever opens the link gets the answer that their own sources give.
"""

import time
from collections.abc import Callable
from typing import Final

from sqlite_utils import Database

from bot.state import seal
from bot.state.identity import Identity
from bot.state.people import transaction

LIFE_SECONDS: Final = 30 * 24 * 3600


class Links:
    """The table `links` of people.db, for the thread that opened `database`."""

    def __init__(
        self, database: Database, identity: Identity, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._identity = identity
        self._clock = clock

    def make(self, person: str, question: str) -> str:
        """Return the key of a new link, 22 letters; it works for 30 days."""
        key, now = seal.new_key(), self._clock()
        row = (
            seal.row_id(key),
            self._identity.pseudonym(person),
            seal.seal(key, question),
            now + LIFE_SECONDS,
        )
        with transaction(self._database.conn):
            self._database.execute("DELETE FROM links WHERE ends_at < ?", (now,))
            self._database.execute("INSERT INTO links VALUES (?, ?, ?, ?)", row)
        return key

    def question(self, key: str) -> str | None:
        """Return the question behind a link; None when it is forged, over or erased."""
        if not seal.is_key(key):
            return None
        row = self._database.execute(
            "SELECT sealed FROM links WHERE id = ? AND ends_at >= ?",
            (seal.row_id(key), self._clock()),
        ).fetchone()
        said = None if row is None else seal.unseal(key, row[0])
        return said if isinstance(said, str) else None
