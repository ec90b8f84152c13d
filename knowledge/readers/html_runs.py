"""Runs of text of a page into blocks: spaces and lines as a browser shows them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.model import Block, BlockKind
from knowledge.readers.lines import lines_of

# White space that a browser shows as one space; a no-break space stays.
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_LINE_SPACES: Final = re.compile(r"[ \t\r\f]+")
# Characters. A heading is a line; whoever marks a paragraph as one wanted large letters.
_HEADING_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one block, bold or not."""

    text: str
    bold: bool


def squeezed(text: str) -> str:
    """Return a text with one space for each stretch of white space."""
    return _SPACES.sub(" ", text)


def blocks_of(empty: Block, text: str) -> list[Block]:
    """Return an empty block with its text; a paragraph broken by line ends may be several."""
    kind, plain = empty.kind, squeezed(text).strip()
    if kind is BlockKind.HEADING and len(plain) > _HEADING_LENGTH:
        return [replace(empty, text=plain, kind=BlockKind.PARAGRAPH)]
    if "\n" not in text.strip() or kind is not BlockKind.PARAGRAPH:
        return [replace(empty, text=plain)]
    tidy = "\n".join(line.strip(" ") for line in text.split("\n"))
    return [
        Block(BlockKind.ITEM, line.text, line.level, line.marker)
        if line.marker
        else Block(kind, line.text)
        for line in lines_of(_rejoined(_LINE_SPACES.sub(" ", tidy)))
    ]


def bold_lines(runs: Sequence[Run]) -> set[str]:
    """Return the lines, between line ends, of which all letters are bold."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        elif run.text.strip():
            lines[-1].append(run)
    bold = [line for line in lines if line and all(run.bold for run in line)]
    texts = ["".join(run.text for run in line) for line in bold]
    return {squeezed(unicodedata.normalize("NFC", text)).strip() for text in texts}


def _rejoined(text: str) -> str:
    """The text with lines joined where the next goes on with a small letter."""
    return re.sub(r"(?<=[^\s.:?!…])\n(?=[a-zà-þ])(?!\w\))", " ", text)
