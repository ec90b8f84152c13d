"""What the conversation remembers of a turn, so that a person can ask on; kept in the journal."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from bot.answering.contract import as_json
from bot.answering.model import Declined, DeclineReason, Exchange, Language
from bot.answering.understand import Turn
from bot.reply import Incoming
from bot.state.journal import Kept
from bot.state.records import Records
from knowledge.errors import Unavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote as it was sent: its words, and where they stood in the text of the source."""

    passage_id: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """A turn with the quotes of its answer, in their order."""

    turn: Turn
    marks: tuple[Mark, ...]


class Memory:
    """The turns of people, through the journal."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def previous(self, incoming: Incoming) -> Turn | None:
        """Return what this person asked last in this chat, if it is still kept."""
        last = self.last(incoming)
        return last.turn if last else None

    def last(self, incoming: Incoming) -> Remembered | None:
        """Return the same with its quotes."""
        kept = self._records.journal.latest(incoming.person, incoming.chat, limit=1)
        return _remembered(kept[0]) if kept else None

    def language(self, incoming: Incoming) -> Language | None:
        """Return what was spoken last in this chat: thanks as well, which no turn is kept of."""
        spoken = self._records.spoken.of(incoming.chat)
        if spoken is not None:
            return spoken
        turn = self.previous(incoming)
        return turn.language if turn else None

    def speaks(self, chat: str, language: Language) -> None:
        """Note what is spoken in a chat from now on."""
        self._records.spoken.note(chat, language)

    def find(self, person: str, answer_id: str) -> Remembered | None:
        """Return the turn of an answer that this person got, if it is still kept."""
        kept = self._records.journal.find(person, answer_id)
        return _remembered(kept) if kept else None

    def remember(self, incoming: Incoming, exchange: Exchange, turn: Turn) -> None:
        """Keep a question and its answer, unless it was talk or holds what must not be kept.

        A disk that refuses costs the memory, not the answer: it is logged and passed over.
        """
        if _is_not_kept(exchange):
            return
        said = {"turn": turn.to_json(), "answer": as_json(exchange)}
        kept = Kept(exchange.answer_id, incoming.chat, self._records.clock(), said)
        try:
            self._records.journal.keep(incoming.person, kept)
        except Unavailable as error:
            log.error("%s is not kept: %s", exchange.answer_id, error)  # noqa: TRY400 (no traceback)


def _remembered(kept: Kept) -> Remembered | None:
    """A turn as it was kept; None when an earlier version kept it in another form."""
    said = cast("Mapping[str, Any]", kept.said)
    try:
        cited = said["answer"]["citations"]
        marks = (Mark(c["passage_id"], c["start"], c["end"], c["quote"]) for c in cited)
        return Remembered(Turn.from_json(said["turn"]), tuple(marks))
    except (KeyError, TypeError, ValueError):
        return None


def _is_not_kept(exchange: Exchange) -> bool:
    """Tell whether a person cannot ask on from this: talk, or words that must not be kept."""
    answer = exchange.answer
    not_kept = (DeclineReason.NOT_A_QUESTION, DeclineReason.PERSONAL_DATA)
    return isinstance(answer, Declined) and answer.reason in not_kept
