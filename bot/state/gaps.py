"""Questions that the sources do not answer, handed in on purpose: clustered, counted, with an end.

A gap is a cluster of questions that share most of their stems. Each question is sealed under the
key of whoever asked it; a gap of which nobody is left any more is not listed.
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
from index.dutch import terms
from knowledge.errors import SourceRefused

_ABOUT: Final = "gap"
# Share of the stems of two questions that they have in common (Jaccard, 0-1), from which on they
# are one gap; set on the pairs in tests/bot/state/test_gaps.py.
ALIKE: Final = 0.5


class End(StrEnum):
    """How a gap ends."""

    ADDED = "added"  # a source was added
    REFERRED = "referred"  # somebody else answers this
    OPEN = "open"  # it stays open: no source is in sight


@dataclass(frozen=True, slots=True)
class Wish:
    """A question to be kept, by whom, and where an end is told."""

    person: str
    chat: str
    question: str
    language: Language


@dataclass(frozen=True, slots=True)
class Gap:
    """A cluster: its first question, all of them, who looks after it, and how it ended."""

    number: int
    at: float
    questions: tuple[str, ...]
    owner: str | None
    end: End | None

    @property
    def question(self) -> str:
        """The question that it is known by."""
        return self.questions[0]


class Gaps:
    """The tables `gaps` and `gap_asks` of people.db, for the thread that opened `records`."""

    def __init__(self, records: Records) -> None:
        self._people = records.people
        self._identity = records.identity
        self._clock = records.clock
        self._vault = Vault(records.people.database, records.identity)
        self._telling = Telling(records)

    def keep(self, wish: Wish) -> int:
        """Keep a question in the open gap that is most like it, or a new one; return its number.

        Who asks the same again is counted once.
        """
        number = self._like(wish.question)
        person, now = self._identity.pseudonym(wish.person), self._clock()
        said = {"question": wish.question, "chat": wish.chat, "language": wish.language}
        with self._people.writing() as connection:
            if number is None:
                made = connection.execute("INSERT INTO gaps (at) VALUES (?)", (now,))
                number = int(made.lastrowid or 0)
            connection.execute(
                "INSERT OR IGNORE INTO gap_asks (gap, person, said, at) VALUES (?, ?, ?, ?)",
                (number, person, self._vault.seal(person, said, _ABOUT), now),
            )
        return number

    def gaps(self, *, ended: bool = False) -> list[Gap]:
        """Return what is open, or with `ended` everything; what most people ask first."""
        rows = self._people.rows(
            "SELECT number, at, owner, ended_as FROM gaps WHERE ended_as IS NULL OR ?", ended
        )
        found = [
            Gap(number, at, questions, owner, End(ended_as) if ended_as else None)
            for number, at, owner, ended_as in rows
            if (questions := tuple(said["question"] for _, said in self._asks(number)))
        ]
        return sorted(found, key=lambda gap: (-len(gap.questions), gap.number))

    def assign(self, number: int, owner: str) -> None:
        """Say who looks after a gap; raises SourceRefused for one that is not there."""
        self._open(number)
        with self._people.writing() as connection:
            connection.execute("UPDATE gaps SET owner = ? WHERE number = ?", (owner, number))

    def end(self, number: int, end: End, text: Callable[[str, str], str]) -> int:
        """End a gap, and have `text(language, question)` told to everybody who asked, once.

        Return to how many. Raises SourceRefused for a gap that is not there, or ended before.
        """
        self._open(number)
        asks = self._asks(number)
        with self._people.writing() as connection:
            connection.execute(
                "UPDATE gaps SET ended_as = ?, ended_at = ? WHERE number = ?",
                (end, self._clock(), number),
            )
            for person, said in asks:
                self._tell(person, said, text)
        return len(asks)

    def _tell(self, person: str, said: Mapping[str, Any], text: Callable[[str, str], str]) -> None:
        """Have whoever handed this in told what came of it."""
        question = said["question"]
        self._telling.tell(
            person, said["chat"], lambda their: text(their, question), said["language"]
        )

    def _like(self, question: str) -> int | None:
        """The open gap that a question belongs to."""
        wanted = set(terms(question))
        shares = [
            (_share(wanted, set(terms(other))), -gap.number)
            for gap in self.gaps()
            for other in gap.questions
        ]
        best, number = max(shares, default=(0.0, 0))
        return -number if best >= ALIKE else None

    def _open(self, number: int) -> None:
        """Refuse a gap that cannot be changed."""
        rows = self._people.rows("SELECT ended_as FROM gaps WHERE number = ?", number)
        if not rows or rows[0][0] is not None:
            reason = "ended already" if rows else "there is none"
            raise SourceRefused(f"gap {number}: {reason}; see `vrijwijzer gaps list`")

    def _asks(self, number: int) -> list[tuple[str, dict[str, Any]]]:
        """Who asked what in a gap, in order; without those whose key is gone."""
        found = []
        rows = self._people.rows(
            "SELECT person, said FROM gap_asks WHERE gap = ? ORDER BY number", number
        )
        for person, sealed in rows:
            try:
                said = self._vault.unseal(person, sealed, _ABOUT)
            except Unreadable:
                continue
            if isinstance(said, dict):
                found.append((person, dict(said)))
        return found


def _share(one: set[str], other: set[str]) -> float:
    """How much two sets have in common, 0-1 (Jaccard); 0 for two empty ones."""
    return len(one & other) / len(one | other) if one | other else 0.0
