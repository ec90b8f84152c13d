"""What is written survives a kill at any point; `make faults` plays a thousand."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.faults import CASES
from tests.support.kills import Acknowledge, Case, play


def test_nothing_is_lost_in_fifty_kills() -> None:
    told = played("--only", "kills", "--kills", "50", "--cases", *(each.name for each in CASES))

    rows = [line.split() for line in told.stdout.splitlines()[1:]]
    assert told.returncode == 0, told.stdout + told.stderr
    assert sum(int(row[1]) for row in rows) == 50
    assert sum(int(row[2]) for row in rows) > 40


def test_what_is_promised_holds_when_writes_fail() -> None:
    cases = ("add", "answer", "change-knowledge", "change-people", "backup")
    told = played("--only", "writes", "--every", "67", "--cases", *cases)

    rows = [line.split() for line in told.stdout.splitlines()]
    assert told.returncode == 0, told.stdout + told.stderr
    assert sum(int(row[1]) for row in rows) > 15


def played(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.faults", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours


class Careless:
    """A counter that is written in place: a kill leaves it empty."""

    name = "careless"

    def begin(self, folder: Path) -> None:
        (folder / "counter").write_text("1")

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        import os  # noqa: PLC0415 - as it is in the child, wrapped

        with (folder / "counter").open("w") as stream:
            os.fsync(stream.fileno())
            stream.write("2")
        acknowledge("2")

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        allowed = {"2"} if acknowledged else {"1", "2"}
        left = (folder / "counter").read_text()
        return [] if left in allowed else [f"the counter holds {left!r}"]

    def completed(self, folder: Path) -> list[str]:
        return [] if (folder / "counter").read_text() == "2" else ["not done"]


def test_what_is_lost_is_told_with_its_point(tmp_path: Path) -> None:
    careless: Case = Careless()

    tally = play(careless, 6, tmp_path, seed=1)

    assert tally.played == 6
    assert "careless, after fsync 1: the counter holds ''" in tally.faults
