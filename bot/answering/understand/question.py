"""A question as it was understood."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from bot.answering.model import Language, Understood


class Kind(StrEnum):
    """The kind of thing that a question asks for; in the order in which they are looked for."""

    COMPARE = "compare"
    HOW_MANY = "how_many"
    WHEN = "when"
    WHY = "why"
    LIST = "list"
    WHO = "who"
    DEFINITION = "definition"
    WHERE = "where"
    HOW_TO = "how_to"
    YES_NO = "yes_no"
    OTHER = "other"


class Wish(StrEnum):
    """What a person wants of the answer: it, more, less, our own text or view, its sources."""

    ANSWER = "answer"
    MORE = "more"
    SHORTER = "shorter"
    OWN_TEXT = "own_text"
    OWN_VIEW = "own_view"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `understood` is what `text` asks, with a follow-up's gap filled.

    `opening` is what a chain of follow-ups began with, so that the chain does not grow. `sides`
    are what a comparison sets side by side, named as asked. `pointed` are quotes of before that
    are asked about, `listed` the list that can be pointed into, which answered `list_of`. `focus`
    are the words that a follow-up newly names: what does not speak of them is no answer. `said`
    are quotes that are not asked for, `apart_from` the ids of sources that are not asked for;
    `after` is the question before, where this one stands alone and may lean on it. `read` is what
    was quoted last, where it follows or may lean on that; `heard` the same, where something new is
    asked about it.
    `each_source`: what the sources say of it is asked, each by itself.
    `follows`: it leans on the turn before. `lost`: it points back, and nothing is there.
    """

    text: str
    understood: Understood
    opening: str
    language: Language
    kind: Kind
    sides: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    list_of: str = ""
    focus: tuple[str, ...] = ()
    wish: Wish = Wish.ANSWER
    said: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    after: str = ""
    heard: tuple[str, ...] = ()
    each_source: bool = False
    follows: bool = False
    lost: bool = False

    @property
    def searched(self) -> str:
        """The question with the one that it follows on."""
        return self.understood.searched

    @property
    def joined(self) -> Understood:
        """The question with the one that it follows on, or may lean on."""
        return Understood(self.understood.asked, self.understood.before or self.after)

    def to_json(self) -> dict[str, Any]:
        """Return the question as an object of texts, numbers and lists."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the question that `to_json` gave; raises KeyError, TypeError, ValueError."""
        read: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in kept.items()
        }
        understood = Understood(**kept["understood"])
        kinds = {"kind": Kind(kept["kind"]), "wish": Wish(kept["wish"])}
        return cls(**read | {"understood": understood} | kinds)


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, and the questions that it was understood as: all that its answer is made of."""

    text: str
    questions: tuple[Question, ...]

    @property
    def searched(self) -> str:
        """The message as it was searched, a follow-up filled in."""
        return " ".join(each.joined.searched for each in self.questions)

    @property
    def holds_quotes(self) -> bool:
        """Whether words of sources that were shown before are part of it."""
        return any(e.pointed or e.listed or e.said or e.read for e in self.questions)

    def to_json(self) -> dict[str, Any]:
        """Return it as an object of texts, numbers and lists."""
        return {"text": self.text, "questions": [each.to_json() for each in self.questions]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return what `to_json` gave; raises KeyError, TypeError, ValueError for less."""
        return cls(kept["text"], tuple(Question.from_json(each) for each in kept["questions"]))


def unread(language: Language) -> Question:
    """Return the question that stands for one whose words are not to be kept."""
    return Question("", Understood(""), "", language, Kind.OTHER)
