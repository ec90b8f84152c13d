"""Pieces of text of a PDF with their places and letters; the only module that knows PDFium.

A piece is a stretch of one line without a wide gap: a line of a column, or a cell of a table.
Places are in points from the left and from the top of the page.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from knowledge.errors import Refusal, SourceRefused
from knowledge.readers import pdf_drawn
from knowledge.readers.pdf_drawn import Box

MAX_PAGES: Final = 500
# Characters a page, on average. A scan has none, or the few of a stamp.
_SCAN: Final = 20
# Of the size of the letters. A wider gap parts columns and cells; a justified line stays whole.
_GAP: Final = 1.4
# Of the size of the letters. A line further down or up is another line; raised digits are not.
_SHIFT: Final = 0.6
# Of the size of the line. Digits smaller than this, and raised, are the mark of a footnote.
_RAISED: Final = 0.8
_UNITS: Final = ("m", "km", "cm", "dm", "mm")  # "m²"
_BOLD_WEIGHT: Final = 600
_BOLD_NAMES: Final = (b"Bold", b"Black", b"Heavy", b"Semibold", b"Demi")
# PDFium's sign for a hyphen at the end of a line, and its soft hyphen.
_SIGNS: Final = {0x02: "-", 0xFFFE: "-", 0xA0: " "}
# Rise of a line over its length. Steeper letters are a stamp or the name of an axis.
_SLANT: Final = 0.2
# Share of the size of letters that stands above the line they are written on, as in most fonts.
_ABOVE: Final = 0.75


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
                f"{name}: protected with a password; save it without and add it again",
                Refusal.LOCKED,
            ) from error
        raise SourceRefused(
            f"{name}: a broken PDF; open it and save it again", Refusal.BROKEN
        ) from error
    with document:
        count = len(document)
        if count > MAX_PAGES:
            raise SourceRefused(
                f"{name}: {count} pages, and {MAX_PAGES} are read; split it into chapters",
                Refusal.TOO_LONG,
            )
        sheets = [_sheet(page, number) for number, page in enumerate(document, start=1)]
        title = str(document.get_metadata_value("Title"))
    if sum(len(piece.text) for sheet in sheets for piece in sheet.pieces) < _SCAN * count:
        raise SourceRefused(
            f"{name}: a scan without text; run text recognition (OCR) on it and add it again",
            Refusal.SCAN,
        )
    return sheets, unicodedata.normalize("NFC", title).strip()


def _sheet(page: Any, number: int) -> Sheet:
    """One page, whose resources are given back."""
    around = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, around)
    text = page.get_textpage()
    try:
        drawn = _drawn(page, around.left, around.top)
        found = (each for each in _pieces(text, number, around.left, around.top) if each.text)
        dots = pdf_drawn.dots(drawn)
        pieces = tuple(_bulleted(each, dots) for each in found)
        return Sheet(number, around.top - around.bottom, pieces, pdf_drawn.is_ruled(drawn))
    finally:
        text.close()
        page.close()


def _drawn(page: Any, left: float, top: float) -> list[Box]:
    """What is drawn on a page whose upper left corner is at (left, top)."""
    shapes = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    places = (shape.get_bounds() for shape in shapes)
    return [Box(a - left, top - d, c - left, top - b) for a, b, c, d in places]


def _bulleted(piece: Piece, dots: Sequence[Box]) -> Piece:
    """The piece, with a bullet where one is drawn before it, as browsers print lists."""
    line = Box(piece.left, piece.top, piece.right, piece.bottom)
    if any(pdf_drawn.opens(dot, line, piece.size) for dot in dots):
        return replace(piece, text=f"• {piece.text}")
    return piece


@dataclass(frozen=True, slots=True)
class _Letters:
    """What one object of text on a page is set in; `size` in points."""

    size: float
    bold: bool
    upright: bool


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character, where it begins and ends, and the line that it is written on, from below."""

    text: str
    left: float
    right: float
    line: float
    look: _Letters


@dataclass(slots=True)
class _Open:
    """The piece at hand."""

    signs: list[_Sign] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    size: float = 0.0
    line: float = 0.0
    right: float = 0.0


def _pieces(text: Any, number: int, left: float, top: float) -> Iterator[Piece]:
    """The pieces of a page whose upper left corner is at (left, top)."""
    one = _Open()
    for sign in _signs(text):
        if sign is None:
            if one.text and one.text[-1] != " ":
                one.text.append(" ")
            continue
        if one.signs and _parts(one, sign):
            yield _closed(one, number, left, top)
            one = _Open()
        if not _is_mark(one, sign):
            _add(one, sign)
    if one.signs:
        yield _closed(one, number, left, top)


def _signs(text: Any) -> Iterator[_Sign | None]:
    """The characters of a page in upright letters; None for white space."""
    letters: dict[int, _Letters] = {}
    box = raw.FS_RECTF()
    across, line = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        sign = _SIGNS.get(code) or chr(code)
        if sign.isspace() or 0xD800 <= code <= 0xDFFF or sign < " ":  # noqa: PLR2004 - halves
            yield None
            continue
        look = _look(text, index, letters)
        if look is not None and look.upright:
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetCharOrigin(text, index, across, line)
            yield _Sign(sign, box.left, box.right, line.value, look)


def _look(text: Any, index: int, letters: dict[int, _Letters]) -> _Letters | None:
    """What a character is set in; None for one that PDFium made up."""
    held = raw.FPDFText_GetTextObject(text, index)
    if not held:
        return None
    key = ctypes.addressof(held.contents)
    if key not in letters:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        font = raw.FPDFTextObj_GetFont(held)
        name = ctypes.create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, name, 128)
        heavy = raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        bold = heavy or any(each in name.value for each in _BOLD_NAMES)
        letters[key] = _Letters(size, bold, abs(matrix.b) < _SLANT * abs(matrix.a))
    return letters[key]


def _parts(one: _Open, sign: _Sign) -> bool:
    """Whether a character begins another piece."""
    size = max(one.size, sign.look.size, 1.0)
    if abs(sign.line - one.line) > _SHIFT * size:
        return True
    return sign.left - one.right > _GAP * size or sign.left < one.right - size


def _is_mark(one: _Open, sign: _Sign) -> bool:
    """Whether a character is the raised mark of a footnote behind a word."""
    raised = sign.look.size < _RAISED * one.size and sign.line > one.line + 0.1 * one.size
    if not (raised and sign.text.isdigit()):
        return False
    words = "".join(one.text).split()
    return bool(words) and words[-1] not in _UNITS


def _add(one: _Open, sign: _Sign) -> None:
    """Add a character to the piece at hand."""
    if sign.look.size > one.size:
        one.size, one.line = sign.look.size, sign.line
    one.right = max(one.right, sign.right) if one.signs else sign.right
    one.signs.append(sign)
    one.text.append(sign.text)


def _closed(one: _Open, number: int, left: float, top: float) -> Piece:
    """The piece at hand as it is."""
    return Piece(
        page=number,
        text=unicodedata.normalize("NFC", "".join(one.text)).strip(),
        left=one.signs[0].left - left,
        top=top - one.line - _ABOVE * one.size,
        right=one.right - left,
        bottom=top - one.line + (1 - _ABOVE) * one.size,
        size=round(one.size, 1),
        bold=sum(each.look.bold for each in one.signs) * 2 > len(one.signs),
    )
