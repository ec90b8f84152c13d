"""What people hand in, how they come in and how they go, killed in the middle: all of it or none.

What was acknowledged to somebody (a verdict, a gap, a role, an erasure) is there, once, and an
invitation is used exactly when it gave its role.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from bot.state.feedback import Feedback, Given, Verdict
from bot.state.gaps import Gaps, Wish
from bot.state.identity import Identity
from bot.state.inbox import Inbox
from bot.state.records import Records, Rules
from bot.state.roles import Role
from knowledge.errors import NotAllowed
from tests.bot.state.clock import Clock
from tests.bot.state.living import PIM, SANNE, lives
from tests.support.kills import Acknowledge

SECRET: Final = b"een geheim van tests, 32 bytes lang"
PEOPLE: Final = [f"telegram:{number}" for number in range(40, 44)]
# Two that are one gap, and two that are not.
ASKED: Final = (
    "Wat kost een verzekering voor vrijwilligers?",
    "Wat kost de verzekering voor een vrijwilliger?",
    "Wie regelt het vervoer naar het dorpsfeest?",
    "Mag een asielzoeker meedoen in de kringloopwinkel?",
)
CODES: Final = "codes"


@contextmanager
def opened(folder: Path) -> Iterator[Records]:
    """What is kept of people."""
    with closing(Records(folder, Identity(SECRET), Rules(), Clock())) as records:
        yield records


class HandingIn:
    """A verdict and a gap of each of four people."""

    name = "hand-in"

    def begin(self, folder: Path) -> None:
        with opened(folder):
            pass

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        with opened(folder) as records:
            feedback, gaps = Feedback(records), Gaps(records)
            for person, question in zip(PEOPLE, ASKED, strict=True):
                given = Given(person, person, f"A-{person}", question, "nl")
                feedback.give(given, Verdict.WRONG)
                acknowledge(f"verdict {question}")
                gaps.keep(Wish(person, person, question, "nl"))
                acknowledge(f"gap {question}")

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        with opened(folder) as records:
            there = Counter(f"verdict {line.question}" for line in Feedback(records).lines())
            gaps = Gaps(records).gaps()
            there += Counter(f"gap {asked}" for gap in gaps for asked in gap.questions)
            rows = records.people.rows("SELECT count(*) FROM gaps")
        faults = [f"{what} was acknowledged and is lost" for what in {*acknowledged} - {*there}]
        faults += [f"{what} is there {count} times" for what, count in there.items() if count > 1]
        if rows != [(len(gaps),)]:
            faults.append("a gap that nobody asked")
        return [*faults, *_damaged(folder)]

    def completed(self, folder: Path) -> list[str]:
        every = [f"{what} {question}" for question in ASKED for what in ("verdict", "gap")]
        faults = self.survived(folder, every)
        with opened(folder) as records:
            sizes = sorted(len(gap.questions) for gap in Gaps(records).gaps())
        return faults if sizes == [1, 1, 2] else [*faults, f"gaps of {sizes} questions"]


class LettingIn:
    """An invitation for each of three people, who asked before, and a request that is approved."""

    name = "let-in"

    def begin(self, folder: Path) -> None:
        with opened(folder) as records:
            codes = [records.entry.invite(Role.ADVISOR, "intern") for _ in PEOPLE[1:]]
            asked = [records.entry.ask(person, "Sanne") for person in PEOPLE]
        (folder / CODES).write_text("\n".join([asked[0], *codes]))

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        request, *codes = (folder / CODES).read_text().split()
        with opened(folder) as records:
            for code, person in zip(codes, PEOPLE[1:], strict=True):
                _unless_done(partial(records.entry.accept, code, person, "Sanne"))
                acknowledge(person)
            _unless_done(partial(records.entry.approve, request, Role.ADVISOR, "intern"))
            acknowledge(PEOPLE[0])

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        with opened(folder) as records:
            held = {each.person for each in records.roles.members()}
            waiting = {each.person for each in records.entry.requests()}
            ((used,),) = records.people.rows("SELECT count(used_at) FROM invitations")
        faults = [f"{person} was let in and is not" for person in {*acknowledged} - held]
        if held & waiting:
            faults.append(f"{held & waiting} are let in and wait")
        if held | waiting != {*PEOPLE}:
            faults.append(f"{ {*PEOPLE} - held - waiting } neither wait nor are let in")
        if used != len(held - {PEOPLE[0]}):
            faults.append(f"{used} invitations were used for {held}")
        return [*faults, *_damaged(folder)]

    def completed(self, folder: Path) -> list[str]:
        return self.survived(folder, PEOPLE)


class Erasing:
    """Somebody with something in every table is forgotten; somebody else stays."""

    name = "erase"

    def begin(self, folder: Path) -> None:
        with opened(folder) as records, closing(Inbox(folder)) as inbox:
            for person in (SANNE, PIM):
                lives(records, inbox, person, Clock())

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        with opened(folder) as records:
            records.forget(SANNE)
            acknowledge(SANNE)

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        with opened(folder) as records:
            sanne, pim = (records.own.everything(person) for person in (SANNE, PIM))
        left = {table for table, rows in sanne.items() if rows} - {"erasures"}
        gone = not left
        half = left and left != sanne.keys() - {"erasures"}
        faults = [f"half is erased, and left is {left}"] if half else []
        if not all(rows for table, rows in pim.items() if table != "erasures"):
            faults.append("somebody else lost something")
        if acknowledged and not gone:
            faults.append("who was told so is not erased")
        if acknowledged:
            faults += _traces(folder)
        return [*faults, *_damaged(folder)]

    def completed(self, folder: Path) -> list[str]:
        return self.survived(folder, [SANNE])


def _unless_done(act: Callable[[], object]) -> None:
    """Do it; once more it says that it was done before."""
    try:
        act()
    except NotAllowed as error:
        if error.why not in {"invitation_used", "role_held", "request_unknown"}:
            raise


def _traces(folder: Path) -> list[str]:
    """Files that still hold the id of who was erased."""
    bare = SANNE.partition(":")[2].encode()
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [f"{path.name} holds a trace" for path in files if bare in path.read_bytes()]


def _damaged(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "people.db")) as database:
        told = database.execute("PRAGMA integrity_check").fetchall()
    return [] if told == [("ok",)] else [f"people.db: {told}"]
