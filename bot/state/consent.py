"""Who agreed that their words are kept longer than a day, to improve the answers."""

import time
from collections.abc import Callable
from typing import Final

from bot.state.identity import Identity
from bot.state.people import People

CONSENT_DAYS: Final = 30  # the longest that words are kept (TRUST §4, AVG)
CONSENT_SECONDS: Final = CONSENT_DAYS * 24 * 3600


class Consents:
    """The table `consents` of people.db; people are given by their keys ("telegram:12")."""

    def __init__(
        self, people: People, identity: Identity, clock: Callable[[], float] = time.time
    ) -> None:
        self._people = people
        self._identity = identity
        self._clock = clock

    def given(self, person: str) -> bool:
        """Tell whether a person agreed."""
        name = self._identity.pseudonym(person)
        return bool(self._people.rows("SELECT 1 FROM consents WHERE person = ?", name))

    def give(self, person: str) -> None:
        """Note that a person agrees, from now on."""
        with self._people.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO consents VALUES (?, ?)",
                (self._identity.pseudonym(person), self._clock()),
            )

    def withdraw(self, person: str) -> None:
        """Note that a person does not agree any more; what is old goes with the next job."""
        with self._people.writing() as connection:
            connection.execute(
                "DELETE FROM consents WHERE person = ?", (self._identity.pseudonym(person),)
            )
