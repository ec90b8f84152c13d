"""The lines of a PDF into blocks: headings by their letters, paragraphs across line ends."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from knowledge.model import Block, BlockKind
from knowledge.readers.hyphens import joined, words_in
from knowledge.readers.lines import item_in
from knowledge.readers.pdf_text import Piece

# Times the size of running text. A heading is larger, a footnote smaller.
_LARGER: Final = 1.1
_SMALLER: Final = 0.92
# Points. Letters of one size differ by less.
_SAME_SIZE: Final = 0.7
# Times the usual distance of two lines. Further apart, and a new paragraph begins.
_APART: Final = 1.25
# Share of the width of a block. A line that ends within it left room: there a paragraph ended.
_SHORT: Final = 0.85
# Times the size of the letters. Further in, and a line opens a paragraph or goes on with an item.
_INDENT: Final = 0.7
# Characters. A heading is short, whatever its letters.
_HEADING_LENGTH: Final = 200
_BOLD_LENGTH: Final = 120
_LEVELS: Final = 5
_ENDS: Final = re.compile(r"[.?!:;…]['\"’”»)\]]*$")
_NOTE: Final = re.compile(r"(?:\d{1,3}|[*†‡])[.)]?\s+(?P<text>\S.*)")
# A line of a table of contents: dots, and a page.
_CONTENTS: Final = re.compile(r".*(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,})\s*\d{0,4}")
# Letters of Symbol and Wingdings that are drawn as bullets.
_BULLETS: Final = re.compile(r"^[\uf0a7\uf0b7\uf0d8\uf02d\uf0fc\uf076o➢➤✓✔►◆❖](?=\s)")


@dataclass(slots=True)
class Draft:
    """A block at hand: its lines, its text so far and where in it a page begins."""

    kind: BlockKind
    lines: list[Piece]
    text: str
    marker: str = ""
    level: int = 0
    pages: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size(self) -> float:
        """The height of its first line, in points."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in a document: size of letters and distance of lines; and its words."""

    size: float
    pitch: float
    known: frozenset[str]


def blocks_of(lines: Sequence[Piece]) -> tuple[list[Block], list[str]]:
    """Return the blocks in the lines of a document, in the order of reading, and what is left out.

    Left out is a table of contents. The largest headings have level 1; each block knows its page,
    and notes stand behind the last block that begins on their page.
    """
    contents = [line for line in lines if _CONTENTS.fullmatch(line.text)]
    own = [line for line in lines if not _CONTENTS.fullmatch(line.text)]
    usual = _measured(own)
    small = _notes_among(own, usual)
    notes = _drafts([line for line in own if id(line) in small], usual, BlockKind.NOTE)
    drafts = _drafts([line for line in own if id(line) not in small], usual)
    _set_headings(drafts, usual)
    _set_levels(drafts)
    ordered: list[Draft] = []
    for draft, after in zip(drafts, [*drafts[1:], None], strict=True):
        ordered.append(draft)
        page = draft.lines[0].page
        while notes and (after is None or notes[0].lines[0].page < after.lines[0].page):
            if after is not None and notes[0].lines[0].page > page:
                break
            ordered.append(notes.pop(0))
    return [_block(draft) for draft in [*ordered, *notes]], [line.text for line in contents]


