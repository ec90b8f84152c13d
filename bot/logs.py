"""Logging: one plain line an event, without tokens and without the words of people.

Tokens can reach a log through other libraries (a URL, the text of an exception), so they are
taken out of every line that is written. Words of people are kept out at the source: we log ids,
durations and `where(error)`, and python-telegram-bot, which logs texts at DEBUG, starts at INFO.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from knowledge.errors import VrijwijzerError

TOKEN: Final = re.compile(r"\d{6,}:[\w-]{30,}")
_HIDDEN: Final = "<token>"
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_HTTP: Final = ("httpx", "httpcore", "httpx2", "httpcore2")  # at INFO they log addresses
_LEAST: Final = {
    **dict.fromkeys(_HTTP, logging.WARNING),
    "telegram": logging.INFO,  # at DEBUG it logs updates and calls, with their texts
    "telegram.ext.Updater": logging.CRITICAL,  # our own callback says in a line what it traces
    "asyncio": logging.INFO,
    "faiss.loader": logging.WARNING,  # at INFO it tells which builds of itself it did not find
}


class Redactor(logging.Filter):
    """Takes tokens, and the secrets it is given, out of a record and of its traceback."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        record.msg, record.args = self.redact(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = self.redact(self._formatter.formatException(record.exc_info))
            record.exc_info = None
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return True

    def redact(self, text: str) -> str:
        """Return the text without tokens and secrets."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return TOKEN.sub(_HIDDEN, text)


def set_up(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logs of `level` ("DEBUG" … "ERROR") and above to `stream` (default: stderr).

    Replaces an earlier set-up. Raises ValueError for an unknown level.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Redactor(secrets))
    handler.setFormatter(logging.Formatter(_FORMAT))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name, least in _LEAST.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))


def where(error: BaseException) -> str:
    """Return the kind of an error and the line that raised it, without its message.

    A message may hold what a person wrote; a line of code cannot.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno} in {last.name}"


class Recurring:
    """Logs what goes wrong in something that comes round: a fault once, until it is another."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._fault = ""

    def note(self, error: Exception | None) -> None:
        """Note how it went this time; None: well."""
        fault = ""
        if error is not None:
            # Our own errors are lines for people, and hold nothing of what a person wrote.
            fault = str(error) if isinstance(error, VrijwijzerError) else where(error)
        if fault and fault != self._fault:
            self._log.error("left for the next round: %s", fault)
        self._fault = fault
