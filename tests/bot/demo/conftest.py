"""The emulator, and python-telegram-bot in front of it."""

from collections.abc import AsyncIterator, Iterator

import pytest
import telegram

from bot.demo.emulator import Emulator


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """PTB warns of the old kind of `retry_after`, and a warning is an error here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[telegram.Bot]:
    address = f"{emulator.api_base_url}/bot"
    async with telegram.Bot(emulator.token, base_url=address) as bot:
        yield bot
