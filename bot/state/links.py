"""Links that a person makes to give away: `a_<key>` opens an answer, for whoever may see it.

The key stands in the link alone; the row that it opens is sealed with it. What is kept is the
question: whoever opens the link gets the answer that their own sources give.
"""

from bot.state import seal
from bot.state.records import Records
from bot.state.terms import HOUR_SECONDS, LINK_SECONDS


class Links:
    """The table `links` of people.db, for the thread that opened `records`."""

    def __init__(self, records: Records) -> None:
        self._people = records.people
        self._identity = records.identity
        self._clock = records.clock
        self._keep_hours = records.rules.keep_hours

    def make(self, person: str, question: str) -> str:
        """Return the key of a new link, 22 letters, that a person asked for; it works 30 days."""
        return self._made(person, question, LINK_SECONDS)

    def offer(self, person: str, question: str) -> str | None:
        """Return the key of one that nobody asked for: it works as long as questions are kept.

        None where they are not kept.
        """
        seconds = self._keep_hours * HOUR_SECONDS
        return self._made(person, question, seconds) if seconds else None

    def _made(self, person: str, question: str, seconds: float) -> str:
        key, now = seal.new_key(), self._clock()
        row = (
            seal.row_id(key),
            self._identity.pseudonym(person),
            seal.seal(key, question),
            now + seconds,
        )
        with self._people.writing() as connection:
            connection.execute("INSERT INTO links VALUES (?, ?, ?, ?)", row)
        return key

    def question(self, key: str) -> str | None:
        """Return the question behind a link; None when it is forged, over or erased."""
        if not seal.is_key(key):
            return None
        rows = self._people.rows(
            "SELECT sealed FROM links WHERE id = ? AND ends_at >= ?",
            seal.row_id(key),
            self._clock(),
        )
        said = seal.unseal(key, rows[0][0]) if rows else None
        return said if isinstance(said, str) else None
