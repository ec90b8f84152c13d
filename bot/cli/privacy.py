"""`vrijwijzer privacy`: what is kept of a person, erasing it, and letting go of what is old."""

import argparse
import json
import sys
from dataclasses import asdict

from bot.cli import sources
from bot.cli.people import opened
from bot.proposals import farewells
from bot.state.roles import somebody_named
from bot.state.statistics import MIN_PEOPLE, counted
from bot.texts import load


def show(arguments: argparse.Namespace) -> int:
    """`privacy show`."""
    person = somebody_named(arguments.person)
    with opened(arguments) as records:
        kept = records.own.everything(person)
    print(json.dumps(kept, ensure_ascii=False, indent=2))
    if not any(kept.values()):
        print(f"nothing is kept of {person}", file=sys.stderr)
    return 0


def erase(arguments: argparse.Namespace) -> int:
    """`privacy erase`."""
    person = somebody_named(arguments.person)
    with opened(arguments) as records:
        gone = records.forget(person)
    if gone:
        print(f"erased: {sources.counted(gone, 'row')} of {person}")
    else:
        print(f"nothing was kept of {person}")
    return 0


def statistics(arguments: argparse.Namespace) -> int:
    """`privacy statistics`."""
    with opened(arguments) as records:
        counts = counted(records.journal.agreed())
    if arguments.json:
        print(json.dumps([asdict(each) for each in counts], ensure_ascii=False, indent=2))
        return 0
    for each in counts:
        print(f"{each.questions:>5}  {each.about} {each.what} ({each.people} people)")
    if not counts:
        print(f"nothing that {MIN_PEOPLE} people who agreed have in common", file=sys.stderr)
    return 0


def retain(arguments: argparse.Namespace) -> int:
    """`privacy retain`; return 1 when it refused."""
    with opened(arguments) as records:
        receipts = records.retire(
            records.clock(), farewells(records, load()), forced=arguments.force
        )
    refused = [each for each in receipts if each.refused]
    if not any(each.deleted or each.refused for each in receipts):
        print("nothing was old enough to go")
    for each in (each for each in receipts if each.deleted or each.kept):
        print(f"{each.job}: {each.deleted} deleted, {each.kept} kept")
    for each in refused:
        print(f"{each.job}: refused: {each.refused}", file=sys.stderr)
    if refused:
        print("--force deletes all the same", file=sys.stderr)
    return int(bool(refused))
