"""The journal: the one place where words are kept (DESIGN §6), for a day, under a key per person.

A row is one question with its answer, so that a follow-up, a button or a memo works after a
meeting and after a restart. It lives `keep_hours` hours (a setting; 0: nothing is kept at all).
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from bot.state.identity import Identity, Unreadable
from bot.state.people import People, clearly
from bot.state.vault import JSON, Vault

log = logging.getLogger(__name__)

_ABOUT: Final = "journal"


@dataclass(frozen=True, slots=True)
class Kept:
    """One question and its answer as they are remembered; `asked_at` in seconds UTC.

    `said` holds what is asked on ("turn") and the answer as the command line prints it
    ("answer"): statements with the numbers, passage ids and offsets that they stand on.
    """

    answer_id: str
    chat: str
    asked_at: float
    said: Mapping[str, JSON]


class Journal:
    """The table `journal` of people.db, for the thread that opened `people`.

    People and chats are given by their keys ("telegram:12") and kept as pseudonyms. Every method
    raises Unavailable when the disk or the database refuses.
    """

    def __init__(
        self,
        people: People,
        identity: Identity,
        keep_hours: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`keep_hours`: how long a row lives, 0 for not at all; `clock`: seconds UTC."""
        self._people = people
        self._identity = identity
        self._vault = Vault(people.database, identity)
        self._seconds = keep_hours * 3600
        self._clock = clock

    def keep(self, person: str, kept: Kept) -> None:
        """Write down one question and its answer; nothing when nothing is to be kept."""
        if not self._seconds:
            return
        name = self._identity.pseudonym(person)
        with self._people.writing() as connection:
            said = self._vault.seal(name, {"chat": kept.chat, "said": kept.said}, _ABOUT)
            connection.execute(
                "INSERT INTO journal (person, chat, answer_id, asked_at, said)"
                " VALUES (?, ?, ?, ?, ?)",
                (name, self._identity.pseudonym(kept.chat), kept.answer_id, kept.asked_at, said),
            )

    def latest(self, person: str, chat: str, limit: int = 6) -> list[Kept]:
        """Return what a person last asked in a chat, newest first."""
        return self._read(
            person,
            "chat = ? ORDER BY number DESC LIMIT ?",
            (self._identity.pseudonym(chat), limit),
        )

    def find(self, person: str, answer_id: str) -> Kept | None:
        """Return an answer that this person got, the newest of that id; None: not any more."""
        found = self._read(person, "answer_id = ? ORDER BY number DESC LIMIT 1", (answer_id,))
        return found[0] if found else None

    def agreed(self) -> list[tuple[str, Kept]]:
        """Return what is kept of all who agreed to its use, each with a pseudonym."""
        names = self._people.rows("SELECT person FROM consents ORDER BY person")
        return [
            (name, kept)
            for (name,) in names
            for kept in self._of(name, "TRUE ORDER BY number", (), 0.0)
        ]

    def _read(self, person: str, which: str, values: tuple[object, ...]) -> list[Kept]:
        """The rows of a person that are not too old, opened."""
        since = self._clock() - self._seconds
        return self._of(self._identity.pseudonym(person), which, values, since)

    def _of(self, name: str, which: str, values: tuple[object, ...], since: float) -> list[Kept]:
        """The rows of a pseudonym since then, opened; what cannot be is passed over."""
        rows = self._people.rows(
            "SELECT answer_id, asked_at, said FROM journal"  # noqa: S608 (`which` is ours)
            f" WHERE person = ? AND asked_at > ? AND {which}",
            name,
            since,
            *values,
        )
        return [kept for row in rows if (kept := self._opened(name, row))]

    def _opened(self, name: str, row: tuple[str, float, bytes]) -> Kept | None:
        answer_id, asked_at, made = row
        try:
            with clearly(self._people.path):
                read = cast("Mapping[str, JSON]", self._vault.unseal(name, made, _ABOUT))
        except Unreadable:
            log.error("%s: kept under another secret, or damaged; it is passed over", answer_id)  # noqa: TRY400 (no traceback)
            return None
        return Kept(
            answer_id,
            cast("str", read["chat"]),
            asked_at,
            cast("Mapping[str, JSON]", read["said"]),
        )
