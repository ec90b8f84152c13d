"""The conversation in a terminal: the same replies as in Telegram, as plain lines."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Final

from bot.reply import START, Action, Incoming, Paragraph, Reply, Span, settled

_WIDTH: Final = 88
_CHAT: Final = "terminal"


def plain(reply: Reply) -> str:
    """Return a reply as text: paragraphs, folded ones behind a bar, links, buttons by number."""
    parts = ["\n".join(_lines(paragraph)) for paragraph in reply.paragraphs]
    buttons = [button for row in reply.buttons for button in row]
    parts.append("\n".join(f"→ {each.label}  {_where(each.url)}" for each in buttons if each.url))
    labels = [each.label for each in buttons if each.does]
    parts.append("\n".join(f"({number}) {label}" for number, label in enumerate(labels, start=1)))
    return "\n\n".join(part for part in parts if part)


def talk(
    receive: Callable[[Incoming], list[Reply]], welcome: str, prompt: str, farewell: str
) -> None:
    """Read questions until the input ends; a number presses the button of that number."""
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
            buttons = [button.does for row in reply.buttons for button in row if button.does]
            options = {str(number): does for number, does in enumerate(buttons, start=1)}


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
