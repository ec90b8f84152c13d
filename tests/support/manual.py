"""What `--help` says, per command, at a width of 80: for the snapshots and for docs/running.md."""

import argparse
import os
from collections.abc import Iterator

from bot.cli import build_parser


def pages() -> dict[str, str]:
    """Return the help of each command by its words: "vrijwijzer", "vrijwijzer ask", …"""
    os.environ.update(COLUMNS="80", NO_COLOR="1")
    return {parser.prog: parser.format_help() for parser in parsers(build_parser())}


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield the parser and those of its commands, in the order in which they were made."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from parsers(command)
