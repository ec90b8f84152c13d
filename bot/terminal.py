"""The conversation in a terminal: the same replies as in Telegram, as plain lines."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Final

from bot.reply import Incoming, Paragraph, Reply

_WIDTH: Final = 88
_CHAT: Final = "terminal"


def plain(reply: Reply) -> str:
    """Return a reply as text: paragraphs, folded ones behind a bar, buttons by number."""
    parts = ["\n".join(_lines(paragraph)) for paragraph in reply.paragraphs]
    buttons = [button for row in reply.buttons for button in row]
    if buttons:
        parts.append(
            "\n".join(
                f"({number}) {button.label}" + (f"  {button.url}" if button.url else "")
                for number, button in enumerate(buttons, start=1)
            )
        )
    return "\n\n".join(parts)


def talk(
    receive: Callable[[Incoming], list[Reply]], welcome: str, prompt: str, farewell: str
) -> None:
    """Read questions until the input ends; a number asks the question of that button."""
    print(welcome, file=sys.stdout)  # noqa: T201 (the terminal is the channel)
    options: dict[str, str] = {}
    while True:
        try:
            text = input(f"\n{prompt}").strip()
        except (EOFError, KeyboardInterrupt):
            print(f"\n{farewell}")  # noqa: T201
            return
        for reply in receive(Incoming(_CHAT, options.get(text, text), _CHAT)):
            print(f"\n{plain(reply)}")  # noqa: T201
            buttons = [button for row in reply.buttons for button in row]
            options = {str(n): b.label for n, b in enumerate(buttons, start=1) if b.url is None}


def _lines(paragraph: Paragraph) -> Iterator[str]:
    text = "".join(span.text for span in paragraph.spans)
    bar = "│ " if paragraph.folded else ""
    for line in text.split("\n"):
        yield from textwrap.wrap(
            line, _WIDTH, initial_indent=bar, subsequent_indent=bar, break_on_hyphens=False
        ) or [bar.rstrip()]
