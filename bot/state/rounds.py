"""When something that comes round was last done: nothing of anybody."""

import sqlite3
from typing import Final

RETENTION: Final = "retention"
WEEKLY: Final = "gaps"


def note(connection: sqlite3.Connection, name: str, at: float) -> None:
    """Note that it was done at that moment (seconds UTC), inside a transaction."""
    connection.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?)", (name, at))


def last(connection: sqlite3.Connection, name: str) -> float | None:
    """Return when it was last done (seconds UTC), None for never."""
    row = connection.execute("SELECT at FROM rounds WHERE name = ?", (name,)).fetchone()
    return float(row[0]) if row else None
