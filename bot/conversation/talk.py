"""Routes what comes in: a question to the answers, a command or a press to its desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answering.model import Language
from bot.conversation.desk import Answers, Desk, Serve, Visit, plain
from bot.conversation.information import InformationDesk
from bot.conversation.memory import Memory
from bot.conversation.offers import Cards
from bot.reply import Action, Incoming, Paragraph, Reply, Span
from bot.state.records import Records
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Manners:
    """How the bot behaves beyond answering: its cards, its desks, and who chose which language.

    A later desk takes over what it names.
    """

    cards: Cards
    desks: Sequence[Desk] = ()
    chosen: Callable[[str], Language | None] = lambda _: None


class Conversation:
    """One conversation for all chats; call it from one thread."""

    def __init__(
        self, answers: Answers, texts: Texts, records: Records, manners: Manners | None = None
    ) -> None:
        """The desks of `manners` serve beside the desk that informs."""
        manners = manners or Manners(Cards(texts))
        self._answers = answers
        self._texts = texts
        self._memory = Memory(records)
        self._cards = manners.cards
        self._chosen = manners.chosen
        everyone = (InformationDesk(answers, texts, records.keep_hours), *manners.desks)
        self._commands: dict[str, Serve] = {}
        self._actions: dict[str, Serve] = {}
        for desk in everyone:
            self._commands |= desk.commands
            self._actions |= desk.actions

    def receive(self, incoming: Incoming) -> list[Reply]:
        """Return the replies to a message, a command, a press or something that is no text."""
        text = incoming.text.strip()
        if incoming.group:
            return self._press(replace(incoming, action=Action("group")))
        if incoming.file is not None:
            return self._press(replace(incoming, action=Action("file")))
        if incoming.action is not None:
            return self._press(incoming)
        if not text:
            return [plain(self._language(incoming), "declined.no_text", self._texts)]
        if text.startswith("/"):
            return self._command(incoming, text)
        return [self._answer(incoming, text)]

    def _answer(self, incoming: Incoming, text: str) -> Reply:
        exchange, question = self._answers.answer(text, self._memory.previous(incoming))
        self._memory.remember(incoming, exchange, question)
        return self._cards.card(exchange, self._chosen(incoming.person))

    def _command(self, incoming: Incoming, text: str) -> list[Reply]:
        name, *about = text.split()
        name, language = name.split("@", maxsplit=1)[0].casefold(), self._language(incoming)
        serve = self._commands.get(name)
        if name == "/start" and about and about[0].partition("_")[1]:
            serve = self._actions.get("open", serve)
        if serve is None:
            return [plain(language, "error.unknown_command", self._texts)]
        return serve(Visit(incoming, language, tuple(about)))

    def _press(self, incoming: Incoming) -> list[Reply]:
        action, language = incoming.action, self._language(incoming)
        if action is not None and action.name == "ask":
            return [self._asked_by_press(incoming, question) for question in action.about]
        serve = self._actions.get(action.name) if action else None
        if action is None or serve is None:
            return [plain(language, "error.expired", self._texts)]
        return serve(Visit(incoming, language, action.about))

    def _asked_by_press(self, incoming: Incoming, question: str) -> Reply:
        """The answer below its question: nothing else in the chat shows what was asked."""
        made = self._answer(incoming, question)
        title = Paragraph((Span(question, italic=True),))
        return replace(made, paragraphs=(title, *made.paragraphs))

    def _language(self, incoming: Incoming) -> Language:
        """What the person chose, else that of the last question, else Dutch.

        Not that of the app: officers' phones are often English.
        """
        chosen, previous = self._chosen(incoming.person), self._memory.previous(incoming)
        return chosen or (previous.language if previous else "nl")
