"""Routes what comes in: a question to the answers, a command or a press to its desk."""

from collections.abc import Sequence

from bot.answering.model import Language
from bot.answering.understand import language_of
from bot.card import card
from bot.conversation.desk import Answers, Desk, Serve, Visit, plain
from bot.conversation.information import InformationDesk
from bot.conversation.memory import Memory
from bot.reply import Incoming, Reply
from bot.state.records import Records
from bot.texts import Texts


class Conversation:
    """One conversation for all chats; call it from one thread."""

    def __init__(
        self, answers: Answers, texts: Texts, records: Records, desks: Sequence[Desk] = ()
    ) -> None:
        """`desks` serve beside the desk that informs; a later one takes what it names over."""
        self._answers = answers
        self._texts = texts
        self._memory = Memory(records)
        everyone = (InformationDesk(answers, texts, records.keep_hours), *desks)
        self._commands: dict[str, Serve] = {}
        self._actions: dict[str, Serve] = {}
        for desk in everyone:
            self._commands |= desk.commands
            self._actions |= desk.actions

    def receive(self, incoming: Incoming) -> list[Reply]:
        """Return the replies to a message, a command, a press or something that is no text."""
        text = incoming.text.strip()
        if incoming.action is not None:
            return self._press(incoming)
        if not text:
            return [plain(self._language(incoming), "declined.no_text", self._texts)]
        if text.startswith("/"):
            return self._command(incoming, text)
        exchange, question = self._answers.answer(text, self._memory.previous(incoming))
        self._memory.remember(incoming, exchange, question)
        return [card(exchange, self._texts)]

    def _command(self, incoming: Incoming, text: str) -> list[Reply]:
        name, *about = text.split()
        language = self._language(incoming)
        serve = self._commands.get(name.split("@", maxsplit=1)[0].casefold())
        if serve is None:
            return [plain(language, "error.unknown_command", self._texts)]
        return serve(Visit(incoming, language, tuple(about)))

    def _press(self, incoming: Incoming) -> list[Reply]:
        action, language = incoming.action, self._language(incoming)
        serve = self._actions.get(action.name) if action else None
        if action is None or serve is None:
            return [plain(language, "error.expired", self._texts)]
        return serve(Visit(incoming, language, action.about))

    def _language(self, incoming: Incoming) -> Language:
        """The language of the last question, else Dutch: officers' phones are often English."""
        previous = self._memory.previous(incoming)
        if previous is not None:
            return previous.language
        words = incoming.text.partition(" ")[2]
        return language_of(words) if words else "nl"
