"""The tree of a page into blocks of text, in order, each with the element that it stands in."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from knowledge import dates
from knowledge.model import Block, BlockKind
from knowledge.readers import html_tables
from knowledge.readers.html_runs import Run, blocks_of, bold_lines, squeezed
from knowledge.readers.html_tree import (
    INLINE,
    UNSEEN,
    Element,
    is_comments,
    is_furniture,
    is_hidden,
    is_notes,
    item_of,
    leads_elsewhere,
)

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BOLD: Final = frozenset({"b", "strong"})
_NOTE_MARK: Final = re.compile(r"\s*[\[(]?(?:\d{1,3}|[ivx]{1,4}|[a-z*†‡]|↑|↩\ufe0e?|\^)[\])]?\s*")
_NOTE_ITEM: Final = re.compile(r"_?(?:fn|ftn|footnote|endnote|voetnoot|eindnoot|note)[-_:]?\w*")
# Characters. A definition that is longer is a text under its term.
_SHORT: Final = 200
_DATE: Final = re.compile(dates.DATE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page and where it stands. `zone` says what the page itself makes of it."""

    block: Block
    within: Element
    zone: str = ""
    bold: bool = False


CONTENT: Final = ""
FURNITURE: Final = "furniture"
HIDDEN: Final = "hidden"
COMMENTS: Final = "comments"


def parts_of(body: Element) -> list[Part]:
    """Return the blocks below an element, in order, in NFC, hidden ones too."""
    walk = _Walk(len("".join(body.itertext())))
    walk.into(body)
    walk.flush(body)
    return walk.parts


