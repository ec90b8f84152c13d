"""Listens to everything that is logged in a test, at DEBUG, for words and names of people.

What people say is taken where it comes in: at the conversation and at the answerer. No line may
hold it, nor three words of it on end. Other libraries are heard from the level on that
`bot.logs.set_up` gives them.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.reply import Incoming

_OURS: Final = ("bot", "index", "knowledge")
# One below the levels that are meant, which tells them from what a test or the product sets.
_LEAST: Final = {**dict.fromkeys(_OURS, logging.DEBUG - 1), "telegram": logging.INFO - 1}
_RUN: Final = 3  # words on end; two may well stand in a path
_LETTERS: Final = 8  # of a text or a name; a shorter one stands in other words


class Canary:
    """Keeps the lines of one test, and what its people said."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.said: set[str] = set()
        self._formatter = logging.Formatter()

    def takes(self, record: logging.LogRecord) -> None:
        """Keep a line, its traceback with it."""
        self.lines.append(self._formatter.format(record))

    def hear(self, text: str) -> None:
        """Remember what somebody says."""
        words = re.findall(r"\w+", text.casefold())
        runs = (" ".join(words[at : at + _RUN]) for at in range(len(words)))
        self.said |= {run for run in runs if len(run) >= _LETTERS}

    def found(self) -> list[str]:
        """Return the lines that hold something that somebody said."""
        plain = {line: " ".join(re.findall(r"\w+", line.casefold())) for line in self.lines}
        return [
            line
            for line, words in plain.items()
            if any(f" {run} " in f" {words} " for run in self.said)
        ]


@contextmanager
def listening() -> Iterator[Canary]:
    """Listen for as long as this is open; what is logged elsewhere stays as it would be."""
    canary, handle = Canary(), logging.Logger.handle
    before = {name: logging.getLogger(name).level for name in _LEAST}

    def handled(logger: logging.Logger, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in _LEAST:
            canary.takes(record)
        if record.levelno >= _level(logger, before):
            handle(logger, record)

    calls = [
        (logging.Logger, "handle", handle, handled),
        *(
            (place, name, getattr(place, name), _heard(getattr(place, name), canary))
            for place, name in ((Answerer, "answer"), (Conversation, "receive"))
        ),
    ]
    for name, level in _LEAST.items():
        logging.getLogger(name).setLevel(level)
    for place, name, _, ours in calls:
        setattr(place, name, ours)
    try:
        yield canary
    finally:
        for place, name, theirs, _ in calls:
            setattr(place, name, theirs)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def _level(logger: logging.Logger | None, before: Mapping[str, int]) -> int:
    """The level from which on a logger would let lines through if nobody listened."""
    while logger is not None:
        is_set_here = logger.level == _LEAST.get(logger.name)
        level = before[logger.name] if is_set_here else logger.level
        if level:
            return level
        logger = logger.parent
    return logging.NOTSET


def _heard(call: Callable[..., Any], canary: Canary) -> Callable[..., Any]:
    @wraps(call)
    def heard(self: object, said: str | Incoming, *rest: Any, **named: Any) -> Any:
        if isinstance(said, Incoming):
            canary.hear(said.text)
            canary.hear(said.name)
        else:
            canary.hear(said)
        return call(self, said, *rest, **named)

    return heard
