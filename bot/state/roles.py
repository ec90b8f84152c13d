"""Who may do what: a role per person and collection, which ends unless it is renewed.

A group of a messenger can have a role too: its members may then ask there, and see there what the
group may see, whoever asks. An admin of `openbaar` manages the people of every collection, but
sees a closed collection only with a role in it. Who sits at the machine (OPERATOR) has its files,
and so every right. Ids and names stand here in clear, and nowhere else (TRUST §4, AVG).
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal

from bot.state.people import People
from knowledge.errors import NotAllowed
from knowledge.keys import is_slug

OPERATOR: Final = "terminal"
OPEN: Final = "openbaar"  # the collection that everybody sees who may ask
Access = Literal["open", "invited"]

_PERSON: Final = re.compile(r"telegram:-?[0-9]+")  # of a group below 0
_MAX_NAME: Final = 64  # characters
_DAY: Final = 24 * 3600


class Role(IntEnum):
    """What a person may do; each may also do what those before it may."""

    OFFICER = 1
    ADVISOR = 2
    MODERATOR = 3
    ADMIN = 4

    @property
    def word(self) -> str:
        """The role as it is written: "officer"."""
        return self.name.lower()


# Days after which a role ends unless it is renewed (TRUST §4, BIO2 8.02.01: admin, advisor).
LASTS_DAYS: Final[Mapping[Role, int]] = {
    Role.OFFICER: 365,
    Role.ADVISOR: 365,
    Role.MODERATOR: 180,
    Role.ADMIN: 90,
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in a collection; moments in seconds UTC."""

    person: str
    name: str
    collection: str
    role: Role
    granted_at: float
    expires_at: float


def role_named(word: str) -> Role:
    """Return the role of that word; raises NotAllowed for one that does not exist."""
    found = next((role for role in Role if role.word == word.casefold()), None)
    if found is None:
        known = ", ".join(role.word for role in Role)
        raise NotAllowed("unknown_role", f"there is no role {word!r}; write one of {known}")
    return found


def person_named(word: str) -> str:
    """Return the key of a person or group; raises NotAllowed for what is none."""
    if not _PERSON.fullmatch(word):
        raise NotAllowed(
            "unknown_person",
            f"person {word!r}: write telegram:NUMBER, as in `people list` (below 0 for a group)",
        )
    return word


def somebody_named(word: str) -> str:
    """Return the key of whose data is meant: a person, a group, or who sits at the machine.

    Raises NotAllowed for what is none of these.
    """
    return word if word == OPERATOR else person_named(word)


def collection_named(word: str) -> str:
    """Return the name of a collection; raises NotAllowed for what cannot be one."""
    if not is_slug(word):
        raise NotAllowed(
            "unknown_collection",
            f"collection {word!r}: write lower-case letters, digits and hyphens",
        )
    return word


def shown_name(name: str) -> str:
    r"""Return what somebody chose to be called, as one short line that cannot pose as another.

    >>> shown_name("Sanne\n  Pim: beheerder \u202e")
    'Sanne Pim: beheerder'
    """
    plain = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(plain.split())[:_MAX_NAME] or "?"


