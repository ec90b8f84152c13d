"""What a person is told without asking, once: that something came of what they handed in.

The command line and the moderators write; the running bot sends. What was sent is forgotten.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from bot.state.identity import Identity, Unreadable
from bot.state.people import People
from bot.state.vault import Vault

_ABOUT: Final = "notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """A text to be sent to a chat ("telegram:12")."""

    number: int
    chat: str
    text: str


class Notices:
    """The table `notices` of people.db, for the thread that opened `people`."""

    def __init__(
        self, people: People, identity: Identity, clock: Callable[[], float] = time.time
    ) -> None:
        self._people = people
        self._vault = Vault(people.database, identity)
        self._clock = clock

    def add(self, person: str, chat: str, text: str) -> None:
        """Have a text sent; `person` is a pseudonym. To be called inside `writing`."""
        said = self._vault.seal(person, {"chat": chat, "text": text}, _ABOUT)
        self._people.database.conn.execute(
            "INSERT INTO notices (person, said, at) VALUES (?, ?, ?)",
            (person, said, self._clock()),
        )

    def waiting(self) -> list[Notice]:
        """Return what was not sent yet, the first one first."""
        rows = self._people.rows("SELECT number, person, said FROM notices ORDER BY number")
        return [notice for row in rows if (notice := self._opened(*row))]

    def sent(self, number: int) -> None:
        """Forget one that was sent, or cannot be."""
        with self._people.writing() as connection:
            connection.execute("DELETE FROM notices WHERE number = ?", (number,))

    def _opened(self, number: int, person: str, said: bytes) -> Notice | None:
        try:
            read = cast("dict[str, str]", self._vault.unseal(person, said, _ABOUT))
            return Notice(number, read["chat"], read["text"])
        except (Unreadable, KeyError):
            return None  # of another key or version; it goes with its term
