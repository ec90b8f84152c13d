"""Documents that somebody sent to the bot, until it is decided whether they become sources.

A draft is kept as it was read, so that what is approved is what was shown. It lives a day, and so
does one that was added, to be undone; a proposal waits two weeks for a moderator.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.answering.model import Language
from bot.state.identity import Unreadable
from bot.state.records import Records
from bot.state.terms import DRAFT_SECONDS, PROPOSAL_SECONDS
from knowledge import codec
from knowledge.model import Document

_ABOUT: Final = "draft"
_LINE: Final = 100  # characters; of a text without a heading the first paragraph is the title


class Stage(StrEnum):
    """How far a draft is."""

    SHOWN = "shown"  # to who sent it
    PROPOSED = "proposed"  # to the moderators
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it was read from the file or address `name`, and what a person said of it.

    `person` is a pseudonym, `chat` the key of the chat it came from, and `language` what they
    spoke there; `source_id` is set once it is a source.
    """

    number: int
    person: str
    chat: str
    name: str
    document: Document
    said: Mapping[str, str]
    stage: Stage
    source_id: str | None
    language: Language

    @property
    def called(self) -> str:
        """What it is called, cut to a line: as a person said, else as it was read."""
        title = self.said.get("title", self.document.metadata.title)
        return title if len(title) <= _LINE else f"{title[:_LINE].rstrip()}…"


class Drafts:
    """The table `drafts` of people.db, for the thread that opened `records`."""

    def __init__(self, records: Records) -> None:
        self._people = records.people
        self._identity = records.identity
        self._clock = records.clock

    def keep(
        self, person: str, chat: str, name: str, document: Document, language: Language = "nl"
    ) -> int:
        """Keep what was read, sealed, for a day; return its number."""
        content = json.dumps(codec.plain(document)).encode()
        whole = json.dumps([chat, name, {}, language]).encode() + b"\n" + content
        with self._people.writing() as connection:
            made = connection.execute(
                "INSERT INTO drafts (person, sealed, stage, at) VALUES (?, ?, ?, ?)",
                (
                    self._identity.pseudonym(person),
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

    def proposed_until(self, moment: float) -> list[Draft]:
        """Return the proposals of then (seconds UTC) and before, also those that are hidden."""
        return self._opened("stage = ? AND at <= ?", Stage.PROPOSED, moment)

    def say(self, number: int, said: Mapping[str, str]) -> None:
        """Keep what a person says of a draft (its title, its date), sealed with it."""
        rows = self._people.rows("SELECT sealed FROM drafts WHERE number = ?", number)
        for (sealed,) in rows:
            head, _, content = self._identity.unseal(sealed, _ABOUT).partition(b"\n")
            chat, name, _, language = _head(head)
            whole = json.dumps([chat, name, dict(said), language]).encode() + b"\n" + content
            self._set(number, sealed=self._identity.seal(whole, _ABOUT))

    def move(self, number: int, stage: Stage, source_id: str | None = None) -> None:
        """Note how far a draft is; its time begins anew."""
        self._set(number, stage=stage, source_id=source_id, at=self._clock())

    def drop(self, number: int) -> None:
        """Forget a draft."""
        with self._people.writing() as connection:
            connection.execute("DELETE FROM drafts WHERE number = ?", (number,))

    def _set(self, number: int, **values: object) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        with self._people.writing() as connection:
            connection.execute(
                f"UPDATE drafts SET {columns} WHERE number = ?",  # noqa: S608 (names of ours)
                (*values.values(), number),
            )

    def _read(self, which: str, *values: object) -> list[Draft]:
        """The drafts whose time is not over."""
        now = self._clock()
        life = "at > CASE stage WHEN ? THEN ? ELSE ? END"
        terms = (Stage.PROPOSED, now - PROPOSAL_SECONDS, now - DRAFT_SECONDS)
        return self._opened(f"{life} AND {which}", *terms, *values)

    def _opened(self, which: str, *values: object) -> list[Draft]:
        rows = self._people.rows(
            "SELECT number, person, sealed, stage, source_id FROM drafts"  # noqa: S608 (`which` is ours)
            f" WHERE {which}",
            *values,
        )
        return [draft for row in rows if (draft := self._draft(row))]

    def _draft(self, row: tuple[int, str, bytes, str, str | None]) -> Draft | None:
        number, person, sealed, stage, source_id = row
        try:
            head, _, content = self._identity.unseal(sealed, _ABOUT).partition(b"\n")
            chat, name, said, language = _head(head)
            document = codec.built(Document, json.loads(content))
        except (Unreadable, ValueError):
            return None  # of another key or version; it goes with its term
        return Draft(number, person, chat, name, document, said, Stage(stage), source_id, language)


def _head(head: bytes) -> tuple[str, str, Mapping[str, str], Language]:
    """The chat, the name, what was said and the language; earlier versions wrote not all."""
    chat, name, *rest = json.loads(head)
    said = rest[0] if rest else {}
    return chat, name, said, rest[1] if rest[1:] else "nl"
