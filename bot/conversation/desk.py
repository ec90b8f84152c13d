"""What a desk is: a part of the conversation with commands and button actions of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self, TypeAlias

from bot.answering.model import Exchange, Language
from bot.answering.understand import Asked, Question, Turn
from bot.answering.why import Explanation
from bot.reply import Incoming, Paragraph, Reply, Span
from bot.state.roles import Role
from bot.texts import Texts
from knowledge.model import Metadata


class Answers(Protocol):
    """What the conversation needs: answers, and what the library holds."""

    def answer(self, text: str, previous: Turn | None = None) -> tuple[Exchange, Turn]:
        """Return the exchange, and the question as understood, for a later follow-up."""
        ...

    def again(self, asked: Asked) -> tuple[Exchange, Turn]:
        """Return the same for a message as it was understood before."""
        ...

    def explain(self, question: Question) -> Explanation:
        """Return what was considered for a question, and what became of it."""
        ...

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        ...

    def within(self, collections: Collection[str] | None) -> Self:
        """Return the same, as if there were no sources but those of these collections."""
        ...


@dataclass(frozen=True, slots=True)
class Need:
    """What a command or a press asks of a person: a role in some collection, None for nothing.

    `alone`: it is for a chat with the bot alone, as others read along in a group.
    """

    role: Role | None
    alone: bool = False


ANYBODY: Final = Need(None)
ASKING: Final = Need(Role.OFFICER)
NOBODY_ELSE: Final = Need(Role.ADMIN, alone=True)  # what a desk does not declare


@dataclass(frozen=True, slots=True)
class Visit:
    """What came in, and the language to answer it in.

    `command` is the one that a text begins with ("/taal"), "" for none. `about` holds what it was
    given ("/taal en": "en") or what a button's action names. `role` is the person's highest, None
    for a stranger; `collections` are those that may be shown in this chat, None for all.
    """

    incoming: Incoming
    language: Language
    command: str = ""
    about: tuple[str, ...] = ()
    role: Role | None = None
    collections: frozenset[str] | None = frozenset()


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

    @property
    def needs(self) -> Mapping[str, Need]:
        """What each command and action asks of a person; one that is not named: an admin."""
        ...


def command_of(text: str) -> str:
    """Return the command that a text begins with, if it does: "/Privacy@bot x" is "/privacy"."""
    first, *_ = text.split() or [""]
    return first.split("@", maxsplit=1)[0].casefold()


def plain(language: Language, name: str, texts: Texts, **values: object) -> Reply:
    """Return one text of the catalogue as a reply."""
    return Reply((Paragraph((Span(texts.get(language, name, **values)),)),))


def titled(language: Language, title: str, lines: Sequence[str], texts: Texts) -> Reply:
    """Return a reply with a bold title of the catalogue above lines."""
    first = Paragraph((Span(texts.get(language, title), bold=True),))
    return Reply((first, *(Paragraph((Span(line),)) for line in lines)))
