"""Pieces of text of a PDF with their places and letters; the only module that knows PDFium.

A piece is a stretch of one line without a wide gap: a line of a column, or a cell of a table.
Places are in points from the left and from the top of the page.
"""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from knowledge.errors import SourceRefused

MAX_PAGES: Final = 500
# Characters a page, on average. A scan has none, or the few of a stamp.
_SCAN: Final = 20
# Of the height of the letters. A wider gap parts columns and cells; a justified line stays whole.
_GAP: Final = 1.4
# Of the height of the letters. A line further down or up is another line; raised digits are not.
_SHIFT: Final = 0.6
# Of the height of the line. Digits smaller than this, and raised, are the mark of a footnote.
_RAISED: Final = 0.8
_UNITS: Final = ("m", "km", "cm", "dm", "mm")  # "m²"
_BOLD_WEIGHT: Final = 600
_BOLD_NAMES: Final = (b"Bold", b"Black", b"Heavy", b"Semibold", b"Demi")
# PDFium's sign for a hyphen at the end of a line, and its soft hyphen.
_SIGNS: Final = {0x02: "-", 0xFFFE: "-", 0xA0: " "}
# Rules across a page, and boxes, that a table is drawn with.
_RULES: Final = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on a page; `rows` instead of text for a table that was read as one."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    rows: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """How far it reaches from left to right."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number (from 1), its height, its pieces, and whether rules are drawn on it."""

    number: int
    height: float
    pieces: tuple[Piece, ...]
    ruled: bool = False


def sheets_of(content: bytes, name: str) -> tuple[list[Sheet], str]:
    """Return the pages of a PDF and the title that its properties give ("" for none).

    Raises SourceRefused for one that is locked, broken, longer than MAX_PAGES or without text.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceRefused(
                f"{name}: protected with a password; save it without and add it again"
            ) from error
        raise SourceRefused(f"{name}: a broken PDF; open it and save it again") from error
    with document:
        count = len(document)
        if count > MAX_PAGES:
            raise SourceRefused(
                f"{name}: {count} pages, and {MAX_PAGES} are read; split it into chapters"
            )
        sheets = [_sheet(page, number) for number, page in enumerate(document, start=1)]
        title = str(document.get_metadata_value("Title"))
    if sum(len(piece.text) for sheet in sheets for piece in sheet.pieces) < _SCAN * count:
        raise SourceRefused(
            f"{name}: a scan without text; run text recognition (OCR) on it and add it again"
        )
    return sheets, unicodedata.normalize("NFC", title).strip()


def _sheet(page: Any, number: int) -> Sheet:
    """One page, whose resources are given back."""
    around = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, around)
    text = page.get_textpage()
    try:
        pieces = [each for each in _pieces(text, number, around.left, around.top) if each.text]
        return Sheet(number, around.top - around.bottom, tuple(pieces), _is_ruled(page))
    finally:
        text.close()
        page.close()


def _is_ruled(page: Any) -> bool:
    """Whether enough rules or boxes are drawn on a page for a table."""
    rules = boxes = 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        rules += right - left > 30 and top - bottom < 3  # noqa: PLR2004 - points
        boxes += right - left > 15 and top - bottom > 8  # noqa: PLR2004 - points
    return rules >= _RULES or boxes > _RULES


@dataclass(slots=True)
class _Letters:
    """What one object of text on a page is set in."""

    bold: bool
    upright: bool


@dataclass(slots=True)
class _Open:
    """The piece at hand."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    bold: int = 0
    text: list[str] = field(default_factory=list)

    @property
    def size(self) -> float:
        return self.top - self.bottom


def _pieces(text: Any, number: int, left: float, top: float) -> Iterator[Piece]:
    """The pieces of a page whose upper left corner is at (left, top)."""
    one = _Open()
    letters: dict[int, _Letters] = {}
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        sign = _SIGNS.get(code) or chr(code)
        if sign.isspace() or 0xD800 <= code <= 0xDFFF or sign < " ":  # noqa: PLR2004 - halves
            if one.text and one.text[-1] != " ":
                one.text.append(" ")
            continue
        look = _look(text, index, letters)
        if look is None or not look.upright:
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        if one.text and _parts(one, box):
            yield _closed(one, number, left, top)
            one = _Open()
        if not _is_mark(one, box, sign):
            _add(one, box, sign, bold=look.bold)
    yield _closed(one, number, left, top)


def _look(text: Any, index: int, letters: dict[int, _Letters]) -> _Letters | None:
    """What a character is set in; None for one that PDFium made up."""
    held = raw.FPDFText_GetTextObject(text, index)
    if not held:
        return None
    key = ctypes.addressof(held.contents)
    if key not in letters:
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(held, matrix)
        font = raw.FPDFTextObj_GetFont(held)
        name = ctypes.create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, name, 128)
        heavy = raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        bold = heavy or any(each in name.value for each in _BOLD_NAMES)
        letters[key] = _Letters(bold, upright=abs(matrix.b) < 0.2 * abs(matrix.a) + 0.01)
    return letters[key]


def _parts(one: _Open, box: Any) -> bool:
    """Whether a character begins another piece."""
    size = max(one.size, 1.0)
    middle = (box.top + box.bottom) / 2
    if not one.bottom - 0.1 * size <= middle <= one.top + 0.1 * size:
        return True
    if abs(box.bottom - one.bottom) > _SHIFT * size:
        return True
    return bool(box.left - one.right > _GAP * size or box.left < one.right - size)


def _is_mark(one: _Open, box: Any, sign: str) -> bool:
    """Whether a character is the raised mark of a footnote behind a word."""
    raised = box.top - box.bottom < _RAISED * one.size and box.bottom > one.bottom + 0.1 * one.size
    if not (raised and sign.isdigit()):
        return False
    words = "".join(one.text).split()
    return bool(words) and words[-1] not in _UNITS


def _add(one: _Open, box: Any, sign: str, *, bold: bool) -> None:
    """Add a character to the piece at hand."""
    if not one.text:
        one.left, one.top, one.right, one.bottom = box.left, box.top, box.right, box.bottom
    one.right = max(one.right, box.right)
    if box.top - box.bottom > one.size:
        one.top, one.bottom = box.top, box.bottom
    one.text.append(sign)
    one.bold += bold


def _closed(one: _Open, number: int, left: float, top: float) -> Piece:
    """The piece at hand as it is."""
    said = unicodedata.normalize("NFC", "".join(one.text)).strip()
    return Piece(
        page=number,
        text=said,
        left=one.left - left,
        top=top - one.top,
        right=one.right - left,
        bottom=top - one.bottom,
        size=round(one.size, 1),
        bold=one.bold * 2 > len(said.replace(" ", "")),
    )
