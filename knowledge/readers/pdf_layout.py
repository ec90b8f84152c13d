"""The pieces of a page in the order of reading: columns, and without running heads and numbers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from knowledge.readers.pdf_text import Piece, Sheet

# Share of the height of a page, above and below, in which running heads and numbers stand.
_EDGE: Final = 0.12
# Pages. What stands at the edge of so many is a running head; of fewer pages, at that of all but
# the cover.
_REPEATED: Final = 3
_NUMBER: Final = re.compile(
    r"[-–|\s]*(?:(?:pagina|page|pag\.?|p\.?|blz\.?)\s*)?(?P<page>\d{1,4})"
    r"(?:\s*(?:van|of|/|\|)\s*(?P<all>\d{1,4}))?[-–|\s]*",
    re.IGNORECASE,
)
_NAMED_NUMBER: Final = re.compile(
    r"\D*(?:pagina|page|pag|blz|\d+ van \d+).*|[-–|]\s*\d+\s*[-–|]", re.IGNORECASE
)
_ROMAN: Final = re.compile(r"[ivxlc]{1,6}")
# Times the size of most letters on a page. Heads and feet that a program adds are set smaller.
_SMALL: Final = 0.92
# Points. Narrower is the space between two words of a justified line.
_GUTTER: Final = 8.0
# Share of the width of the text. The space between two columns stands within it.
_MIDDLE: Final = (0.2, 0.8)
# Share of the lines: headings and tables that run across both columns.
_MOST_ACROSS: Final = 0.3
# Lines on each side, and the share of the column that half of them fill: a table fills less.
_COLUMN_LINES: Final = 4
_COLUMN_FILLED: Final = 0.6
# Words of a line, lines, and their share of a short column: so much goes on in small letters on
# the next line, as sentences do and cells of a table do not.
_LINE_WORDS: Final = 4
_RUNNING: Final = (2, 0.3)
_STOPS: Final = (".", "?", "!", ":", ";")

# Above or below, text without numbers, size.
_Key = tuple[bool, str, float]


def without_edges(sheets: Sequence[Sheet]) -> tuple[list[list[Piece]], list[str]]:
    """Return the pieces of each page without running heads, feet and page numbers; and those.

    A running head stands on several pages, or on one line with a page number; or above a page
    whose number stands below it in the same small letters, as browsers print them.
    A page number stands on the first or last line of its page, and counts as the pages do.
    """
    heads = Counter(
        key for sheet in sheets for key in {_edge_key(each, sheet) for each in sheet.pieces} if key
    )
    counted = Counter(_counted_from(each) for sheet in sheets for each in _outer(sheet))
    enough = min(_REPEATED, max(2, len(sheets) - 1))
    repeated = {key for key, times in heads.items() if times >= enough}
    kept: list[list[Piece]] = []
    removed: list[str] = []
    for sheet in sheets:
        numbers = [each for each in _outer(sheet) if _is_page_number(each, counted, len(sheets))]
        numbered = _with_numbers(sheet, numbers)
        own: list[Piece] = []
        for piece in sheet.pieces:
            edge = piece in numbered or _edge_key(piece, sheet) in repeated
            (removed.append(piece.text) if edge else own.append(piece))
        kept.append(own)
    return kept, removed


def _with_numbers(sheet: Sheet, numbers: Sequence[Piece]) -> list[Piece]:
    """The pieces on a line with a page number, or above the page in letters as small as it."""
    small = _sizes_of_feet(numbers, sheet)
    return [
        piece
        for piece in _outer(sheet)
        if (piece.size in small and piece.bottom < _EDGE * sheet.height)
        or any(_same_line(piece, number) for number in numbers)
    ]


def in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page as they are read: a column whole, then the next.

    What stands across the columns parts them into an upper and a lower stretch.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        return _in_rows(pieces)
    found: list[Piece] = []
    waiting: list[Piece] = []
    for piece in [*sorted(pieces, key=lambda each: each.top), None]:
        if piece is not None and not _crosses(piece, gutter):
            waiting.append(piece)
            continue
        found += in_order([each for each in waiting if each.right <= gutter])
        found += in_order([each for each in waiting if each.left >= gutter])
        found += [piece] if piece else []
        waiting = []
    return found


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces in rows: those that follow each other on one line, from left to right."""
    found: list[list[Piece]] = []
    for piece in pieces:
        last = found[-1][-1] if found else None
        if last is not None and _beside(last, piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def one_line(row: Sequence[Piece]) -> Piece:
    """Return the pieces of a row as one."""
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda each: len(each.text))
    return replace(
        longest,
        text=" ".join(each.text for each in row),
        left=row[0].left,
        right=row[-1].right,
        top=min(each.top for each in row),
        bottom=max(each.bottom for each in row),
        bold=all(each.bold for each in row),
    )


def _edge_key(piece: Piece, sheet: Sheet) -> _Key | None:
    """What makes two pieces the same running head: edge, text without numbers, size; or None."""
    above = piece.bottom < _EDGE * sheet.height
    below = piece.top > (1 - _EDGE) * sheet.height
    said = re.sub(r"\d+|\s+", "", piece.text).casefold()
    return (above, said, piece.size) if said and (above or below) else None


