"""How often answers lean on each source, counted aside: it neither slows nor fails an answer.

Counts are written some answers at a time; `sources stale` puts what is leaned on most first. They
say nothing of who asked, or what.
"""

import logging
from collections import Counter
from typing import Final, Protocol

from bot.answering.model import Answer, Answered
from knowledge.errors import VrijwijzerError

log = logging.getLogger(__name__)

# Answers between two writes: the most that a killed bot forgets.
BATCH: Final = 10


class Counts(Protocol):
    """Where the counts are kept: the library."""

    def count_cited(self, answers: Counter[str]) -> None:
        """Count so many answers more for each source."""
        ...


class Leaning:
    """Counts the answers of one process; for the thread that the library belongs to."""

    def __init__(self, counts: Counts) -> None:
        """Begin with nothing to write."""
        self._counts = counts
        self._waiting: Counter[str] = Counter()
        self._answers = 0

    def note(self, answer: Answer) -> None:
        """Remember which sources an answer cites; write once a batch is full."""
        if isinstance(answer, Answered):
            self._waiting.update({citation.source_id for citation in answer.citations})
            self._answers += 1
        if self._answers >= BATCH:
            self.write()

    def write(self) -> None:
        """Write what waits; where that fails, it waits for the next batch."""
        self._answers = 0
        if not self._waiting:
            return
        try:
            self._counts.count_cited(self._waiting)
        except VrijwijzerError as error:
            log.warning("how often sources are cited was not written: %s", error)
        else:
            self._waiting = Counter()
