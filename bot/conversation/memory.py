"""What the conversation remembers of a turn, so that a person can ask on; kept in the journal."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from bot.answering.contract import as_json
from bot.answering.model import Declined, DeclineReason, Exchange
from bot.answering.understand import Kind, Question
from bot.reply import Incoming
from bot.state.journal import Kept
from bot.state.records import Records
from bot.state.vault import JSON
from knowledge.errors import Unavailable

log = logging.getLogger(__name__)


class Memory:
    """The last question of a person in a chat, through the journal."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def previous(self, incoming: Incoming) -> Question | None:
        """Return what this person asked last in this chat, if it is still kept."""
        kept = self._records.journal.latest(incoming.person, incoming.chat, limit=1)
        return _question(kept[0].said.get("turn")) if kept else None

    def remember(self, incoming: Incoming, exchange: Exchange, question: Question) -> None:
        """Keep a question and its answer, unless it was small talk.

        A disk that refuses costs the memory, not the answer: it is logged and passed over.
        """
        if _is_small_talk(exchange):
            return
        said = {"turn": _turn(question), "answer": as_json(exchange)}
        kept = Kept(exchange.answer_id, incoming.chat, self._records.clock(), said)
        try:
            self._records.journal.keep(incoming.person, kept)
        except Unavailable as error:
            log.error("%s is not kept: %s", exchange.answer_id, error)  # noqa: TRY400 (no traceback)


def _turn(question: Question) -> JSON:
    """A question as understood, for the journal."""
    return cast("JSON", asdict(question))


def _question(turn: JSON) -> Question | None:
    """The question of a turn; None when an earlier version kept it in another form."""
    if not isinstance(turn, Mapping):
        return None
    try:
        read = cast("Mapping[str, Any]", turn)
        return Question(**{**read, "kind": Kind(read["kind"])})
    except (KeyError, TypeError, ValueError):
        return None


def _is_small_talk(exchange: Exchange) -> bool:
    answer = exchange.answer
    return isinstance(answer, Declined) and answer.reason is DeclineReason.NOT_A_QUESTION
