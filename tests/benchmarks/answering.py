"""What an answer costs beside finding: understanding, composing and citing; rendering, sending."""

import asyncio
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from contextlib import contextmanager

from telegram import Bot

from bot.answering.answerer import Answerer
from bot.answering.finder import Found
from bot.answering.model import Language
from bot.card import card
from bot.demo.emulator import Emulator
from bot.telegram.render import render
from bot.telegram.sending import Place, Sender
from bot.texts import load as load_texts
from bot.wiring import ReadingRoom
from index.search import Hit
from knowledge.model import Metadata

Ask = Callable[[str], object]

_KEY = b"bench"


class Kept:
    """A `Finder` that finds once and remembers: what is left of a question is answering."""

    def __init__(self, advisor: ReadingRoom) -> None:
        self._advisor = advisor
        self._found: dict[str, Found] = {}

    @property
    def revision(self) -> int:
        return self._advisor.revision

    @property
    def made_with(self) -> str:
        return self._advisor.made_with

    def find(self, question: str, language: Language, asks: str = "") -> Found:
        if question not in self._found:
            self._found[question] = self._advisor.find(question, language, asks)
        return self._found[question]

    def stems(self, word: str) -> list[str]:
        return self._advisor.stems(word)

    def source_terms(self, text: str) -> frozenset[str]:
        return self._advisor.source_terms(text)

    def known(self) -> Sequence[Metadata]:
        return self._advisor.known()

    def within(self, collections: Collection[str] | None) -> "Kept":
        return self

    def nearest(self, word: str) -> str | None:
        return self._advisor.nearest(word)

    def knows(self, word: str) -> bool:
        return self._advisor.knows(word)

    def names(self) -> Container[str]:
        return self._advisor.names()

    def page(self, source_id: str) -> str:
        return self._advisor.page(source_id)

    def unchanged(self, hit: Hit) -> bool:
        return self._advisor.unchanged(hit)


def answering(advisor: ReadingRoom, questions: Sequence[str]) -> Ask:
    """Understanding, composing, citing and checking; what was found is at hand."""
    answerer = Answerer(Kept(advisor), _KEY)
    for question in questions:
        answerer.answer(question)
    return answerer.answer


@contextmanager
def rendering_and_sending(advisor: ReadingRoom, questions: Sequence[str]) -> Iterator[Ask]:
    """The card, Telegram's messages, and sending them to the emulator on this machine."""
    texts, answerer = load_texts(), Answerer(Kept(advisor), _KEY)
    exchanges = {question: answerer.answer(question)[0] for question in questions}
    with Emulator() as emulator, asyncio.Runner() as runner:
        person = emulator.person()
        person.sends("/start")
        bot = Bot(emulator.token, base_url=f"{emulator.api_base_url}/bot")
        runner.run(bot.initialize())
        sender, place = Sender(bot), Place(person.id)

        def send(question: str) -> object:
            for message in render(card(exchanges[question], texts)):
                runner.run(sender.send(place, message))
            return None

        yield send
        runner.run(bot.shutdown())
