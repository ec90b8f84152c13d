"""Runs the real Telegram face against the emulator, with a conversation that tests can read."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.emulator import Emulator
from bot.reply import Button, Incoming, Paragraph, Reply, Span
from bot.state.identity import Identity
from bot.state.limits import Budget
from bot.state.records import Rules
from bot.state.roles import Access
from bot.telegram.application import Setup, serve
from bot.telegram.profile import Wording
from bot.telegram.turns import Converses
from tests.support.quick import QUICK

IDENTITY = Identity(bytes(32))
WORDING = Wording(
    commands={
        "": [("start", "Wat is dit?")],
        "nl": [("start", "Wat is dit?"), ("help", "Hoe vraag ik iets?")],
        "en": [("start", "What is this?")],
    },
    descriptions={"": "Een proef.", "en": "A trial."},
    expired="Deze knop is verlopen. Stel uw vraag opnieuw.",
    failed="Dit lukte niet. Probeer het later opnieuw. Code: {code}",
    asked_at="Gesteld om {time}",
    too_late="Wilt u nog antwoord?",
    ask_again="Ja, graag",
    leaving="Hier mag ik niet zijn: {group}",
    busy="Het is nu druk.",
    duties={"": [("mensen", "Wie mag wat")], "nl": [("mensen", "Wie mag wat")]},
)


@dataclass
class Echo:
    """Says what it heard, in bold, with a source button; keeps what it heard, and in what thread.

    `/start` offers a question; "lang" makes three messages; "stuk" fails with the question in its
    error, as a careless library would.
    """

    heard: list[Incoming] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    before: Callable[[Incoming], None] = lambda incoming: None

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        self.heard.append(incoming)
        self.threads.add(threading.current_thread().name)
        self.before(incoming)
        asked = incoming.action.about[0] if incoming.action else incoming.text
        match asked:
            case "/start":
                return [said("Welkom", buttons=((Button("Wat doen anderen?"),),))]
            case "lang":
                return [said("a" * 3000 + "\n\n" + "b" * 3000 + "\n\n" + "c" * 3000)]
            case text if text.startswith("stuk"):
                raise ValueError(f"cannot answer {text}")
            case text:
                source = Button("Bron 1", "https://example.nl/a#:~:text=zo%20is")
                return [said(f"Antwoord op {text}", buttons=((source,),))]

    @property
    def texts(self) -> list[str]:
        return [incoming.text for incoming in self.heard]


def said(text: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    return Reply((Paragraph((Span(text, bold=True),)),), buttons)


def stored(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.iterdir()]


@asynccontextmanager
async def without(table: str, folder: Path, until: Callable[[], bool]) -> AsyncIterator[None]:
    """People.db without one of its tables, until something is told of it."""
    with closing(sqlite3.connect(folder / "people.db")) as database:
        database.execute(f"ALTER TABLE {table} RENAME TO away")
        yield
        while not until():  # noqa: ASYNC110 (it is no event)
            await asyncio.sleep(0.01)
        database.execute(f"ALTER TABLE away RENAME TO {table}")


@asynccontextmanager
async def running(
    emulator: Emulator,
    folder: Path,
    conversation: Converses,
    access: Access = "open",
    budget: Budget | None = None,
) -> AsyncIterator[asyncio.Task[None]]:
    """The bot at work; asked to stop at the end, when what it raised is raised."""
    stop = asyncio.Event()
    with ThreadPoolExecutor(1, thread_name_prefix="worker") as worker:
        setup = Setup(
            emulator.token,
            conversation,
            worker,
            folder,
            WORDING,
            IDENTITY,
            Rules(access=access, budget=budget or Budget()),
            emulator.api_base_url,
            clock=QUICK,
        )
        task = asyncio.create_task(serve(setup, stop))
        try:
            yield task
        finally:
            stop.set()
            await task
