"""What is kept of a person comes out whole, and goes without leaving a byte."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.own import readable
from bot.state.erasure import CLEAR, DONE_BY, TABLES, Erased
from bot.state.inbox import Inbox, UpdateKey
from bot.state.journal import Kept
from bot.state.records import Records, Rules
from bot.state.roles import OPEN, Role
from bot.telegram.service import ALLOWED_UPDATES
from bot.texts import load
from knowledge.errors import NotAllowed
from tests.bot.state.clock import DAY, Clock
from tests.bot.state.conftest import IDENTITY
from tests.bot.state.living import CANARY, PIM, SANNE, lives

# Tables in which nothing of a person stands; `erasures` keeps a pseudonym on purpose.
OF_NOBODY = {"invitations", "receipts", "erasures", "gaps", "rounds"}
WHOSE = {"person", "chat"}  # columns that say whose a row is


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def traces(person: str) -> list[bytes]:
    return [
        person.encode(),
        person.partition(":")[2].encode(),
        IDENTITY.pseudonym(person).encode(),
    ]


def tables(records: Records) -> dict[str, list[str]]:
    """All tables of the schema with their columns."""
    listed = records.people.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {
        table: [row[1] for row in records.people.rows(f"PRAGMA table_info({table})")]
        for (table,) in listed
    }


def test_every_table_that_could_hold_somebody_is_registered(records: Records) -> None:
    named = {table for table, _ in (*TABLES, *CLEAR)}

    assert tables(records).keys() - named - OF_NOBODY == {"inbox"}
    for table, columns in tables(records).items():
        whose = {column for column in columns if column in WHOSE}
        if table in named:
            assert whose == {column for name, column in (*TABLES, *CLEAR) if name == table}


def test_every_row_of_every_table_with_a_person_comes_out(
    records: Records, inbox: Inbox, clock: Clock
) -> None:
    pseudonym = IDENTITY.pseudonym(SANNE)
    records.erasure.apply([Erased(pseudonym, clock())])
    lives(records, inbox, SANNE, clock)

    told = records.own.everything(SANNE)

    names = {SANNE, SANNE.partition(":")[2], pseudonym}
    for table, columns in tables(records).items():
        for column in WHOSE.intersection(columns):
            rows = [
                dict(zip(columns, row, strict=True))
                for row in records.people.rows(f"SELECT * FROM {table}")  # noqa: S608 (ours)
                if row[columns.index(column)] in names
            ]
            assert rows, f"{table}.{column}: nothing was planted"
            assert all(out(row, told[table]) for row in rows), f"{table} does not come out"
    assert told["drafts"][0]["said"]["document"]["metadata"]["title"] == CANARY
    inbox.close()


def out(row: dict[str, Any], told: list[dict[str, Any]]) -> bool:
    """Whether a row comes out: each value of it, and the canary where it is sealed or waits."""
    plain = {c: v for c, v in row.items() if not isinstance(v, bytes) and c not in {"code", "id"}}
    plain.pop("body", None)
    if "number" in plain and "bot" in plain:  # the inbox tells what waits, not how
        plain = {"stored_at": plain["stored_at"], "chat": plain["chat"]}
    hidden = "said" in row or "body" in row or "asked" in row
    return any(
        plain.items() <= each.items() and (not hidden or CANARY in json.dumps(each))
        for each in told
    )


def test_what_comes_out_can_be_read_in_both_languages(
    records: Records, inbox: Inbox, clock: Clock
) -> None:
    records.erasure.apply([Erased(IDENTITY.pseudonym(SANNE), clock())])
    lives(records, inbox, SANNE, clock)
    kept = records.own.everything(SANNE)
    texts = load()

    for language in ("nl", "en"):
        read = "\n".join(readable(kept, language, texts))
        for table in kept:
            assert texts.get(language, f"own.{table}", count=len(kept[table])) in read
        # Five questions, a verdict, a gap with its notice, a request, two roles, what waits.
        assert read.count(CANARY) >= 5 + 1 + 2 + 1 + 1 + 2
        assert f"{CANARY}.pdf" in read
        assert texts.get(language, "language.en_button") in read
    inbox.close()


def test_who_is_not_known_gets_an_empty_answer(records: Records) -> None:
    kept = records.own.everything(PIM)

    assert not any(kept.values())
    assert list(readable(kept, "nl", load())) == []


def test_nothing_of_another_person_comes_out(records: Records, inbox: Inbox, clock: Clock) -> None:
    lives(records, inbox, SANNE, clock)
    lives(records, inbox, PIM, clock)

    assert "1000000008" not in json.dumps(records.own.everything(SANNE))
    inbox.close()


def test_an_erased_person_leaves_no_byte_and_others_stay_whole(
    records: Records, inbox: Inbox, clock: Clock, tmp_path: Path
) -> None:
    lives(records, inbox, PIM, clock)
    before = records.own.everything(PIM)
    for _ in range(3):
        lives(records, inbox, SANNE, clock)
    wrapped = records.people.rows(
        "SELECT wrapped FROM person_keys WHERE person = ?", IDENTITY.pseudonym(SANNE)
    )[0][0]

    assert records.forget(SANNE) > 0
    inbox.close()

    found = stored(tmp_path)
    for trace in (*traces(SANNE)[:2], wrapped):
        assert trace not in found
    # The list of who was erased holds the pseudonym, once, and nothing else does.
    assert found.count(traces(SANNE)[2]) == len(records.erasure.erased()) + 1  # its key index
    assert records.own.everything(PIM) == before


def test_a_message_that_waits_is_not_answered_any_more(
    records: Records, inbox: Inbox, clock: Clock
) -> None:
    lives(records, inbox, SANNE, clock)
    lives(records, inbox, PIM, clock)
    number = 1_000_000_007
    inbox.begin(UpdateKey(1, number))  # the press that erases is itself being answered

    records.forget(SANNE, in_chat=True)

    waiting = [each.key.update_id for each in inbox.waiting(1)]
    assert waiting == [number, number + 1, number + 101]
    assert not inbox.begin(UpdateKey(1, number + 100))
    inbox.finish(UpdateKey(1, number))
    inbox.close()


def test_a_bot_that_was_killed_at_a_message_keeps_nobody_from_being_erased(
    records: Records, inbox: Inbox, clock: Clock
) -> None:
    lives(records, inbox, SANNE, clock)
    inbox.begin(UpdateKey(1, 1_000_000_007))
    inbox.close()

    records.forget(SANNE)

    assert not records.own.everything(SANNE)["inbox"]
    assert CANARY.encode() not in records.people.path.read_bytes()


@pytest.mark.parametrize("kind", ALLOWED_UPDATES)
def test_whatever_somebody_did_in_a_group_waits_no_more(
    records: Records, inbox: Inbox, kind: str
) -> None:
    number = int(SANNE.partition(":")[2])
    who = {"id": number, "first_name": "Kanariegeel"}
    inbox.store(UpdateKey(1, 5), "-100200", json.dumps({kind: {DONE_BY[kind]: who}}))
    assert records.own.everything(SANNE)["inbox"]

    records.forget(SANNE)

    assert inbox.waiting(1) == []
    assert b"Kanariegeel" not in records.people.path.read_bytes()


def test_who_was_erased_is_erased_again_from_a_backup_that_is_put_back(
    records: Records, inbox: Inbox, clock: Clock, tmp_path: Path
) -> None:
    lives(records, inbox, SANNE, clock)
    lives(records, inbox, PIM, clock)
    backup = (tmp_path / "people.db").read_bytes()
    clock.now += DAY
    records.forget(SANNE)
    erased = records.erasure.erased()
    assert [each.person for each in erased] == [IDENTITY.pseudonym(SANNE)]
    assert records.erasure.erased(since=clock() + 1) == []
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "people.db").write_bytes(backup)
    restored = Records(tmp_path / "back", IDENTITY, Rules(), clock)

    restored.erasure.apply(erased)

    assert restored.roles.find(SANNE) == []
    assert restored.own.everything(SANNE)["journal"] == []
    assert restored.own.everything(SANNE)["inbox"] == []
    assert restored.roles.find(PIM) != []
    assert len(restored.own.everything(PIM)["inbox"]) == 2
    assert SANNE.encode() not in stored(tmp_path / "back")
    assert restored.erasure.erased() == erased
    restored.close()
    inbox.close()


def test_the_last_admin_stays_until_there_is_another(records: Records) -> None:
    records.roles.grant(SANNE, "Sanne", Role.ADMIN)
    with pytest.raises(NotAllowed, match="is the last admin"):
        records.forget(SANNE)
    assert records.roles.of(SANNE, OPEN) is Role.ADMIN

    records.roles.grant(PIM, "Pim", Role.ADMIN)
    records.forget(SANNE)

    assert records.roles.find(SANNE) == []


def test_erasing_a_stranger_is_no_error(records: Records) -> None:
    assert records.forget("terminal") == 0
    assert records.forget("anders:niet-een-nummer") == 0


@settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from([SANNE, PIM]), st.integers(0, 3000)), max_size=25))
def test_whatever_was_kept_and_let_go_of_before_nothing_stays(
    records: Records, clock: Clock, tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    for number, (person, length) in enumerate(steps):
        said = {"turn": {"text": "x" * length}}
        records.journal.keep(person, Kept(f"A-{number}", person, clock(), said))
        if length % 7 == 0:
            records.retire(clock(), {}, forced=True)

    records.forget(SANNE)

    found = stored(tmp_path)
    assert found.count(traces(SANNE)[2]) == 2  # the list of erasures, and its key


def test_a_message_that_was_wiped_keeps_nobody_from_their_data(
    records: Records, inbox: Inbox, clock: Clock
) -> None:
    lives(records, inbox, SANNE, clock)
    lives(records, inbox, PIM, clock)
    inbox.wipe(UpdateKey(1, 1_000_000_007))

    assert CANARY not in json.dumps(records.own.everything(SANNE)["inbox"][0])
    assert records.own.everything(PIM)["inbox"] != []
    assert records.forget(PIM) > 0
    assert records.forget(SANNE) > 0
    inbox.close()
