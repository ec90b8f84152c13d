"""Which blocks are items of one list, and which block introduces it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.model import Block, BlockKind

_ORDERED: Final = re.compile(r"[0-9a-z]{1,3}[.)]")
_INTRODUCES: Final = re.compile(r"""[:?…]['"’”)\]]*$|\.\.\.$""")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its place from 0, its list (the block number of the first item).

    `introduced_by` is the block whose last sentence leads the list in: a paragraph that ends with
    a colon, a question mark or dots; for a list within a list the item it stands under.
    """

    item: int
    list_id: int
    introduced_by: int | None


def places(blocks: Sequence[Block]) -> list[Place | None]:
    """Return the place of each block, None for what is no item.

    A list ends at any other block, where bullets become numbers, and where numbers start again;
    but "2." below a text that stands under "1." goes on with its list, up to the next heading.
    """
    found: list[Place | None] = []
    open_lists: dict[int, Place] = {}  # by level; the last item of each
    above, parted = "", None  # the marker of the last item of the first level; a list that waits
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.ITEM:
            heads = block.kind is BlockKind.HEADING
            parted = None if heads else open_lists.get(0, parted)
            open_lists.clear()
            found.append(None)
            continue
        for level in [level for level in open_lists if level > block.level]:
            del open_lists[level]
        last = open_lists.get(block.level)
        if not open_lists and parted is not None and _follows(block, above):
            last = parted
        above = above if block.level else block.marker
        if last is not None and not _starts_again(block, blocks[last.list_id]):
            place = Place(last.item + 1, last.list_id, last.introduced_by)
        else:
            place = Place(0, number, _introducer(blocks, number, last))
        open_lists[block.level] = place
        found.append(place)
    return found


def _follows(block: Block, marker: str) -> bool:
    """Whether the number of an item is the next one after `marker`."""
    ordered = _ORDERED.fullmatch(marker) and _ORDERED.fullmatch(block.marker)
    if block.level or not ordered or block.marker[-1] != marker[-1]:
        return False
    one, other = marker[:-1], block.marker[:-1]
    if one.isdigit() and other.isdigit():
        return int(other) == int(one) + 1
    return len(one) == len(other) == 1 and ord(other) == ord(one) + 1


def _starts_again(block: Block, first: Block) -> bool:
    """Whether this item opens a list of its own right below the list that `first` opened."""
    ordered = bool(_ORDERED.fullmatch(block.marker))
    if ordered != bool(_ORDERED.fullmatch(first.marker)):
        return True
    return ordered and block.marker == first.marker


def _introducer(blocks: Sequence[Block], number: int, last: Place | None) -> int | None:
    """The block that introduces the list whose first item is `number`."""
    if number == 0 or last is not None:
        return None
    before = blocks[number - 1]
    if before.kind is BlockKind.ITEM:
        return number - 1 if before.level < blocks[number].level else None
    introduces = before.kind is BlockKind.PARAGRAPH and _INTRODUCES.search(before.text.rstrip())
    return number - 1 if introduces else None
