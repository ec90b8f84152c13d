"""Tables of a web page: which hold data, and their cells as a grid."""

import re
import unicodedata
from typing import Final

from knowledge.model import Block, BlockKind
from knowledge.readers import tables
from knowledge.readers.html_tree import UNSEEN, Element, is_hidden, said

# Cells. A page may say that a cell spans thousands of columns, in each of many rows.
_MOST_SPAN: Final = 100
_MOST_CELLS: Final = 100_000
# Characters. Cells of more are paragraphs that a table puts side by side.
_CELL_LENGTH: Final = 600
_SPACES: Final = re.compile(r"\s+")


def is_data(table: Element) -> bool:
    """Whether a table holds data, and does not just put parts of a page side by side."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if table.find(".//th") is not None:
        return True
    cells = [len(said(cell)) for cell in table.iter("td")]
    rows = [len(row.findall("td")) for row in table.iter("tr")]
    wide = len(rows) > 1 and sum(count > 1 for count in rows) * 2 > len(rows)
    headed = any(each.tag in ("h1", "h2", "h3", "ul", "ol") for each in table.iter())
    return wide and not headed and max(cells, default=0) <= _CELL_LENGTH


def blocks(table: Element) -> list[Block]:
    """Return the caption as a paragraph and each row as a block that names its columns."""
    caption = table.find("caption")
    above = _text(caption) if caption is not None else ""
    found = [Block(BlockKind.PARAGRAPH, above)] if above else []
    grid, heads = _grid(table)
    return found + [Block(BlockKind.TABLE_ROW, row) for row in tables.rows(grid, heads)]


def hidden(table: Element) -> list[Block]:
    """Return what a table hides in its rows and cells, which `blocks` leaves out."""
    found: list[Block] = []
    for each in table.iter():
        if not isinstance(each.tag, str) or each.tag in UNSEEN or not is_hidden(each):
            continue
        text = _SPACES.sub(" ", "".join(each.itertext())).strip()
        if text and not any(is_hidden(outer) for outer in each.iterancestors()):
            found.append(Block(BlockKind.PARAGRAPH, unicodedata.normalize("NFC", text)))
    return found


def _grid(table: Element) -> tuple[list[list[str]], int | None]:
    """The cells of all rows, spans filled in, and the number of rows of heads if it is said."""
    grid: list[list[str]] = []
    heads = 0
    hanging: dict[int, tuple[int, str]] = {}  # by column: rows to go, text
    named = False
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        named = named or any(cell.tag == "th" for cell in cells)
        if cells and heads == len(grid) and _is_head(row, cells):
            heads += 1
        line = _line(cells, hanging)
        grid.append(line)
        if len(line) * len(grid) > _MOST_CELLS:
            break
    if heads == len(grid):
        heads = 0
    return grid, heads or (0 if named else None)


def _line(cells: list[Element], hanging: dict[int, tuple[int, str]]) -> list[str]:
    """The texts of a row, with those that hang down from above; notes what hangs down from it."""
    line: list[str] = []
    for cell in cells:
        _hang(line, hanging)
        text, rows = _text(cell), _span(cell, "rowspan")
        for _ in range(_span(cell, "colspan")):
            if rows > 1:
                hanging[len(line)] = (rows - 1, text)
            line.append(text)
    _hang(line, hanging)
    return line


def _is_head(row: Element, cells: list[Element]) -> bool:
    """Whether a row names columns: it stands in the head of its table, or is all heads."""
    return row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)


def _hang(line: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Fill in what hangs down from the rows above at the place where the line is now."""
    while len(line) in hanging:
        left, text = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (left - 1, text)
        line.append(text)


def _span(cell: Element, name: str) -> int:
    """How many columns or rows a cell takes."""
    span = cell.get(name) or "1"
    return min(max(int(span), 1), _MOST_SPAN) if span.isascii() and span.isdigit() else 1


def _text(cell: Element) -> str:
    """The text of a cell in one line."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", said(cell)).strip())
