"""What is printed on a terminal cannot command it.

Imported texts, titles and names of files may hold the signs with which programs move the cursor,
rename the window or turn the order of letters round. Here, in one place, they are taken out of all
that a person reads on a screen. What goes to a file or another program stays as it is.
"""

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO, cast

# Format signs that turn the direction of what follows (Unicode UAX 9).
_TURNING: Final = frozenset(
    map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_SHOWN: Final = "\ufffd"


@contextmanager
def guarded() -> Iterator[None]:
    """Print harmlessly within: on stdout and stderr, where they are terminals."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _guard(before[0]), _guard(before[1])
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def unguarded(stream: TextIO) -> TextIO:
    """Return the stream itself, for our own signs: the line of progress."""
    return stream.stream if isinstance(stream, _Guarded) else stream


@contextmanager
def telling_of_new(folder: Path) -> Iterator[None]:
    """Open a data folder within; say so when it began: its name may have been mistyped."""
    is_new = not folder.exists()
    yield
    if is_new:
        print(f"There was no data folder {folder} yet; a new one begins there.", file=sys.stderr)


def harmless(text: str) -> str:
    """Return `text` with a replacement for each sign that a terminal would obey.

    >>> harmless("Clubs" + chr(27) + "[2J zijn er") == "Clubs" + chr(0xFFFD) + "[2J zijn er"
    True
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_SHOWN if _commands(sign) else sign for sign in text)


def _commands(sign: str) -> bool:
    """Whether a terminal does something else than show this sign."""
    return sign in _TURNING or (unicodedata.category(sign) == "Cc" and sign not in "\n\t")


def _guard(stream: TextIO) -> TextIO:
    """A stream that prints harmlessly, when it is a terminal."""
    return cast("TextIO", _Guarded(stream)) if stream.isatty() else stream


class _Guarded:
    """A terminal to which only harmless text is written; in all else the stream itself."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write `text`, without what a terminal would obey."""
        return self.stream.write(harmless(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)
