"""Blocks in, stored text and passages out; every offset is made here, once.

The stored text holds all blocks in order: paragraphs, headings and lists stand a blank line apart,
the items of a list and the rows of a table a line apart, an item behind its marker. The title is
not in it.

A passage is a stretch of one section. It never crosses a heading and holds none: headings stand in
the stored text, and above a passage as its `heading` path, but they are no sentences and are never
quoted. A list keeps the sentence that introduces it; where a list is too long for one passage, its
items are dealt out, and each still knows its lead-in.
"""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from knowledge.lists import Place, places
from knowledge.model import Block, BlockKind, Passage, Sentence
from knowledge.sentences import sentences

# Characters. About 300 tokens of Dutch: whole in the embedding model's 512, and read at a glance.
PASSAGE_LENGTH: Final = 1200
# Characters. A list is worth more whole than short; about 450 tokens.
LIST_LENGTH: Final = 1800
# Goes up when the same blocks give other passages; the bundled sources are then split again.
SPLIT_VERSION: Final = 2
_A_LINE_APART: Final = (BlockKind.ITEM, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A block in the stored text: its marker, if any, from `line`, its words from `start`."""

    number: int
    block: Block
    line: int
    start: int
    sentences: tuple[Sentence, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.block.text)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not cut further: a paragraph, a sentence of a long one, an item, a whole list."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]


def split(source_id: str, blocks: Sequence[Block]) -> tuple[str, tuple[Passage, ...]]:
    """Return the stored text (NFC) and its passages, in order, without overlap.

    The same blocks give the same text, passages and ids (`source_id#1`, `#2`, …). A passage is at
    most PASSAGE_LENGTH characters, with a list LIST_LENGTH, unless one sentence or item is longer.
    Raises ValueError when a block has grounds, but not one a sentence.
    """
    text, laid = _lay_out(blocks)
    laid = _with_sentences(laid)
    passages: list[Passage] = []
    for heading, section in _sections(laid):
        for part in _packed(_units(section)):
            start, end = part[0].start, part[-1].end
            passages.append(
                Passage(
                    id=f"{source_id}#{len(passages) + 1}",
                    source_id=source_id,
                    start=start,
                    end=end,
                    text=text[start:end],
                    heading=heading,
                    sentences=tuple(each for unit in part for each in unit.sentences),
                )
            )
    return text, tuple(passages)


def _lay_out(blocks: Sequence[Block]) -> tuple[str, list[_Laid]]:
    """The stored text, and where each block stands in it."""
    text = ""
    laid: list[_Laid] = []
    for number, block in enumerate(blocks):
        words = unicodedata.normalize("NFC", block.text).strip()
        marker = ""
        if block.kind is BlockKind.ITEM:
            marker = "  " * block.level + unicodedata.normalize("NFC", block.marker) + " "
        if laid:
            together = block.kind is laid[-1].block.kind and block.kind in _A_LINE_APART
            text += "\n" if together else "\n\n"
        line = len(text)
        text += marker + words
        clean = replace(block, text=words)
        laid.append(_Laid(number, clean, line, line + len(marker)))
    return text, laid


def _with_sentences(laid: Sequence[_Laid]) -> list[_Laid]:
    """Each block with its sentences; those of an item know their list and its lead-in."""
    done: list[_Laid] = []
    for one, place in zip(laid, places([each.block for each in laid]), strict=True):
        lead_in = None
        if place is not None and place.introduced_by is not None:
            last = done[place.introduced_by].sentences[-1]
            lead_in = (last.start, last.end)
        made = tuple(_sentences(one, place, lead_in))
        done.append(_Laid(one.number, one.block, one.line, one.start, made))
    return done


def _sentences(
    one: _Laid, place: Place | None, lead_in: tuple[int, int] | None
) -> Iterator[Sentence]:
    """The sentences of one block, each with its ground and page; a row of a table is one."""
    row = one.block.kind is BlockKind.TABLE_ROW
    spans = [(0, one.end - one.start)] if row and one.block.text else sentences(one.block.text)
    grounds = one.block.grounds or (None,) * len(spans)
    for (start, end), ground in zip(spans, grounds, strict=True):
        yield Sentence(
            start=one.start + start,
            end=one.start + end,
            block=one.number,
            kind=one.block.kind,
            item=place.item if place else None,
            list_id=place.list_id if place else None,
            lead_in=lead_in,
            ground=ground,
            page=max((page for first, page in one.block.pages if first <= start), default=None),
        )


def _sections(laid: Sequence[_Laid]) -> Iterator[tuple[tuple[str, ...], list[_Laid]]]:
    """The stretches between headings, each under the path of headings above it."""
    path: list[Block] = []
    section: list[_Laid] = []
    for one in laid:
        if one.block.kind is BlockKind.HEADING:
            yield tuple(above.text for above in path), section
            path = [above for above in path if above.level < one.block.level] + [one.block]
            section = []
        elif one.sentences:
            section.append(one)
    yield tuple(above.text for above in path), section


def _units(section: Sequence[_Laid]) -> Iterator[_Unit]:
    """What a passage of this section is put together from, in order."""
    stretches: list[list[_Laid]] = []
    for one in section:
        introduced = stretches and _introduces(stretches[-1][-1], one)
        if introduced or (
            stretches and one.block.kind is stretches[-1][-1].block.kind is BlockKind.ITEM
        ):
            stretches[-1].append(one)
        else:
            stretches.append([one])
    for stretch in stretches:
        yield from _units_of(stretch)


def _introduces(before: _Laid, item: _Laid) -> bool:
    """Whether the last sentence of `before` is the lead-in of `item`."""
    last = before.sentences[-1]
    return item.sentences[0].lead_in == (last.start, last.end)


def _units_of(stretch: Sequence[_Laid]) -> list[_Unit]:
    """A paragraph, or a list with its lead-in: whole where it fits, else in sentences or items."""
    blocks = [_Unit(one.line, one.end, one.sentences) for one in stretch]
    first, items = stretch[0], blocks[1:]
    whole = _joined(blocks)
    if whole.end - whole.start <= (LIST_LENGTH if items else PASSAGE_LENGTH):
        return [whole]
    if first.block.kind is BlockKind.ITEM:
        return blocks
    *before, lead_in = [_Unit(each.start, each.end, (each,)) for each in first.sentences]
    if not items:
        return [*before, lead_in]
    if items[-1].end - lead_in.start <= LIST_LENGTH:
        return [*before, _joined([lead_in, *items])]
    # A lead-in never ends a passage: it goes with the first item.
    return [*before, _joined([lead_in, items[0]]), *items[1:]]


def _joined(units: Sequence[_Unit]) -> _Unit:
    """Units on end as one."""
    found = tuple(each for unit in units for each in unit.sentences)
    return _Unit(units[0].start, units[-1].end, found)


def _packed(units: Iterator[_Unit]) -> Iterator[list[_Unit]]:
    """The units of a section in passages of about equal length."""
    waiting = list(units)
    if not waiting:
        return
    total = waiting[-1].end - waiting[0].start
    target = total / math.ceil(total / PASSAGE_LENGTH)
    part = [waiting[0]]
    for before, unit in pairwise(waiting):
        length, longer = before.end - part[0].start, unit.end - part[0].start
        if longer <= PASSAGE_LENGTH and longer - target <= target - length:
            part.append(unit)
        else:
            yield part
            part = [unit]
    yield part
