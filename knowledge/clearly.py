"""What a failing knowledge.db, or its file, says: one clear line with what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import Unavailable


@contextmanager
def clearly(path: Path) -> Iterator[None]:
    """Raise Unavailable for what fails within, for the database at `path`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error) or "busy" in str(error)
        why = "another process is writing; try again" if busy else f"{error}; check its rights"
        raise Unavailable(f"{path}: {why}") from error
    except sqlite3.DatabaseError as error:
        raise Unavailable(
            f"{path}: damaged, or no database ({error}); put a backup in its place"
        ) from error
    except OSError as error:
        raise Unavailable(
            f"{path.parent}: no data can be kept here ({error.strerror}); name another"
        ) from error
