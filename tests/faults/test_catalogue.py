"""The catalogue is whole, and what it names is there; `make faults` runs it."""

import ast
from pathlib import Path

import pytest

from tests.faults import CASES
from tests.faults.catalogue import CATALOGUE, DELIVERY, GROUPS, WRITES, Fault
from tests.faults.table import Count, summary, table

ROOT = Path(__file__).parents[2]
NUMBERS = range(1, 44)


def named_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {f"{path}::{each.name}" for each in tree.body if isinstance(each, functions)}


def test_every_case_of_the_catalogue_stands_there_once() -> None:
    assert [fault.number for fault in CATALOGUE] == [*NUMBERS]


@pytest.mark.parametrize("fault", CATALOGUE, ids=lambda fault: str(fault.number))
def test_a_case_is_played_by_what_is_there_or_says_why_not(fault: Fault) -> None:
    paths = {name.partition("::")[0] for name in fault.tests}
    there = {name for path in paths for name in named_in(path)}

    assert bool(fault.absent) != bool(fault.tests or fault.cases)
    assert {*fault.tests} <= there
    assert {*fault.cases} <= {WRITES, DELIVERY, *(case.name for case in CASES)}


def test_what_was_lost_stands_in_the_row_of_its_case() -> None:
    fault = Fault(1, "kill", ("tests/a/test_b.py::test_c",), ("add",))
    found = {"tests/a/test_b.py::test_c": Count(3, 1), "add": Count(40, 2)}

    row = table([fault], found).splitlines()[-1]

    assert row == "| 1 | kill | 43 | 40 | 3 | test_b, *add* |"


def test_an_excuse_for_an_answer_is_no_loss_and_is_told() -> None:
    row = table([Fault(21, "kill", (), (DELIVERY,))], {DELIVERY: Count(1000, 0, 2)})

    assert row.splitlines()[-1].endswith(
        "| 1000 | 1000 | 0 | *delivery* (2 with an excuse for an answer) |"
    )


def test_every_case_is_in_one_group_of_the_sum() -> None:
    assert [number for numbers in GROUPS.values() for number in numbers] == [*NUMBERS]


def test_the_page_on_running_sums_up_what_was_played() -> None:
    whole = (ROOT / "docs" / "faults.md").read_text("utf-8")
    running = (ROOT / "docs" / "running.md").read_text("utf-8")

    assert summary(whole) in running


def test_what_was_played_are_the_cases_of_the_catalogue() -> None:
    rows = (ROOT / "docs" / "faults.md").read_text("utf-8").splitlines()
    told = [row.split("|")[1:3] for row in rows if row.startswith("| ") and "#" not in row]

    assert [(int(number), name.strip()) for number, name in told] == [
        (fault.number, fault.name) for fault in CATALOGUE
    ]
