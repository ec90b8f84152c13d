"""Users and messages as Telegram would keep them, and how the Bot API writes them down."""

import re
from dataclasses import dataclass
from typing import Any, Final

from bot.demo.entities import Entity, units
from bot.demo.keyboards import Button, Rows

COMMAND: Final = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]{5,32})?(?![A-Za-z0-9_])")
MENTION: Final = re.compile(r"(?<!\S)@[A-Za-z0-9_]{5,32}(?![A-Za-z0-9_])")


@dataclass(frozen=True, slots=True)
class User:
    """A person or the bot; a person's private chat has the same id."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return a User of the Bot API."""
        known = {"username": self.username, "language_code": self.language_code}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{name: value for name, value in known.items() if value is not None},
        }

    def as_chat(self) -> dict[str, Any]:
        """Return the private chat with this person, a Chat of the Bot API."""
        chat = {"id": self.id, "type": "private", "first_name": self.first_name}
        return chat if self.username is None else {**chat, "username": self.username}


@dataclass(frozen=True, slots=True)
class Group:
    """A group with more people than one; its id is negative."""

    id: int
    title: str

    def as_chat(self) -> dict[str, Any]:
        """Return the Chat of the Bot API."""
        return {"id": self.id, "type": "supergroup", "title": self.title}


@dataclass(frozen=True, slots=True)
class File:
    """A document that a person sent."""

    id: str
    name: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it is fetched, below `/file/bot<token>/`."""
        return f"documents/{self.id}"

    def as_json(self) -> dict[str, Any]:
        """Return a Document of the Bot API."""
        return {
            "file_id": self.id,
            "file_unique_id": self.id,
            "file_name": self.name,
            "file_size": len(self.content),
        }


@dataclass(frozen=True, slots=True)
class Message:
    """One message in a chat, private without a `group`; times are seconds since 1970.

    `quoted`: the message that this one of a person answers, as the bot is told of it.
    """

    id: int
    person: User
    sender: User
    text: str
    date: int
    entities: tuple[Entity, ...] = ()
    rows: Rows = ()
    edited: int | None = None
    answers: int | None = None
    silent: bool = False
    group: Group | None = None
    file: File | None = None
    quoted: "Message | None" = None
    reaction: str = ""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row after row."""
        return tuple(button for row in self.rows for button in row)

    def styled(self, style: str) -> list[str]:
        """Return the runs of text in this style ("bold", "expandable_blockquote"), in order."""
        return [entity.cut(self.text) for entity in self.entities if entity.type == style]

    def as_json(self) -> dict[str, Any]:
        """Return a Message of the Bot API."""
        message: dict[str, Any] = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": (self.group or self.person).as_chat(),
            "date": self.date,
        }
        if self.file is not None:
            message["document"] = self.file.as_json()
        if self.text:
            message["caption" if self.file else "text"] = self.text
        if self.quoted is not None:
            message["reply_to_message"] = self.quoted.as_json()
        if self.entities:
            message["entities"] = [entity.as_json() for entity in self.entities]
        if self.rows:
            keyboard = [[button.as_json() for button in row] for row in self.rows]
            message["reply_markup"] = {"inline_keyboard": keyboard}
        if self.edited is not None:
            message["edit_date"] = self.edited
        return message


def entities_in(text: str) -> tuple[Entity, ...]:
    """Return an entity for each command and mention, as the server adds them for a person."""
    found = [("bot_command", each) for each in COMMAND.finditer(text)]
    found += [("mention", each) for each in MENTION.finditer(text)]
    entities = (Entity(kind, units(text[: e.start()]), units(e[0])) for kind, e in found)
    return tuple(sorted(entities, key=lambda entity: entity.offset))
