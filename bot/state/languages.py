"""The language that a person chose with /taal; no row: the language of each question."""

from typing import cast

from sqlite_utils import Database

from bot.answering.model import Language
from bot.state.identity import Identity
from bot.state.people import transaction


class Languages:
    """The table `languages` of people.db, for the thread that opened `database`."""

    def __init__(self, database: Database, identity: Identity) -> None:
        self._database = database
        self._identity = identity

    def of(self, person: str) -> Language | None:
        """Return what a person chose; None for nothing."""
        row = self._database.execute(
            "SELECT language FROM languages WHERE person = ?",
            (self._identity.pseudonym(person),),
        ).fetchone()
        return cast("Language", row[0]) if row else None

    def choose(self, person: str, language: Language | None) -> None:
        """Remember the choice; None forgets it."""
        name = self._identity.pseudonym(person)
        with transaction(self._database.conn):
            self._database.execute("DELETE FROM languages WHERE person = ?", (name,))
            if language is not None:
                self._database.execute("INSERT INTO languages VALUES (?, ?)", (name, language))
