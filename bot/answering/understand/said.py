"""What was said in an answer: its statements, and the list that they make."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement that was made: its words, its place in a list (from 0), and its source."""

    text: str
    item: int | None
    source_id: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What can be pointed at by its place, in words; `of` is the question that it answers.

    `loose`: statements that make no list; then only the question for one of them points at it.
    """

    of: str = ""
    items: tuple[str, ...] = ()
    loose: bool = False


NO_LIST: Final = Listed()
