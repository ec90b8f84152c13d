"""How long each class of what is kept stays, and the job step that deletes what is older.

A term stands here or a class has none, and a test holds that. /privacy is written from the same
list, and each deletion leaves a receipt. What a clock that jumped would ask for is refused
(TRUST case 13): all of it when the clock stands more than a day before the newest row, a class
when over a fifth of it would go at once.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.state.consent import CONSENT_SECONDS
from bot.state.receipts import Receipt, keep_receipt

HOUR_SECONDS: Final = 3600.0
DAY_SECONDS: Final = 24 * HOUR_SECONDS
YEAR_SECONDS: Final = 365 * DAY_SECONDS
MAX_SHARE: Final = 0.2  # of a class; TRUST case 13: more looks like a wrong clock

# Telegram repeats an update, and lets a person edit a message, for two days at most.
REPEATED_SECONDS: Final = 2 * DAY_SECONDS
# A message that no bot has answered by then: its token is another one now.
UNANSWERED_SECONDS: Final = 7 * DAY_SECONDS
REQUEST_SECONDS: Final = DAY_SECONDS
INVITATION_SECONDS: Final = 7 * DAY_SECONDS  # that it works, and as long again to say it ended
DRAFT_SECONDS: Final = DAY_SECONDS
PROPOSAL_SECONDS: Final = 14 * DAY_SECONDS  # in which a moderator decides
LINK_SECONDS: Final = 30 * DAY_SECONDS
NOTICE_SECONDS: Final = 30 * DAY_SECONDS
SETTLED_SECONDS: Final = 90 * DAY_SECONDS  # to look back on what was done with it
ENDED_ROLE_SECONDS: Final = 180 * DAY_SECONDS  # TRUST §4: who could do what, half a year back
RECEIPT_SECONDS: Final = 180 * DAY_SECONDS  # as long as a record of who did what (TRUST §4, AVG)
# As long as a backup may live that holds the person: 12 monthly ones (TRUST §2) and a month.
ERASURE_SECONDS: Final = 400 * DAY_SECONDS


@dataclass(frozen=True, slots=True)
class Term:
    """How long rows of a class stay: `seconds` after `since`, an SQL expression in seconds UTC.

    `which` tells its rows from others of the table. `ahead`: `since` is an end that was set
    before, and may be to come; then `told` seconds are what people read.
    """

    name: str
    table: str
    since: str
    seconds: float
    which: str = "TRUE"
    ahead: bool = False
    told: float | None = None

    @property
    def lasts(self) -> float:
        """Seconds, as people are told them."""
        return self.seconds if self.told is None else self.told


_AGREED: Final = "person IN (SELECT person FROM consents)"
_ENDED: Final = "(SELECT ended_at FROM gaps WHERE gaps.number = gap_asks.gap)"


def terms(keep_hours: int) -> tuple[Term, ...]:
    """Return the terms under the setting for how many hours a question is kept."""
    kept = keep_hours * HOUR_SECONDS
    agreed = max(kept, CONSENT_SECONDS) if kept else 0.0
    return (
        Term("journal", "journal", "asked_at", kept, f"NOT {_AGREED}"),
        Term("journal_agreed", "journal", "asked_at", agreed, _AGREED),
        Term("waiting", "inbox", "stored_at", UNANSWERED_SECONDS, "done_at IS NULL"),
        Term("answered", "inbox", "done_at", REPEATED_SECONDS, "done_at IS NOT NULL"),
        Term("sent", "sent", "at", REPEATED_SECONDS),
        Term("buttons", "buttons", "ends_at", 0, ahead=True, told=YEAR_SECONDS),
        Term("links", "links", "ends_at", 0, ahead=True, told=LINK_SECONDS),
        Term("feedback", "feedback", "at", YEAR_SECONDS, "closed_at IS NULL"),
        Term("feedback_closed", "feedback", "closed_at", SETTLED_SECONDS, "closed_at IS NOT NULL"),
        Term("gaps", "gap_asks", "at", YEAR_SECONDS, f"{_ENDED} IS NULL"),
        Term("gaps_ended", "gap_asks", _ENDED, SETTLED_SECONDS, f"{_ENDED} IS NOT NULL"),
        Term("drafts", "drafts", "at", DRAFT_SECONDS, "stage <> 'proposed'"),
        Term("proposals", "drafts", "at", PROPOSAL_SECONDS, "stage = 'proposed'"),
        Term("notices", "notices", "at", NOTICE_SECONDS),
        Term("requests", "requests", "asked_at", REQUEST_SECONDS),
        Term("invitations", "invitations", "expires_at", INVITATION_SECONDS, ahead=True),
        Term("roles", "roles", "expires_at", ENDED_ROLE_SECONDS, ahead=True),
        Term("consents", "consents", "given_at", YEAR_SECONDS),
        Term("languages", "languages", "at", YEAR_SECONDS),
        Term("told", "told", "at", YEAR_SECONDS),
        Term("erasures", "erasures", "erased_at", ERASURE_SECONDS),
        Term("receipts", "receipts", "at", RECEIPT_SECONDS),
    )


# What is done, by the name of a class, before rows of it go: those of the moment that it is given
# (seconds UTC) and before. It stands or falls with their deletion.
Farewells: TypeAlias = Mapping[str, Callable[[float], None]]

# Classes that hold nothing of a person who uses the bot.
OF_NOBODY: Final = frozenset({"invitations", "receipts"})

# What belongs to rows that went: gaps that nobody asks about, keys under which nothing is sealed.
_LEFT_OVER: Final = (
    "DELETE FROM gaps WHERE number NOT IN (SELECT gap FROM gap_asks)",
    """
    DELETE FROM person_keys WHERE person NOT IN (
        SELECT person FROM journal UNION SELECT person FROM feedback
        UNION SELECT person FROM gap_asks UNION SELECT person FROM notices
    )
    """,
)


def retire(
    connection: sqlite3.Connection,
    kept: Sequence[Term],
    now: float,
    farewells: Farewells,
    *,
    forced: bool,
) -> list[Receipt]:
    """Delete what is older than its term, inside a transaction; return a receipt a class.

    Receipts of classes in which something went or was refused are written down. `forced`: delete
    also what a wrong clock would ask for.
    """
    behind = None if forced else _behind(connection, kept, now)
    receipts = [_judged(connection, term, now, behind, forced=forced) for term in kept]
    for term, receipt in zip(kept, receipts, strict=True):
        if receipt.deleted:
            _delete(connection, term, now - term.seconds, farewells)
    for receipt in receipts:
        if receipt.deleted or receipt.refused:
            keep_receipt(connection, receipt)
    for sql in _LEFT_OVER:
        connection.execute(sql)
    return receipts


def _judged(
    connection: sqlite3.Connection, term: Term, now: float, behind: str | None, *, forced: bool
) -> Receipt:
    """Return what is to be deleted of one class, or why that is refused."""
    rows, many = connection.execute(
        f"SELECT count(*), total({term.since} <= ?) FROM {term.table} WHERE {term.which}",  # noqa: S608 (ours)
        (now - term.seconds,),
    ).fetchone()
    refused = behind if rows else None
    if not forced and many > MAX_SHARE * rows:
        refused = refused or f"{many:.0f} of {rows} rows at once is over {MAX_SHARE:.0%}"
    deleted = 0 if refused else int(many)
    return Receipt(term.name, now, deleted, rows - deleted, refused)


def _delete(
    connection: sqlite3.Connection, term: Term, until: float, farewells: Farewells
) -> None:
    """Delete the rows of a class from then and before, after what is done for them."""
    if term.name in farewells:
        farewells[term.name](until)
    connection.execute(
        f"DELETE FROM {term.table} WHERE ({term.which}) AND {term.since} <= ?",  # noqa: S608 (ours)
        (until,),
    )


def _behind(connection: sqlite3.Connection, kept: Sequence[Term], now: float) -> str | None:
    """Say so when the clock stands before what was written down."""
    if max(_newest(connection, kept), default=now) > now + DAY_SECONDS:
        return "the clock stands more than a day before the newest row"
    return None


def _newest(connection: sqlite3.Connection, kept: Sequence[Term]) -> Iterator[float]:
    for term in kept:
        if not term.ahead:
            sql = f"SELECT max({term.since}) FROM {term.table} WHERE {term.which}"  # noqa: S608 (ours)
            (newest,) = connection.execute(sql).fetchone()
            if newest is not None:
                yield newest
