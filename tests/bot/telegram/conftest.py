"""An emulator of Telegram's server for each test."""

from collections.abc import Iterator

import pytest

from bot.demo.emulator import Emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator
