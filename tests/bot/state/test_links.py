"""A link lives as long as whoever made it was told; one that nobody asked for as long as words."""

from pathlib import Path

import pytest

from bot.state.links import Links
from bot.state.records import Records, Rules
from tests.bot.state.clock import DAY, HOUR, Clock
from tests.bot.state.conftest import IDENTITY

SANNE = "telegram:1000000007"


def test_a_link_that_was_asked_for_works_for_thirty_days(records: Records, clock: Clock) -> None:
    links = Links(records)
    key = links.make(SANNE, "Hoe?")

    clock.now += 30 * DAY
    assert links.question(key) == "Hoe?"
    clock.now += 1
    assert links.question(key) is None


@pytest.mark.parametrize("hours", [1, 24])
def test_a_link_that_was_offered_works_as_long_as_questions_are_kept(
    tmp_path: Path, clock: Clock, hours: int
) -> None:
    records = Records(tmp_path, IDENTITY, Rules(keep_hours=hours), clock)
    links = Links(records)
    key = links.offer(SANNE, "Hoe?")

    assert key is not None
    clock.now += hours * HOUR
    assert links.question(key) == "Hoe?"
    clock.now += 1
    assert links.question(key) is None
    records.close()


def test_where_nothing_is_kept_no_link_is_offered(tmp_path: Path, clock: Clock) -> None:
    records = Records(tmp_path, IDENTITY, Rules(keep_hours=0), clock)

    assert Links(records).offer(SANNE, "Hoe?") is None
    assert records.people.rows("SELECT count(*) FROM links") == [(0,)]
    records.close()
