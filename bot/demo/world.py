"""All that Telegram would know: people, messages, presses, commands, and what broke a rule.

Every public method takes the one lock; a change wakes whoever waits for one.
"""

import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count, product
from threading import Condition
from typing import Any, Final

from bot.demo.faults import Faults
from bot.demo.messages import File, Group, Message, User, entities_in
from bot.demo.refusals import Refused, bad_request
from bot.demo.updates import Updates

PRESS_PATIENCE: Final = 15.0  # seconds; then a press can no longer be answered
TYPING_LASTS: Final = 5.0  # seconds
FLOOD_WINDOW: Final = 3.0  # seconds; in it the bot may send 3 and one more for each thing received
BOT: Final = User(id=7_000_000_001, first_name="VrijWijzer", username="VrijWijzerBot", is_bot=True)


class Phase(StrEnum):
    """What the bot is doing, as far as a visitor can notice."""

    STARTING = "starting"  # it has not asked for messages yet
    SERVING = "serving"
    STOPPING = "stopping"  # it finishes what it has begun


@dataclass(slots=True)
class Chat:
    """A private chat, or that of a `group` which a person made. Times are monotonic."""

    person: User
    group: Group | None = None
    is_left: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    blocked: bool = False
    typing_until: float = 0.0
    received: deque[float] = field(default_factory=lambda: deque(maxlen=100))
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=100))


@dataclass(slots=True)
class Press:
    """A pressed button, and what the bot said to it (None: nothing yet)."""

    id: str
    at: float
    answer: str | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came in, and the reason why it was refused, if it was."""

    method: str
    parameters: dict[str, Any]
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a person sends: a text, a file, in answer to a message; perhaps some time ago."""

    text: str
    file: File | None = None
    quoted: Message | None = None
    seconds_ago: int = 0


