"""A number that leads to a person is gone from our machine before the reply is sent."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.reply import Incoming, Reply
from bot.state.inbox import Inbox, UpdateKey
from bot.telegram import service
from bot.texts import load as load_texts
from tests.bot.answering.shelf import Shelf
from tests.bot.telegram.running import running
from tests.support.builders import article, source
from tests.support.library import KEY, records_of

CANARIES = {
    "Mijn BSN is 111222333, mag ik vrijwilliger worden?": b"111222333",
    "Mag mevrouw Zandloper uit Ede vrijwilliger worden?": b"Zandloper",
}


class Opened:
    """The real conversation, opened in the thread that uses it; access is open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._conversation: Conversation | None = None

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        if self._conversation is None:
            clubs = source(article("Clubs", "De clubs kiezen hun vrijwilligers zelf."))
            answerer = Answerer(Shelf(clubs), KEY)
            self._conversation = Conversation(answerer, load_texts(), records_of(self._folder))
        return self._conversation.receive(incoming)


class Heard:
    """A conversation that tells when it has replied."""

    def __init__(self, conversation: Opened) -> None:
        self.replied = threading.Event()
        self._conversation = conversation

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        replies = self._conversation.receive(incoming)
        self.replied.set()
        return replies


def holding(folder: Path, canary: bytes) -> list[str]:
    """The files in which the words stand."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if canary in path.read_bytes()]


@pytest.mark.parametrize("question", CANARIES)
async def test_nothing_of_it_stays_in_files_or_logs(
    question: str, emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    officer, canary = emulator.person(), CANARIES[question]
    with caplog.at_level(logging.DEBUG, logger="bot"):
        async with running(emulator, tmp_path, Opened(tmp_path)):
            officer.sends(question)
            answer = await officer.reply()

    assert canary.decode() not in answer.text
    assert "niet gezocht" in answer.text
    assert holding(tmp_path, canary) == []
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert ours
    assert not any(canary.decode() in line for line in ours)


async def test_it_is_gone_before_the_reply_is_sent(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "DRAIN_SECONDS", 0.2)
    emulator.plays(Fault("sendMessage", Trouble.SERVER_ERROR, times=100))
    question, canary = next(iter(CANARIES.items()))
    officer, talk = emulator.person(), Heard(Opened(tmp_path))
    async with running(emulator, tmp_path, talk):
        officer.sends(question)
        await asyncio.to_thread(talk.replied.wait, 10)

    assert [message for message in officer.messages if message.sender.is_bot] == []
    assert holding(tmp_path, canary) == []


async def test_what_was_wiped_is_not_answered_after_a_restart(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inbox, key = Inbox(tmp_path), UpdateKey(int(emulator.token.split(":")[0]), 7)
    inbox.store(key, "12", '{"update_id": 7}')
    inbox.wipe(key)
    inbox.close()

    officer = emulator.person()
    async with running(emulator, tmp_path, Opened(tmp_path)):
        officer.sends("Hallo")
        answer = await officer.reply()

    left = Inbox(tmp_path)
    assert left.waiting(key.bot) == []
    left.close()
    assert answer.text.startswith("Dag.")
    assert "is unreadable" not in caplog.text
