"""Folders for copies that are not sealed: of their owner alone, and gone when their work ends.

A process that is killed leaves its folder, and with it the lock on it: whoever looks next finds
that nobody holds it, and removes it. The running bot looks every hour, a backup or a restore
before it begins, and an erasure before it ends.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

BACKUP: Final = ".backup-"  # in the data folder: a backup that is being made, or read back
RESTORE: Final = ".vrijwijzer-restore-"  # beside a new data folder, which it becomes


@contextmanager
def place(folder: Path, prefix: str) -> Iterator[Path]:
    """Give a new folder (0700) in `folder`, which goes afterwards, with what was left before.

    Raises OSError, also when another process looks in the moment in which it is made.
    """
    sweep(folder, prefix)
    with TemporaryDirectory(dir=folder, prefix=prefix) as made, _held(Path(made)):
        yield Path(made)


def sweep_all(data: Path) -> None:
    """Remove what killed processes left in a data folder, and beside it."""
    sweep(data, BACKUP)
    sweep(data.resolve().parent, RESTORE)  # "." is its own parent


def sweep(folder: Path, prefix: str) -> None:
    """Remove the folders that killed processes left in `folder`."""
    for left in folder.glob(f"{prefix}*"):
        with suppress(OSError), _held(left):  # held by a living process, or just gone
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder; the system lets go of it when the process ends. Raises OSError when held."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)
