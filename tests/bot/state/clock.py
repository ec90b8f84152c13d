"""A clock that stands still until it is set, and what a job at its moment says."""

from collections.abc import Iterable

from bot.state.receipts import Receipt

HOUR = 3600.0
DAY = 24 * HOUR


class Clock:
    """Tells `now`, in seconds UTC."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


def of_journal(receipts: Iterable[Receipt]) -> Receipt:
    """The receipt of what was asked."""
    (receipt,) = (each for each in receipts if each.job == "journal")
    return receipt
