"""Runs the tests of the catalogue, and makes the tables of what was played and what survived.

`make faults` writes the whole one (docs/faults.md); that of docs/running.md is summed up from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.faults.catalogue import GROUPS, Fault

_HEAD: Final = """\
<!-- Made by `make faults`, from what it played; not to be edited. -->

# The fault catalogue

A case is played by tests, by kills at any point of what is written, or by writes that fail one
after the other. *Lost* is what broke a promise: an acknowledged source or update that is gone,
half a source, a hit that is not there, a wrong quote, a word where none may be.

| # | fault | played | survived | lost | by |
|--:|:--|--:|--:|--:|:--|
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was played, and how often it lost anything.

    `excused`: how often a person got an excuse instead of an answer, which loses nothing.
    """

    played: int = 0
    lost: int = 0
    excused: int = 0


def counted(names: Sequence[str]) -> dict[str, Count]:
    """Run tests and return the count of each by name; its parameters count apart."""
    outcome = _Outcome()
    wanted = sorted({*names})
    pytest.main(["-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", *wanted], [outcome])
    return {
        name: Count(
            sum(test.partition("[")[0] == name for test in outcome.played),
            sum(test.partition("[")[0] == name for test in outcome.failed),
        )
        for name in wanted
    }


def table(catalogue: Sequence[Fault], found: Mapping[str, Count]) -> str:
    """Return the table in Markdown, a row a case."""
    return _HEAD + "".join(_row(fault, found) for fault in catalogue)


def _row(fault: Fault, found: Mapping[str, Count]) -> str:
    if fault.absent:
        return f"| {fault.number} | {fault.name} | | | | {fault.absent} |\n"
    played = [found.get(name, Count()) for name in (*fault.tests, *fault.cases)]
    total, lost = sum(each.played for each in played), sum(each.lost for each in played)
    files = {Path(name.partition("::")[0]).stem for name in fault.tests}
    by = ", ".join([*sorted(files), *(_case(name, found) for name in fault.cases)])
    return f"| {fault.number} | {fault.name} | {total} | {total - lost} | {lost} | {by} |\n"


def _case(name: str, found: Mapping[str, Count]) -> str:
    excused = found.get(name, Count()).excused
    return f"*{name}* ({excused} with an excuse for an answer)" if excused else f"*{name}*"


def summary(whole: str) -> str:
    """Return the table of docs/running.md, a row a group of cases, from docs/faults.md."""
    counts = {
        int(row[0]): [int(count or 0) for count in row[2:5]]
        for line in whole.splitlines()
        if (row := [cell.strip() for cell in line.strip("|").split("|")])[0].isdecimal()
    }
    rows = [
        "| what goes wrong | cases | played | survived | lost |",
        "|---|---|--:|--:|--:|",
    ]
    for name, numbers in GROUPS.items():
        sums = [sum(each) for each in zip(*(counts[number] for number in numbers), strict=True)]
        cases = "–".join(str(each) for each in sorted({numbers[0], numbers[-1]}))
        rows.append(f"| {name} | {cases} | " + " | ".join(f"{each:,}" for each in sums) + " |")
    return "\n".join(rows)


class _Outcome:
    """What pytest tells of each test; one that was skipped was not played."""

    def __init__(self) -> None:
        self.played: set[str] = set()
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and not report.skipped:
            self.played.add(report.nodeid)
        if report.failed:
            self.played.add(report.nodeid)
            self.failed.add(report.nodeid)