class _Walk:
    """One walk over a tree; what has been read of the block at hand stands in `_runs`."""

    def __init__(self, characters: int) -> None:
        """Begin a walk over a page of so many characters."""
        self.parts: list[Part] = []
        self._characters = characters
        self._runs: list[Run] = []
        self._next = Block(BlockKind.PARAGRAPH, "")
        self._zone = CONTENT
        self._bold = 0
        self._depth = -1

    def into(self, element: Element) -> None:
        """Read the text of an element and of all within it."""
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in UNSEEN:
                self._child(child)
            self._say(child.tail)

    def flush(self, element: Element) -> None:
        """Close the block at hand, whose text stands in `element`."""
        runs, self._runs = self._runs, []
        text = "".join(run.text for run in runs)
        if not text.strip():
            return
        bold = bold_lines(runs)
        for block in blocks_of(self._next, unicodedata.normalize("NFC", text)):
            self.parts.append(Part(block, element, self._zone, block.text in bold))

    def _child(self, child: Element) -> None:
        """Read one element within another."""
        zone = self._zone
        self._zone = zone or self._zone_of(child)
        if self._zone != zone:
            self._apart(child)
        elif child.tag == "br":
            self._runs.append(Run("\n", bold=True))
        elif child.tag in INLINE and not (child.tag == "a" and self._zone == FURNITURE):
            self._inline(child)
        else:
            self._block(child)
        self._zone = zone

    def _zone_of(self, child: Element) -> str:
        """What the page makes of an element that stands in its content."""
        if is_hidden(child):
            return HIDDEN
        if is_comments(child):
            return COMMENTS
        if child.tag in ("ul", "ol") and leads_elsewhere(child):
            return FURNITURE
        return FURNITURE if is_furniture(child, self._characters) else CONTENT

    def _apart(self, child: Element) -> None:
        """Read what is no content, apart from the text around it."""
        runs, self._runs = self._runs, []
        then = self._next
        self._next = Block(BlockKind.PARAGRAPH, "")
        self._block(child)
        self._runs, self._next = runs, then

    def _inline(self, child: Element) -> None:
        """Read what stands within a line."""
        said = "".join(child.itertext())
        link = child if child.tag == "a" else child.find("a")
        leads_to_note = link is not None and (link.get("href") or "").startswith("#")
        if leads_to_note and said.strip() and _NOTE_MARK.fullmatch(said):
            return
        if child.tag == "time" and self._zone == COMMENTS and not _DATE.search(said):
            self._say((child.get("datetime") or "")[: len("2024-05-31")])
            return
        before = child.getprevious()
        if child.tag == "a" and before is not None and before.tag == "a" and not before.tail:
            self._runs.append(Run("\n", bold=True))  # buttons side by side, no sentence
        self._bold += child.tag in _BOLD
        self.into(child)
        self._bold -= child.tag in _BOLD

    def _block(self, child: Element) -> None:
        """Read an element that is a block, or holds blocks."""
        self.flush(child.getparent())
        before = self._next
        match child.tag:
            case "table" if html_tables.is_data(child):
                for block in html_tables.blocks(child):
                    self.parts.append(Part(block, child, self._zone))
                hidden = html_tables.hidden(child) if self._zone == CONTENT else []
                self.parts += [Part(block, child, HIDDEN) for block in hidden]
            case "ul" | "ol" | "menu":
                self._list(child)
            case "li":
                self._item(child)
            case "dl":
                self._definitions(child)
            case _:
                self._next = self._kind_of(child, before)
                self.into(child)
                self.flush(child)
        self._next = before

    def _kind_of(self, child: Element, around: Block) -> Block:
        """An empty block of the kind that an element's text is."""
        if child.tag in _HEADINGS or child.get("role") == "heading":
            said = child.get("aria-level", "")
            level = _HEADINGS.get(child.tag) or (int(said) if said in "123456" and said else 2)
            return Block(BlockKind.HEADING, "", level)
        if child.tag == "summary":
            return Block(BlockKind.HEADING, "", 4)
        if is_notes(child):
            return Block(BlockKind.NOTE, "")
        if child.tag == "blockquote":
            return Block(BlockKind.QUOTATION, "")
        return around

    def _list(self, child: Element) -> None:
        """Read a list, within the one at hand or by itself."""
        self._depth += 1
        around = Block(BlockKind.NOTE, "") if is_notes(child) else self._next
        number = int(child.get("start") or 1) if (child.get("start") or "1").isdigit() else 1
        for each in child:
            if each.tag == "li" and isinstance(each.tag, str):
                marker = f"{number}." if child.tag == "ol" else "•"
                self._next = (
                    around
                    if around.kind is BlockKind.NOTE
                    else Block(BlockKind.ITEM, "", self._depth, marker)
                )
                number += 1
            if isinstance(each.tag, str) and each.tag not in UNSEEN:
                self._child(each)
        self._depth -= 1

    def _item(self, child: Element) -> None:
        """Read an item; one that holds headings or tables is a stretch of the page."""
        stretch = self._zone == COMMENTS or any(
            each.tag in _HEADINGS or each.tag == "table" for each in child.iter()
        )
        if _NOTE_ITEM.fullmatch((child.get("id") or "").lower()):
            self._next = Block(BlockKind.NOTE, "")
        elif stretch:
            self._next = Block(BlockKind.PARAGRAPH, "")
        first = len(self.parts)
        self.into(child)
        self.flush(child)
        if not stretch:
            self._join(first, child)

    def _join(self, first: int, child: Element) -> None:
        """Make the paragraphs of one item one text; lists within it stand apart."""
        own = self.parts[first:]
        del self.parts[first:]
        for part in own:
            last = self.parts[-1] if len(self.parts) > first else None
            texts = (BlockKind.ITEM, BlockKind.NOTE)
            if (
                last is not None
                and (last.zone, last.block.kind) == (part.zone, part.block.kind)
                and part.block.kind in texts
                and item_of(last.within) is item_of(part.within) is child
            ):
                text = f"{last.block.text} {part.block.text}"
                self.parts[-1] = Part(replace(last.block, text=text), child, part.zone)
            else:
                self.parts.append(part)

    def _definitions(self, child: Element) -> None:
        """Read a list of terms: short ones as rows of a table, others as headings with a text."""
        term = ""
        for each in child.iter("dt", "dd"):
            said = squeezed("".join(each.itertext())).strip()
            plain = len(said) <= _SHORT and not any(below.tag not in INLINE for below in each)
            if each.tag == "dt":
                term = said
            elif plain and term and said:
                text = unicodedata.normalize("NFC", f"{term.rstrip(' :')}: {said}")
                self.parts.append(Part(Block(BlockKind.TABLE_ROW, text), each, self._zone))
                term = ""
            else:
                self._next = Block(BlockKind.HEADING, "", 4)
                self._say(term)
                self.flush(each)
                self._next = Block(BlockKind.PARAGRAPH, "")
                self.into(each)
                self.flush(each)
                term = ""

    def _say(self, text: str | None) -> None:
        """Add to the block at hand."""
        if text:
            self._runs.append(Run(squeezed(text), self._bold > 0))
