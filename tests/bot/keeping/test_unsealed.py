"""Copies that are not sealed are their owner's alone, and go when their work ends or is killed."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.keeping import backup
from bot.state import unsealed
from bot.state.identity import Identity
from bot.state.records import Records, Rules
from bot.state.retention import Retention
from tests.bot.keeping.conftest import PHRASE


def test_what_a_killed_backup_left_goes_with_the_next_one_and_no_other(
    data: Path, kept: Path
) -> None:
    killed = data / ".backup-killed"
    killed.mkdir()
    shutil.copy(data / "people.db", killed)

    with unsealed.place(data, unsealed.BACKUP) as running:
        backup.verify(kept, data, PHRASE)

        assert not killed.exists()
        assert running.exists()
    assert not list(data.glob(".backup-*"))


def test_a_backup_is_read_back_where_its_owner_alone_can_look(
    data: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Path, int]] = []
    unpack = backup.unpack

    def watched(file: Path, folder: Path, passphrase: str) -> backup.Manifest:
        seen.append((folder.parent, folder.stat().st_mode & 0o777))
        return unpack(file, folder, passphrase)

    monkeypatch.setattr(backup, "unpack", watched)
    backup.verify(kept, data, PHRASE)

    assert seen == [(data, 0o700)]


KILLED = """
import os, signal, sys
from pathlib import Path
from bot.keeping import backup

def dies(*_):
    os.kill(os.getpid(), signal.SIGKILL)

backup._open_all = dies
getattr(backup, sys.argv[1])(*map(Path, sys.argv[2:4]), sys.argv[4])
"""


def hourly_job(records: Records) -> None:
    Retention(records, {}).run()


def erasure(records: Records) -> None:
    records.forget("telegram:404")


@pytest.mark.parametrize("ends", [hourly_job, erasure])
@pytest.mark.parametrize(("work", "into"), [("verify", "data"), ("restore", "new")])
def test_what_a_killed_check_or_restore_left_goes_with_the_hourly_job_and_an_erasure(
    data: Path, kept: Path, work: str, into: str, ends: Callable[[Records], None]
) -> None:
    command = [sys.executable, "-c", KILLED, work, str(kept), str(data.with_name(into)), PHRASE]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL  # noqa: S603 (ours)
    assert list(data.parent.glob("**/.*-*/**/people.db"))
    with closing(Records(data, Identity(bytes(32)), Rules())) as records:
        ends(records)

    assert not list(data.parent.glob("**/.*-*"))


def test_what_a_restore_left_beside_the_folder_goes_also_when_that_is_named_by_a_dot(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = data.parent / f"{unsealed.RESTORE}killed"
    left.mkdir()
    monkeypatch.chdir(data)

    unsealed.sweep_all(Path())

    assert not left.exists()
