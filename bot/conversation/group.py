"""The desk for groups: short, because others read along, with a link to the whole in private.

It remembers nothing of a group: each question there stands alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from bot.answering.model import Answered, Declined
from bot.conversation.desk import ASKING, Answers, Need, Serve, Visit, command_of, plain
from bot.reply import START, Button, Reply
from bot.short import short
from bot.state.links import Links
from bot.texts import Texts

_HELLO: Final = f"{START}groep"  # opens the private chat
_ABOUT: Final = {"/start", "/help"}  # these ask how it works


class GroupDesk:
    """Serves what is said to the bot in a group."""

    def __init__(self, answers: Answers, links: Links, texts: Texts) -> None:
        self._answers = answers
        self._links = links
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """It has none of its own: in a group every command comes to `group`."""
        return {}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for anything from a group."""
        return {"group": self._serve}

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask here."""
        return {"group": ASKING}

    def _serve(self, visit: Visit) -> list[Reply]:
        text = visit.incoming.text.strip()
        if text.startswith("/"):
            name = "group.how" if command_of(text) in _ABOUT else "access.alone"
            return [self._private(visit, name)]
        if not text:
            return [self._private(visit, "group.how")]
        exchange, turn = self._answers.within(visit.collections).answer(text)
        made = short(exchange, self._texts, _today())
        if isinstance(exchange.answer, Declined) or turn.asked is None:
            return [made]
        key = self._links.offer(visit.incoming.person, turn.asked.to_json())
        if key is None:
            return [made]
        name = "more" if isinstance(exchange.answer, Answered) else "private"
        button = Button(self._texts.get(exchange.language, f"group.{name}"), f"{START}a_{key}")
        return [replace(made, buttons=((button,),))]

    def _private(self, visit: Visit, name: str) -> Reply:
        """What is done here and what is not, and the way to the private chat."""
        said = plain(visit.language, name, self._texts)
        button = Button(self._texts.get(visit.language, "group.private"), _HELLO)
        return Reply(said.paragraphs, ((button,),))


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the age of a source in years, where the reader is)
