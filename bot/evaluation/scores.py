"""What one answer is worth against its gold: covered, to the point, exact, asked back.

A quote covers a gold sentence when it contains it, punctuation on the outside left off. It is to
the point when at least half of its characters are gold or supporting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.model import (
    Answer,
    Answered,
    Citation,
    Clarify,
    Declined,
    Exchange,
    WarningCode,
)
from bot.card import card
from bot.evaluation.gold import Enough, Status
from bot.evaluation.places import Marked, Place
from bot.texts import load as load_texts

_TO_THE_POINT: Final = 0.5  # of a quote's characters


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold question with how it ended; counts are of quotes and of their characters.

    `covered` is the share of the gold that is quoted, and `enough` whether that suffices.
    `before` counts the characters that a reader sees above the quotes, `first_words` the words of
    the first line; `no_method` tells whether the answer says that the sources tell no method.
    """

    marked: Marked
    status: Status
    confidence: float
    covered: float
    enough: bool
    quotes: int
    to_the_point: int
    exact: int
    characters: int
    characters_to_the_point: int
    before: int
    first_words: int
    no_method: bool

    @property
    def right(self) -> bool:
        """Tell whether it ended as it should: enough gold, a decline, or a question back."""
        wanted = self.marked.question.status
        return self.enough if wanted is Status.ANSWERED else self.status is wanted


def outcome(marked: Marked, exchange: Exchange, texts: Mapping[str, str]) -> Outcome:
    """Return what an exchange is worth; `texts` holds the stored texts of sources by id."""
    cited = citations(exchange.answer)
    good = [_characters_in(each, (*marked.gold, *marked.supporting)) for each in cited]
    found = [is_covered(place, cited) for place in marked.gold]
    needs = all if marked.question.enough is Enough.ALL else any
    return Outcome(
        marked=marked,
        status=status(exchange.answer),
        confidence=exchange.confidence,
        covered=sum(found) / len(found) if found else 0.0,
        enough=bool(found) and needs(found),
        quotes=len(cited),
        to_the_point=sum(
            inside >= _TO_THE_POINT * len(each.quote)
            for each, inside in zip(cited, good, strict=True)
        ),
        exact=sum(texts[each.source_id][each.start : each.end] == each.quote for each in cited),
        characters=sum(len(each.quote) for each in cited),
        characters_to_the_point=sum(good),
        before=_characters_before(exchange),
        first_words=len(cited[0].quote.split()) if cited else 0,
        no_method=_says_no_method(exchange.answer),
    )


def _characters_before(exchange: Exchange) -> int:
    """Return how long the message is above the folded quotes."""
    shown = card(exchange, load_texts()).paragraphs
    return sum(len(span.text) for each in shown if not each.folded for span in each.spans)


def _says_no_method(answer: Answer) -> bool:
    given = answer.warnings if isinstance(answer, Answered) else ()
    return any(warning.code is WarningCode.NO_METHOD for warning in given)


def status(answer: Answer) -> Status:
    """Return how a question ended."""
    match answer:
        case Answered():
            return Status.ANSWERED
        case Declined():
            return Status.DECLINED
        case Clarify():
            return Status.CLARIFY


def citations(answer: Answer) -> Sequence[Citation]:
    """Return what an answer quotes; what a decline shows as nearest answers nothing."""
    return answer.citations if isinstance(answer, Answered) else ()


def is_covered(place: Place, cited: Sequence[Citation]) -> bool:
    """Tell whether one of the quotes contains the place."""
    return any(
        each.source_id == place.source_id and each.start <= place.start and place.end <= each.end
        for each in cited
    )


def _characters_in(cited: Citation, places: Sequence[Place]) -> int:
    """Return how many characters of a quote stand in one of the places, or end one."""
    inside: set[int] = set()
    for place in places:
        if place.source_id == cited.source_id:
            # The mark behind a sentence is left off its place, and belongs to it all the same.
            end = place.end + _mark_behind(cited, place.end)
            inside.update(range(max(place.start, cited.start), min(end, cited.end)))
    return len(inside)


def _mark_behind(cited: Citation, end: int) -> int:
    """Return how many characters of punctuation follow on a place, within the quote."""
    rest = cited.quote[max(0, end - cited.start) :]
    return len(rest) - len(rest.lstrip(".,;:!?…\"'”’»)"))
