"""Where gold stands: marks become stretches of the stored texts of a library."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.evaluation.gold import GoldQuestion, Mark
from knowledge.errors import SourceRefused
from knowledge.keys import slug
from knowledge.model import Source, SourceKind

_COMMENT: Final = "-comment-"
_OUTSIDE: Final = " .,;:!?…\"'“”‘’«»()[]"
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """`source.text[start:end]`, punctuation on the outside left off."""

    source_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A gold question with its places in the library."""

    question: GoldQuestion
    gold: tuple[Place, ...]
    supporting: tuple[Place, ...]


def resolve(questions: Iterable[GoldQuestion], sources: Sequence[Source]) -> list[Marked]:
    """Return the questions with their places.

    A mark names its source by id, an article by the end of its publisher's name ("nov"), a comment
    by that and the end of its reader's ("nov-comment-hoes"). Raises SourceRefused that lists marks
    which stand nowhere.
    """
    faults: list[str] = []

    def places(question: GoldQuestion, marks: tuple[Mark, ...]) -> tuple[Place, ...]:
        found: list[Place] = []
        for mark in marks:
            place = _place(mark, sources)
            if place is None:
                faults.append(f"{question.id} in {mark.source!r}")
            else:
                found.append(place)
        return tuple(found)

    made = [Marked(q, places(q, q.gold), places(q, q.supporting)) for q in questions]
    if faults:
        raise SourceRefused(
            f"{len(faults)} gold sentences do not stand in the library (questions"
            f" {', '.join(faults[:_SHOWN])}); add the sources that they were written from"
            " with --sources"
        )
    return made


def _place(mark: Mark, sources: Sequence[Source]) -> Place | None:
    """Return the first place of the first words, up to the nearest end of the last."""
    source = _source(mark.source, sources)
    if source is None:
        return None
    first, last = _pattern(mark.first), _pattern(mark.last)
    begins = first.search(source.text)
    if begins is None:
        return None
    for ends in last.finditer(source.text, begins.start()):
        if ends.end() >= begins.end():
            return Place(source.id, begins.start(), ends.end())
    return None


def _source(name: str, sources: Sequence[Source]) -> Source | None:
    """Return the source that a mark names, when just one answers to that name."""
    found = [each for each in sources if each.id == name]
    found = found or [each for each in sources if _answers_to(each, name)]
    return found[0] if len(found) == 1 else None


def _answers_to(source: Source, name: str) -> bool:
    """Tell whether an article's publisher ends in `name`; of a comment, its reader as well."""
    publisher, comment, reader = name.partition(_COMMENT)
    known = source.metadata
    if known.kind is not (SourceKind.COMMENT if comment else SourceKind.ARTICLE):
        return False
    return _ends_in(known.publisher or "", publisher) and (
        not comment or _ends_in(" ".join(known.authors), reader)
    )


def _ends_in(whole: str, words: str) -> bool:
    """Tell whether a name ends in these words: "Vereniging NOV" in "nov"."""
    return f"-{slug(whole)}".endswith(f"-{words}")


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds words whatever white space stands between them."""
    parts = words.strip(_OUTSIDE).split()
    return re.compile(r"\s+".join(re.escape(part) for part in parts))
