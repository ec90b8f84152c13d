"""Tables of a PDF: drawn ones, found by pdfplumber, and cells that just stand aligned."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import pdfplumber

from knowledge.readers import tables
from knowledge.readers.lines import item_in
from knowledge.readers.pdf_text import Piece, Sheet

# Pages. Finding tables costs 0.1 s a page; a report draws boxes on many, tables on few.
MAX_RULED: Final = 150
# Rows and columns. What has fewer is a box around a text, or a rule below a heading.
_LEAST: Final = 2
# Rows. Fewer aligned lines may be so by chance.
_ALIGNED: Final = 3
# Share of the cells that hold something.
_FILLED: Final = 0.5
# Characters. Longer cells are columns of running text.
_CELL_LENGTH: Final = 400


def with_drawn_tables(
    sheets: Sequence[Sheet], pieces: Sequence[Sequence[Piece]], content: bytes
) -> list[list[Piece]]:
    """Return the pieces of each page with those of drawn tables replaced by the tables' rows."""
    ruled = [number for number, sheet in enumerate(sheets) if sheet.ruled][:MAX_RULED]
    found = [list(each) for each in pieces]
    if not ruled:
        return found
    with pdfplumber.open(io.BytesIO(content)) as document:
        for number in ruled:
            page = document.pages[number]
            for table in page.find_tables():
                found[number] = _replaced(found[number], table)
            page.close()
    return found


def with_aligned_tables(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return the rows of a page with runs of aligned cells replaced by the rows of a table."""
    found: list[list[Piece]] = []
    start = 0
    while start < len(rows):
        end = _run(rows, start)
        if end - start >= _ALIGNED:
            grid = [[cell.text for cell in row] for row in rows[start:end]]
            found.append([_table(tables.rows(grid), [c for r in rows[start:end] for c in r])])
        else:
            end = start + 1
            found.append(list(rows[start]))
        start = end
    return found


def _replaced(pieces: Sequence[Piece], table: Any) -> list[Piece]:
    """The pieces with those within a table replaced by it, when it is one."""
    grid = [[cell or "" for cell in row] for row in table.extract()]
    left, top, right, bottom = table.bbox
    inside = [
        piece
        for piece in pieces
        if left <= (piece.left + piece.right) / 2 <= right
        and top <= (piece.top + piece.bottom) / 2 <= bottom
    ]
    if not inside or not _is_table(grid):
        return list(pieces)
    made = _table(tables.rows(_without_empty_columns(grid)), inside)
    return [*(piece for piece in pieces if piece not in inside), made]


def _is_table(grid: Sequence[Sequence[str]]) -> bool:
    """Whether cells hold data in rows and columns."""
    filled = [[cell for cell in row if cell.strip()] for row in grid]
    cells = [cell for row in filled for cell in row]
    wide = sum(len(row) >= _LEAST for row in filled)
    return (
        wide >= _LEAST
        and len(cells) >= _FILLED * sum(len(row) for row in _without_empty_columns(grid))
        and max(len(cell) for cell in cells) <= _CELL_LENGTH
    )


def _without_empty_columns(grid: Sequence[Sequence[str]]) -> list[list[str]]:
    """The grid without columns in which no row has anything."""
    width = max(len(row) for row in grid)
    used = [n for n in range(width) if any(n < len(row) and row[n].strip() for row in grid)]
    return [[row[n] if n < len(row) else "" for n in used] for row in grid]


def _table(rows: Iterable[str], inside: Sequence[Piece]) -> Piece:
    """A piece that holds the rows of a table, where its cells stood."""
    return replace(
        inside[0],
        text="",
        left=min(each.left for each in inside),
        top=min(each.top for each in inside),
        right=max(each.right for each in inside),
        bottom=max(each.bottom for each in inside),
        rows=tuple(rows),
    )


def _run(rows: Sequence[Sequence[Piece]], start: int) -> int:
    """The end of the rows from `start` on that have as many cells, one below the other."""
    first = rows[start]
    if len(first) < _LEAST or first[0].rows or _opens_item(first):
        return start
    end = start + 1
    while end < len(rows) and _aligned(rows[end - 1], rows[end]):
        end += 1
    return end


def _aligned(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether the cells of two rows stand below each other, and below no other."""
    if len(one) != len(other) or one[0].page != other[0].page or _opens_item(other):
        return False
    columns: Iterator[tuple[Piece, Piece]] = zip(one, other, strict=True)
    if not all(a.left < b.right and b.left < a.right for a, b in columns):
        return False
    return all(
        max(one[n].right, other[n].right) <= min(one[n + 1].left, other[n + 1].left)
        for n in range(len(one) - 1)
    )


def _opens_item(row: Sequence[Piece]) -> bool:
    """Whether the first piece of a row is the marker of an item."""
    return item_in(f"{row[0].text} x") is not None
