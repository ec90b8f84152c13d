"""The lines of a copied page: each a paragraph, a bare line or an item with its marker."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Every way a page may end a line.
_LINE_ENDS: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ITEM: Final = re.compile(
    r"(?P<indent>\s*)(?P<marker>[•◦▪‣●○■□·*–—-]|\d{1,2}[.)]|[a-z]\))\s+(?P<text>\S.*)"
)
# Characters. Lines within this range, none of them a whole sentence, were broken by a mail program
# or editor at a fixed width (most often 72 or 80), not by their writer.
_BROKEN_AT: Final = range(45, 101)
# Columns that a list within a list stands further in.
_INDENT: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, item or bare line. `alone`: with blank lines (or an end) on both sides."""

    text: str
    marker: str = ""
    level: int = 0
    alone: bool = True


def item_in(text: str) -> tuple[str, str] | None:
    """Return the marker and the text of a line that is an item; None when it is none."""
    match = _ITEM.fullmatch(text)
    return (match["marker"], match["text"]) if match else None


def lines_of(page: str) -> list[Line]:
    """Return the lines that hold text, in order, in NFC, without white space around them."""
    found: list[Line] = []
    chunk: list[str] = []
    for line in [*_LINE_ENDS.split(unicodedata.normalize("NFC", page)), ""]:
        if line.strip():
            chunk.append(line)
        elif chunk:
            found += _lines_of_chunk(_unbroken(chunk))
            chunk = []
    return found


def _unbroken(chunk: Sequence[str]) -> list[str]:
    """The chunk with lines joined that were broken at a fixed width, and items with their rest."""
    if _ITEM.match(chunk[0]):
        return _items_with_rest(chunk)
    *broken, _ = chunk
    widths = all(len(line.strip()) in _BROKEN_AT for line in broken)
    if broken and widths and not any(_ITEM.match(line) for line in chunk):
        runs_on = sum(line.rstrip()[-1] not in ".?!:" for line in broken)
        if runs_on * 2 >= len(broken):
            return [" ".join(line.strip() for line in chunk)]
    return list(chunk)


def _items_with_rest(chunk: Sequence[str]) -> list[str]:
    """The items of a list; an indented line without a marker goes on with the item above it."""
    found: list[str] = []
    for line in chunk:
        if found and line[0].isspace() and not _ITEM.match(line):
            found[-1] += " " + line.strip()
        else:
            found.append(line)
    return found


def _lines_of_chunk(chunk: Sequence[str]) -> list[Line]:
    """What stands between two blank lines, each line apart."""
    matches = [_ITEM.match(line) for line in chunk]
    indents = [len(match["indent"].expandtabs(4)) for match in matches if match]
    levels = _levels(indents)
    found = []
    for line, match in zip(chunk, matches, strict=True):
        if match is None:
            found.append(Line(line.strip(), alone=len(chunk) == 1))
        else:
            level = levels[len(match["indent"].expandtabs(4))]
            found.append(Line(match["text"].strip(), match["marker"], level, len(chunk) == 1))
    return found


def _levels(indents: Sequence[int]) -> dict[int, int]:
    """The nesting depth of each indent of a list; less than two columns apart is one depth."""
    levels: dict[int, int] = {}
    level, last = 0, None
    for indent in sorted(set(indents)):
        if last is not None and indent - last >= _INDENT:
            level += 1
        levels[indent] = level
        last = indent
    return levels
