"""A bot that calls the emulator without a library in between, and a clock that a test sets."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.demo.emulator import Emulator
from bot.demo.people import Person


class Bot:
    """Calls the API as a bot does, without a library in between."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self._client = httpx.Client(base_url=f"{emulator.api_base_url}/bot{emulator.token}/")

    def calls(self, method: str, **parameters: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.post(method, json=parameters).json()
        return answer

    def is_refused(self, method: str, **parameters: Any) -> str:
        answer = self.calls(method, **parameters)
        assert answer["ok"] is False, answer
        return str(answer["description"])

    def close(self) -> None:
        self._client.close()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot(clock: Clock) -> Iterator[Bot]:
    with Emulator(clock=clock) as emulator:
        bot = Bot(emulator)
        yield bot
        bot.close()


@pytest.fixture
def person(bot: Bot) -> Person:
    return bot.emulator.person("Sanne")


def bold(offset: int, length: int) -> dict[str, Any]:
    return {"type": "bold", "offset": offset, "length": length}


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}
