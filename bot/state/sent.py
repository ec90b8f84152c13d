"""Which message of ours answers which message of a person: so that an edit finds its answer.

Numbers and pseudonyms only; no word of anybody.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.state.buttons import Owner
from bot.state.identity import Identity
from bot.state.people import People


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message of ours; `question` is what it answers (0: a press); `answer_id` what it holds."""

    message: int
    question: int = 0
    answer_id: str = ""


class Sent:
    """The table `sent` of people.db, for the thread that opened `people`."""

    def __init__(
        self,
        people: People,
        identity: Identity,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._people = people
        self._pseudonym = identity.pseudonym
        self._clock = clock

    def note(self, owner: Owner, sent: SentMessage) -> None:
        """Keep what was sent for two days: so long Telegram lets a person edit a message."""
        row = (
            self._pseudonym(owner.chat),
            sent.message,
            sent.question,
            self._pseudonym(owner.person),
            sent.answer_id,
            self._clock(),
        )
        with self._people.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?)", row)

    def answering(self, chat: str, question: int) -> list[SentMessage]:
        """Return the messages that answer a message of a person, in order."""
        return self._found("chat = ? AND question = ?", self._pseudonym(chat), question)

    def message(self, chat: str, message: int) -> SentMessage | None:
        """Return what is known of a message of ours."""
        found = self._found("chat = ? AND message = ?", self._pseudonym(chat), message)
        return found[0] if found else None

    def forget(self, chat: str, message: int) -> None:
        """Forget a message that is gone."""
        with self._people.writing() as connection:
            connection.execute(
                "DELETE FROM sent WHERE chat = ? AND message = ?",
                (self._pseudonym(chat), message),
            )

    def _found(self, where: str, *values: object) -> list[SentMessage]:
        rows = self._people.rows(
            f"SELECT message, question, answer_id FROM sent WHERE {where} ORDER BY message",  # noqa: S608 (our own words)
            *values,
        )
        return [SentMessage(*row) for row in rows]
