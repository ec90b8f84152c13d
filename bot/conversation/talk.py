"""Routes what comes in: a question to the answers, a command or a press to its desk.

Before anything is done, the limits and the door say whether this person may have it done.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.model import Language
from bot.answering.understand import language_of
from bot.card import card
from bot.conversation.access import Door, needs_of
from bot.conversation.desk import (
    ASKING,
    NOBODY_ELSE,
    Answers,
    Desk,
    Serve,
    Visit,
    plain,
)
from bot.conversation.information import InformationDesk
from bot.conversation.memory import Memory
from bot.conversation.people import PeopleDesk
from bot.conversation.privacy import PrivacyDesk
from bot.reply import Incoming, Reply
from bot.state.entry import is_code
from bot.state.limits import Busy
from bot.state.records import Records
from bot.texts import Texts


class Conversation:
    """One conversation for all chats; call it from one thread."""

    def __init__(
        self, answers: Answers, texts: Texts, records: Records, desks: Sequence[Desk] = ()
    ) -> None:
        """`desks` serve beside those that inform; a later one takes what it names over."""
        self._answers = answers
        self._texts = texts
        self._records = records
        self._memory = Memory(records)
        self._privacy = PrivacyDesk(records, texts)
        information = InformationDesk(answers, texts, self._privacy.notice)
        self._door = Door(records, texts, information.welcome)
        own: tuple[Desk, ...] = (information, self._door, self._privacy)
        everyone = (*own, PeopleDesk(records, texts), *desks)
        self._commands: dict[str, Serve] = {}
        self._actions: dict[str, Serve] = {}
        for desk in everyone:
            self._commands |= desk.commands
            self._actions |= desk.actions
        self._needs = needs_of(everyone)

    def receive(self, incoming: Incoming) -> list[Reply]:
        """Return the replies to a message, a command, a press or something that is no text."""
        busy = self._records.limits.refusal(incoming.person)
        if busy is Busy.SILENT:
            return []
        if busy is not None:
            return [plain(self._language(incoming), f"limit.{busy.value}", self._texts)]
        visit = self._visit(incoming)
        return self._privacy.introduced(visit, self._served(visit, incoming.text.strip()))

    def _served(self, visit: Visit, text: str) -> list[Reply]:
        action = visit.incoming.action
        if action is not None:
            serve = self._actions.get(action.name)
            return self._at_desk(_about(visit, action.about), serve, action.name)
        if text.startswith("/"):
            name, *about = text.split()
            name = name.split("@", maxsplit=1)[0].casefold()
            return self._at_desk(
                replace(visit, about=tuple(about)), self._commands.get(name), name
            )
        if is_code(text):
            return self._at_desk(_about(visit, (text,)), self._commands["/start"], "/start")
        refused = self._door.refusal(visit, ASKING)
        if refused is not None:
            return refused
        if not text:
            return [plain(visit.language, "declined.no_text", self._texts)]
        return [self._answer(visit, text)]

    def _answer(self, visit: Visit, text: str) -> Reply:
        """The answer from what this person may see, in this chat."""
        answers = self._answers.within(visit.collections)
        exchange, turn = answers.answer(text, self._memory.previous(visit.incoming))
        self._memory.remember(visit.incoming, exchange, turn)
        return card(exchange, self._texts)

    def _at_desk(self, visit: Visit, serve: Serve | None, name: str) -> list[Reply]:
        """What a desk serves for a command or an action, to whom it may."""
        need = self._needs.get(name, NOBODY_ELSE) if serve else ASKING
        refused = self._door.refusal(visit, need)
        if refused is not None or serve is None:
            unknown = "error.expired" if visit.incoming.action else "error.unknown_command"
            return refused or [plain(visit.language, unknown, self._texts)]
        return serve(visit)

    def _visit(self, incoming: Incoming) -> Visit:
        roles = self._records.roles
        return Visit(
            incoming,
            self._language(incoming),
            role=roles.highest(incoming.person, incoming.chat),
            collections=roles.collections(incoming.person, incoming.chat),
        )

    def _language(self, incoming: Incoming) -> Language:
        """The language of the last question, else Dutch: officers' phones are often English."""
        previous = self._memory.previous(incoming)
        if previous is not None:
            return previous.language
        words = incoming.text.partition(" ")[2]
        return language_of(words) if words and not is_code(words) else "nl"


def _about(visit: Visit, about: Sequence[str]) -> Visit:
    return replace(visit, about=tuple(about))
