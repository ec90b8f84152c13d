"""Files that are either whole or absent: replaced atomically, set aside when they are damaged."""

import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

# Seconds. No write takes this long: what is older was left by a process that was killed.
LEFT_BEHIND: Final = 3600


def replace(path: Path, content: bytes) -> None:
    """Put a file with `content` in the place of `path`, so that a kill leaves the old or the new.

    It is on disk when this returns, and so is its name in the folder.
    """
    _sweep(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sweep(path: Path) -> None:
    """Remove what killed processes left of their writes to `path`."""
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        with suppress(FileNotFoundError):  # another process sweeps too
            if left.stat().st_mtime < time.time() - LEFT_BEHIND:
                left.unlink()


def set_aside(path: Path, reason: str) -> None:
    """Rename `path` to `path.bad-<time>`, to be looked at later, with one line in the log.

    An earlier one is removed: a copy of every fault would fill the disk and outlive an erasure.
    """
    for earlier in path.parent.glob(f"{path.name}.bad-*"):
        earlier.unlink(missing_ok=True)
    aside = path.with_name(f"{path.name}.bad-{time.time_ns()}")
    try:
        path.replace(aside)
    except FileNotFoundError:
        return  # another process was first
    log.warning("%s %s; set aside as %s and made anew", path, reason, aside.name)
