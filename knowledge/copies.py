"""A copy of a database as it was before its tables were changed, for the day after.

The change itself is one transaction: a kill leaves the old tables or the new ones. The copy is for
a change that succeeded and was wrong. It holds what the database held, so it is readable by its
owner only, goes when a day is over, and goes at once when something in the database is erased.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

KEPT_SECONDS: Final = 24 * 3600


def keep(path: Path, step: str) -> None:
    """Copy the database `path` to `<name>.before-<step>`, whole or not at all; only the last one.

    The caller holds the right to write, and has not written yet. Raises OSError, sqlite3.Error.
    """
    drop(path)
    draft = path.with_name(f"{path.name}.before-{step}.part")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with (
            closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as ours,
            closing(sqlite3.connect(draft)) as copy,
        ):
            copy.execute("PRAGMA synchronous = FULL")
            ours.backup(copy)
        draft.replace(draft.with_suffix(""))
    finally:
        draft.unlink(missing_ok=True)


def expire(path: Path) -> None:
    """Remove the copies of the database `path` that are older than a day, where that can be."""
    for copy in _copies(path):
        with suppress(OSError):
            if abs(time.time() - copy.stat().st_mtime) > KEPT_SECONDS:
                copy.unlink()


def drop(path: Path) -> None:
    """Remove the copies of the database `path`, and what a kill left of one."""
    for copy in _copies(path):
        copy.unlink(missing_ok=True)


def _copies(path: Path) -> Iterator[Path]:
    return path.parent.glob(f"{path.name}.before-*")
