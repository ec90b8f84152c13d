"""What a job that deletes may do at once, and the receipt of what it did."""

import sqlite3
from dataclasses import dataclass
from typing import Final

_DAY: Final = 24 * 3600
MAX_SHARE: Final = 0.2  # of the rows of a table; TRUST case 13: more looks like a wrong clock
KEPT_SECONDS: Final = 180 * _DAY  # as long as a record of who did what when (TRUST §4, AVG)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a job did: rows deleted and left; `refused` says why it did nothing. `at`: s UTC."""

    job: str
    at: float
    deleted: int
    kept: int
    refused: str | None = None


def too_much(now: float, rows: int, old: int, newest: float | None) -> str | None:
    """Return why `old` of `rows` rows are not to be deleted at once; None when they may go."""
    if newest is not None and now < newest - _DAY:
        return "the clock stands more than a day before the newest row"
    if old > MAX_SHARE * rows:
        return f"{old} of {rows} rows at once is over {MAX_SHARE:.0%}"
    return None


def keep_receipt(connection: sqlite3.Connection, receipt: Receipt) -> None:
    """Write a receipt down, inside a transaction; those older than 180 days go."""
    connection.execute("DELETE FROM receipts WHERE at < ?", (receipt.at - KEPT_SECONDS,))
    connection.execute(
        "INSERT INTO receipts (job, at, deleted, kept, refused) VALUES (?, ?, ?, ?, ?)",
        (receipt.job, receipt.at, receipt.deleted, receipt.kept, receipt.refused),
    )
