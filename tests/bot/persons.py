"""People in chats with the whole conversation: a stranger, an admin, and how they come in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation, Manners, Visit
from bot.conversation.desk import Need
from bot.conversation.memory import Memory
from bot.conversation.offers import Cards
from bot.conversation.replies import Replies
from bot.reply import Action, Incoming, Paragraph, Reply, Span
from bot.state.identity import Identity
from bot.state.records import Records, Rules
from bot.state.roles import Role
from bot.terminal import plain
from bot.texts import load as load_texts
from tests.bot.answering.shelf import Shelf
from tests.bot.sample import ALL
from tests.bot.state.clock import Clock
from tests.support.builders import case_note, source

TEXTS = load_texts()


NL = TEXTS.catalogues["nl"]


CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")


CLOSED = source(
    case_note(
        "Polderwijk: wat niet naar buiten mag",
        "De gemeente Polderwijk bedankt vrijwilligers met een boekenbon.",
        collection="intern",
    ),
    "geheim",
)


class Person:
    """Somebody in a chat alone with the bot, or in a group."""

    def __init__(self, conversation: Conversation, key: str, name: str) -> None:
        self._conversation = conversation
        self.key, self.name = key, name

    def says(self, text: str, chat: str = "") -> Reply:
        (reply,) = self._conversation.receive(
            Incoming(chat or self.key, text, self.key, name=self.name)
        )
        return reply

    def reads(self, text: str, chat: str = "") -> str:
        return plain(self.says(text, chat))

    def presses(self, action: Action, chat: str = "") -> str:
        return plain(self.sees(action, chat))

    def sees(self, action: Action, chat: str = "") -> Reply:
        """What comes of a press."""
        (reply,) = self._conversation.receive(
            Incoming(chat or self.key, "", self.key, action, name=self.name)
        )
        return reply


class Diary:
    """A desk that does not say what it needs, and one command that it does."""

    commands = {"/dagboek": lambda visit: said(visit, "dagboek")}  # noqa: RUF012 (a constant)
    actions = {"diary": lambda visit: said(visit, "dagboek")}  # noqa: RUF012
    needs: dict[str, Need] = {}  # noqa: RUF012


def said(visit: Visit, text: str) -> list[Reply]:
    return [Reply((Paragraph((Span(text),)),))]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    records = Records(tmp_path, Identity(bytes(32)), Rules(access="invited"), clock)
    yield records
    records.close()


@pytest.fixture
def conversation(records: Records) -> Conversation:
    answerer = Answerer(Shelf(*ALL, CLOSED), bytes(32))
    replies = Replies(answerer, Cards(TEXTS), Memory(records))
    return Conversation(answerer, TEXTS, records, Manners(replies, [Diary()]))


@pytest.fixture
def sanne(conversation: Conversation) -> Person:
    return Person(conversation, "telegram:1000000007", "Sanne")


@pytest.fixture
def admin(conversation: Conversation, records: Records) -> Person:
    records.roles.grant("telegram:1000000001", "Aaf", Role.ADMIN)
    return Person(conversation, "telegram:1000000001", "Aaf")


QUESTION = "Hoe bedankt Duinveen vrijwilligers?"


def filled(name: str) -> str:
    """A text as a terminal shows it."""
    return plain(Reply((Paragraph((Span(NL[name]),)),)))
