"""The cells of a table into rows that read on their own: each value with its column's name."""

import re
from collections.abc import Sequence
from typing import Final

Grid = Sequence[Sequence[str]]

_NUMBER: Final = re.compile(
    r"[€$£]?\s*[-+±<>≤≥]?\s*\d[\d.,\s]*(?:%|‰|euro|fte|mln|x)?\.?", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
# Columns. A table of two, without a head, says of each first cell what the second is.
_PAIR: Final = 2
# Characters. No name of a column that we saw is longer.
_NAME_LENGTH: Final = 80


def rows(grid: Grid, heads: int | None = None) -> list[str]:
    """Return one line a row: "Gemeente: Utrecht; Budget: € 10.000"; empty cells are left out.

    `heads` is the number of rows that name the columns; None: found out. Two such rows are read as
    one ("2024, aantal"). A table of pairs without a head gives "Looptijd: vier jaar".
    """
    filled = [[" ".join(cell.split()) for cell in row] for row in grid]
    filled = [row for row in filled if any(row)]
    if not filled:
        return []
    first = _heads(filled) if heads is None else min(heads, len(filled) - 1)
    if not first:
        return [_pair(row) for row in filled]
    width = max(len(row) for row in filled)
    columns = [_name([row[n] for row in filled[:first] if n < len(row)]) for n in range(width)]
    return [_row(columns, row) for row in filled[first:]]


def _heads(grid: Grid) -> int:
    """1 when the first row names the columns, else 0."""
    first, rest = grid[0], grid[1:]
    named = [cell for cell in first if cell]
    if not rest or len(named) < len(first) - 1 or len(set(named)) < len(named):
        return 0
    years = len(first) > 1 and all(_YEAR.fullmatch(cell) for cell in first[1:])
    names = first[:1] if years and not _all_years(rest) else named
    if any(_NUMBER.fullmatch(cell) or len(cell) > _NAME_LENGTH for cell in names):
        return 0
    if len(first) > _PAIR:
        return 1
    # "Gemeente | Budget" above pairs with figures; "Budget | 10.000" among pairs is no head.
    return int(len(first) == _PAIR and all(_NUMBER.fullmatch(row[-1]) for row in rest))


def _all_years(grid: Grid) -> bool:
    """Whether years are what the cells behind the first column hold."""
    return all(_YEAR.fullmatch(cell) for row in grid for cell in row[1:] if cell)


def _name(parts: Sequence[str]) -> str:
    """The name of a column from the rows that name it, a repeated one once."""
    return ", ".join(dict.fromkeys(part.rstrip(" :") for part in parts if part))


def _row(columns: Sequence[str], row: Sequence[str]) -> str:
    """A row under its columns; one cell across all columns is a line of its own."""
    values = [(columns[number], cell) for number, cell in enumerate(row) if cell]
    if len(row) > 1 and len({cell for _, cell in values}) == 1 and len(values) == len(row):
        return values[0][1]
    return "; ".join(f"{column}: {cell}" if column else cell for column, cell in values)


def _pair(row: Sequence[str]) -> str:
    """A row without a head: the first cell names what the others say."""
    cells = [cell for cell in row if cell]
    if len(cells) < _PAIR or len(cells[0]) > _NAME_LENGTH:
        return "; ".join(cells)
    return f"{cells[0].rstrip(' :')}: {'; '.join(cells[1:])}"
