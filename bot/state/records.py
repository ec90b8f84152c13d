"""people.db as one conversation uses it: everything in it over one connection, in one thread."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.state import rounds
from bot.state.consent import Consents
from bot.state.entry import Entry
from bot.state.erasure import Erasure
from bot.state.identity import Identity
from bot.state.journal import Journal
from bot.state.limits import Budget, Limits
from bot.state.own import Own
from bot.state.people import People
from bot.state.receipts import Receipt
from bot.state.roles import OPEN, Access, Role, Roles
from bot.state.spoken import Spoken
from bot.state.terms import Farewells, Term, retire, terms
from bot.state.told import Told


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
        self.told = Told(self.people, identity, clock)
        self.erasure = Erasure(self.people, identity, clock)
        self.own = Own(self.people, identity)
        self.limits = Limits(rules.budget)
        self.spoken = Spoken()

    @property
    def terms(self) -> tuple[Term, ...]:
        """How long each class of what is kept stays, under the settings in force."""
        return terms(self.rules.keep_hours)

    def retire(self, now: float, farewells: Farewells, *, forced: bool = False) -> list[Receipt]:
        """Delete what is older than its term, after its farewell; return a receipt a class.

        Refuses, unless `forced`, what a wrong clock would ask for. `now` in seconds UTC.
        """
        with self.people.writing() as connection:
            receipts = retire(connection, self.terms, now, farewells, forced=forced)
            if not any(each.refused for each in receipts):
                rounds.note(connection, rounds.RETENTION, now)
        return receipts

    def moderators(self) -> list[str]:
        """Return who looks after the open sources now: moderators and admins, by their keys."""
        now = self.clock()
        members = (each for each in self.roles.members() if each.collection == OPEN)
        return [
            each.person
            for each in members
            if each.role >= Role.MODERATOR and each.expires_at > now
        ]

    def forget(self, person: str, *, in_chat: bool = False) -> int:
        """Erase all that is kept of a person, their roles too; return how many rows that was.

        `in_chat`: as for `Erasure.erase`. Raises NotAllowed for the last who can manage people.
        """
        self.roles.must_stay(person)
        self.limits.forget(person)
        self.spoken.forget(person)  # the key of their own chat
        return self.erasure.erase(person, in_chat=in_chat)

    def close(self) -> None:
        """Close the database."""
        self.people.close()
