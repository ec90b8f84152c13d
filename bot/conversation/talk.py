"""Routes what comes in: a question to the answers, a command or a press to its desk.

Before anything is done, the limits and the door say whether this person may have it done.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.conversation.access import Door, needs_of
from bot.conversation.desk import (
    ASKING,
    NOBODY_ELSE,
    Answers,
    Desk,
    Serve,
    Visit,
    command_of,
    plain,
)
from bot.conversation.information import InformationDesk
from bot.conversation.memory import Memory
from bot.conversation.offers import Cards
from bot.conversation.people import PeopleDesk
from bot.conversation.privacy import PrivacyDesk
from bot.conversation.replies import Replies
from bot.reply import Action, Incoming, Paragraph, Reply, Span
from bot.state.entry import code_in, is_code, is_typed_as_one
from bot.state.limits import Busy
from bot.state.records import Records
from bot.state.roles import OPERATOR
from bot.texts import Texts

_COUNTED: Final = frozenset({"ask", "more"})  # presses that count as messages
_ADDRESS: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Manners:
    """How the bot behaves: what answers as cards, and its desks; a later one goes before.

    `meant` gives the command that a text stands for where something was just asked for.
    """

    replies: Replies
    desks: Sequence[Desk] = ()
    meant: Callable[[Incoming], str | None] = lambda _: None


class Conversation:
    """One conversation for all chats; call it from one thread."""

    def __init__(
        self, answers: Answers, texts: Texts, records: Records, manners: Manners | None = None
    ) -> None:
        """The desks of `manners` serve beside those that inform."""
        manners = manners or Manners(Replies(answers, Cards(texts), Memory(records)))
        self._texts = texts
        self._records = records
        self._replies = manners.replies
        self._meant = manners.meant
        self._privacy = PrivacyDesk(records, texts)
        information = InformationDesk(answers, texts, self._privacy.notice, self._may)
        self._duties = information.duties
        self._menus: dict[str, tuple[str, ...]] = {}  # of chats that show more than the usual
        self._door = Door(records, texts, information.welcome)
        own: tuple[Desk, ...] = (information, self._door, self._privacy)
        everyone = (*own, PeopleDesk(records, texts), *manners.desks)
        self._commands: dict[str, Serve] = {}
        self._actions: dict[str, Serve] = {}
        for desk in everyone:
            self._commands |= desk.commands
            self._actions |= desk.actions
        self._needs = needs_of(everyone)

    def receive(self, incoming: Incoming) -> list[Reply]:
        """Return the replies to a message, a command, a press or something that is no text."""
        command = command_of(incoming.text)
        if incoming.group and command.startswith("/") and command not in self._commands:
            return []  # it is for another bot
        self._replies.hears(incoming)
        visit = self._visit(incoming)
        busy = self._busy(visit)
        if busy is not None:
            return self._waits(visit, busy)
        served = self._served(visit, incoming.text.strip())
        # Another one may just have been chosen, or asked for.
        spoken = replace(visit, language=self._replies.language(incoming))
        return self._with_menu(incoming, self._privacy.introduced(spoken, served))

    def _with_menu(self, incoming: Incoming, replies: list[Reply]) -> list[Reply]:
        """Have the menu of a chat follow the role there, from the first reply after it changed."""
        if incoming.chat != incoming.person or not replies or replies[-1].errand is not None:
            return replies
        duties = self._duties(self._visit(incoming))
        shown = self._menus.pop(incoming.chat, ())
        if duties:
            self._menus[incoming.chat] = duties
        if duties == shown:
            return replies
        return [*replies[:-1], replace(replies[-1], duties=duties)]

    def _busy(self, visit: Visit) -> Busy | None:
        """Why this is to wait; None for who sits at the machine, and what is anybody's right."""
        incoming, limits = visit.incoming, self._records.limits
        right = not incoming.group and command_of(incoming.text) in self._privacy.commands
        if right or incoming.person == OPERATOR:
            return None
        if incoming.action is not None and incoming.action.name not in _COUNTED:
            return limits.refusal_of_press(incoming.person)
        return limits.refusal(incoming.person, stranger=visit.role is None)

    def _waits(self, visit: Visit, busy: Busy) -> list[Reply]:
        """What is said instead of an answer; alone with us what comes too soon is held.

        In a group it is not: there the others would wait along.
        """
        said = Reply(())
        is_held = busy in {Busy.MINUTE, Busy.HELD} and not visit.incoming.group
        if busy not in {Busy.HELD, Busy.SILENT}:
            name = "held" if is_held else busy.value
            said = plain(visit.language, f"limit.{name}", self._texts)
        if is_held:
            wait = self._records.limits.wait(visit.incoming.person)
            return [replace(said, again_in=wait)]
        return [said] if said.paragraphs else []

    def _served(self, visit: Visit, text: str) -> list[Reply]:
        code = self._invitation(visit, text)
        text = f"/start {code}" if code else self._meant(visit.incoming) or text
        action = _routed(visit.incoming, text)
        if action is not None and action.name != "ask":
            serve = self._actions.get(action.name)
            return self._at_desk(replace(visit, about=action.about), serve, action.name)
        if text.startswith("/"):
            name, about = command_of(text), tuple(text.split()[1:])
            asked = replace(visit, command=name, about=about)
            return self._at_desk(asked, self._commands.get(name), name)
        refused = self._door.refusal(visit, ASKING)
        if refused is not None:
            return refused
        if action is not None:
            return [self._asked_by_press(visit, question) for question in action.about]
        if not text:
            return [plain(visit.language, "declined.no_text", self._texts)]
        return [self._replies.answer(visit, text)]

    def _invitation(self, visit: Visit, text: str) -> str:
        """The code that a text hands in, "" for none.

        Words of a question may have its form: who may ask hands in only what is one of ours.
        """
        if is_code(text) or (visit.role is None and is_typed_as_one(text)):
            return text
        code = "" if text.startswith("/") else code_in(text)
        return code if code and (visit.role is None or self._records.entry.knows(code)) else ""

    def _asked_by_press(self, visit: Visit, question: str) -> Reply:
        """The answer below its question: nothing else in the chat shows what was asked."""
        made = self._replies.answer(visit, question)
        title = Paragraph((Span(question, italic=True),))
        return replace(made, paragraphs=(title, *made.paragraphs))

    def _may(self, visit: Visit, command: str) -> bool:
        """Whether somebody may use a command that there is."""
        need = self._needs.get(command, NOBODY_ELSE)
        return command in self._commands and self._door.opens(visit, need)

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
            self._replies.language(incoming),
            role=roles.highest(incoming.person, incoming.chat),
            collections=roles.collections(incoming.person, incoming.chat),
        )


def _routed(incoming: Incoming, text: str) -> Action | None:
    """The action that something comes to which is no question and no plain command.

    A group and a file have a desk of their own, and so has a link that was followed.
    """
    if incoming.group:
        return Action("group")
    if incoming.file is not None or _ADDRESS.fullmatch(text):
        return Action("file")
    command, _, payload = text.partition(" ")
    if command == "/start" and payload[1:2] == "_":
        return Action("open", (payload,))
    return incoming.action
