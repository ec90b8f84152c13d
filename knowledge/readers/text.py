"""A copied web page (.txt) into a document: headings, paragraphs and lists found in bare lines.

A page that was copied as text has lost its markup. What is left: blank lines, markers before
items, and lines too short to be a sentence. Furniture and comments are told apart on the way.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from knowledge import comments, furniture
from knowledge.errors import Refusal, SourceRefused
from knowledge.furniture import Label
from knowledge.model import Block, BlockKind, Document
from knowledge.readers.commenting import comment_document
from knowledge.readers.facts import article, facts_of
from knowledge.readers.lines import Line, lines_of

# Words of a line, and lines on end: a menu has so few and so many, a title and a heading do not.
_MENU_WORDS: Final = 3
_MENU_LINES: Final = 3
_ORDERED: Final = re.compile(r"\w+[.)]")
# A page without headings of its own has the title at level 1 and all bare lines at level 2.
_HEADING_LEVEL: Final = 2


def read(page: str, name: str) -> Document:
    """Return the document in the text of a copied page; `name` says where it came from.

    The title is the first line that is no furniture. Raises SourceRefused when there is no text
    below it.
    """
    lines = [part for line in lines_of(page) for part in _without_credit(line)]
    texts = [line.text for line in lines]
    labels = furniture.label(texts, [line.alone for line in lines])
    parts = comments.split(texts, labels)
    kept = [n for n in range(parts.article_end) if labels[n] in (Label.CONTENT, Label.NOTE)]
    swept = [text for text, label in zip(texts, labels, strict=True) if label is Label.FURNITURE]
    kept = kept[_menu(lines, kept) :]
    title, body = (_shown(lines[kept[0]]), kept[1:]) if kept else ("", [])
    facts = facts_of(title, [texts[n] for n in body], swept)
    own = [n for place, n in enumerate(body) if place not in facts.used]
    blocks = blocks_of([lines[n] for n in own], [labels[n] for n in own])
    if not any(block.kind is not BlockKind.HEADING for block in blocks):
        raise SourceRefused(
            f"{name}: no text below the title; save the whole page and add it again", Refusal.EMPTY
        )
    metadata = article(title, facts, [texts[n] for n in own])
    told = {kept[0], *own, *(number for each in parts.comments for number in each.lines)}
    return Document(
        metadata=metadata,
        blocks=blocks,
        page=page,
        left_out=tuple(_shown(line) for n, line in enumerate(lines) if n not in told),
        comments=tuple(
            comment_document(each.byline, [_said(lines[n]) for n in each.lines], metadata)
            for each in parts.comments
        ),
    )


def blocks_of(lines: Sequence[Line], labels: Sequence[Label] = ()) -> tuple[Block, ...]:
    """Return the blocks that the lines are; `labels` (one a line) tells notes from content."""
    labels = labels or [Label.CONTENT] * len(lines)
    found: list[Block] = []
    around = pairwise([None, *lines, None])
    neighbours = [(before, after) for (before, _), (_, after) in pairwise(around)]
    for line, label, (before, after) in zip(lines, labels, neighbours, strict=True):
        if label is Label.NOTE:
            found.append(Block(BlockKind.NOTE, line.text))
        elif _is_numbered_heading(line, before, after):
            found.append(Block(BlockKind.HEADING, _shown(line), _HEADING_LEVEL))
        elif line.marker:
            found.append(Block(BlockKind.ITEM, line.text, line.level, line.marker))
        elif _is_heading(line, before, after):
            found.append(Block(BlockKind.HEADING, line.text, _HEADING_LEVEL))
        else:
            found.append(Block(BlockKind.PARAGRAPH, line.text))
    return tuple(found)


def _menu(lines: Sequence[Line], kept: Sequence[int]) -> int:
    """How many lines are the menu of a site that was copied along, above the title.

    They are short and bare, and the first longer line below them is bare as well: the title.
    """
    for count, number in enumerate(kept):
        text = lines[number].text
        if lines[number].marker or not furniture.is_bare(text):
            break
        if len(text.split()) > _MENU_WORDS:
            return count if count >= _MENU_LINES else 0
    return 0


def _without_credit(line: Line) -> list[Line]:
    """The line, and who made the picture that it describes as one of its own."""
    said, credit = furniture.without_credit(line.text)
    return [replace(line, text=said), Line(credit, alone=False)] if credit else [line]


def _shown(line: Line) -> str:
    """The line with its number, when it has one; a bullet says nothing by itself."""
    return f"{line.marker} {line.text}" if _ORDERED.fullmatch(line.marker) else line.text


def _is_heading(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether a bare line stands above text: alone, or right on top of a paragraph.

    What follows a colon is what the colon announces, and what nothing follows heads nothing.
    """
    if after is None or not furniture.is_bare(line.text) or not line.text[0].isupper():
        return bool(
            after and line.text[:1].isdigit() and furniture.is_bare(line.text) and line.alone
        )
    if before is not None and before.text.endswith(":"):
        return False
    return line.alone or not (after.marker or furniture.is_bare(after.text))


def _is_numbered_heading(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether "2. Vraag eerst rond" is no item but the heading of the text below it."""
    if not (_ORDERED.fullmatch(line.marker) and line.alone and furniture.is_bare(line.text)):
        return False
    return not (before and before.marker) and after is not None and not after.marker


def _said(line: Line) -> Block:
    """A line of a reader's comment as a block."""
    if line.marker:
        return Block(BlockKind.ITEM, line.text, line.level, line.marker)
    return Block(BlockKind.PARAGRAPH, line.text)
