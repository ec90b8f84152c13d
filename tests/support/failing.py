"""Lets each call that writes fail, with all after it or alone; then what is left is looked at.

SQLite's own method (sqlite.org/testing.html, 3.2): its table of system calls can be changed, so
that not the test's idea of a failing disk is played but the disk's own errors. What Python itself
calls to make a file whole (fsync, replace, link) fails in turn with the rest.
"""

import ctypes
import errno
import math
import os
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import Any, Final

from tests.support.kills import Case, Failed, Point, Tally, copied, looked, run

ONCE: Final = "once"  # as a cable that was touched: EIO
FROM: Final = "from"  # as a disk that is full: ENOSPC
# What may tell a caller that the disk failed; the people's stores tell SQLite's own errors.
TOLD: Final = frozenset({"Unavailable", "OperationalError", "SourceRefused"})

_INT, _PLACE, _SIZE, _OFFSET = ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64
# Those of os_unix.c that change a file, with what they take and give.
_CALLS: Final = {
    "write": (ctypes.c_ssize_t, _INT, _PLACE, _SIZE),
    "pwrite": (ctypes.c_ssize_t, _INT, _PLACE, _SIZE, _OFFSET),
    "pwrite64": (ctypes.c_ssize_t, _INT, _PLACE, _SIZE, _OFFSET),
    "ftruncate": (_INT, _INT, _OFFSET),
    "unlink": (_INT, ctypes.c_char_p),
}
_WRITES: Final = "writes"
_COUNTED: Final = f"{_WRITES}="
_kept: list[Any] = []  # what SQLite calls must not be collected


def play_failures(case: Case, folder: Path, every: int = 1, until: float = float("inf")) -> Tally:
    """Fail every `every`-th writing call of a case, in both ways, in an order drawn once.

    Stops early at `until` (monotonic clock); what was played then is spread over all calls.
    """
    template, tally = folder / f"{case.name}-before", Tally()
    template.mkdir()
    case.begin(template)
    _, told = run(case, copied(template, folder / case.name), Point(FROM, math.inf), _failing)
    points = [Point(way, n) for n in range(1, _made(told) + 1, every) for way in (ONCE, FROM)]
    random.Random(case.name).shuffle(points)  # noqa: S311 - no secret
    for point in points:
        if time.monotonic() > until:
            break
        place = copied(template, folder / case.name)
        tally.played += 1
        tally.faults += [f"{case.name}, {point}: {each}" for each in _failed(case, place, point)]
    return tally


def can_fail() -> bool:
    """Whether the SQLite in use is one whose calls can be changed from here."""
    found = find_library("sqlite3")
    library = ctypes.CDLL(found) if found else None
    if library is None:
        return False
    library.sqlite3_libversion.restype = ctypes.c_char_p
    return bool(library.sqlite3_libversion().decode() == sqlite3.sqlite_version)


def _failed(case: Case, place: Path, point: Point) -> list[str]:
    """Let the call at the point fail; return what is wrong afterwards."""
    faults: list[str] = []
    try:
        _, told = run(case, place, point, _failing)
    except Failed as error:
        told = [*error.told]
        if str(error).partition(":")[0] not in TOLD or "\\n" in str(error):
            faults.append(f"told as {error}")
    acknowledged = [line for line in told if not line.startswith(_COUNTED)]
    return [*faults, *looked(case, place, acknowledged)]


def _made(told: Sequence[str]) -> int:
    """How many calls were counted."""
    return sum(int(line.removeprefix(_COUNTED)) for line in told if line.startswith(_COUNTED))


@contextmanager
def _failing(point: Point | None) -> Iterator[Counter[str]]:
    """Change the calls of this process, a child, for good."""
    counted: Counter[str] = Counter()

    def fails() -> int:
        counted[_WRITES] += 1
        if point is None or counted[_WRITES] < point.count:
            return 0
        if point.kind == ONCE:
            return errno.EIO if counted[_WRITES] == point.count else 0
        return errno.ENOSPC

    _change_sqlite(fails)
    for name in ("fsync", "replace", "link"):
        _change_os(name, fails)
    yield counted


def _change_os(name: str, fails: Callable[[], int]) -> None:
    call = getattr(os, name)

    def maybe(*arguments: Any, **named: Any) -> Any:
        if error := fails():
            raise OSError(error, os.strerror(error))
        return call(*arguments, **named)

    setattr(os, name, maybe)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs of sqlite3.h, version 3."""

    _fields_ = (
        ("iVersion", _INT),
        ("szOsFile", _INT),
        ("mxPathname", _INT),
        ("pNext", _PLACE),
        ("zName", ctypes.c_char_p),
        ("pAppData", _PLACE),
        ("methods", _PLACE * 13),
        ("xSetSystemCall", ctypes.CFUNCTYPE(_INT, _PLACE, ctypes.c_char_p, _PLACE)),
        ("xGetSystemCall", ctypes.CFUNCTYPE(_PLACE, _PLACE, ctypes.c_char_p)),
    )


def _change_sqlite(fails: Callable[[], int]) -> None:
    library = ctypes.CDLL(find_library("sqlite3"))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    found = library.sqlite3_vfs_find(None)
    for name, (gives, *takes) in _CALLS.items():
        made = ctypes.CFUNCTYPE(gives, *takes, use_errno=True)
        address = found.contents.xGetSystemCall(ctypes.cast(found, _PLACE), name.encode())
        if not address:
            continue  # not among the calls of this machine
        changed = made(_maybe(made(address), fails))
        _kept.append(changed)
        pointer = ctypes.cast(changed, _PLACE)
        found.contents.xSetSystemCall(ctypes.cast(found, _PLACE), name.encode(), pointer)


def _maybe(call: Callable[..., int], fails: Callable[[], int]) -> Callable[..., int]:
    def maybe(*arguments: Any) -> int:
        if error := fails():
            ctypes.set_errno(error)
            return -1
        return call(*arguments)

    return maybe
