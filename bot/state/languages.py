"""The language that a person chose with /taal; no row: the language of each question."""

from typing import cast

from bot.answering.model import Language
from bot.state.records import Records


class Languages:
    """The table `languages` of people.db, for the thread that opened `records`."""

    def __init__(self, records: Records) -> None:
        self._people = records.people
        self._identity = records.identity
        self._clock = records.clock

    def of(self, person: str) -> Language | None:
        """Return what a person chose; None for nothing."""
        return self.of_pseudonym(self._identity.pseudonym(person))

    def of_pseudonym(self, person: str) -> Language | None:
        """Return the same of somebody who is known by their pseudonym alone."""
        rows = self._people.rows("SELECT language FROM languages WHERE person = ?", person)
        return cast("Language", rows[0][0]) if rows else None

    def choose(self, person: str, language: Language | None) -> None:
        """Remember the choice; None forgets it."""
        name = self._identity.pseudonym(person)
        with self._people.writing() as connection:
            connection.execute("DELETE FROM languages WHERE person = ?", (name,))
            if language is not None:
                connection.execute(
                    "INSERT INTO languages VALUES (?, ?, ?)", (name, language, self._clock())
                )
