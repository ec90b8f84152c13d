"""The hourly job keeps its promise, also after a night off; a clock that jumps is noticed."""

from pathlib import Path

import pytest

from bot.state.journal import Kept
from bot.state.records import Records
from bot.state.retention import Retention
from tests.bot.state.clock import DAY, HOUR, Clock

SANNE, PIM = "telegram:1000000007", "telegram:1000000008"


@pytest.fixture
def steady() -> Clock:
    return Clock()


@pytest.fixture
def job(records: Records, steady: Clock) -> Retention:
    return Retention(records, steady)


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

    first = job.run()
    passes(HOUR, clock, steady)
    second = job.run()

    assert first is not None
    assert first.refused == "1 of 1 rows at once is over 20%"
    assert second is not None
    assert (second.deleted, left(records)) == (1, 0)


@pytest.mark.parametrize("jump", [366 * DAY, -366 * DAY, 30 * DAY])
def test_a_clock_that_jumps_between_two_jobs_deletes_nothing_at_once(
    records: Records, job: Retention, clock: Clock, steady: Clock, jump: float
) -> None:
    asked(records, clock)
    job.run()
    passes(HOUR, clock, steady)

    clock.now += jump
    receipt = job.run()

    assert receipt is not None
    assert receipt.refused
    assert left(records) == 1


def test_a_database_that_refuses_is_logged_and_tried_again(
    records: Records, job: Retention, caplog: pytest.LogCaptureFixture
) -> None:
    records.people.database.execute("PRAGMA query_only = ON")
    assert job.run() is None
    assert "nothing was retired" in caplog.text

    records.people.database.execute("PRAGMA query_only = OFF")
    assert job.run() is not None


def test_who_agreed_keeps_words_for_thirty_days_and_no_longer(
    records: Records, clock: Clock
) -> None:
    records.consents.give(SANNE)
    asked(records, clock)
    asked(records, clock, PIM)
    clock.now += 2 * DAY
    assert records.journal.retire(clock(), forced=True).deleted == 1
    assert records.journal.everything(SANNE)
    assert records.journal.latest(SANNE, SANNE) == [], "kept for counting, not for asking on"

    clock.now += 28 * DAY

    assert records.journal.retire(clock(), forced=True).deleted == 1


def test_who_withdraws_is_back_at_a_day(records: Records, clock: Clock) -> None:
    records.consents.give(SANNE)
    asked(records, clock)
    clock.now += 2 * DAY

    records.consents.withdraw(SANNE)

    assert records.journal.retire(clock(), forced=True).deleted == 1
    assert not records.consents.given(SANNE)


def test_requests_that_ended_go_along(
    records: Records, job: Retention, clock: Clock, tmp_path: Path
) -> None:
    records.entry.ask(SANNE, "Sanne")
    clock.now += DAY

    job.run()

    assert records.people.rows("SELECT count(*) FROM requests") == [(0,)]
