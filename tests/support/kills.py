"""Kills a process at named points of its work or at any moment, and looks at what is left.

One process imports everything once and forks a child a kill, so that a kill takes a fraction of a
second. The child is its own executioner: what it calls in SQLite and in `os` counts, and at the
chosen call it sends itself SIGKILL. Kills at any moment come from the parent. (A kill cannot show
what a power cut does: what was written but not synced survives it.)
"""

import os
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

Acknowledge = Callable[[str], None]

MOMENT: Final = "moment"  # any moment, told by the parent's clock
# SQLite's virtual machine tells of itself every so many steps: so a statement can be cut in two.
STEPS: Final = 50
PATIENCE: Final = 60.0  # seconds that a child may take


Harm = Callable[["Point | None"], AbstractContextManager[Counter[str]]]


class Case(Protocol):
    """Some work that may be killed at any point, and what must hold afterwards.

    `begin` makes a data folder once; each kill gets a copy. `work` runs in a child; it calls
    `acknowledge` with what has been promised to somebody. `survived` and `completed` return a line
    a fault: after the kill, and after the same work was done once more.
    """

    name: str

    def begin(self, folder: Path) -> None: ...

    def work(self, folder: Path, acknowledge: Acknowledge) -> None: ...

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]: ...

    def completed(self, folder: Path) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Point:
    """The `count`-th call of a kind ("commit", "statement", "replace" …), or a moment."""

    kind: str
    count: float  # seconds for a moment

    def __str__(self) -> str:
        return f"{self.kind} {self.count:g}"


@dataclass(slots=True)
class Tally:
    """What became of one case: kills that were played, and the faults that were found."""

    played: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def play(case: Case, kills: int, folder: Path, seed: int, until: float = float("inf")) -> Tally:
    """Kill a case at `kills` points, drawn by `seed`; stop early at `until` (monotonic clock)."""
    template, tally = folder / f"{case.name}-before", Tally()
    template.mkdir()
    case.begin(template)
    counted, seconds = _rehearsed(case, template, folder / case.name)
    for point in _points(counted, seconds, kills, random.Random(f"{case.name} {seed}")):  # noqa: S311 - no secret
        if time.monotonic() > until:
            break
        place = copied(template, folder / case.name)
        died, acknowledged = run(case, place, point)
        tally.played += 1
        tally.killed[point.kind] += died
        tally.faults += [f"{case.name}, {point}: {f}" for f in looked(case, place, acknowledged)]
    return tally


def looked(case: Case, place: Path, acknowledged: Sequence[str]) -> list[str]:
    """What is wrong after the fault, and after the same work was done once more."""
    faults = [*_told(case.survived, place, acknowledged)]
    try:
        run(case, place, None)
    except Failed as error:
        return [*faults, f"once more: {error}"]
    return [*faults, *_told(case.completed, place)]


class Failed(Exception):
    """Work that ended by itself, with an error; `told` is what it had acknowledged."""

    def __init__(self, error: str, told: Sequence[str]) -> None:
        super().__init__(error)
        self.told = told


def _told(look: Callable[..., list[str]], *arguments: Any) -> list[str]:
    """What a look finds; that it failed is a finding too."""
    try:
        return look(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
        return [f"{look.__name__}: {type(error).__name__}: {error}"]


def _rehearsed(case: Case, template: Path, place: Path) -> tuple[Mapping[str, int], float]:
    """How often each kind of call happens when nobody is killed, and how long it takes."""
    began = time.monotonic()
    _, told = run(case, copied(template, place), Point("nothing", 0))
    counts = dict(line.split("=") for line in told if "=" in line)
    return {kind: int(count) for kind, count in counts.items()}, time.monotonic() - began


def _points(
    counted: Mapping[str, int], seconds: float, kills: int, chance: random.Random
) -> Iterator[Point]:
    """Every kind of call in turn, at any of its calls; and any moment."""
    kinds = [MOMENT, *sorted(kind for kind, count in counted.items() if count)]
    for number in range(kills):
        kind = kinds[number % len(kinds)]
        if kind == MOMENT:
            yield Point(kind, chance.uniform(0, seconds))
        else:
            yield Point(kind, chance.randint(1, counted[kind]))


def copied(template: Path, place: Path) -> Path:
    """A fresh copy of what `begin` made."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    return place


def run(
    case: Case, folder: Path, point: Point | None, harm: Harm | None = None
) -> tuple[bool, list[str]]:
    """Do the work in a child; whether it was killed, and what it acknowledged. Raises Failed.

    `harm` is what is done to the child, and counts; without one it is killed at the point.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(case, folder, point, writing, harm or _executioner)
    os.close(writing)
    if point is not None and point.kind == MOMENT:
        time.sleep(point.count)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = pipe.read().split("\n")[:-1]
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed and os.waitstatus_to_exitcode(status) != 0:
        raise Failed(told[-1] if told else "no reason was told", told[:-1])
    return killed, told


def _work(case: Case, folder: Path, point: Point | None, pipe: int, harm: Harm) -> None:
    """The child; it does not return."""

    def tell(text: str) -> None:
        os.write(pipe, f"{text}\n".encode())

    status = 1
    try:
        signal.alarm(int(PATIENCE))
        with harm(point) as counted:
            try:
                case.work(folder, tell)
            finally:
                if point is not None and (point.kind == "nothing" or harm is not _executioner):
                    for kind, count in counted.items():
                        tell(f"{kind}={count}")
        status = 0
    except BaseException as error:  # noqa: BLE001 - told to the parent
        tell(f"{type(error).__name__}: {str(error)!r}")
    finally:
        os._exit(status)


@contextmanager
def _executioner(point: Point | None) -> Iterator[Counter[str]]:
    """Count calls; at the chosen one there is no next. The fork's own copies are wrapped."""
    counted: Counter[str] = Counter()

    def count(kind: str) -> None:
        counted[kind] += 1
        if point is not None and (kind, counted[kind]) == (point.kind, point.count):
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def connected(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)
        connection.set_trace_callback(
            lambda sql: count("commit" if sql == "COMMIT" else "statement")
        )
        connection.set_progress_handler(lambda: count("step"), STEPS)
        return connection

    def wrapped(name: str) -> None:
        call = getattr(os, name)

        def counting(*arguments: Any, **named: Any) -> Any:
            count(f"before {name}")
            done = call(*arguments, **named)
            count(f"after {name}")
            return done

        setattr(os, name, counting)

    sqlite3.connect = connected  # type: ignore[assignment]  # narrower than its overloads
    for name in ("replace", "fsync", "unlink"):
        wrapped(name)
    yield counted
