"""Files that are either whole or absent: replaced atomically, set aside when they are damaged."""

import logging
import os
import time
from pathlib import Path

log = logging.getLogger(__name__)


def replace(path: Path, content: bytes) -> None:
    """Put a file with `content` in the place of `path`, so that a kill leaves the old or the new.

    It is on disk when this returns, and so is its name in the folder.
    """
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


def set_aside(path: Path, reason: str) -> None:
    """Rename `path` to `path.bad-<time>`, to be looked at later, with one line in the log.

    An earlier one is removed: a copy of every fault would fill the disk and outlive an erasure.
    """
    for earlier in path.parent.glob(f"{path.name}.bad-*"):
        earlier.unlink()
    aside = path.with_name(f"{path.name}.bad-{time.time_ns()}")
    path.replace(aside)
    log.warning("%s %s; set aside as %s and made anew", path, reason, aside.name)
