"""Answers as replies: to a new question, to one that is asked on, and the same once more.

An answer is made from a message as it was understood, which the journal keeps: so a button below
it, or a link to it, leads to that answer, also when the message was "meer" or "en in Zeist?".
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.answering.model import Language
from bot.answering.understand import Asked, Turn
from bot.answering.understand.language import language_of
from bot.conversation.desk import Answers, Visit
from bot.conversation.memory import Memory
from bot.conversation.offers import Cards
from bot.reply import Incoming, Paragraph, Reply, Span
from bot.state.entry import code_in

# Nothing, a command, a code or a number, an address: in no language.
_NO_WORDS: Final = re.compile(r"$|/|https?://|\S*\d\S*$")
# What [Meer] asks: what a person would type.
_MORE: Final[dict[Language, str]] = {"nl": "meer", "en": "more"}


class Replies:
    """Has questions answered from what somebody may see in a chat, and remembers the turns."""

    def __init__(
        self,
        answers: Answers,
        cards: Cards,
        memory: Memory,
        chosen: Callable[[str], Language | None] = lambda _: None,
    ) -> None:
        """`chosen` gives the language that a person chose."""
        self._answers = answers
        self._cards = cards
        self._memory = memory
        self._chosen = chosen

    def language(self, incoming: Incoming, turn: Turn | None = None) -> Language:
        """Return what the person chose, else that of a turn, else what was spoken last.

        Without any it is Dutch. Not that of the app: officers' phones are often English.
        """
        chosen = self._chosen(incoming.person)
        if chosen is not None:
            return chosen
        return turn.language if turn else self._memory.language(incoming) or "nl"

    def hears(self, incoming: Incoming) -> None:
        """Note the language of what is said, if it is in one."""
        said = incoming.text.replace(code_in(incoming.text), "").strip()  # its letters say nothing
        if not _NO_WORDS.match(said):
            before = self._memory.language(incoming) or "nl"
            self._memory.speaks(incoming.chat, language_of(said, before))

    def answer(self, visit: Visit, text: str) -> Reply:
        """Return the answer to a message, which may follow on the last one in the chat."""
        return self._answer(visit, text, self._memory.previous(visit.incoming))

    def more(self, visit: Visit, turn: Turn) -> Reply:
        """Return what "meer" gets after a turn."""
        return self._answer(visit, _MORE[turn.language], turn)

    def again(self, visit: Visit, turn: Turn) -> Reply | None:
        """Return the answer of a turn once more; it says so when the sources give another now.

        None for a turn in which nothing was asked.
        """
        if turn.asked is None:
            return None
        exchange, now = self._answers.within(visit.collections).again(turn.asked)
        if self._memory.find(visit.incoming.person, exchange.answer_id) is None:
            self._memory.remember(visit.incoming, exchange, now)
        made = self._cards.card(exchange, self._chosen(visit.incoming.person))
        spoken = () if turn.stands else turn.spoken
        return made if now.spoken == spoken else self._cards.changed(made, visit.language)

    def opened(self, visit: Visit, asked: Asked) -> Reply:
        """Return the answer to what somebody else asked, below it; one can ask on from there."""
        asked = Asked(asked.searched, asked.questions)
        exchange, turn = self._answers.within(visit.collections).again(asked)
        self._memory.remember(visit.incoming, exchange, turn)
        made = self._cards.card(exchange, self._chosen(visit.incoming.person))
        title = Paragraph((Span(asked.text, italic=True),))
        return replace(made, paragraphs=(title, *made.paragraphs))

    def _answer(self, visit: Visit, text: str, previous: Turn | None) -> Reply:
        exchange, turn = self._answers.within(visit.collections).answer(text, previous)
        self._memory.remember(visit.incoming, exchange, turn)
        if turn.asked is None:  # small talk, in the language of what was said before
            return self._cards.card(exchange, visit.language)
        # "in het Engels" is said in Dutch.
        self._memory.speaks(visit.incoming.chat, exchange.language)
        return self._cards.card(exchange, self._chosen(visit.incoming.person))
