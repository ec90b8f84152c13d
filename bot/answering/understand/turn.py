"""What is remembered of one exchange, so that a person can ask on. It can be stored as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from bot.answering.model import (
    Answered,
    Clarify,
    Declined,
    DeclineReason,
    Exchange,
    Language,
    Understood,
)
from bot.answering.understand.question import Asked, Kind, Question
from bot.answering.understand.said import NO_LIST, Listed, Spoken

_LEAVING: Final = {
    DeclineReason.NOT_A_QUESTION,
    DeclineReason.NO_SOURCE,
    DeclineReason.OFF_TOPIC,
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One way out that a question back offered: its label, and the question behind it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, what was said to it, and what was offered when it was unclear.

    `answer_id` is "" for a question beside this one in one message. `spoken` is the last answer,
    `said` the quotes of those before it to the same question; `carried` is a list of before that
    can still be pointed into, `sides` what was compared. `read` and `after` are those of the
    question, by which less or more of the answer is ranked as it was. `asked` is the whole
    message, None where no answer was made; where it found nothing and the turn before `stands`,
    the rest is of that.
    """

    answer_id: str
    understood: Understood
    opening: str
    language: Language
    kind: Kind
    spoken: tuple[Spoken, ...] = ()
    offered: tuple[Offered, ...] = ()
    said: tuple[str, ...] = ()
    carried: Listed = NO_LIST
    sides: tuple[str, ...] = ()
    asked: Asked | None = None
    stands: bool = False
    read: tuple[str, ...] = ()
    after: str = ""

    @property
    def question(self) -> str:
        """The question as it was searched."""
        return self.understood.searched

    def listed(self) -> Listed:
        """Return what a place is one of: sides, a list, the list of before, or the statements."""
        items = tuple(each.text for each in self.spoken if each.item is not None)
        for listed in (self.sides, items):
            if len(listed) > 1:
                return Listed(self.question, listed)
        if self.carried.items or len(self.spoken) <= 1:
            return self.carried
        return Listed(self.question, tuple(each.text for each in self.spoken), loose=True)

    def to_json(self) -> dict[str, Any]:
        """Return the turn as an object of texts, numbers and lists."""
        return {
            "answer_id": self.answer_id,
            "understood": asdict(self.understood),
            "opening": self.opening,
            "language": self.language,
            "kind": self.kind.value,
            "spoken": [[each.text, each.item, each.source_id] for each in self.spoken],
            "offered": [[each.label, each.question] for each in self.offered],
            "said": list(self.said),
            "carried": [self.carried.of, list(self.carried.items)],
            "sides": list(self.sides),
            "asked": self.asked and self.asked.to_json(),
            "stands": self.stands,
            "read": list(self.read),
            "after": self.after,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Turn":
        """Return the turn that `to_json` gave; raises KeyError, TypeError, ValueError for less."""
        of, items = stored["carried"]
        return cls(
            answer_id=stored["answer_id"],
            understood=Understood(**stored["understood"]),
            opening=stored["opening"],
            language=stored["language"],
            kind=Kind(stored["kind"]),
            spoken=tuple(Spoken(*each) for each in stored["spoken"]),
            offered=tuple(Offered(*each) for each in stored["offered"]),
            said=tuple(stored["said"]),
            carried=Listed(of, tuple(items)),
            sides=tuple(stored["sides"]),
            asked=stored["asked"] and Asked.from_json(stored["asked"]),
            stands=stored["stands"],
            read=tuple(stored["read"]),
            after=stored["after"],
        )


def turn(question: Question, exchange: Exchange | None = None) -> Turn:
    """Return what to remember of a question and, once there is one, of its exchange."""
    return Turn(
        answer_id=exchange.answer_id if exchange else "",
        understood=question.understood,
        opening=question.opening,
        language=question.language,
        kind=question.kind,
        spoken=_spoken(exchange) if exchange else (),
        offered=_offered(exchange) if exchange else (),
        said=question.said,
        carried=Listed(question.list_of, question.listed),
        sides=() if _are_items(question) else question.sides,
        read=question.read,
        after=question.after,
    )


def _are_items(question: Question) -> bool:
    """Tell whether what is compared are items of a list of before, which can be pointed into."""
    return bool(question.sides) and all(
        any(item.startswith(side) for item in question.listed) for side in question.sides
    )


def leaned_on(made: Turn, asked: Question, exchange: Exchange, previous: Turn | None) -> Turn:
    """Return the turn that a next follow-up leans on; `asked` is the first of the message.

    What asked nothing ("dank u"), and a follow-up that found nothing, leave the subject of before.
    """
    answer = exchange.answer
    if previous is None or not previous.opening or not isinstance(answer, Declined):
        return made
    if answer.reason not in _LEAVING:
        return made
    if answer.reason is not DeclineReason.NOT_A_QUESTION and not asked.follows:
        return made
    return replace(
        previous,
        answer_id=made.answer_id,
        carried=still_listed(previous),
        asked=made.asked,
        stands=True,
    )


def still_listed(before: Turn) -> Listed:
    """Return the list that can still be pointed into once something else was said."""
    listed = before.listed()
    return NO_LIST if listed.loose else listed


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
