"""Routes what comes in, and remembers the last question of a chat so that a person can ask on."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from bot.answering.model import Declined, DeclineReason, Exchange, Language
from bot.answering.understand import Turn, language_of
from bot.card import card
from bot.conversation.desk import Answers, Desk, Serve, Visit, plain
from bot.conversation.information import InformationDesk
from bot.reply import Incoming, Reply
from bot.texts import Texts

KEPT_SECONDS: Final = 24 * 3600  # DESIGN §6, "One rule for keeping words"
_MAX_CHATS: Final = 5_000


class Conversation:
    """One conversation for all chats; call it from one thread."""

    def __init__(
        self,
        answers: Answers,
        texts: Texts,
        clock: Callable[[], float] = time.monotonic,
        desks: Sequence[Desk] = (),
    ) -> None:
        """`desks` serve beside the desk that informs; a later one takes what it names over."""
        self._answers = answers
        self._texts = texts
        self._clock = clock
        self._last: OrderedDict[str, tuple[float, Turn]] = OrderedDict()
        everyone = (InformationDesk(answers, texts, KEPT_SECONDS), *desks)
        self._commands: dict[str, Serve] = {}
        self._actions: dict[str, Serve] = {}
        for desk in everyone:
            self._commands |= desk.commands
            self._actions |= desk.actions

    def receive(self, incoming: Incoming) -> list[Reply]:
        """Return the replies to a message, a command, a press or something that is no text."""
        self._forget()
        text = incoming.text.strip()
        if incoming.action is not None:
            return self._press(incoming)
        if not text:
            return [plain(self._language(incoming), "declined.no_text", self._texts)]
        if text.startswith("/"):
            return self._command(incoming, text)
        exchange, question = self._answers.answer(text, self._previous(incoming.chat))
        if not _is_not_kept(exchange):
            self._remember(incoming.chat, question)
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
        previous = self._previous(incoming.chat)
        if previous is not None:
            return previous.language
        words = incoming.text.partition(" ")[2]
        return language_of(words) if words else "nl"

    def _previous(self, chat: str) -> Turn | None:
        _, question = self._last.get(chat, (0.0, None))
        return question

    def _remember(self, chat: str, question: Turn) -> None:
        self._last[chat] = (self._clock(), question)
        self._last.move_to_end(chat)

    def _forget(self) -> None:
        """Forget the questions that are too old, and the oldest of too many."""
        now = self._clock()
        while self._last:
            asked, _ = next(iter(self._last.values()))
            if len(self._last) <= _MAX_CHATS and now - asked < KEPT_SECONDS:
                break
            self._last.popitem(last=False)


def _is_not_kept(exchange: Exchange) -> bool:
    """Tell whether a person cannot ask on from this: talk, or words that must not be kept."""
    answer = exchange.answer
    not_kept = (DeclineReason.NOT_A_QUESTION, DeclineReason.PERSONAL_DATA)
    return isinstance(answer, Declined) and answer.reason in not_kept
