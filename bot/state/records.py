"""people.db as one conversation uses it: everything in it over one connection, in one thread."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.state.consent import Consents
from bot.state.entry import Entry
from bot.state.erasure import Erasure
from bot.state.identity import Identity, Unreadable
from bot.state.journal import Journal
from bot.state.limits import Budget, Limits
from bot.state.people import People
from bot.state.roles import OPEN, Access, Role, Roles
from bot.state.told import Told
from bot.state.vault import Vault

# Tables in which a person's own words are sealed, and what they are sealed as.
HANDED_IN: Final = {"feedback": "feedback", "gap_asks": "gap", "notices": "notice"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say about people: who may ask, how much, and what is kept of it."""

    keep_hours: int = 24
    access: Access = "invited"
    budget: Budget = field(default_factory=Budget)


class Records:
    """What is kept of people, of one data folder; made, used and closed in one thread."""

    def __init__(
        self,
        folder: Path,
        identity: Identity,
        rules: Rules,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open people.db in `folder`; `clock` tells seconds UTC. Raises Unavailable."""
        self.rules = rules
        self.identity = identity
        self.clock = clock
        self.people = People(folder)
        self.roles = Roles(self.people, rules.access, clock)
        self.entry = Entry(self.people, identity, self.roles, clock)
        self.consents = Consents(self.people, identity, clock)
        self.journal = Journal(self.people, identity, rules.keep_hours, clock)
        self.told = Told(self.people, identity)
        self.erasure = Erasure(self.people, identity, clock)
        self.limits = Limits(rules.budget)
        # Who keeps something sealed opens it for the person whose it is.
        self.openers: dict[str, Callable[[str], list[dict[str, Any]]]] = {
            "journal": lambda person: [asdict(each) for each in self.journal.everything(person)],
            "requests": lambda person: [asdict(each) for each in self.entry.requests_of(person)],
            **{
                table: partial(self._opened, table=table, about=about)
                for table, about in HANDED_IN.items()
            },
        }

    def moderators(self) -> list[str]:
        """Return who looks after the open sources now: moderators and admins, by their keys."""
        now = self.clock()
        members = (each for each in self.roles.members() if each.collection == OPEN)
        return [
            each.person
            for each in members
            if each.role >= Role.MODERATOR and each.expires_at > now
        ]

    def everything(self, person: str) -> dict[str, list[dict[str, Any]]]:
        """Return all that is kept of a person, by table, what was sealed opened."""
        opened = {table: opens(person) for table, opens in self.openers.items()}
        return self.erasure.rows(person) | opened

    def forget(self, person: str) -> int:
        """Erase all that is kept of a person, their roles too; return how many rows that was.

        Raises NotAllowed for the last who can manage people.
        """
        self.roles.must_stay(person)
        self.limits.forget(person)
        return self.erasure.erase(person)

    def _opened(self, person: str, table: str, about: str) -> list[dict[str, Any]]:
        """What a person handed in, in words; what cannot be opened is passed over."""
        name = self.identity.pseudonym(person)
        vault = Vault(self.people.database, self.identity)
        found: list[dict[str, Any]] = []
        for number, at, said in self.people.rows(
            f"SELECT number, at, said FROM {table} WHERE person = ? AND said IS NOT NULL",  # noqa: S608 (names of ours)
            name,
        ):
            with suppress(Unreadable):
                found.append({"number": number, "at": at, "said": vault.unseal(name, said, about)})
        return found

    def close(self) -> None:
        """Close the database."""
        self.people.close()
