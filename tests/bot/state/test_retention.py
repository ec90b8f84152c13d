"""The hourly job keeps its promise, also after a night off; a clock that jumps is noticed."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.proposals import farewells
from bot.state.drafts import Drafts, Stage
from bot.state.erasure import Erased
from bot.state.inbox import Inbox, UpdateKey
from bot.state.journal import Kept
from bot.state.receipts import Receipt, keep_receipt
from bot.state.records import Records
from bot.state.retention import Retention
from bot.state.roles import Role
from bot.state.terms import OF_NOBODY, PROPOSAL_SECONDS, Term, retire, terms
from bot.texts import load
from knowledge.errors import Unavailable
from tests.bot.state.clock import DAY, HOUR, Clock, of_journal
from tests.bot.state.living import PIM, SANNE, lives
from tests.support.builders import article


@pytest.fixture
def steady() -> Clock:
    return Clock()


@pytest.fixture
def job(records: Records, steady: Clock) -> Retention:
    return Retention(records, {}, steady)


def asked(records: Records, clock: Clock, person: str = SANNE) -> None:
    records.journal.keep(person, Kept("A-1", person, clock(), {"turn": None}))


def left(records: Records) -> int:
    return int(records.people.rows("SELECT count(*) FROM journal")[0][0])


def passes(seconds: float, *clocks: Clock) -> None:
    for clock in clocks:
        clock.now += seconds


def test_hour_by_hour_nothing_stays_longer_than_was_promised(
    records: Records, job: Retention, clock: Clock, steady: Clock
) -> None:
    for _ in range(30):
        asked(records, clock)
        job.run()
        passes(HOUR, clock, steady)

    job.run()
    assert left(records) == 23


def test_a_night_off_is_made_up_for_within_an_hour(
    records: Records, job: Retention, clock: Clock, steady: Clock
) -> None:
    asked(records, clock)
    clock.now += 3 * DAY  # the machine was off: only the wall clock went on

    first = of_journal(job.run())
    passes(HOUR, clock, steady)
    second = of_journal(job.run())

    assert first.refused == "1 of 1 rows at once is over 20%"
    assert (second.deleted, left(records)) == (1, 0)


@pytest.mark.parametrize("jump", [366 * DAY, -366 * DAY, 30 * DAY])
def test_a_clock_that_jumps_between_two_jobs_deletes_nothing_at_once(
    records: Records, job: Retention, clock: Clock, steady: Clock, jump: float
) -> None:
    asked(records, clock)
    job.run()
    passes(HOUR, clock, steady)

    clock.now += jump
    receipt = of_journal(job.run())

    assert receipt.refused
    assert left(records) == 1


def test_what_a_database_refuses_is_done_at_the_next_tick(
    records: Records, job: Retention, clock: Clock
) -> None:
    records.people.database.execute("PRAGMA query_only = ON")
    with pytest.raises(Unavailable):
        job.tick()

    records.people.database.execute("PRAGMA query_only = OFF")
    job.tick()

    assert records.people.rows("SELECT at FROM rounds WHERE name = 'retention'") == [(clock(),)]


def test_a_proposal_that_cannot_be_read_any_more_goes_with_its_term_and_holds_up_nothing(
    records: Records, clock: Clock
) -> None:
    drafts = Drafts(records)
    drafts.move(drafts.keep(SANNE, SANNE, "a.md", article("Koken", "Kook samen.")), Stage.PROPOSED)
    of_another_version = records.identity.seal(b'["telegram:7", "a.md"]\n{"kookt": 1}', "draft")
    with records.people.writing() as connection:
        connection.execute("UPDATE drafts SET sealed = ?", (of_another_version,))
    clock.now += PROPOSAL_SECONDS + 1

    receipts = records.retire(clock(), farewells(records, load()), forced=True)

    assert [each.deleted for each in receipts if each.job == "proposals"] == [1]


def test_who_agreed_keeps_words_for_thirty_days_and_no_longer(
    records: Records, clock: Clock
) -> None:
    records.consents.give(SANNE)
    asked(records, clock)
    asked(records, clock, PIM)
    clock.now += 2 * DAY
    assert (
        sum(r.deleted for r in records.retire(clock(), {}, forced=True) if "journal" in r.job) == 1
    )
    assert records.own.everything(SANNE)["journal"]
    assert records.journal.latest(SANNE, SANNE) == [], "kept for counting, not for asking on"

    clock.now += 28 * DAY

    assert (
        sum(r.deleted for r in records.retire(clock(), {}, forced=True) if "journal" in r.job) == 1
    )


def test_who_withdraws_is_back_at_a_day(records: Records, clock: Clock) -> None:
    records.consents.give(SANNE)
    asked(records, clock)
    clock.now += 2 * DAY

    records.consents.withdraw(SANNE)

    assert (
        sum(r.deleted for r in records.retire(clock(), {}, forced=True) if "journal" in r.job) == 1
    )
    assert not records.consents.given(SANNE)


def test_every_table_has_a_term(records: Records) -> None:
    listed = records.people.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )

    # A gap and a key go with the last row that they belong to; `rounds` holds names of jobs.
    assert {table for (table,) in listed} - {"gaps", "person_keys", "rounds"} == {
        term.table for term in records.terms
    }


@pytest.mark.parametrize("term", terms(24), ids=lambda term: term.name)
def test_each_class_stays_for_its_term_and_no_longer(
    records: Records, clock: Clock, tmp_path: Path, term: Term
) -> None:
    filled(records, clock, tmp_path)
    count = f"SELECT count(*), max({term.since}) FROM {term.table} WHERE {term.which}"  # noqa: S608 (ours)
    ((rows, newest),) = records.people.rows(count)
    assert rows

    kept = [each for each in records.terms if each.name == term.name]
    with records.people.writing() as connection:
        retire(connection, kept, newest + term.seconds - 1, {}, forced=True)
        (before,) = records.people.rows(count)
        (receipt,) = retire(connection, kept, newest + term.seconds, {}, forced=True)

    assert before[0] > 0
    assert receipt.kept == 0
    if term.name != "receipts":  # which writes one
        assert records.people.rows(count)[0][0] == 0


def filled(records: Records, clock: Clock, folder: Path) -> None:
    """Leave something in every class."""
    records.entry.invite(Role.OFFICER)
    records.erasure.apply([Erased("niemand", clock())])
    with records.people.writing() as connection:
        keep_receipt(connection, Receipt("journal", clock(), 1, 0))
    with closing(Inbox(folder)) as inbox:
        lives(records, inbox, SANNE, clock)
        lives(records, inbox, PIM, clock)
        inbox.finish(UpdateKey(1, int(PIM.partition(":")[2])))
    records.consents.withdraw(PIM)


def test_when_all_terms_are_over_nobody_stands_in_the_file(
    records: Records, clock: Clock, tmp_path: Path
) -> None:
    filled(records, clock, tmp_path)
    clock.now = max(clock.now, time.time()) + 800 * DAY  # the inbox has a clock of its own

    records.retire(clock(), {}, forced=True)

    listed = [*{term.table for term in records.terms}, "gaps", "person_keys"]
    counts = {table: f"SELECT count(*) FROM {table}" for table in listed}  # noqa: S608 (ours)
    left = {table: records.people.rows(sql)[0][0] for table, sql in counts.items()}
    receipts = left.pop("receipts")
    assert receipts > 0
    assert not any(left.values()), left


def test_a_receipt_is_kept_where_something_went_and_nowhere_else(
    records: Records, clock: Clock
) -> None:
    asked(records, clock)
    records.entry.ask(PIM, "Pim")
    clock.now += DAY

    records.retire(clock(), {}, forced=True)

    kept = records.people.rows("SELECT job, deleted FROM receipts ORDER BY job")
    assert kept == [("journal", 1), ("requests", 1)]


def test_what_is_told_names_every_class_and_its_term() -> None:
    texts = load()
    named = {term.name for term in terms(24)} - OF_NOBODY

    for language in texts.catalogues:
        for name in named:
            assert texts.placeholders(language, f"kept.{name}") == {"term"}
