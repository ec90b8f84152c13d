"""One bot to a data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.state.lock import held
from knowledge.errors import DataFolderInUse

HOLD = (
    "import sys; from pathlib import Path; from bot.state.lock import held\n"
    "with held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()\n"
)


def test_a_second_bot_is_refused_and_told_the_process_of_the_first(tmp_path: Path) -> None:
    taken = pytest.raises(DataFolderInUse, match=f"process {os.getpid()}")
    with held(tmp_path), taken as error, held(tmp_path):
        pass

    assert error.value.exit_status == 73


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    with held(tmp_path / "new"):
        pass
    with held(tmp_path / "new"):
        pass


def test_a_killed_bot_leaves_the_folder_free(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 (our own script)
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(DataFolderInUse, match=f"process {other.pid}"), held(tmp_path):
            pass
        other.kill()

    with held(tmp_path):
        pass
