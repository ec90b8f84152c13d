"""An emulator of Telegram's server for each test, in which nobody waits for the pace."""

from collections.abc import Iterator

import pytest

from bot.demo.emulator import Emulator
from tests.support.quick import QUICK


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(clock=QUICK.now) as emulator:
        yield emulator
