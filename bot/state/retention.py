"""The job that lets go of what was kept long enough; `run` does it every hour.

A clock that jumped must not delete at once what people still need, nor may a quiet night keep
words longer than was promised. So a deletion of more than a fifth, which looks like a wrong clock,
waits until the wall clock has walked along with the monotonic one since the job before: an hour.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Final

from bot.state import unsealed
from bot.state.receipts import Receipt
from bot.state.records import Records
from bot.state.terms import Farewells

log = logging.getLogger(__name__)

EVERY_SECONDS: Final = 3600.0
_APART_SECONDS: Final = 60.0  # how far the two clocks may drift apart between two jobs


class Retention:
    """The job, for the thread that opened `records`."""

    def __init__(
        self,
        records: Records,
        farewells: Farewells,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`farewells`: what is done before rows go; `monotonic`: seconds that only go forward."""
        self._records = records
        self._farewells = farewells
        self._monotonic = monotonic
        self._before: tuple[float, float] | None = None

    def tick(self) -> None:
        """Do the job at the first call, and then once an hour."""
        if self._before is None or self._monotonic() - self._before[1] >= EVERY_SECONDS:
            self.run()

    def run(self) -> list[Receipt]:
        """Delete what is old enough; return a receipt a class. Raises Unavailable."""
        wall, steady = self._records.clock(), self._monotonic()
        forced = self._walked(wall, steady)
        receipts = self._records.retire(wall, self._farewells, forced=forced)
        unsealed.sweep_all(self._records.people.path.parent)
        self._before = wall, steady
        _tell(receipts)
        return receipts

    def _walked(self, wall: float, steady: float) -> bool:
        """Whether the wall clock did not jump since the job before."""
        if self._before is None or steady - self._before[1] < EVERY_SECONDS / 2:
            return False
        return abs((wall - self._before[0]) - (steady - self._before[1])) <= _APART_SECONDS


def _tell(receipts: Sequence[Receipt]) -> None:
    """Log a line of what went, and one of what waits."""
    gone = [f"{each.job} {each.deleted}" for each in receipts if each.deleted]
    waits = [f"{each.job} ({each.refused})" for each in receipts if each.refused]
    if gone:
        log.info("retired: %s", ", ".join(gone))
    if waits:
        log.warning("looked at again in an hour: %s", ", ".join(waits))
