"""Readers' comments below an article, told apart from it: each is a source of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.bylines import Byline, comment_head
from knowledge.furniture import Label


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: who and when, and the numbers of its lines."""

    byline: Byline
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Where the article ends (a line number) and the comments below it."""

    article_end: int
    comments: tuple[Comment, ...] = ()


def split(lines: Sequence[str], labels: Sequence[Label]) -> Split:
    """Return the comments that stand below the line "2 reacties".

    A comment opens with a name and a date. Furniture ends it: what follows that, up to the next
    name and date, is the foot of the page. Without a name and date nothing is split off.
    """
    for start, label in enumerate(labels):
        if label is Label.COMMENTS:
            found = _comments(lines, labels, start + 1)
            if found:
                return Split(start, tuple(found))
    return Split(len(lines))


def _comments(lines: Sequence[str], labels: Sequence[Label], start: int) -> list[Comment]:
    """The comments from line `start` on that have a text."""
    found: list[Comment] = []
    byline: Byline | None = None
    own: list[int] = []
    number = start
    while number < len(lines):
        content = labels[number] is Label.CONTENT
        opened, height = _head(lines[number : number + (2 if content else 1)])
        if opened or not content:
            found += _closed(byline, own)
            byline, own = opened, []
        else:
            own.append(number)
        number += height
    return found + _closed(byline, own)


def _head(lines: Sequence[str]) -> tuple[Byline | None, int]:
    """The name and date that open a comment, on one line or on two, and how many it took."""
    if found := comment_head(lines[0]):
        return found, 1
    if len(lines) > 1 and not comment_head(lines[1]):
        found = comment_head(" ".join(lines))
        return found, 2 if found else 1
    return None, 1


def _closed(byline: Byline | None, own: Sequence[int]) -> list[Comment]:
    """The comment that ends here, if there is one."""
    return [Comment(byline, tuple(own))] if byline and own else []
