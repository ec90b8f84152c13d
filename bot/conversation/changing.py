"""Which draft somebody is changing, the one they chose or sent last, and what they say of it.

What was chosen is kept in memory, under pseudonyms, until the next choice of anybody finds the
draft gone.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.reply import Incoming
from bot.state.drafts import Draft, Drafts, Stage
from bot.state.records import Records
from bot.state.roles import Role
from knowledge import dates

# What may be said of a document, by the words for it.
_FIELDS: Final = {
    "titel": "title",
    "title": "title",
    "uitgever": "publisher",
    "publisher": "publisher",
    "datum": "published",
    "date": "published",
}
COMMANDS: Final = ("/titel", "/uitgever", "/datum")
_SAID: Final = re.compile(rf"(/)?({'|'.join(_FIELDS)})(?:@\w+)?(\s*:|\s|$)\s*(.*)", re.IGNORECASE)


def said_of(text: str) -> dict[str, str]:
    r"""Return what a text says of a document, by field; {} for a text that says anything else.

    >>> said_of("Titel: Nota\ndatum 2026-04"), said_of("/uitgever VNG"), said_of("mei 2024")
    ({'title': 'Nota', 'published': '2026-04'}, {'publisher': 'VNG'}, {'published': 'mei 2024'})
    >>> said_of("Titel van de nota?"), said_of("/titel")
    ({}, {})
    """
    one = text.startswith("/")  # a command has one value, also over two lines
    each = (" ".join(line.split()) for line in ([text] if one else text.splitlines()))
    lines = [line for line in each if line]
    said = dict(pair for line in lines for pair in _line(line))
    return said if len(said) == len(lines) else {}


def _line(line: str) -> Iterator[tuple[str, str]]:
    """The field and the value of a line: a command, "Titel: …", or a date with or without a name.

    Without a colon "titel …" may as well begin a question.
    """
    if _is_date(line):
        yield "published", line
        return
    said = _SAID.fullmatch(line)
    if said is not None and said[4] and (said[1] or ":" in said[3] or _is_date(said[4])):
        yield _FIELDS[said[2].casefold()], said[4]


def _is_date(text: str) -> bool:
    return dates.is_iso(text) or dates.parse(text) is not None


class Changing:
    """What each person chose to change, for the thread that opened the drafts."""

    def __init__(self, drafts: Drafts, records: Records) -> None:
        self._drafts = drafts
        self._pseudonym = records.identity.pseudonym
        self._roles = records.roles
        self._chosen: dict[str, int] = {}

    def choose(self, person: str, number: int) -> None:
        """Note that this person changes this draft; choices of which the draft is gone go."""
        self._chosen = {who: chosen for who, chosen in self._chosen.items() if self._open(chosen)}
        self._chosen[self._pseudonym(person)] = number

    def leave(self, person: str) -> None:
        """Note that this person changes nothing any more."""
        self._chosen.pop(self._pseudonym(person), None)

    def meant(self, person: str) -> Draft | None:
        """Return the draft that this person chose (None: it is gone), else the one sent last."""
        number = self._chosen.get(self._pseudonym(person))
        return self._drafts.latest(person) if number is None else self._open(number)

    def command(self, incoming: Incoming) -> str | None:
        """Return the command that a text stands for, which says something of what was chosen.

        "Titel: …" of who may send documents is one also when nothing was: they hear so.
        """
        text, number = incoming.text, self._chosen.get(self._pseudonym(incoming.person))
        if text.startswith("/") or not said_of(text):
            return None
        is_chosen = number is not None and self._open(number) is not None
        return COMMANDS[0] if is_chosen or (":" in text and self._may_send(incoming)) else None

    def _may_send(self, incoming: Incoming) -> bool:
        role = self._roles.of(incoming.person, chat=incoming.chat)
        return role is not None and role >= Role.ADVISOR

    def _open(self, number: int) -> Draft | None:
        """The draft, unless it is gone or a source by now."""
        draft = self._drafts.find(number)
        return draft if draft and draft.stage is not Stage.ADDED else None
