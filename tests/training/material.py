"""The written material: invented documents, and what people ask of them in everyday words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

FOLDER: Final = Path(__file__).parent
ENGLISH: Final = FOLDER / "untrained" / "english.jsonl"
HELD_OUT: Final = 10  # one document in so many is not trained on


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the places of the sentences that answer it; the best one first.

    Those `beside` are to the point and no answer: they are neither right nor wrong.
    """

    question: str
    answers: tuple[int, ...]
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An invented document: sentences in order, questions, and some that none of it answers."""

    id: str
    title: str
    sentences: tuple[str, ...]
    asked: tuple[Asked, ...]
    unanswered: tuple[str, ...] = ()

    def every(self) -> list[Asked]:
        """Return all that is asked of it; nothing answers the last ones."""
        return [*self.asked, *(Asked(question, ()) for question in self.unanswered)]

    @classmethod
    def read(cls, line: str) -> Self:
        """Return the document of a line of JSON."""
        found: dict[str, Any] = json.loads(line)
        asked = tuple(Asked(each, tuple(places)) for each, places in found["questions"].items())
        sentences, unanswered = tuple(found["sentences"]), tuple(found.get("unanswered", ()))
        return cls(found["id"], found["title"], sentences, asked, unanswered)


class Drawn(NamedTuple):
    """A document, and what is asked of it in one batch."""

    document: Written
    asked: Sequence[Asked]


def written() -> list[Written]:
    """Return all documents, file by file."""
    return [
        Written.read(line)
        for path in sorted(FOLDER.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def parts() -> tuple[list[Written], list[Written]]:
    """Return what is trained on, and what is held out."""
    every = list(enumerate(written(), start=1))
    return (
        [each for place, each in every if place % HELD_OUT],
        [each for place, each in every if place % HELD_OUT == 0],
    )


def in_english() -> list[tuple[str, tuple[str, ...]]]:
    """Return some of the questions in English, each with the Dutch sentences that answer it."""
    documents = {each.id: each for each in written()}
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in ENGLISH.read_text(encoding="utf-8").splitlines():
        read: dict[str, str] = json.loads(line)
        there = documents[read["document"]]
        asked = next(each for each in there.asked if each.question == read["question"])
        found.append((read["english"], tuple(there.sentences[place] for place in asked.answers)))
    return found
