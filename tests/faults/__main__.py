"""`make faults`: kills at any point, and a table of what survived; ends within half an hour."""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import CASES, delivery
from tests.support.kills import play

MINUTES = 25
# Files in memory: a kill leaves the same there as on a disk, and sync costs nothing.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a random name is made in it


def main() -> int:
    """Play every case; return 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="over all cases (1000)")
    parser.add_argument("--seed", type=int, default=0, help="another one, other points (0)")
    names = [*(each.name for each in CASES), "delivery"]
    parser.add_argument("--cases", nargs="+", default=names)
    arguments = parser.parse_args()
    cases = [each for each in CASES if each.name in arguments.cases]
    say(f"{'case':<16} {'played':>7} {'killed':>7} {'survived':>9} {'lost':>5}  seconds")
    lost = 0
    if "delivery" in arguments.cases:
        lost += deliver(arguments.seed)
    for number, case in enumerate(cases):
        began = time.monotonic()
        share = 60 * MINUTES / len(cases)
        kills = arguments.kills * (number + 1) // len(cases) - arguments.kills * number // len(
            cases
        )
        with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            tally = play(case, kills, Path(folder), arguments.seed, began + share)
        bad = len({fault.split(":")[0] for fault in tally.faults})
        lost += bad
        say(
            f"{case.name:<16} {tally.played:>7} {tally.killed.total():>7}"
            f" {tally.played - bad:>9} {bad:>5}  {time.monotonic() - began:.0f}"
        )
        for fault in tally.faults:
            say(f"  {fault}")
    return 1 if lost else 0


def deliver(seed: int) -> int:
    """Kill a bot that people ask; return how many were not answered as they should be."""
    began, plan = time.monotonic(), delivery.Plan(seed=seed)
    with TemporaryDirectory() as folder:
        seen = delivery.play(plan, Path(folder))
    bad = len(seen.missing) + len(seen.disordered) + max(0, len(seen.repeated) - seen.killed)
    say(
        f"{'delivery':<16} {seen.asked:>7} {seen.killed:>7} {seen.asked - bad:>9} {bad:>5} "
        f" {time.monotonic() - began:.0f} ({len(seen.missing)} missing,"
        f" {len(seen.disordered)} chats out of order, {len(seen.repeated)} twice)"
    )
    return bad


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