class World:
    """One bot and the people who talk with it. `clock` counts seconds."""

    def __init__(self, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.token = token
        self.clock = clock
        self.changed = Condition()
        self.revision = 0
        self.phase = Phase.STARTING
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.calls: list[Call] = []
        self.files: dict[str, bytes] = {}
        self.webhook = ""
        # Everybody who has joined by the page, with the role that they want to try.
        self._joined: list[tuple[User, str]] = []
        self._told: Callable[[User, str], None] = lambda _person, _role: None
        self.faults = Faults()
        # A later run begins with later ids: a bot remembers updates that it has handled, and
        # messages that it sent.
        self._began = int(time.time())
        self.updates = Updates(self.changed, first_id=self._began)
        self._violations: list[str] = []
        self._ids = count(self._began)

    def touch(self) -> None:
        """Tell those who wait that something has changed; the lock is held."""
        self.revision += 1
        self.changed.notify_all()

    def enter(self, phase: Phase) -> None:
        """Note what the bot does now; what it did before does not come again."""
        with self.changed:
            if list(Phase).index(phase) > list(Phase).index(self.phase):
                self.phase = phase
                self.touch()

    def report(self, violation: str) -> None:
        """Keep a broken rule that Telegram would pass over in silence."""
        with self.changed:
            self._violations.append(violation)
            self.touch()

    @property
    def violations(self) -> tuple[str, ...]:
        """The rules broken until now; a press left unanswered counts after 15 seconds."""
        with self.changed:
            late = self.clock() - PRESS_PATIENCE
            for press in self.presses.values():
                if press.answer is None and not press.reported and press.at < late:
                    press.reported = True
                    self._violations.append("answerCallbackQuery: a press was never answered")
            return tuple(self._violations)

    def person(
        self, name: str, language: str | None, username: str | None, number: int | None = None
    ) -> User:
        """Let a person join, with a chat of their own; `number`: their id, else a new one."""
        with self.changed:
            number = number or self._began + len(self.chats)
            user = User(number, name, username, language)
            self.chats[user.id] = Chat(user)
            self.touch()
            return user

    def joins(self, person: User, role: str) -> None:
        """Note who joined by the page, and tell of it."""
        with self.changed:
            self._joined.append((person, role))
            self._told(person, role)

    def tell_of_joining(self, told: Callable[[User, str], None]) -> None:
        """Have `told` called for all who join, and those who did while the bot was starting."""
        with self.changed:
            self._told = told
            for person, role in self._joined:
                told(person, role)

    def description(self, language: str) -> str:
        """Return what a new chat shows above its start button."""
        named = self.descriptions.get(("description", language))
        return named or self.descriptions.get(("description", ""), "")

    def commands_for(self, person: User) -> list[dict[str, str]]:
        """Return the commands of a private chat, by Telegram's order of scope and language."""
        own = json.dumps({"chat_id": person.id, "type": "chat"})
        scopes = (own, '{"type": "all_private_chats"}', '{"type": "default"}')
        language = person.language_code or ""
        for slot in product(scopes, (language, "")):
            if self.commands.get(slot):
                return self.commands[slot]
        return []

    def chat(self, chat_id: str) -> Chat:
        """Return the chat with this id; raises Refused as Telegram does."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(chat_id)) if chat_id.lstrip("-").isdecimal() else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat.is_left:
            raise Refused(403, "Forbidden: bot is not a member of the supergroup chat")
        return chat

    def says(self, person: User, said: Said, chat_id: int | None = None) -> Message:
        """Let a person send something to their own chat or another, and tell the bot."""
        with self.changed:
            chat = self.chats[chat_id or person.id]
            chat.blocked = False
            chat.received.append(self.clock())
            file = self.keep(said.file) if said.file else None
            message = Message(
                next(self._ids),
                person,
                person,
                said.text,
                now() - said.seconds_ago,
                entities=entities_in(said.text),
                group=chat.group,
                file=file,
                quoted=said.quoted,
            )
            chat.messages[message.id] = message
            self.updates.add("message", message.as_json())
            self.touch()
            return message

    def keep(self, file: File) -> File:
        """Keep a file under an id of its own; the lock is held."""
        kept = File(f"file{next(self._ids)}", file.name, file.content)
        self.files[kept.path] = kept.content
        return kept

    def group(self, founder: User, title: str, number: int | None = None) -> Chat:
        """Let a person make a group, without the bot; `number` distinguishes it, else its turn."""
        with self.changed:
            number = number or len(self.chats)
            group = Group(-1_000_000_000_000 - number, title)
            chat = self.chats[group.id] = Chat(founder, group)
            self.touch()
            return chat

    def presses_button(self, message: Message, data: str) -> Press:
        """Let the person press a button of a message (which may be gone), and tell the bot."""
        with self.changed:
            self.chats[message.person.id].received.append(self.clock())
            press = Press(str(91_000 + len(self.presses)), self.clock())
            self.presses[press.id] = press
            query = {
                "id": press.id,
                "from": message.person.as_json(),
                "message": message.as_json(),
                "chat_instance": str(message.person.id),
                "data": data,
            }
            self.updates.add("callback_query", query)
            self.touch()
            return press

    def add(self, chat: Chat, draft: Message) -> Message:
        """Keep a message of the bot under a new id and date; the lock is held."""
        message = replace(draft, id=next(self._ids), date=now(), group=chat.group)
        chat.messages[message.id] = message
        chat.typing_until = 0.0
        self._count(chat)
        self.touch()
        return message

    def change(self, chat: Chat, message: Message) -> Message:
        """Replace a message of the bot, marked as edited; the lock is held."""
        edited = replace(message, edited=now())
        chat.messages[message.id] = edited
        self._count(chat)
        self.touch()
        return edited

    def _count(self, chat: Chat) -> None:
        """Report more than Telegram's one message a second."""
        moment = self.clock()
        chat.sent.append(moment)
        sent = sum(at > moment - FLOOD_WINDOW for at in chat.sent)
        received = sum(at > moment - FLOOD_WINDOW for at in chat.received)
        if sent > FLOOD_WINDOW + received:
            self.report(f"over 1 message a second in a chat: {sent} in {FLOOD_WINDOW:.0f} s")


def now() -> int:
    """Seconds since 1970, as the Bot API dates a message."""
    return int(time.time())
