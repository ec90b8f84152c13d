"""SECURITY.md promises nothing that no test holds."""

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SAID: Final = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The rows of all tables, without their heads."""
    lines = [line for line in SAID.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] != "promise" and not row[0].startswith("-")]


def test_each_row_names_what_holds_it() -> None:
    assert len(rows()) > 40
    assert [row for row in rows() if not re.search(r"`tests/[^`]+`", row[-1])] == []


def test_each_promise_has_a_row() -> None:
    promised = re.findall(r"^(\d+)\. \*\*", SAID, re.MULTILINE)

    assert {row[0] for row in rows() if row[0].isdecimal()} == {*promised}
    assert promised == [str(number) for number in range(1, len(promised) + 1)]


def test_what_holds_a_promise_is_there() -> None:
    named = [re.fullmatch(r"(tests/[\w/]+\.py)(?:::(\w+))?", each) for each in held_by()]

    assert None not in named
    for found in filter(None, named):
        text = (ROOT / found[1]).read_text(encoding="utf-8")
        assert found[2] is None or re.search(rf"^(async )?def {found[2]}\(", text, re.MULTILINE)


def held_by() -> list[str]:
    return [each for row in rows() for each in re.findall(r"`([^`]+)`", row[-1])]
