"""What a disk must have before anything large is written to it; and whether it is a network's."""

import os
import shutil
from pathlib import Path
from typing import Final

from knowledge.errors import Unavailable

# Bytes; no import with less free, or with less than so many times the file (TRUST case 9): a text
# is kept with the page as received, and again in the index, and SQLite's journal needs its room.
LEAST_FREE: Final = 500_000_000
TIMES_FREE: Final = 3

_MOUNTS: Final = Path("/proc/self/mountinfo")
# Where POSIX locks, on which SQLite leans, cannot be trusted (sqlite.org/howtocorrupt.html, 2.1).
NETWORK: Final = frozenset(
    {
        *("9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3"),
        *("smbfs", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    }
)


def refuse_full(folder: Path, size: int = 0) -> None:
    """Raise Unavailable when there is no room to import a file of `size` bytes into `folder`.

    A folder that is not there yet will be on the disk of the nearest one above it.
    """
    place = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    needed, free = max(LEAST_FREE, TIMES_FREE * size), shutil.disk_usage(place).free
    if free < needed:
        raise Unavailable(
            f"{folder}: {free // 10**6} MB free on this disk, and {needed // 10**6} MB are needed"
            " to import; make room, or name a folder on another disk with --data"
        )


def is_on_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Tell whether a folder is on a network file system; False where the system does not say.

    `mounts` is a table as in proc(5), "/proc/pid/mountinfo".
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    here = os.path.realpath(folder)
    found = [(point, kind) for point, kind in map(_mount, lines) if _is_below(here, point)]
    return bool(found) and max(found, key=lambda mount: len(mount[0]))[1] in NETWORK


def _mount(line: str) -> tuple[str, str]:
    """Return where a line's file system is mounted, and its kind; "" for what is unreadable."""
    before, _, after = line.partition(" - ")
    fields = before.split()
    if len(fields) < 5 or not after:  # noqa: PLR2004 (proc(5): the fifth is the mount point)
        return "", ""
    return fields[4].replace("\\040", " "), after.split()[0]


def _is_below(path: str, point: str) -> bool:
    return bool(point) and (path == point or path.startswith(point.rstrip("/") + "/"))
