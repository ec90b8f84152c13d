"""How a stranger gets a role: with an invitation that was given out, or by asking for one.

An invitation is a code for a role in a collection; it works once, for a week. A request is a code
that a stranger reads in the chat and tells an admin, who lets the person in with it: so an admin
knows who is behind a name that anybody can choose. Of an invitation only a fingerprint is stored;
of a request the fingerprint, and sealed who asked.
"""

import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.model import Language
from bot.state.identity import Identity, Unreadable
from bot.state.people import People
from bot.state.roles import OPEN, Member, Role, Roles, role_named, shown_name
from bot.state.terms import INVITATION_SECONDS, REQUEST_SECONDS
from knowledge.errors import NotAllowed

MAX_REQUESTS: Final = 100  # that wait at once; more is a flood, and no admin reads them
_SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32; none that look alike
_LENGTH: Final = 12  # 60 bits
_FORM: Final = re.compile(r"\w{4}-\w{4}-\w{4}")
_WORD: Final = re.compile(r"[\w-]+")
_REQUEST: Final = "request"
_SAID: Final = ("person", "name", "code", "refused", "language")  # what is sealed of a request


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who asks to be let in; `code` is what they read.

    `asked_at`, or when it was refused: seconds UTC. `language`: what they wrote in last.
    """

    person: str
    name: str
    code: str
    asked_at: float
    refused: bool = False
    language: Language = "nl"


def is_code(text: str) -> bool:
    """Tell whether a text has the form of a code.

    >>> is_code("abcd-EFGH-jkmn"), is_code("vrijwilligers?")
    (True, False)
    """
    return set(_plain(text)) <= set(_SIGNS) and is_typed_as_one(text)


def is_typed_as_one(text: str) -> bool:
    """Tell whether a text is written like a code, if with a sign that none has.

    >>> is_typed_as_one("ABCD-EFGH-1234"), is_code("ABCD-EFGH-1234")
    (True, False)
    """
    return _FORM.fullmatch(text.strip()) is not None


def code_in(text: str) -> str:
    """Return what has the form of a code inside a text, "" for nothing or more than one.

    >>> code_in("Mijn code is abcd-EFGH-jkmn.")
    'abcd-EFGH-jkmn'
    """
    found = [word for word in _WORD.findall(text) if is_code(word)]
    return found[0] if len(found) == 1 else ""


class Entry:
    """The tables `invitations` and `requests` of people.db."""

    def __init__(
        self,
        people: People,
        identity: Identity,
        roles: Roles,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._people = people
        self._identity = identity
        self._roles = roles
        self._clock = clock

    def invite(self, role: Role, collection: str = OPEN) -> str:
        """Return a new code; whoever uses it first, within a week, gets the role."""
        code, now = _code(), self._clock()
        with self._people.writing() as connection:
            connection.execute(
                "INSERT INTO invitations (code, role, collection, expires_at) VALUES (?, ?, ?, ?)",
                (self._print(code), role.word, collection, now + INVITATION_SECONDS),
            )
        return code

    def accept(self, code: str, person: str, name: str) -> Member:
        """Give a person the role of an invitation, which is then used.

        Raises NotAllowed for one that is unknown here, ended or used, and when the person has that
        role or a higher one already; nothing has changed then.
        """
        with self._people.writing() as connection:
            role, collection = self._offered(code)
            held = next((m for m in self._roles.find(person) if m.collection == collection), None)
            if held and held.role >= role and held.expires_at > self._clock():
                raise NotAllowed("role_held", f"{person}: has this role already, or a higher one")
            connection.execute(
                "UPDATE invitations SET used_at = ? WHERE code = ?",
                (self._clock(), self._print(code)),
            )
            return self._let_in(person, name, role, collection)

    def knows(self, code: str) -> bool:
        """Tell whether a code is an invitation of ours, used and ended ones included."""
        sql = "SELECT 1 FROM invitations WHERE code = ?"
        return bool(self._people.rows(sql, self._print(code)))

    def _offered(self, code: str) -> tuple[Role, str]:
        """Return the role of an invitation, and where; raises NotAllowed unless it works."""
        row = self._people.rows(
            "SELECT role, collection, expires_at, used_at FROM invitations WHERE code = ?",
            self._print(code),
        )
        if not row:
            raise NotAllowed("invitation_unknown", "there is no such invitation here")
        word, collection, expires_at, used_at = row[0]
        if used_at is not None:
            raise NotAllowed("invitation_used", "this invitation was used; ask for another")
        if expires_at <= self._clock():
            raise NotAllowed("invitation_ended", "this invitation has ended; ask for another")
        return role_named(word), collection

    def ask(self, person: str, name: str, language: Language = "nl") -> str:
        """Return the code of a person's request, made when none waits.

        Raises NotAllowed when too many wait already, and for who was refused within a day.
        """
        asked = next((each for each in self._asked() if each.person == person), None)
        if asked is not None and asked.refused:
            raise NotAllowed("refused_today", f"{person}: was refused less than a day ago")
        if asked is not None:
            if asked.language != language:
                self._keep(replace(asked, language=language))
            return asked.code
        if len(self.requests()) >= MAX_REQUESTS:
            raise NotAllowed("too_many_requests", "too many people wait to be let in")
        made = Request(person, shown_name(name), _code(), self._clock(), language=language)
        self._keep(made)
        return made.code

    def _keep(self, asked: Request) -> None:
        """Keep a request from now on, in place of another of that person."""
        known_as = self._identity.pseudonym(asked.person)
        said = json.dumps({name: getattr(asked, name) for name in _SAID}).encode()
        with self._people.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?)",
                (
                    known_as,
                    self._print(asked.code),
                    asked.asked_at,
                    self._identity.seal(said, _REQUEST + known_as),
                ),
            )

    def requests(self) -> list[Request]:
        """Return who waits to be let in, the first one first; requests end after a day."""
        return [each for each in self._asked() if not each.refused]

    def _asked(self) -> list[Request]:
        """Who asked within a day, and who was refused within a day."""
        rows = self._people.rows(
            "SELECT person, asked_at, said FROM requests WHERE asked_at > ? ORDER BY asked_at",
            self._clock() - REQUEST_SECONDS,
        )
        return [each for row in rows if (each := self._opened(*row))]

    def approve(self, code: str, role: Role = Role.OFFICER, collection: str = OPEN) -> Member:
        """Let in who reads this code; raises NotAllowed when nobody does (any more)."""
        with self._people.writing():
            asked = self.waiting(code)
            return self._let_in(asked.person, asked.name, role, collection)

    def refuse(self, code: str) -> Request:
        """Have a request wait no more, and its person ask no other for a day; return it.

        Raises NotAllowed when there is none (any more).
        """
        with self._people.writing():
            asked = self.waiting(code)
            self._keep(replace(asked, refused=True, asked_at=self._clock()))
        return asked

    def waiting(self, code: str) -> Request:
        """Return the request of who reads this code; raises NotAllowed when nobody does."""
        found = (each for each in self.requests() if each.code == _written(code))
        asked = next(found, None)
        if asked is None:
            raise NotAllowed(
                "request_unknown",
                "nobody waits with this code (any more);"
                " write it as `people list` shows it: ABCD-EFGH-JKMN",
            )
        return asked

    def _end(self, person: str) -> None:
        with self._people.writing() as connection:
            connection.execute(
                "DELETE FROM requests WHERE person = ?", (self._identity.pseudonym(person),)
            )

    def _let_in(self, person: str, name: str, role: Role, collection: str) -> Member:
        """Give a role and end the request, inside `writing`: both or neither."""
        self._end(person)
        return self._roles.grant(person, name, role, collection)

    def _opened(self, known_as: str, asked_at: float, said: bytes) -> Request | None:
        try:
            read = json.loads(self._identity.unseal(said, _REQUEST + known_as))
        except Unreadable:
            return None
        # Earlier versions did not write the last two.
        refused, language = read.get("refused", False), read.get("language", "nl")
        return Request(read["person"], read["name"], read["code"], asked_at, refused, language)

    def _print(self, code: str) -> str:
        return self._identity.fingerprint(_plain(code))


def _code() -> str:
    return _written("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)))


def _plain(code: str) -> str:
    return code.strip().replace("-", "").upper()


def _written(code: str) -> str:
    """A code as a person reads it out: three groups of four."""
    plain = _plain(code)
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))
