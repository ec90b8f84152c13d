"""The journal keeps words for a day, readable to nobody else, and lets go of them in time."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.state.identity import Identity
from bot.state.journal import Journal, Kept
from bot.state.records import Records, Rules
from bot.state.vault import JSON
from knowledge.errors import Unavailable
from tests.bot.state.clock import DAY, HOUR, Clock, of_journal

SANNE, PIM = "telegram:1000000007", "telegram:1000000008"


def kept(words: str, at: float, chat: str = SANNE, answer_id: str = "A-abc234") -> Kept:
    said: Mapping[str, JSON] = {"turn": {"text": words}, "answer": {"statements": []}}
    return Kept(answer_id, chat, at, said)


def test_what_was_kept_comes_back_newest_first(records: Records, clock: Clock) -> None:
    asked = [kept(f"Vraag {n}?", clock() + n) for n in range(8)]
    for each in asked:
        records.journal.keep(SANNE, each)

    assert records.journal.latest(SANNE, SANNE) == asked[:1:-1]
    assert records.journal.latest(SANNE, SANNE, limit=1) == asked[:-2:-1]


def test_a_person_finds_an_answer_by_its_id_and_nobody_else_does(
    records: Records, clock: Clock
) -> None:
    answer = kept("Hoe?", clock(), answer_id="A-7f3k9q")
    records.journal.keep(SANNE, answer)

    assert records.journal.find(SANNE, "A-7f3k9q") == answer
    assert records.journal.find(PIM, "A-7f3k9q") is None
    assert records.journal.find(SANNE, "A-zzzzzz") is None


def test_people_and_chats_do_not_hear_each_other(records: Records, clock: Clock) -> None:
    group = "telegram:-100200"
    records.journal.keep(SANNE, kept("In de groep?", clock(), group))
    records.journal.keep(PIM, kept("Ook in de groep?", clock(), group))
    records.journal.keep(SANNE, kept("Alleen?", clock()))

    assert [each.said["turn"] for each in records.journal.latest(SANNE, group)] == [
        {"text": "In de groep?"}
    ]
    assert len(records.journal.latest(SANNE, SANNE)) == 1
    assert records.journal.latest(PIM, SANNE) == []


def test_it_is_still_there_after_a_restart(records: Records, clock: Clock, tmp_path: Path) -> None:
    records.journal.keep(SANNE, kept("Hoe?", clock()))
    again = Records(tmp_path, records.identity, Rules(), clock)

    assert again.journal.latest(SANNE, SANNE) == records.journal.latest(SANNE, SANNE) != []
    again.close()


def test_words_ids_and_chats_stand_nowhere_in_the_file(
    records: Records, clock: Clock, tmp_path: Path
) -> None:
    records.journal.keep(SANNE, kept("Wat kost de kanarie van Duinveen?", clock()))

    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"kanarie" not in stored
    assert b"1000000007" not in stored


def turns(records: Records, person: str) -> list[JSON]:
    """What can be read of what a person asked."""
    return [each.said["turn"] for each in records.journal.latest(person, person)]


def test_another_secret_opens_nothing_and_finds_nobody(
    records: Records, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    records.journal.keep(SANNE, kept("Kanarie?", clock()))
    records.people.database.execute("UPDATE person_keys SET wrapped = zeroblob(60)")

    assert records.journal.latest(SANNE, SANNE) == []
    assert "passed over" in caplog.text
    records.journal.keep(SANNE, kept("Mus?", clock()))
    assert turns(records, SANNE) == [{"text": "Mus?"}]
    assert Journal(records.people, Identity(bytes(32)), 24, clock).latest(SANNE, SANNE) == []


def test_what_is_moved_to_another_person_s_row_cannot_be_opened(
    records: Records, clock: Clock
) -> None:
    records.journal.keep(SANNE, kept("Kanarie?", clock()))
    records.journal.keep(PIM, kept("Mus?", clock()))
    pim = records.identity.pseudonym(PIM)

    records.people.database.execute("UPDATE journal SET person = ?, chat = ?", (pim, pim))

    assert turns(records, PIM) == [{"text": "Mus?"}]


def test_after_the_hours_it_is_neither_read_nor_kept(records: Records, clock: Clock) -> None:
    records.journal.keep(SANNE, kept("Hoe?", clock()))
    clock.now += DAY - 1
    assert records.journal.latest(SANNE, SANNE)

    clock.now += 1

    assert records.journal.latest(SANNE, SANNE) == []
    assert records.journal.find(SANNE, "A-abc234") is None
    assert of_journal(records.retire(clock(), {}, forced=True)).deleted == 1


@pytest.mark.parametrize("hours", [0, 1, 720])
def test_the_setting_says_for_how_long(tmp_path: Path, clock: Clock, hours: int) -> None:
    records = Records(tmp_path, Identity(bytes(32)), Rules(keep_hours=hours), clock)
    records.journal.keep(SANNE, kept("Hoe?", clock()))
    clock.now += hours * HOUR - 1

    assert len(records.journal.latest(SANNE, SANNE)) == min(hours, 1)
    records.close()


def test_what_is_old_goes_with_a_receipt_and_what_is_young_stays(
    records: Records, clock: Clock
) -> None:
    for n in range(10):
        records.journal.keep(SANNE, kept(f"Vraag {n}?", clock() + n * HOUR))

    receipt = of_journal(records.retire(clock() + DAY + HOUR, {}))

    assert (receipt.deleted, receipt.kept, receipt.refused) == (2, 8, None)
    (row,) = records.people.database.execute("SELECT job, deleted, kept FROM receipts").fetchall()
    assert row == ("journal", 2, 8)


@pytest.mark.parametrize(
    ("at", "why"),
    [(-DAY - 1, "a day before the newest"), (DAY + 3 * HOUR, "over 20%"), (366 * DAY, "over 20%")],
)
def test_a_clock_that_jumped_deletes_nothing_unless_forced(
    records: Records, clock: Clock, at: float, why: str
) -> None:
    for n in range(-9, 1):
        records.journal.keep(SANNE, kept(f"Vraag {n}?", clock() + n * HOUR))

    refused = of_journal(records.retire(clock() + at, {}))

    assert refused.deleted == 0
    assert why in (refused.refused or "")
    assert len(records.own.everything(SANNE)["journal"]) == 10
    assert of_journal(records.retire(clock() + at, {}, forced=True)).refused is None


def test_a_disk_that_refuses_leaves_the_journal_as_it_was(
    records: Records, clock: Clock, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "people.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    records.people.database.execute("PRAGMA busy_timeout = 0")

    with pytest.raises(Unavailable):
        records.journal.keep(SANNE, kept("Hoe?", clock()))
    other.execute("ROLLBACK")
    other.close()

    assert records.own.everything(SANNE)["journal"] == []


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=6,
        ),
        max_size=4,
    )
)
def test_whatever_json_was_said_comes_back_as_it_was(
    records: Records, clock: Clock, said: dict[str, JSON]
) -> None:
    records.journal.keep(SANNE, Kept("A-1", SANNE, clock(), said))

    assert records.journal.latest(SANNE, SANNE, 1)[0].said == said
