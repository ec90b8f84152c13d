"""The receipt of what a job deleted, or refused to."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a job did: rows deleted and left; `refused` says why it did nothing. `at`: s UTC."""

    job: str
    at: float
    deleted: int
    kept: int
    refused: str | None = None


def keep_receipt(connection: sqlite3.Connection, receipt: Receipt) -> None:
    """Write a receipt down, inside a transaction."""
    connection.execute(
        "INSERT INTO receipts (job, at, deleted, kept, refused) VALUES (?, ?, ?, ?, ?)",
        (receipt.job, receipt.at, receipt.deleted, receipt.kept, receipt.refused),
    )
