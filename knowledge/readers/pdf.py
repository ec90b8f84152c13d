"""A PDF into a document: text by PDFium, drawn tables by pdfplumber, structure from the layout.

PDFium, not pypdf, because order and headings need the place and size of every letter; and because
pdfplumber, which knows them too, takes eight times as long.
"""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from knowledge import furniture
from knowledge.model import Block, BlockKind, Document
from knowledge.readers import pages
from knowledge.readers.facts import Facts
from knowledge.readers.pages import Page
from knowledge.readers.pdf_blocks import blocks_of
from knowledge.readers.pdf_layout import in_order, one_line, rows_of, without_edges
from knowledge.readers.pdf_tables import with_aligned_tables, with_drawn_tables
from knowledge.readers.pdf_text import sheets_of

# Long ones are printed with "…" in them, and lead nowhere.
_ADDRESS: Final = re.compile(r"https?://[^\s/…]+\.[^\s/…]+/[^\s…]*[^\s…/.]")

_CONTENTS: Final = re.compile(r"inhoud(?:sopgave)?|(?:table of )?contents", re.IGNORECASE)
_ON_PAGE: Final = re.compile(r".*\D\d{1,3}")
# Lines. With fewer a text about contents may end in figures by chance.
_LISTED: Final = 3


def read(content: bytes, name: str) -> Document:
    """Return the document in the bytes of a PDF; `name` says where they came from.

    Every block knows its page. Raises SourceRefused for a PDF that is locked, broken, too long or
    a scan without text.
    """
    sheets, named = sheets_of(content, name)
    pieces, edges = without_edges(sheets)
    lines = [
        one_line(row)
        for own in with_drawn_tables(sheets, pieces, content)
        for row in with_aligned_tables(rows_of(in_order(own)))
    ]
    blocks, contents = blocks_of(lines)
    blocks, listed = _without_contents(blocks)
    title, blocks = _titled(blocks, named)
    page = Page(
        title=title or PurePath(name).stem,
        blocks=tuple(blocks),
        text="\n".join(piece.text for sheet in sheets for piece in sheet.pieces),
        left_out=(*contents, *listed, *edges),
        facts=Facts(url=_printed_from(edges)),
    )
    return pages.document(page, name)


def _without_contents(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without contents that have no dots: a heading, and lines that end in a page.

    Returned beside them is what was left out.
    """
    kept: list[Block] = []
    listed: list[str] = []
    number = 0
    while number < len(blocks):
        end = number + 1
        if _CONTENTS.fullmatch(blocks[number].text):
            while end < len(blocks) and _ON_PAGE.fullmatch(blocks[end].text):
                end += 1
        if end > number + _LISTED:
            listed += [block.text for block in blocks[number:end]]
        else:
            kept.append(blocks[number])
        number = end
    return kept, listed


def _printed_from(edges: Sequence[str]) -> str | None:
    """The address that a browser printed at the edge of every page; the home of a site is none."""
    found = {edge for edge in edges if _ADDRESS.fullmatch(edge)}
    return found.pop() if len(found) == 1 else None


def _titled(blocks: Sequence[Block], named: str) -> tuple[str, list[Block]]:
    """The title, and the blocks with its lines as one heading.

    It is the first heading of the first level, over as many blocks as it takes; without one, what
    the properties name, else a bare line above everything.
    """
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1:
            end = number + 1
            while end < len(blocks) and (blocks[end].kind, blocks[end].level) == (block.kind, 1):
                end += 1
            title = " ".join(each.text for each in blocks[number:end])
            head = Block(BlockKind.HEADING, title, 1, pages=block.pages)
            return title, [*blocks[:number], head, *blocks[end:]]
    if not named and blocks and furniture.is_bare(blocks[0].text):
        head = Block(BlockKind.HEADING, blocks[0].text, 1, pages=blocks[0].pages)
        return blocks[0].text, [head, *blocks[1:]]
    return named, list(blocks)
