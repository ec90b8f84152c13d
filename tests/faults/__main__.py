"""`make faults`: the fault catalogue, played; a table of what survived, within half an hour.

Kills at any point of what is written, writes that fail one after the other, and the tests that
stand in the catalogue. A case that nothing plays says why.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import CASES, delivery
from tests.faults.catalogue import CATALOGUE, DELIVERY, WRITES
from tests.faults.table import Count, counted, table
from tests.support.failing import can_fail, play_failures
from tests.support.kills import Case, Tally, play

MINUTES = 28  # for all of it; what is under way then is finished
KILLS = 0.75  # of what delivery and tests leave; the rest is for writes that fail
# Files in memory: a kill leaves the same there as on a disk, and sync costs nothing.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a random name is made in it
PARTS = ("kills", "writes", "tests")


def main() -> int:
    """Play what is asked for; return 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="over all cases (1000)")
    parser.add_argument("--every", type=int, default=1, help="of the writes, so many-th fails (1)")
    parser.add_argument("--seed", type=int, default=0, help="another one, other points (0)")
    names = [*(each.name for each in CASES), DELIVERY]
    parser.add_argument("--cases", nargs="+", default=names)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="of the parts")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="at most (28)")
    parser.add_argument("--table", type=Path, help="write the table of the catalogue here")
    arguments = parser.parse_args()
    cases = [each for each in CASES if each.name in arguments.cases]
    end = time.monotonic() + 60 * arguments.minutes
    found: dict[str, Count] = {}
    # First what cannot be cut short; kills and writes take the time that is left.
    if "kills" in arguments.only and DELIVERY in arguments.cases:
        found[DELIVERY] = deliver(arguments.seed)
    if "tests" in arguments.only:
        found |= counted([each for fault in CATALOGUE for each in fault.tests])
    if "kills" in arguments.only:
        share = KILLS if "writes" in arguments.only else 1
        until = time.monotonic() + share * (end - time.monotonic())
        found |= kill(cases, arguments.kills, arguments.seed, until)
    if "writes" in arguments.only:
        found[WRITES] = fail(cases, arguments.every, end)
    if set(arguments.only) == {*PARTS} and [*arguments.cases] == names:
        text = table(CATALOGUE, found)
        say(text)
        if arguments.table:
            arguments.table.write_text(text, encoding="utf-8")
    return 1 if any(each.lost for each in found.values()) else 0


def kill(cases: Sequence[Case], kills: int, seed: int, end: float) -> dict[str, Count]:
    """Kill every case its share of times, until `end` (monotonic clock); a line a case."""
    say(f"{'case':<16} {'played':>7} {'killed':>7} {'survived':>9} {'lost':>5}  seconds")
    found = {}
    for number, case in enumerate(cases):
        began = time.monotonic()
        until = began + (end - began) / (len(cases) - number)
        share = kills * (number + 1) // len(cases) - kills * number // len(cases)
        with TemporaryDirectory(dir=_memory()) as folder:
            tally = play(case, share, Path(folder), seed, until)
        found[case.name] = _told(case.name, tally, f"{tally.killed.total():>7}", began)
    return found


def fail(cases: Sequence[Case], every: int, end: float) -> Count:
    """Let the writes of every case fail, one after the other, until `end`; a line a case."""
    if not can_fail():
        say("writes cannot be made to fail here: SQLite is built into this Python")
        return Count()
    played, lost = 0, 0
    for number, case in enumerate(cases):
        began = time.monotonic()
        until = began + (end - began) / (len(cases) - number)
        with TemporaryDirectory(dir=_memory()) as folder:
            tally = play_failures(case, Path(folder), every, until)
        count = _told(case.name, tally, " writes", began)
        played, lost = played + count.played, lost + count.lost
    return Count(played, lost)


def _told(name: str, tally: Tally, killed: str, began: float) -> Count:
    """Print what became of a case."""
    bad = len({fault.split(":")[0] for fault in tally.faults})
    say(
        f"{name:<16} {tally.played:>7} {killed} {tally.played - bad:>9} {bad:>5}"
        f"  {time.monotonic() - began:.0f}"
    )
    for fault in tally.faults:
        say(f"  {fault}")
    return Count(tally.played, bad)


def _memory() -> Path | None:
    return MEMORY if MEMORY.is_dir() else None


def deliver(seed: int) -> Count:
    """Kill a bot that people ask, and count the questions not answered as they should be."""
    began, plan = time.monotonic(), delivery.Plan(seed=seed)
    with TemporaryDirectory() as folder:
        seen = delivery.play(plan, Path(folder))
    bad = len(seen.missing) + len(seen.disordered) + len(seen.stray)
    cut_off = len(seen.repeated) - len(seen.stray)
    say(
        f"{DELIVERY:<16} {seen.asked:>7} {seen.killed:>7} {seen.asked - bad:>9} {bad:>5} "
        f" {time.monotonic() - began:.0f} ({len(seen.missing)} missing,"
        f" {len(seen.excused)} excused, {len(seen.disordered)} chats out of order,"
        f" {len(seen.repeated)} twice, of which {cut_off} cut off by a kill)"
    )
    return Count(seen.asked, bad, len(seen.excused))


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
