"""The conversation in a terminal: the same replies as in Telegram, as plain lines."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Final

from bot.reply import START, Action, Incoming, Paragraph, Reply, Span, settled

_WIDTH: Final = 88
_CHAT: Final = "terminal"


def plain(reply: Reply) -> str:
    """Return a reply as text: paragraphs, folded ones behind a bar, buttons by number."""
    parts = ["\n".join(_lines(paragraph)) for paragraph in reply.paragraphs]
    buttons = [button for row in reply.buttons for button in row]
    if buttons:
        parts.append(
            "\n".join(
                f"({number}) {button.label}" + (f"  {_where(button.url)}" if button.url else "")
                for number, button in enumerate(buttons, start=1)
            )
        )
    return "\n\n".join(parts)


def talk(
    receive: Callable[[Incoming], list[Reply]], welcome: str, prompt: str, farewell: str
) -> None:
    """Read questions until the input ends; a number presses that button."""
    print(welcome, file=sys.stdout)  # noqa: T201 (the terminal is the channel)
    options: dict[str, Action] = {}
    while True:
        try:
            text = input(f"\n{prompt}").strip()
        except (EOFError, KeyboardInterrupt):
            print(f"\n{farewell}")  # noqa: T201
            return
        pressed = options.get(text)
        incoming = Incoming(_CHAT, "" if pressed else text, _CHAT, pressed)
        for reply in settled(receive(incoming)):
            print(f"\n{plain(reply)}")  # noqa: T201
            if reply.enclosed:
                print(f"\n{reply.enclosed.name}:\n{reply.enclosed.content.decode()}")  # noqa: T201
            buttons = [button for row in reply.buttons for button in row]
            options = {str(n): b.does for n, b in enumerate(buttons, start=1) if b.does}


def _where(url: str) -> str:
    """Where an address leads: on the web, or what to type here to open it."""
    return f"/start {url.removeprefix(START)}" if url.startswith(START) else url


def _lines(paragraph: Paragraph) -> Iterator[str]:
    text = "".join(_said(span) for span in paragraph.spans)
    bar = "│ " if paragraph.folded else ""
    for line in text.split("\n"):
        yield from textwrap.wrap(
            line, _WIDTH, initial_indent=bar, subsequent_indent=bar, break_on_hyphens=False
        ) or [bar.rstrip()]


def _said(span: Span) -> str:
    """The words of a span; behind those that open something of ours, what to type for it."""
    if span.link and span.link.startswith(START):
        return f"{span.text}: {_where(span.link)}"
    return span.text
