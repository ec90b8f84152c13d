"""Which chats were told that an automated system answers, and what it does with words.

AI Act art. 50(1): said at the first reply in every chat, and again after a year.
"""

import time
from collections.abc import Callable
from typing import Final

from bot.state.identity import Identity
from bot.state.people import People

_REMEMBERED: Final = 10_000  # chats in memory, so that a message costs no look at the disk


class Told:
    """The table `told` of people.db, for the thread that opened `people`."""

    def __init__(
        self, people: People, identity: Identity, clock: Callable[[], float] = time.time
    ) -> None:
        self._people = people
        self._identity = identity
        self._clock = clock
        self._seen: set[str] = set()

    def is_told(self, chat: str) -> bool:
        """Tell whether a chat was told before."""
        if chat in self._seen:
            return True
        known = self._people.rows(
            "SELECT 1 FROM told WHERE person = ?", self._identity.pseudonym(chat)
        )
        if known:
            self.seen(chat)
        return bool(known)

    def tell(self, chat: str) -> None:
        """Note that a chat is told now."""
        with self._people.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO told VALUES (?, ?)",
                (self._identity.pseudonym(chat), self._clock()),
            )
        self.seen(chat)

    def seen(self, chat: str) -> None:
        """Remember it in memory alone: until a restart."""
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen.add(chat)
