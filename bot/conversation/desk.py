"""What a desk is: a part of the conversation with commands and button actions of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.answering.model import Exchange, Language
from bot.answering.understand import Turn
from bot.reply import Incoming, Paragraph, Reply, Span
from bot.texts import Texts
from knowledge.model import Metadata


class Answers(Protocol):
    """What the conversation needs: answers, and what the library holds."""

    def answer(self, text: str, previous: Turn | None = None) -> tuple[Exchange, Turn]:
        """Return the exchange, and the question as understood, for a later follow-up."""
        ...

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        ...


@dataclass(frozen=True, slots=True)
class Visit:
    """What came in, and the language to answer it in.

    `about` holds what a command was given ("/taal en": "en") or what a button's action names.
    """

    incoming: Incoming
    language: Language
    about: tuple[str, ...] = ()


Serve: TypeAlias = Callable[[Visit], list[Reply]]


class Desk(Protocol):
    """Serves the commands ("/start") and the button actions ("context") that it names."""

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command, by the command's name with its slash."""
        ...

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press, by the name of the action."""
        ...


def plain(language: Language, name: str, texts: Texts, **values: object) -> Reply:
    """Return one text of the catalogue as a reply."""
    return Reply((Paragraph((Span(texts.get(language, name, **values)),)),))


def titled(language: Language, title: str, lines: Sequence[str], texts: Texts) -> Reply:
    """Return a reply with a bold title of the catalogue above lines."""
    first = Paragraph((Span(texts.get(language, title), bold=True),))
    return Reply((first, *(Paragraph((Span(line),)) for line in lines)))
