"""A library that tests fill, and an officer who asks it: the real parts, joined as in the product.

The embedding model is loaded once for all tests; that is the only thing done differently.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.answering.contract import as_json
from bot.answering.model import Answered, Declined, Exchange
from bot.answering.understand import Turn
from bot.cli.serving import wording
from bot.demo.emulator import Emulator
from bot.demo.messages import Message
from bot.demo.people import Person
from bot.state import identity
from bot.state.records import Records, Rules
from bot.telegram.application import Setup, serve
from bot.texts import load as load_texts
from bot.wiring import ReadingRoom
from index.embedder import Embedder
from index.search import Index
from knowledge.library import Library
from knowledge.model import Document, Source
from tests.support.quick import QUICK

KEY: Final = bytes(range(32))  # of answer ids


def opened(folder: Path, embedder: Embedder, key: bytes = KEY) -> ReadingRoom:
    """The advisor of a data folder, for the thread that calls."""
    return ReadingRoom(Library(folder), Index(folder, embedder), key, folder / "parts")


def records_of(folder: Path, rules: Rules | None = None) -> Records:
    """What is kept of people in a data folder, for the thread that calls; access is open."""
    return Records(folder, identity.load(folder), rules or Rules(access="open"))


class LibraryBuilder:
    """A library of a test's own making, and what is answered from it."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Begin empty: what comes with the package is taken out."""
        self.folder = folder
        self.advisor = opened(folder, embedder)
        for source in self.advisor.library.sources():
            self.advisor.library.remove(source.id)

    def holds(self, *documents: Document) -> list[Source]:
        """Import documents as `vrijwijzer add` does; returns them with their comments."""
        added: list[Source] = []
        for document in documents:
            sources = self.advisor.library.prepare(document)
            self.advisor.index.prepare(sources)
            self.advisor.library.add(sources, document.page)
            added += sources
        return added

    def exchange(self, question: str, previous: Turn | None = None) -> Exchange:
        return self.advisor.answerer.answer(question, previous)[0]

    def answers(self, question: str) -> Answered:
        """The answer to a question that is expected to have one."""
        answer = self.exchange(question).answer
        assert isinstance(answer, Answered), answer
        return answer

    def declines(self, question: str) -> Declined:
        """The decline of a question that is expected to get one."""
        answer = self.exchange(question).answer
        assert isinstance(answer, Declined), answer
        return answer

    def quotes(self, question: str) -> list[str]:
        """What is quoted for a question, in order."""
        return [citation.quote for citation in self.answers(question).citations]

    def text(self, source_id: str) -> str:
        """The stored text of a source."""
        return self.advisor.library.source(source_id).text


def contract(advisor: ReadingRoom, question: str) -> dict[str, Any]:
    """The object that `vrijwijzer ask --json` prints for a question."""
    return as_json(advisor.answerer.answer(question)[0])


def quotations(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that such an object quotes: what answers and what is nearest."""
    return [*answer["citations"], *answer["nearest"]]


@dataclass(frozen=True)
class Received:
    """A message of the bot, as an officer reads it."""

    message: Message

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def lines(self) -> list[str]:
        """The lines that stand on a quote: those that end in a number, like "… [1]"."""
        before = self.text.partition(f"\n\n{self.proof[0]}")[0] if self.proof else self.text
        return [line for line in before.splitlines() if line.endswith("]")]

    @property
    def proof(self) -> list[str]:
        """The folded blocks: what each line stands on."""
        return self.message.styled("expandable_blockquote")

    @property
    def quoted(self) -> list[str]:
        """The words in bold inside the folded blocks."""
        bold = self.message.styled("bold")
        return [words for words in bold if any(words in block for block in self.proof)]

    @property
    def links(self) -> list[str]:
        return [button.url for button in self.message.buttons if button.url]

    @property
    def questions(self) -> list[str]:
        """The buttons that ask a question."""
        return [button.label for button in self.message.buttons if not button.url]

    def quotes(self, sentence: str) -> bool:
        """Whether a line says just this, and the proof shows it in bold."""
        said = any(line.startswith((sentence, f"• {sentence}")) for line in self.lines)
        return said and any(sentence in words for words in self.quoted)

    def cites(self, title: str) -> bool:
        """Whether the proof names a source."""
        return any(title in block for block in self.proof)


@dataclass(frozen=True)
class Officer:
    """Somebody who asks in Telegram."""

    person: Person

    async def asks(self, text: str) -> Received:
        self.person.sends(text)
        return Received(await self.person.reply())

    async def presses(self, label: str) -> Received:
        press = self.person.presses(label)
        await self.person.answered(press)
        return Received(await self.person.reply())

    @property
    def heard(self) -> list[Message]:
        """Every message that the bot sent."""
        return [message for message in self.person.messages if message.sender.is_bot]


@asynccontextmanager
async def at_work(
    emulator: Emulator, folder: Path, embedder: Embedder, rules: Rules | None = None
) -> AsyncIterator[None]:
    """The bot as `vrijwijzer run` joins it, on a data folder and an emulator; then stopped."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    with ThreadPoolExecutor(1) as worker:
        advisor = await loop.run_in_executor(worker, lambda: opened(folder, embedder).ready())
        records = await loop.run_in_executor(worker, records_of, folder, rules)
        setup = Setup(
            token=emulator.token,
            conversation=advisor.conversation(records),
            worker=worker,
            folder=folder,
            wording=wording(load_texts()),
            identity=records.identity,
            rules=records.rules,
            base_url=emulator.api_base_url,
            clock=QUICK,
        )
        serving = asyncio.create_task(serve(setup, stop))
        try:
            yield
        finally:
            stop.set()
            await serving
            await loop.run_in_executor(worker, advisor.close)
            await loop.run_in_executor(worker, records.close)
