"""The catalogue is whole, and what it names is there; `make faults` runs it."""

import ast
from pathlib import Path

import pytest

from tests.faults import CASES
from tests.faults.catalogue import CATALOGUE, WRITES, Fault
from tests.faults.table import Count, table

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
    assert {*fault.cases} <= {WRITES, *(case.name for case in CASES)}


def test_what_was_lost_stands_in_the_row_of_its_case() -> None:
    fault = Fault(1, "kill", ("tests/a/test_b.py::test_c",), ("add",))
    found = {"tests/a/test_b.py::test_c": Count(3, 1), "add": Count(40, 2)}

    row = table([fault], found).splitlines()[-1]

    assert row == "| 1 | kill | 43 | 40 | 3 | test_b, *add* |"
