"""Starts the emulator with its page, for the `demo` command.

`bot.cli` joins it with the real bot: the same Telegram code, pointed at this address.
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bot.demo.emulator import Emulator


@dataclass(frozen=True, slots=True)
class Demo:
    """A running emulator: `page_url` for a browser, `api_base_url` and `token` for the bot."""

    page_url: str
    api_base_url: str
    token: str
    emulator: Emulator

    def close(self) -> None:
        """Stop serving."""
        self.emulator.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def start(host: str = "127.0.0.1", port: int = 0) -> Demo:
    """Serve the page and the Bot API on loopback; port 0 takes a free one.

    `api_base_url` is for TELEGRAM_API_BASE_URL: without "/bot". Raises SettingsError when the
    port cannot be had.
    """
    emulator = Emulator(host, port).__enter__()
    return Demo(emulator.page_url, emulator.api_base_url, emulator.token, emulator)
