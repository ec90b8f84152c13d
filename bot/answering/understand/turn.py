"""What is remembered of one exchange, so that a person can ask on. It can be stored as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.answering.model import Answered, Clarify, Exchange, Language
from bot.answering.understand.question import Asked, Kind, Question


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement that was made: its words, its place in a list (from 0), and its source."""

    text: str
    item: int | None
    source_id: str


@dataclass(frozen=True, slots=True)
class Offered:
    """One way out that a question back offered: its label, and the question behind it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as understood, what was said to it, and what was offered when it was unclear.

    `spoken` is the last answer, `said` the quotes of those before it to the same question;
    `asked` is the whole message, None where no answer was made.
    """

    answer_id: str
    question: str
    opening: str
    language: Language
    kind: Kind
    spoken: tuple[Spoken, ...] = ()
    offered: tuple[Offered, ...] = ()
    said: tuple[str, ...] = ()
    asked: Asked | None = None

    def items(self) -> list[Spoken]:
        """Return the statements that are items of a list, in order."""
        return [each for each in self.spoken if each.item is not None]

    def to_json(self) -> dict[str, Any]:
        """Return the turn as an object of texts, numbers and lists."""
        return {
            "answer_id": self.answer_id,
            "question": self.question,
            "opening": self.opening,
            "language": self.language,
            "kind": self.kind.value,
            "spoken": [[each.text, each.item, each.source_id] for each in self.spoken],
            "offered": [[each.label, each.question] for each in self.offered],
            "said": list(self.said),
            "asked": self.asked and self.asked.to_json(),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Turn":
        """Return the turn that `to_json` gave; raises KeyError, TypeError, ValueError for less."""
        return cls(
            answer_id=kept["answer_id"],
            question=kept["question"],
            opening=kept["opening"],
            language=kept["language"],
            kind=Kind(kept["kind"]),
            spoken=tuple(Spoken(*each) for each in kept["spoken"]),
            offered=tuple(Offered(*each) for each in kept["offered"]),
            said=tuple(kept["said"]),
            asked=kept["asked"] and Asked.from_json(kept["asked"]),
        )


def turn(question: Question, exchange: Exchange | None = None) -> Turn:
    """Return what to remember of a question and, once there is one, of its exchange."""
    return Turn(
        answer_id=exchange.answer_id if exchange else "",
        question=question.searched,
        opening=question.opening,
        language=question.language,
        kind=question.kind,
        spoken=_spoken(exchange) if exchange else (),
        offered=_offered(exchange) if exchange else (),
        said=question.said,
    )


def _spoken(exchange: Exchange) -> tuple[Spoken, ...]:
    if not isinstance(exchange.answer, Answered):
        return ()
    cited = {each.number: each for each in exchange.answer.citations}
    return tuple(
        Spoken(each.text, cited[each.citations[0]].item, cited[each.citations[0]].source_id)
        for each in exchange.answer.statements
    )


def _offered(exchange: Exchange) -> tuple[Offered, ...]:
    if not isinstance(exchange.answer, Clarify):
        return ()
    return tuple(Offered(each.label, each.question) for each in exchange.answer.options)
