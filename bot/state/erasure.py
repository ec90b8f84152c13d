"""Where people.db holds something of a person, and how that is erased without a trace.

Every table of people.db that holds something of a person stands in TABLES, with the columns that
say whose it is; a test compares this with the schema. Erasing is one procedure: rows, the key that
they were sealed with, then the file is written anew. What stays is the pseudonym in `erasures`, so
that a backup that is put back is erased again.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.state.identity import Identity
from bot.state.inbox import UpdateKey, at_work
from bot.state.people import People

# Table and column, in which a person stands under a pseudonym …
TABLES: Final = (
    ("journal", "person"),
    ("journal", "chat"),
    ("person_keys", "person"),
    ("requests", "person"),
    ("consents", "person"),
    ("told", "person"),
    ("buttons", "person"),
    ("sent", "person"),
    ("sent", "chat"),
    ("links", "person"),
    ("languages", "person"),
    ("feedback", "person"),
    ("gap_asks", "person"),
    ("notices", "person"),
    ("drafts", "person"),
)
# … and under their key ("telegram:12") itself.
CLEAR: Final = (("roles", "person"),)
_CHANNEL: Final = "telegram"  # of all that stands in the inbox


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody who was erased, under a pseudonym; the moment in seconds UTC."""

    person: str
    erased_at: float


class Erasure:
    """Erases what people.db keeps of a person, for the thread that opened `people`."""

    def __init__(
        self, people: People, identity: Identity, clock: Callable[[], float] = time.time
    ) -> None:
        self._people = people
        self._identity = identity
        self._clock = clock

    def erase(self, person: str, *, in_chat: bool = False) -> int:
        """Delete all that is kept of a person, and return how many rows that was.

        `in_chat`: the message that is being answered asks for it, and goes when it is answered.
        Otherwise nothing stays, whatever the mark of a bot that was killed says. Raises
        Unavailable.
        """
        asking = at_work(self._people.path.parent) if in_chat else None
        deleted = 0
        with self._people.writing() as connection:
            for table, column, value in self._places(person):
                deleted += _delete(connection, table, column, value)
            waiting = connection.execute(_WAITING_KEYS, ids_in_inbox(person)).fetchall()
            mine = [key for row in waiting if (key := UpdateKey(*row)) != asking]
            deleted += self._let_go(connection, mine)
            self._note(connection, self._identity.pseudonym(person), self._clock())
        self._people.scrub()
        return deleted

    def erased(self, since: float = 0.0) -> list[Erased]:
        """Return who was erased since then (seconds UTC), the first one first."""
        sql = "SELECT person, erased_at FROM erasures WHERE erased_at >= ? ORDER BY erased_at"
        return [Erased(*row) for row in self._people.rows(sql, since)]

    def apply(self, erased: Iterable[Erased]) -> int:
        """Erase again who was erased before, as after a backup was put back; return the rows.

        People who stand in clear, in the inbox too, are found by comparing the pseudonyms of all
        of them.
        """
        deleted = 0
        with self._people.writing() as connection:
            waiting = self._waiting(connection)
            for each in erased:
                for table, column in TABLES:
                    deleted += _delete(connection, table, column, each.person)
                for table, column in CLEAR:
                    for known_as in self._known_as(table, column, each.person):
                        deleted += _delete(connection, table, column, known_as)
                mine = [key for key, people in waiting if each.person in people]
                deleted += self._let_go(connection, mine)
                self._note(connection, each.person, each.erased_at)
        self._people.scrub()
        return deleted

    def _places(self, person: str) -> list[tuple[str, str, str]]:
        """Each table and column, with what a person is called there."""
        pseudonym = self._identity.pseudonym(person)
        places = [(table, column, pseudonym) for table, column in TABLES]
        return places + [(table, column, person) for table, column in CLEAR]

    def _known_as(self, table: str, column: str, pseudonym: str) -> list[str]:
        names = self._people.rows(f'SELECT DISTINCT "{column}" FROM "{table}"')  # noqa: S608 (names of ours)
        return [name for (name,) in names if self._identity.pseudonym(name) == pseudonym]

    def _waiting(self, connection: sqlite3.Connection) -> list[tuple[UpdateKey, set[str]]]:
        """What waits in the inbox, each with the pseudonyms of whose it may be."""
        rows = connection.execute(_WAITING_OF_ALL).fetchall()
        return [
            (
                UpdateKey(bot, number),
                {self._identity.pseudonym(f"{_CHANNEL}:{each}") for each in ids},
            )
            for bot, number, *ids in rows
        ]

    def _let_go(self, connection: sqlite3.Connection, keys: Sequence[UpdateKey]) -> int:
        """Mark updates as done, without their words; return how many."""
        connection.executemany(_DONE, [(self._clock(), key.bot, key.update_id) for key in keys])
        return len(keys)

    @staticmethod
    def _note(connection: sqlite3.Connection, person: str, moment: float) -> None:
        connection.execute("INSERT OR REPLACE INTO erasures VALUES (?, ?)", (person, moment))


# What waits in the inbox of a person: in their own chat, or done by them in a group; each kind of
# update that the bot asks for.
DONE_BY: Final = {
    "message": "from",
    "edited_message": "from",
    "callback_query": "from",
    "message_reaction": "user",
    "my_chat_member": "from",
}
_IDS: Final = ", ".join(
    f"json_extract(body, '$.{kind}.{who}.id')" for kind, who in DONE_BY.items()
)
_WAITS: Final = f"body IS NOT NULL AND (chat = ? OR ? IN ({_IDS}))"
_WAITING_OF_ALL: Final = f"SELECT bot, update_id, chat, {_IDS} FROM inbox WHERE body IS NOT NULL"  # noqa: S608 (ours)
_WAITING_KEYS: Final = f"SELECT bot, update_id FROM inbox WHERE {_WAITS}"  # noqa: S608 (ours)
_DONE: Final = (
    "UPDATE inbox SET body = NULL, chat = '', done_at = ? WHERE bot = ? AND update_id = ?"
)
WAITING: Final = f"SELECT stored_at, chat, body FROM inbox WHERE {_WAITS}"  # noqa: S608 (ours)


def ids_in_inbox(person: str) -> tuple[str, int]:
    """Return a person as the inbox knows them: "telegram:12" is the chat "12" and the id 12."""
    bare = person.rpartition(":")[2]
    return bare, int(bare) if bare.lstrip("-").isdecimal() else 0


def _delete(connection: sqlite3.Connection, table: str, column: str, value: str) -> int:
    sql = f'DELETE FROM "{table}" WHERE "{column}" = ?'  # noqa: S608 (names of ours)
    return connection.execute(sql, (value,)).rowcount
