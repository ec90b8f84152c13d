"""What is drawn on a page of a PDF and means something to its text: tables' rules, lists' bullets.

Places are in points from the left and from the top of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Rules across a page, and boxes, that a table is drawn with.
_RULES: Final = 3
# Of the size of the letters: how large a drawn bullet is (Chromium's is 0.31), and how far it may
# stand before its text (Chromium's: 0.7).
_DOT: Final = (0.2, 0.6)
_BEFORE: Final = 2.5
# A page. Where more is drawn as small as a bullet, that is a picture.
_MOST_DOTS: Final = 300
# Points. Of no letters is a bullet larger.
_LARGEST_DOT: Final = 20.0


@dataclass(frozen=True, slots=True)
class Box:
    """What something that is drawn takes up."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How far it reaches from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How far it reaches down."""
        return self.bottom - self.top


def is_ruled(drawn: Sequence[Box]) -> bool:
    """Return whether enough rules or boxes are drawn for a table."""
    rules = sum(each.width > 30 and each.height < 3 for each in drawn)  # noqa: PLR2004 - points
    boxes = sum(each.width > 15 and each.height > 8 for each in drawn)  # noqa: PLR2004 - points
    return rules >= _RULES or boxes > _RULES


def dots(drawn: Sequence[Box]) -> list[Box]:
    """Return what may be bullets: small and as wide as high; none where there are many."""
    found = [
        each
        for each in drawn
        if 0 < each.width <= _LARGEST_DOT and abs(each.width - each.height) < each.width / 2
    ]
    return found if len(found) <= _MOST_DOTS else []


def opens(dot: Box, line: Box, size: float) -> bool:
    """Return whether a dot is the bullet of a line whose letters have this size."""
    least, most = (share * size for share in _DOT)
    before = line.left - dot.right
    return (
        least <= dot.height <= most
        and 0 < before <= _BEFORE * size
        and line.top <= (dot.top + dot.bottom) / 2 <= line.bottom
    )
