"""Text with marks (bold, a link, a quotation) as Telegram takes it, cut to what one message holds.

Offsets here count characters, as Python does; `Formatted.entities` turns them into Telegram's
UTF-16 units. So no cut and no offset can fall inside a surrogate pair.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from telegram import MessageEntity
from telegram.constants import MessageLimit

MAX_UNITS: Final = int(MessageLimit.MAX_TEXT_LENGTH)  # 4,096 UTF-16 units
MAX_ENTITIES: Final = int(MessageLimit.MESSAGE_ENTITIES)  # 100

_EMPTY: Final = "\u2800\u3164\ufffc"  # a braille blank, a Hangul filler, a missing object

_LINE_END: Final = re.compile("\r\n?|[\u2028\u2029]")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# What Telegram leaves out itself: signs that turn the direction of a text, unseen.
_UNSEEN: Final = re.compile("[\u202a-\u202e]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")

# Where to cut, best first: after a paragraph, a line, a sentence, a word.
_CUTS: Final = tuple(map(re.compile, (r"\n\s*\n\s*", r"\n\s*", r"[.!?][”’)\"']*\s+", r"\s+")))


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind` (a MessageEntity type) over the characters `start` to `end`."""

    kind: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text and its marks, each inside the text."""

    text: str
    marks: tuple[Mark, ...] = ()

    def entities(self) -> tuple[MessageEntity, ...]:
        """Return the marks with offsets in UTF-16 units."""
        text = self.text
        return tuple(
            MessageEntity(
                mark.kind, units(text[: mark.start]), units(text[mark.start : mark.end]), mark.url
            )
            for mark in self.marks
        )

    def cut(self, start: int, end: int) -> "Formatted":
        """Return the characters `start` to `end` without the blanks around, marks clipped."""
        start, end = _trimmed(self.text, start, end)
        return Formatted(self.text[start:end], tuple(_clipped(self, start, end)))


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def clean(text: str) -> str:
    """Return the text as Telegram keeps it: line feeds, no other control signs, valid Unicode."""
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub(" ", text)
    return _LONE_SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))


def split(whole: Formatted) -> list[Formatted]:
    """Return parts of at most 4,096 units and 100 marks each, in order; none is blank.

    Cuts after a paragraph, else a line, a sentence or a word in the second half of a part, else
    anywhere between two characters. Joined, the parts are the whole but for blanks at the cuts.
    """
    parts = []
    start, _ = _trimmed(whole.text, 0, len(whole.text))
    while start < len(whole.text):
        end = _cut_before(whole.text, start, _limit(whole, start))
        part = whole.cut(start, end)
        if _visible(part.text):
            parts.append(part)
        start, _ = _trimmed(whole.text, end, len(whole.text))
    return parts


def _limit(whole: Formatted, start: int) -> int:
    """The furthest end of a part that begins at `start`."""
    window = whole.text[start : start + MAX_UNITS]
    end = start + len(window)
    if units(window) > MAX_UNITS:
        lengths = list(accumulate(1 + (character > "\uffff") for character in window))
        end = start + bisect_right(lengths, MAX_UNITS)
    starts = sorted(mark.start for mark in whole.marks if start < mark.end and mark.start < end)
    return min(end, starts[MAX_ENTITIES]) if len(starts) > MAX_ENTITIES else end


def _cut_before(text: str, start: int, limit: int) -> int:
    """The best place to cut in the second half of `start` to `limit`."""
    if not text[limit:].strip():
        return limit
    half = start + (limit - start + 1) // 2
    for pattern in _CUTS:
        ends = [found.end() for found in pattern.finditer(text, half, limit)]
        if ends:
            return ends[-1]
    return limit


def _visible(text: str) -> bool:
    """Whether there is anything to see: Telegram refuses a message of blanks and hidden signs."""
    return any(
        unicodedata.category(character)[0] not in "ZC" and character not in _EMPTY
        for character in text
    )


def _clipped(whole: Formatted, start: int, end: int) -> Iterator[Mark]:
    """The marks within `start` to `end`, counted from `start`, without blanks at their edges."""
    for mark in whole.marks:
        first, last = _trimmed(whole.text, max(mark.start, start), min(mark.end, end))
        if first < last:
            yield replace(mark, start=first - start, end=last - start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved inwards past blanks; the first is never beyond the second."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, max(start, end)


def joined(pieces: Sequence[Formatted], between: str) -> Formatted:
    """Return the pieces as one, with a text between them."""
    marks: list[Mark] = []
    position = 0
    for piece in pieces:
        marks += (replace(m, start=m.start + position, end=m.end + position) for m in piece.marks)
        position += len(piece.text) + len(between)
    return Formatted(between.join(piece.text for piece in pieces), tuple(marks))