def _measured(lines: Sequence[Piece]) -> _Usual:
    """The usual measures; those of most characters, and of most pairs of lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = max(sizes, key=lambda each: sizes[each], default=10.0)
    pairs = pairwise([line for line in lines if abs(line.size - size) <= _SAME_SIZE])
    pitches = [b.bottom - a.bottom for a, b in pairs if a.page == b.page and b.top > a.top]
    near = [pitch for pitch in pitches if pitch < 2 * size]
    return _Usual(size, median(near or [size]), words_in(line.text for line in lines))


def _notes_among(lines: Sequence[Piece], usual: _Usual) -> set[int]:
    """The lines (by id) of footnotes: small, numbered, below all running text of their page."""
    lowest: dict[int, float] = {}
    for line in lines:
        if line.size > _SMALLER * usual.size:
            lowest[line.page] = max(lowest.get(line.page, 0.0), line.top)
    found: set[int] = set()
    opened = 0  # the page on which a note stands open
    for line in lines:
        small = line.size <= _SMALLER * usual.size and not line.rows
        if small and line.top > lowest.get(line.page, 0.0):
            if _NOTE.fullmatch(line.text):
                opened = line.page
            if opened == line.page:
                found.add(id(line))
    return found


def _drafts(
    lines: Sequence[Piece], usual: _Usual, kind: BlockKind = BlockKind.PARAGRAPH
) -> list[Draft]:
    """The blocks that the lines make up; of tables a block a row."""
    found: list[Draft] = []
    for line in lines:
        if line.rows:
            found += [
                Draft(BlockKind.TABLE_ROW, [line], row, pages=[(0, line.page)])
                for row in line.rows
            ]
        elif found and _goes_on(found[-1], line, usual):
            _add(found[-1], line, usual)
        else:
            found.append(_opened(line, kind))
    return found


def _opened(line: Piece, kind: BlockKind) -> Draft:
    """A block that begins with this line."""
    text = _BULLETS.sub("•", line.text)
    match = _NOTE.fullmatch(text) if kind is BlockKind.NOTE else None
    if match:
        return Draft(kind, [line], match["text"], pages=[(0, line.page)])
    item = item_in(text)
    if item and kind is not BlockKind.NOTE:
        return Draft(BlockKind.ITEM, [line], item[1], item[0], pages=[(0, line.page)])
    return Draft(kind, [line], text, pages=[(0, line.page)])


def _add(draft: Draft, line: Piece, usual: _Usual) -> None:
    """Add a line to a block."""
    text = joined(draft.text, line.text, usual.known)
    if line.page != draft.lines[-1].page:
        draft.pages.append((len(text) - len(line.text.strip()), line.page))
    draft.text = text
    draft.lines.append(line)


def _goes_on(draft: Draft, line: Piece, usual: _Usual) -> bool:
    """Whether a line belongs to the block above it."""
    last = draft.lines[-1]
    ended = bool(_ENDS.search(last.text))
    if draft.kind is BlockKind.TABLE_ROW or abs(last.size - line.size) > _SAME_SIZE:
        return False
    if _opens_item(line, draft, ended=ended):
        return False
    if not ended and (line.text[0].islower() or last.text[-1] in "-\u00ad"):
        return not _is_far(last, line, usual)
    if last.page != line.page or line.top < last.top:
        return not ended and len(draft.lines) > 1 and not _is_short(draft, last)
    if last.bold != line.bold or _is_far(last, line, usual):
        return False
    return not _opens_paragraph(draft, line, ended=ended)


def _opens_item(line: Piece, draft: Draft, *, ended: bool) -> bool:
    """Whether a line is a note or an item of a list, and no dash within a sentence."""
    if draft.kind is BlockKind.NOTE:
        return bool(_NOTE.fullmatch(line.text))
    item = item_in(_BULLETS.sub("•", line.text))
    if item is None:
        return False
    dash = item[0] in "-–—·" and item[1][0].islower() and draft.kind is not BlockKind.ITEM
    return ended or not dash


def _is_far(last: Piece, line: Piece, usual: _Usual) -> bool:
    """Whether more than the usual distance is between two lines of a column."""
    if last.page != line.page or line.top < last.top:
        return False
    usual_here = max(usual.pitch * last.size / usual.size, last.size)
    return line.bottom - last.bottom > _APART * usual_here


def _opens_paragraph(draft: Draft, line: Piece, *, ended: bool) -> bool:
    """Whether the place of a line, or the room left above it, says that a paragraph begins."""
    last, first = draft.lines[-1], draft.lines[0]
    if draft.kind in (BlockKind.ITEM, BlockKind.NOTE):
        hangs = line.left > first.left + _INDENT * line.size
        if len(draft.lines) > 1:
            hangs = abs(line.left - last.left) <= _INDENT * line.size
        return ended and not hangs
    further_in = line.left > last.left + _INDENT * line.size
    return ended and (further_in or _is_short(draft, last))


def _is_short(draft: Draft, last: Piece) -> bool:
    """Whether a line ends well before the longest of its block does."""
    left, right = min(p.left for p in draft.lines), max(p.right for p in draft.lines)
    return last.right < left + _SHORT * (right - left)


def _set_headings(drafts: Sequence[Draft], usual: _Usual) -> None:
    """Make blocks headings that are set in larger letters, or in bold above a text."""
    for draft, after in zip(drafts, [*drafts[1:], None], strict=True):
        shown = f"{draft.marker} {draft.text}" if draft.marker else draft.text
        if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not _may_head(shown):
            continue
        larger = draft.size >= _LARGER * usual.size
        text_below = after is not None and not after.bold
        if larger or (draft.bold and text_below and len(shown) <= _BOLD_LENGTH):
            draft.kind, draft.text, draft.marker = BlockKind.HEADING, shown, ""


def _may_head(text: str) -> bool:
    """Whether a text is as short, and as little of a sentence, as a heading is."""
    return len(text) <= _HEADING_LENGTH and text[-1] not in ".,;:…" and text[0].isalnum()


def _set_levels(drafts: Sequence[Draft]) -> None:
    """Give headings their level by size, bold ones of one size below, and items their depth."""
    heads = [draft for draft in drafts if draft.kind is BlockKind.HEADING]
    ranks = sorted({(draft.size, draft.bold) for draft in heads}, reverse=True)
    for draft in heads:
        draft.level = min(ranks.index((draft.size, draft.bold)) + 1, _LEVELS)
    depths: list[float] = []
    for draft in drafts:
        if draft.kind is not BlockKind.ITEM:
            depths.clear()
            continue
        left = draft.lines[0].left
        while depths and left < depths[-1] - _INDENT * draft.size:
            depths.pop()
        if not depths or left > depths[-1] + _INDENT * draft.size:
            depths.append(left)
        draft.level = len(depths) - 1


def _block(draft: Draft) -> Block:
    """A block as it is."""
    return Block(draft.kind, draft.text, draft.level, draft.marker, pages=tuple(draft.pages))
