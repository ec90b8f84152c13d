"""What people say of answers: a list with an owner a line, and an end that the asker hears of.

Handed in on purpose, so it is kept until it is closed and a while longer; sealed under the key of
whoever said it, so that erasing the person erases it too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bot.answering.model import Language
from bot.state.identity import Unreadable
from bot.state.records import Records
from bot.state.telling import Telling
from bot.state.vault import Vault
from knowledge.errors import SourceRefused

_ABOUT: Final = "feedback"
NOTE_SECONDS: Final = 24 * 3600  # in which a line still belongs to the last verdict
LONGEST_NOTE: Final = 1_000  # characters


class Verdict(StrEnum):
    """What somebody says of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    SOURCE = "source"  # the source does not fit
    INCOMPLETE = "incomplete"
    OLD = "old"


REASONS: Final = (Verdict.WRONG, Verdict.SOURCE, Verdict.INCOMPLETE, Verdict.OLD)


@dataclass(frozen=True, slots=True)
class Given:
    """Who says something of which answer to which question, and where an end is told."""

    person: str
    chat: str
    answer_id: str
    question: str
    language: Language


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the list; `at` in seconds UTC. `changed` is None while it is open."""

    number: int
    at: float
    answer_id: str
    verdict: Verdict
    question: str
    note: str
    owner: str | None
    changed: bool | None


class Feedback:
    """The table `feedback` of people.db, for the thread that opened `records`."""

    def __init__(self, records: Records) -> None:
        self._people = records.people
        self._identity = records.identity
        self._clock = records.clock
        self._vault = Vault(records.people.database, records.identity)
        self._telling = Telling(records)

    def give(self, given: Given, verdict: Verdict) -> None:
        """Keep what somebody says; of one answer the last word counts, and opens it again."""
        person = self._identity.pseudonym(given.person)
        said = {
            "question": given.question,
            "note": "",
            "chat": given.chat,
            "language": given.language,
        }
        with self._people.writing() as connection:
            connection.execute(
                "INSERT INTO feedback (person, answer_id, verdict, said, at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (person, answer_id) DO UPDATE SET"
                " verdict = excluded.verdict, at = excluded.at, closed_at = NULL, changed = NULL",
                (
                    person,
                    given.answer_id,
                    verdict,
                    self._vault.seal(person, said, _ABOUT),
                    self._clock(),
                ),
            )

    def note(self, person: str, text: str) -> str | None:
        """Add a line to what somebody last said; return of which question that was.

        None when it was over a day ago, or never.
        """
        name = self._identity.pseudonym(person)
        rows = self._people.rows(
            "SELECT number, said FROM feedback WHERE person = ? AND at > ?"
            " ORDER BY at DESC, number DESC LIMIT 1",
            name,
            self._clock() - NOTE_SECONDS,
        )
        said = self._opened(name, rows[0][1]) if rows else None
        if said is None:
            return None
        noted = {**said, "note": text[:LONGEST_NOTE]}
        with self._people.writing() as connection:
            connection.execute(
                "UPDATE feedback SET said = ? WHERE number = ?",
                (self._vault.seal(name, noted, _ABOUT), rows[0][0]),
            )
        return str(said["question"])

    def lines(self, *, closed: bool = False) -> list[Remark]:
        """Return what is open, or with `closed` everything, the oldest first."""
        rows = self._people.rows(
            "SELECT number, at, answer_id, verdict, person, said, owner, changed FROM feedback"
            " WHERE closed_at IS NULL OR ? ORDER BY number",
            closed,
        )
        return [
            Remark(
                number,
                at,
                answer_id,
                Verdict(verdict),
                said["question"],
                said["note"],
                owner,
                None if changed is None else bool(changed),
            )
            for number, at, answer_id, verdict, person, sealed, owner, changed in rows
            if (said := self._opened(person, sealed)) is not None
        ]

    def assign(self, number: int, owner: str) -> None:
        """Say who looks after a line; raises SourceRefused for one that is not there."""
        self._row(number)
        with self._people.writing() as connection:
            connection.execute("UPDATE feedback SET owner = ? WHERE number = ?", (owner, number))

    def close(self, number: int, *, changed: bool, text: Callable[[str, str], str]) -> bool:
        """End a line; when something changed, have `text(language, question)` told to the asker.

        Return whether somebody will be told. Raises SourceRefused for a line that is not open.
        """
        person, sealed, is_closed = self._row(number)
        if is_closed:
            raise SourceRefused(f"feedback {number}: is closed already; see `feedback list`")
        said = self._opened(person, sealed)
        tells = changed and said is not None
        with self._people.writing() as connection:
            connection.execute(
                "UPDATE feedback SET closed_at = ?, changed = ? WHERE number = ?",
                (self._clock(), changed, number),
            )
            if tells and said is not None:
                self._tell(person, said, text)
        return tells

    def _tell(self, person: str, said: Mapping[str, Any], text: Callable[[str, str], str]) -> None:
        """Have whoever handed this in told what came of it."""
        question = said["question"]
        self._telling.tell(
            person, said["chat"], lambda their: text(their, question), said["language"]
        )

    def _row(self, number: int) -> tuple[str, bytes, bool]:
        rows = self._people.rows(
            "SELECT person, said, closed_at IS NOT NULL FROM feedback WHERE number = ?", number
        )
        if not rows:
            raise SourceRefused(f"feedback {number}: there is none; see `feedback list`")
        person, said, is_closed = rows[0]
        return person, said, bool(is_closed)

    def _opened(self, person: str, sealed: bytes) -> dict[str, Any] | None:
        """What was sealed; None when its key is gone with the person."""
        try:
            said = self._vault.unseal(person, sealed, _ABOUT)
        except Unreadable:
            return None
        return dict(said) if isinstance(said, dict) else None
