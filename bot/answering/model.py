"""What an answer is made of: statements, citations, and the three ways that a question can end."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from knowledge.model import Ground, Metadata

MAX_OPTIONS: Final = 4

Language = Literal["nl", "en"]


class DeclineReason(StrEnum):
    """Why a question gets no answer; each has a text in every catalogue."""

    NO_SOURCE = "no_source"
    OFF_TOPIC = "off_topic"
    PERSONAL_DATA = "personal_data"
    NOT_A_QUESTION = "not_a_question"
    NOT_ALLOWED = "not_allowed"  # said at the door; an answer never tells that something is there


class WarningCode(StrEnum):
    """What a reader must know before relying on an answer."""

    OPINION = "opinion"
    DIGEST = "digest"
    OLD = "old"
    DATE_UNKNOWN = "date_unknown"
    CONFLICT = "conflict"
    NO_METHOD = "no_method"


class LabelKind(StrEnum):
    """What a line of an answer may be marked as."""

    SIDE = "side"
    SOURCE = "source"
    OTHERS_DO = "others_do"
    ADVICE = "advice"
    ONE_OF = "one_of"


@dataclass(frozen=True, slots=True)
class Label:
    """What a statement is marked as; `name` is that of a side, or of who publishes it."""

    kind: LabelKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """One thing to know; for `old` the age in years, and the year of that source."""

    code: WarningCode
    years: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered pointer to a quote; complete, so that it can be read without the store.

    `stored_text[start:end] == quote`; `context` is the passage around it, which begins at
    `context_start`. `link` opens the original at the quoted words, or is None without an address.
    `page` (from 1) is where in a PDF the quote begins; `imported` is the day (ISO) on which the
    source came into the library, for a source without a date.
    """

    number: int
    quote: str
    start: int
    end: int
    passage_id: str
    heading: tuple[str, ...]
    link: str | None
    source_id: str
    source: Metadata
    context: str
    context_start: int
    item: int | None = None
    ground: Ground | None = None
    page: int | None = None
    imported: str | None = None

    def __post_init__(self) -> None:
        if not self.quote.strip() or self.end - self.start != len(self.quote):
            raise ValueError(f"citation {self.number}: the quote is not a slice of its source")


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer: the quote of its first citation, word for word."""

    text: str
    citations: tuple[int, ...]
    part: int = 1
    label: Label | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement without a citation")


@dataclass(frozen=True, slots=True)
class Signpost:
    """Where to look instead: an organisation and its address."""

    name: str
    url: str


class MissingKind(StrEnum):
    """What a question asks for and the sources do not give."""

    AMOUNT = "amount"
    NUMBER = "number"
    TIME = "time"
    NAME = "name"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Missing:
    """What was not found: of that kind, about these words of the question, as typed."""

    kind: MissingKind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One way out of a clarification: what the button says and what it asks."""

    label: str
    question: str


class PremiseKind(StrEnum):
    """What a question can take for granted wrongly."""

    PLACE = "place"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question took for granted (`asked`) against what the sources say (`found`)."""

    kind: PremiseKind
    asked: str
    found: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """At least one statement; every number in a statement is a citation's.

    `empty_sides` names the sides of a comparison that no source tells of; `unanswered` are the
    questions of the message that the statements do not answer.
    `corrects` is what the question had wrong, where the answer shows otherwise.
    """

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    warnings: tuple[AnswerWarning, ...] = ()
    empty_sides: tuple[str, ...] = ()
    corrects: Premise | None = None
    unanswered: tuple["Unanswered", ...] = ()

    def __post_init__(self) -> None:
        numbers = [citation.number for citation in self.citations]
        used = {number for statement in self.statements for number in statement.citations}
        if not self.statements or numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("an answer needs statements, and citations numbered 1…n")
        if used != set(numbers):
            raise ValueError("each citation belongs to a statement, and the other way round")


@dataclass(frozen=True, slots=True)
class Declined:
    """No answer, for a reason; `nearest` are passages that do not answer but come closest.

    `detail` names another text of the catalogue ("greeting", "too_long") than the reason's own;
    for `personal_data` the kind that was seen. `instead` is the question as it may be asked,
    `missing` what the sources do not say. `about` are the sources whose author or date is asked
    for.
    """

    reason: DeclineReason
    detail: str = ""
    nearest: tuple[Citation, ...] = ()
    signpost: Signpost | None = None
    instead: str = ""
    missing: Missing | None = None
    about: tuple[Metadata, ...] = ()


@dataclass(frozen=True, slots=True)
class Clarify:
    """One question back, with at most four options; without any, the reply is free."""

    question: str
    options: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        if not self.question or len(self.options) > MAX_OPTIONS:
            raise ValueError("a clarification asks something, with at most four options")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question (from 1) of those of a message, with how it ends: without an own answer.

    None: what is said to another question of the message answers it too.
    """

    part: int
    question: str
    answer: Declined | Clarify | None


Answer = Answered | Declined | Clarify


class Reach(StrEnum):
    """How much of the library a question was asked of, the least first."""

    PART = "part"  # sources that have just come cannot be found yet
    WORDS = "words"  # all of it, but by words alone: the index is being made
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood: what it asks, and the one that it follows on.

    `before` is "" for a question that stands alone, or names itself what it is about; for one that
    is about a person it is a name.
    """

    asked: str
    before: str = ""

    @property
    def searched(self) -> str:
        """The two as one question: what it follows on stands in brackets behind what it asks.

        >>> Understood("Waarom is dat zo?", "hoeveel kringen waren er").searched
        'Waarom is dat zo (hoeveel kringen waren er)?'
        """
        return f"{self.asked.rstrip(' ?.!')} ({self.before})?" if self.before else self.asked


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent on one question, by step."""

    understand: int = 0
    embed: int = 0
    search: int = 0
    compose: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer: what the conversation renders and the command line prints.

    `understood_as` is the question as it was searched, a follow-up filled in; `follows` are its
    two halves, where it is one question and follows on another. `confidence` is the probability
    (0-1) that the evidence answers it, after every check. `reach` tells how much was searched.
    `note` names a text of the catalogue, in the table "understood", that says how a wish was met;
    "" for none.
    """

    answer_id: str
    question: str
    language: Language
    understood_as: str
    answer: Answer
    confidence: float
    timings: Timings
    reach: Reach = Reach.WHOLE
    note: str = ""
    follows: Understood | None = None
