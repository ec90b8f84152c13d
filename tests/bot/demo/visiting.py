"""A visitor of the page in a real browser, and the bot on the other side; skipped without one."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.demo.emulator import Emulator
from bot.demo.entities import units
from tests.support.browser import Browser, chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    with Browser() as browser:
        yield browser


class Visit:
    """A visitor's page, and the bot on the other side of it."""

    def __init__(self, browser: Browser, emulator: Emulator, query: str = "") -> None:
        self.browser = browser
        self.emulator = emulator
        browser.open("about:blank")  # the page of the test before asks on
        browser.log.clear()
        browser.addresses.clear()
        browser.open(f"{emulator.page_url}{query}")
        browser.until("document.body?.dataset.person")
        self.chat = int(browser.value("document.body.dataset.person"))

    def bot(self, method: str, **parameters: Any) -> Any:
        address = f"{self.emulator.api_base_url}/bot{self.emulator.token}/{method}"
        answer = httpx.post(address, json={"chat_id": self.chat, **parameters}).json()
        assert answer["ok"], answer
        return answer["result"]

    def sees(self, number: int) -> None:
        self.browser.until(f"document.querySelectorAll('.message').length === {number}")

    def texts(self, selector: str) -> list[str]:
        listed = f"[...document.querySelectorAll({selector!r})].map((e) => e.textContent)"
        return list(self.browser.value(listed))


def styled(text: str, words: str, style: str, **extra: str) -> dict[str, Any]:
    return {
        "type": style,
        "offset": units(text[: text.index(words)]),
        "length": units(words),
        **extra,
    }
