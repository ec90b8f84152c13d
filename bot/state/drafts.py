"""Documents that somebody sent to the bot, until it is decided whether they become sources.

A draft lives a day; one that was added is kept that day too, so that it can be undone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.state.identity import Unreadable
from bot.state.records import Records
from bot.state.terms import DRAFT_SECONDS

_ABOUT: Final = "draft"


class Stage(StrEnum):
    """How far a draft is."""

    SHOWN = "shown"  # to who sent it
    PROPOSED = "proposed"  # to the moderators
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file or address (then `content` is None), and what a person said of it.

    `person` is a pseudonym, `chat` the key of the chat it came from; `source_id` is set once it
    is a source.
    """

    number: int
    person: str
    chat: str
    name: str
    content: bytes | None
    said: Mapping[str, str]
    stage: Stage
    source_id: str | None


class Drafts:
    """The table `drafts` of people.db, for the thread that opened `records`."""

    def __init__(self, records: Records) -> None:
        self._people = records.people
        self._identity = records.identity
        self._clock = records.clock

    def keep(self, person: str, chat: str, name: str, content: bytes | None) -> int:
        """Keep what was sent, sealed, for a day; return its number."""
        whole = json.dumps([chat, name]).encode() + b"\n" + (content or b"")
        with self._people.writing() as connection:
            made = connection.execute(
                "INSERT INTO drafts (person, is_file, sealed, asked, stage, at)"
                " VALUES (?, ?, ?, '{}', ?, ?)",
                (
                    self._identity.pseudonym(person),
                    content is not None,
                    self._identity.seal(whole, _ABOUT),
                    Stage.SHOWN,
                    self._clock(),
                ),
            )
        return int(made.lastrowid or 0)

    def find(self, number: int) -> Draft | None:
        """Return a draft; None when it is gone."""
        found = self._read("number = ?", number)
        return found[0] if found else None

    def latest(self, person: str) -> Draft | None:
        """Return what a person sent last and has not decided on."""
        name = self._identity.pseudonym(person)
        found = self._read("person = ? AND stage = ? ORDER BY number", name, Stage.SHOWN)
        return found[-1] if found else None

    def proposed(self) -> list[Draft]:
        """Return what waits for a moderator, the first one first."""
        return self._read("stage = ? ORDER BY number", Stage.PROPOSED)

    def say(self, number: int, said: Mapping[str, str]) -> None:
        """Keep what a person says of a draft: its title, its date."""
        self._set(number, "asked", json.dumps(dict(said)))

    def move(self, number: int, stage: Stage, source_id: str | None = None) -> None:
        """Note how far a draft is."""
        self._set(number, "stage", stage)
        self._set(number, "source_id", source_id)

    def drop(self, number: int) -> None:
        """Forget a draft."""
        with self._people.writing() as connection:
            connection.execute("DELETE FROM drafts WHERE number = ?", (number,))

    def _set(self, number: int, column: str, value: object) -> None:
        with self._people.writing() as connection:
            connection.execute(
                f"UPDATE drafts SET {column} = ? WHERE number = ?",  # noqa: S608 (names of ours)
                (value, number),
            )

    def _read(self, which: str, *values: object) -> list[Draft]:
        rows = self._people.rows(
            "SELECT number, person, is_file, sealed, asked, stage, source_id FROM drafts"  # noqa: S608 (`which` is ours)
            f" WHERE at > {self._clock() - DRAFT_SECONDS:f} AND {which}",
            *values,
        )
        return [draft for row in rows if (draft := self._opened(row))]

    def _opened(self, row: tuple[int, str, int, bytes, str, str, str | None]) -> Draft | None:
        number, person, is_file, sealed, asked, stage, source_id = row
        try:
            head, _, content = self._identity.unseal(sealed, _ABOUT).partition(b"\n")
        except Unreadable:
            return None
        chat, name = json.loads(head)
        whole = content if is_file else None
        return Draft(number, person, chat, name, whole, json.loads(asked), Stage(stage), source_id)