def _outer(sheet: Sheet) -> list[Piece]:
    """The pieces on the first and the last line of a page, where these stand at its edge."""
    if not sheet.pieces:
        return []
    first = min(sheet.pieces, key=lambda each: each.top)
    last = max(sheet.pieces, key=lambda each: each.top)
    ends = [first] if first.bottom < _EDGE * sheet.height else []
    ends += [last] if last.top > (1 - _EDGE) * sheet.height else []
    return [each for each in sheet.pieces if any(_same_line(each, end) for end in ends)]


def _same_line(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand on one line of a page."""
    return one.top <= (other.top + other.bottom) / 2 <= one.bottom


def _counted_from(piece: Piece) -> int | None:
    """The number of the page before page 1, when a piece is a number as pages have."""
    match = _NUMBER.fullmatch(piece.text)
    return piece.page - int(match["page"]) if match else None


def _is_page_number(piece: Piece, counted: Mapping[int | None, int], pages: int) -> bool:
    """Whether a piece on an outer line says that it is a page, or counts as other pages do.

    "1/1" on the only page says so too.
    """
    match = _NUMBER.fullmatch(piece.text)
    if match is None:
        return bool(_ROMAN.fullmatch(piece.text))
    if match["all"] and (int(match["page"]), int(match["all"])) == (piece.page, pages):
        return True
    return bool(_NAMED_NUMBER.fullmatch(piece.text)) or counted[_counted_from(piece)] > 1


def _sizes_of_feet(numbers: Sequence[Piece], sheet: Sheet) -> set[float]:
    """The sizes of page numbers at the foot of a page, where they are smaller than its text."""
    sizes: Counter[float] = Counter()
    for piece in sheet.pieces:
        sizes[piece.size] += len(piece.text)
    usual = max(sizes, key=lambda each: sizes[each], default=0.0)
    feet = (each for each in numbers if each.top > (1 - _EDGE) * sheet.height)
    return {each.size for each in feet if each.size < _SMALL * usual}


def _in_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces line by line, those on one line from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.top + each.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        if lines and middle < lines[-1][0].bottom - 0.25 * piece.size and not lines[-1][0].rows:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [piece for line in lines for piece in sorted(line, key=lambda each: each.left)]


def _beside(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand on one line, the second right of the first."""
    middle = (other.top + other.bottom) / 2
    return (
        not (one.rows or other.rows)
        and one.page == other.page
        and one.top < middle < one.bottom
        and other.left >= one.right
    )


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the space between two columns; None where the text has one."""
    texts = [piece for piece in pieces if not piece.rows]
    if len(texts) < 2 * _COLUMN_LINES:
        return None
    left, right = min(p.left for p in texts), max(p.right for p in texts)
    width = right - left
    places = range(int(left + _MIDDLE[0] * width), int(left + _MIDDLE[1] * width))
    across = {x: sum(1 for each in texts if each.left < x < each.right) for x in places}
    least = min(across.values(), default=len(texts))
    if least > _MOST_ACROSS * len(texts):
        return None
    for stretch in sorted(_stretches(across, least), key=len, reverse=True):
        middle = (stretch[0] + stretch[-1]) / 2
        if len(stretch) >= _GUTTER and _parts_columns(texts, middle):
            return middle
    return None


def _stretches(across: dict[int, int], least: int) -> list[list[int]]:
    """The runs of places that the fewest lines cross."""
    found: list[list[int]] = []
    for place, count in across.items():
        if count > least:
            continue
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _parts_columns(pieces: Sequence[Piece], gutter: float) -> bool:
    """Whether running text stands on both sides, side by side."""
    sides = (
        [each for each in pieces if each.right <= gutter],
        [each for each in pieces if each.left >= gutter],
    )
    if not all(_is_column(side) for side in sides):
        return False
    top, bottom = (
        max(min(p.top for p in side) for side in sides),
        min(max(p.bottom for p in side) for side in sides),
    )
    return bottom > top


def _is_column(side: Sequence[Piece]) -> bool:
    """Whether lines fill a column as running text does."""
    if len(side) < _COLUMN_LINES:
        return False
    width = max(each.right for each in side) - min(each.left for each in side)
    if median(each.width for each in side) >= _COLUMN_FILLED * width:
        return True
    lines = sorted(side, key=lambda each: each.top)
    running = sum(_runs_on(one.text, other.text) for one, other in pairwise(lines))
    return running >= max(_RUNNING[0], _RUNNING[1] * len(lines))


def _runs_on(line: str, below: str) -> bool:
    """Whether a sentence goes on from a line to the one below it."""
    return len(line.split()) >= _LINE_WORDS and line[-1] not in _STOPS and below[0].islower()


def _crosses(piece: Piece, gutter: float) -> bool:
    """Whether a piece stands on both sides."""
    return piece.left < gutter < piece.right
