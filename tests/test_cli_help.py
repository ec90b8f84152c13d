"""The help of every command, as a person has read it; tests/snapshots/help-*.txt."""

import argparse
import subprocess
import sys

import pytest

from bot.cli import build_parser
from tests.support.manual import pages, parsers
from tests.support.snapshots import FOLDER, assert_as_kept


def _name(command: str) -> str:
    return "help-" + command.replace(" ", "-")


@pytest.mark.snapshot
@pytest.mark.parametrize("command", pages())
def test_help_says_what_was_read_and_found_right(command: str) -> None:
    assert_as_kept(_name(command), pages()[command])


def test_no_snapshot_is_left_of_a_command_that_is_gone() -> None:
    kept = {path.stem for path in FOLDER.glob("help-*.txt")}

    assert kept == {_name(command) for command in pages()}


def test_no_command_takes_a_secret_on_its_line() -> None:
    # Where everybody on the machine can read it, and the shell keeps it.
    secret = {"token", "secret", "password", "passphrase", "key"}
    options = {
        option.lstrip("-")
        for parser in parsers(build_parser())
        for action in parser._actions
        for option in action.option_strings
    }

    assert "passphrase-file" in options
    assert options.isdisjoint(secret)


def test_help_explains_every_argument_of_every_command() -> None:
    unexplained = [
        f"{parser.prog}: {action.dest}"
        for parser in parsers(build_parser())
        for action in parser._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]

    assert unexplained == []


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask", "--nonsense"], ["sources"]])
def test_wrong_usage_is_refused_with_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        build_parser().parse_args(arguments)

    assert ending.value.code == 2


def test_help_of_the_script_loads_none_of_the_heavy_libraries() -> None:
    heavy = {"torch", "faiss", "telegram", "transformers", "sentence_transformers"}
    heavy |= {"sqlite_utils", "numpy", "pydantic", "lingua", "yaml"}
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from bot.cli import main; main(['--help'])"],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in told.stderr.splitlines()}

    assert "argparse" in loaded
    assert loaded & heavy == set()
    assert told.stdout.startswith("usage: vrijwijzer")