class Roles:
    """The table `roles` of people.db, for the thread that opened `people`."""

    def __init__(
        self, people: People, access: Access, clock: Callable[[], float] = time.time
    ) -> None:
        """`access`: "open" lets everybody ask in `openbaar`; `clock`: seconds UTC."""
        self._people = people
        self._access = access
        self._clock = clock

    def of(self, person: str, collection: str = OPEN, chat: str = "") -> Role | None:
        """Return what a person may do in a collection, now, in that chat; None: nothing.

        Whoever has a role in any collection may ask in `openbaar`.
        """
        if person == OPERATOR:
            return Role.ADMIN
        own = self._valid(person)
        if collection in own:
            return own[collection]
        theirs = self._valid(chat) if chat and chat != person else {}
        welcome = collection == OPEN and (own or theirs or self._access == "open")
        return Role.OFFICER if welcome or collection in theirs else None

    def highest(self, person: str, chat: str = "") -> Role | None:
        """Return the highest role that a person has now, in whatever collection; None: none."""
        asks = self.of(person, OPEN, chat)
        return max((*self._valid(person).values(), asks), default=asks) if asks else None

    def collections(self, person: str, chat: str = "") -> frozenset[str] | None:
        """Return what a person may see in that chat; None: everything there is.

        In a group only what the group may see, as others read along.
        """
        if person == OPERATOR:
            return None
        if self.of(person, OPEN, chat) is None:
            return frozenset()
        return frozenset({OPEN, *self._valid(chat if chat and chat != person else person)})

    def views(self) -> list[frozenset[str]]:
        """Return what sets of collections people and groups see now, the most frequent first.

        What everybody sees who may ask is always among them.
        """
        now = self._clock()
        people: dict[str, set[str]] = {"": {OPEN}}
        for each in self.members():
            if each.expires_at > now:
                people.setdefault(each.person, {OPEN}).add(each.collection)
        seen = Counter(frozenset(collections) for collections in people.values())
        return [view for view, _ in seen.most_common()]

    def grant(self, person: str, name: str, role: Role, collection: str = OPEN) -> Member:
        """Give a person a role, in place of the one they had there, from now on.

        Raises NotAllowed when that would leave nobody to manage people.
        """
        now = self._clock()
        made = Member(
            person, shown_name(name), collection, role, now, now + LASTS_DAYS[role] * _DAY
        )
        with self._people.writing() as connection:
            if role < Role.ADMIN:
                self._keep_an_admin(person, collection)
            connection.execute(
                "INSERT OR REPLACE INTO roles VALUES (?, ?, ?, ?, ?, ?)",
                (person, collection, role.word, made.name, made.granted_at, made.expires_at),
            )
        return made

    def renew(self, person: str) -> list[Member]:
        """Let all roles of a person, ended ones too, begin anew; raises NotAllowed for none."""
        with self._people.writing():
            return [
                self.grant(each.person, each.name, each.role, each.collection)
                for each in self._there(person)
            ]

    def remove(self, person: str, collection: str | None = None) -> list[Member]:
        """Take a person's role in a collection away, or all; return them.

        Raises NotAllowed for a stranger, and for the last who can manage people.
        """
        with self._people.writing() as connection:
            gone = [m for m in self._there(person) if collection in (None, m.collection)]
            if not gone:
                raise NotAllowed(
                    "unknown_person", f"{person}: has no role in {collection}; see `people list`"
                )
            for each in gone:
                self._keep_an_admin(person, each.collection)
                connection.execute(
                    "DELETE FROM roles WHERE person = ? AND collection = ?",
                    (person, each.collection),
                )
        return gone

    def members(self) -> list[Member]:
        """Return everybody with a role, ended ones too, by name."""
        return self._read("TRUE ORDER BY name, person, collection")

    def admins(self) -> list[Member]:
        """Return who can manage everybody now."""
        return [
            each
            for each in self._read("collection = ? AND expires_at > ?", OPEN, self._clock())
            if each.role is Role.ADMIN
        ]

    def find(self, person: str) -> list[Member]:
        """Return the roles of a person, ended ones too."""
        return self._read("person = ? ORDER BY collection", person)

    def must_stay(self, person: str) -> None:
        """Raise NotAllowed when nobody else can manage people."""
        self._keep_an_admin(person, OPEN)

    def _there(self, person: str) -> list[Member]:
        found = self.find(person)
        if not found:
            raise NotAllowed("unknown_person", f"{person}: has no role here; see `people list`")
        return found

    def _keep_an_admin(self, person: str, collection: str) -> None:
        """Refuse what would leave nobody to manage people."""
        admins = {each.person for each in self.admins()}
        if collection == OPEN and admins == {person}:
            raise NotAllowed(
                "last_admin", f"{person}: is the last admin; make somebody else admin first"
            )

    def _valid(self, person: str) -> dict[str, Role]:
        """The roles of a person or group that have not ended, by collection."""
        now = self._clock()
        return {each.collection: each.role for each in self.find(person) if each.expires_at > now}

    def _read(self, which: str, *values: object) -> list[Member]:
        rows = self._people.rows(
            "SELECT person, name, collection, role, granted_at, expires_at FROM roles"  # noqa: S608 (`which` is ours)
            f" WHERE {which}",
            *values,
        )
        return [
            Member(person, name, collection, role_named(role), granted_at, expires_at)
            for person, name, collection, role, granted_at, expires_at in rows
        ]
