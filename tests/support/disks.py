"""Disks that are small, full or read-only: real ones for root, else what comes nearest."""

import os
import resource
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.kills import Point

_NOBODY = 65534


@contextmanager
def bounded(point: Point | None) -> Iterator[Counter[str]]:
    """A harm for `kills.run`: no file of this process grows beyond `point.count` bytes."""
    if point is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(point.count), resource.RLIM_INFINITY))
    yield Counter()


@contextmanager
def as_somebody() -> Iterator[None]:
    """Without the rights of root, who may read and write everywhere."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes; skips the test for who may not make one."""
    if not _mounted("-t", "tmpfs", "-o", f"size={megabytes}m", "none", place):
        pytest.skip("only root may make a small disk")
    try:
        yield place
    finally:
        _unmount(place)


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """The folder, on a disk that can only be read; by its rights where nobody is root."""
    if os.geteuid() == 0:
        beside = folder.with_name(f"{folder.name}-disk")
        if not _mounted("-t", "tmpfs", "none", beside):
            pytest.skip("root may write everywhere, and may not mount here")
        try:
            shutil.copytree(folder, beside, dirs_exist_ok=True)
            _mounted("-o", "remount,ro", "none", beside)
            yield beside
        finally:
            _unmount(beside)
        return
    rights = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path, mode in rights.items():
        path.chmod(mode & 0o555)
    try:
        yield folder
    finally:
        for path, mode in rights.items():
            path.chmod(mode)


def _mounted(*arguments: str | Path) -> bool:
    Path(arguments[-1]).mkdir(exist_ok=True)
    command = ["mount", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 (ours)


def _unmount(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], capture_output=True, check=False)  # noqa: S603, S607 (ours)
