"""Which kind of file system a folder is on, as Linux tells it."""

import os
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mountinfo")
# Where POSIX locks, on which SQLite leans, cannot be trusted (sqlite.org/howtocorrupt.html, 2.1).
NETWORK: Final = frozenset(
    {
        *("9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3"),
        *("smbfs", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    }
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
