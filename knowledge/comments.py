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
    for number in range(start, len(lines)):
        if opened := comment_head(lines[number]):
            found += _closed(byline, own)
            byline, own = opened, []
        elif labels[number] is not Label.CONTENT:
            found += _closed(byline, own)
            byline, own = None, []
        else:
            own.append(number)
    return found + _closed(byline, own)


def _closed(byline: Byline | None, own: Sequence[int]) -> list[Comment]:
    """The comment that ends here, if there is one."""
    return [Comment(byline, tuple(own))] if byline and own else []
