"""The lines of a Markdown body into blocks: the part of CommonMark that our sources use."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.model import Block, BlockKind
from knowledge.readers import tables

_HEADING: Final = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_RULE: Final = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_ITEM: Final = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+•]|\d{1,3}[.)])\s+(?P<text>\S.*)")
_QUOTATION: Final = re.compile(r" {0,3}> ?(.*)")
# The line below the names of a table's columns.
_BELOW_HEAD: Final = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?|\|? *:?-+:? *\|")
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
# Marks within a line, and what stays of them.
_INLINE: Final = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[(?!\^)([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A block and the line of the file (from 1) that it begins on; footnote marks still in it."""

    block: Block
    line: int


def drafts_of(lines: Sequence[str], first: int = 0) -> list[Draft]:
    """Return the blocks of a body that begins on line `first` + 1 of its file, in NFC.

    A paragraph, item or quotation goes on until a blank line or the next block; its line ends
    become spaces. Of a table each row is a block, with the names of its columns.
    """
    body = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), "\n".join(lines)).split("\n")
    found: list[Draft] = []
    goes_on = False
    indents: list[int] = []
    end = 0  # of the table at hand
    for place, line in enumerate(body):
        number = first + 1 + place
        if place < end:
            continue
        if end := _end_of_table(body, place):
            made = tables.rows([_cells(each) for each in (line, *body[place + 2 : end])], heads=1)
            found += [Draft(Block(BlockKind.TABLE_ROW, row), number) for row in made]
            goes_on = False
            continue
        if not line.strip() or _RULE.fullmatch(line):
            goes_on = False
            continue
        block = _opened(line, indents)
        same = goes_on and block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
        if same and (block.kind is BlockKind.PARAGRAPH or found[-1].block.kind is block.kind):
            found[-1] = _longer(found[-1], block.text)
            continue
        if block.kind is not BlockKind.ITEM:
            indents.clear()
        found.append(Draft(block, number))
        goes_on = block.kind is not BlockKind.HEADING
    return [Draft(_clean(draft.block), draft.line) for draft in found]


def _end_of_table(lines: Sequence[str], place: int) -> int:
    """The number of the line below the table that begins at `place`; 0 when none does."""
    below = lines[place + 1] if place + 1 < len(lines) else ""
    if "|" not in lines[place] or not _BELOW_HEAD.fullmatch(below.rstrip()):
        return 0
    end = place + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _cells(line: str) -> list[str]:
    """The cells of a table's row."""
    return _CELL_END.split(line.strip().removeprefix("|").removesuffix("|"))


def _opened(line: str, indents: list[int]) -> Block:
    """The block that a line opens; `indents` holds those of the items it stands within."""
    if match := _HEADING.fullmatch(line):
        return Block(BlockKind.HEADING, match[2], len(match[1]))
    if match := _ITEM.fullmatch(line):
        indent = len(match["indent"].expandtabs(4))
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent >= indents[-1] + 2:
            indents.append(indent)
        return Block(BlockKind.ITEM, match["text"], len(indents) - 1, match["marker"])
    if match := _QUOTATION.fullmatch(line):
        return Block(BlockKind.QUOTATION, match[1])
    return Block(BlockKind.PARAGRAPH, line)


def _longer(draft: Draft, text: str) -> Draft:
    """The draft with another line of its text."""
    block = draft.block
    joined = f"{block.text.rstrip()} {text.strip()}"
    return Draft(Block(block.kind, joined, block.level, block.marker), draft.line)


def _clean(block: Block) -> Block:
    """The block without the marks of Markdown, in NFC."""
    text = block.text.strip()
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return Block(block.kind, unicodedata.normalize("NFC", text).strip(), block.level, block.marker)
