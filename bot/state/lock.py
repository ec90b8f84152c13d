"""One bot to a data folder: a lock that the system lets go of when its process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from knowledge.errors import DataFolderInUse, Unavailable

FILE: Final = "run.lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder as its one running bot.

    Raises DataFolderInUse, with the process id, when another process holds it; Unavailable when
    nothing can be written there.
    """
    with _opened(folder) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise DataFolderInUse(
                f"{folder}: another bot runs on this data folder (process {holder});"
                " stop it, or choose another folder with --data"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _opened(folder: Path) -> TextIO:
    """The file of the lock; it stays, since one that is removed can be locked twice."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / FILE).open("a+", encoding="ascii")
    except OSError as error:
        raise Unavailable(
            f"{folder}: no data can be kept here ({error.strerror});"
            " make it writable, or choose another folder with --data"
        ) from error
