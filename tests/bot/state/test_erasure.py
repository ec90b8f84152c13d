"""What is kept of a person comes out whole, and goes without leaving a byte."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply import Action
from bot.state.buttons import Buttons, Owner
from bot.state.drafts import Drafts
from bot.state.erasure import CLEAR, TABLES
from bot.state.feedback import Feedback, Given, Verdict
from bot.state.gaps import End, Gaps, Wish
from bot.state.inbox import Inbox, UpdateKey
from bot.state.journal import Kept
from bot.state.languages import Languages
from bot.state.links import Links
from bot.state.records import Records, Rules
from bot.state.roles import OPEN, Role
from bot.state.sent import Sent, SentMessage
from knowledge.errors import NotAllowed
from tests.bot.state.clock import DAY, Clock
from tests.bot.state.conftest import IDENTITY

SANNE, PIM = "telegram:1000000007", "telegram:1000000008"
CANARY = "kanariegeel"
# Tables in which nothing of a person stands; `erasures` keeps a pseudonym on purpose.
OF_NOBODY = {"invitations", "receipts", "erasures", "gaps", "rounds"}


def lives(records: Records, inbox: Inbox, person: str, clock: Clock) -> None:
    """Leave something in every table that can hold something of a person."""
    number = int(person.partition(":")[2])
    records.entry.ask(person, f"{CANARY} {number}")
    records.roles.grant(person, f"{CANARY} {number}", Role.ADVISOR, "intern")
    records.consents.give(person)
    records.told.tell(person)
    for n in range(5):
        said = {"turn": {"text": f"{CANARY} {n}?"}, "answer": {"question": f"{CANARY} {n}?"}}
        records.journal.keep(person, Kept(f"A-{n}{number}", person, clock(), said))
    hands_in(records, person)
    message = {"message_id": 1, "from": {"id": number}, "text": f"{CANARY} in de rij"}
    inbox.store(UpdateKey(1, number), str(number), json.dumps({"message": message}))
    press = {"id": "7", "from": {"id": number}, "data": CANARY}
    group = json.dumps({"callback_query": press})
    inbox.store(UpdateKey(1, number + 100), "-100200", group)


def hands_in(records: Records, person: str) -> None:
    """Leave something in the tables of buttons, links, feedback and gaps."""
    owner = Owner(person, person)
    action = Action("ask", (CANARY,))
    Buttons(records.people, records.identity, clock=records.clock).keep(owner, (action,))
    Sent(records.people, records.identity).note(owner, SentMessage(7, 6, "A-1"))
    Links(records).make(person, {"text": CANARY})
    Languages(records).choose(person, "en")
    feedback, gaps = Feedback(records), Gaps(records)
    feedback.give(Given(person, person, f"A-{person}", CANARY, "nl"), Verdict.WRONG)
    Drafts(records).keep(person, person, f"{CANARY}.pdf", CANARY.encode())
    number = gaps.keep(Wish(person, person, f"{CANARY} {person}", "nl"))
    gaps.end(number, End.OPEN, lambda _, asked: asked)


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


def test_every_table_that_could_hold_somebody_is_registered(records: Records) -> None:
    named = {table for table, _ in (*TABLES, *CLEAR)}
    there = {
        name
        for (name,) in records.people.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    }

    assert there - named - OF_NOBODY == {"inbox"}
    for table in there & (named | {"inbox"}):
        columns = [row[1] for row in records.people.rows(f"PRAGMA table_info({table})")]
        whose = {column for column in columns if column in {"person", "chat"}}
        assert whose <= {column for name, column in (*TABLES, *CLEAR) if name == table} | (
            {"chat"} if table == "inbox" else set()
        )


def test_a_canary_in_every_table_comes_out(records: Records, inbox: Inbox, clock: Clock) -> None:
    lives(records, inbox, SANNE, clock)

    kept = records.everything(SANNE)

    filled = {table for table, rows in kept.items() if rows}
    assert filled == {table for table, _ in (*TABLES, *CLEAR)} | {"inbox"}
    told = json.dumps(kept, ensure_ascii=False)
    assert told.count(CANARY) >= 5 * 2 + 1 + 2
    assert CANARY in json.dumps(kept["requests"])
    inbox.close()


def test_nothing_of_another_person_comes_out(records: Records, inbox: Inbox, clock: Clock) -> None:
    lives(records, inbox, SANNE, clock)
    lives(records, inbox, PIM, clock)

    assert "1000000008" not in json.dumps(records.everything(SANNE))
    inbox.close()


def test_an_erased_person_leaves_no_byte_and_others_stay_whole(
    records: Records, inbox: Inbox, clock: Clock, tmp_path: Path
) -> None:
    lives(records, inbox, PIM, clock)
    before = records.everything(PIM)
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
    assert records.everything(PIM) == before


def test_a_message_that_waits_is_not_answered_any_more(
    records: Records, inbox: Inbox, clock: Clock
) -> None:
    lives(records, inbox, SANNE, clock)
    lives(records, inbox, PIM, clock)
    number = 1_000_000_007
    inbox.begin(UpdateKey(1, number))  # the press that erases is itself being answered

    records.forget(SANNE)

    waiting = [each.key.update_id for each in inbox.waiting(1)]
    assert waiting == [number, number + 1, number + 101]
    assert inbox.begin(UpdateKey(1, number + 100)) == 0
    inbox.finish(UpdateKey(1, number))
    inbox.close()


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
    assert restored.journal.everything(SANNE) == []
    assert restored.roles.find(PIM) != []
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
            records.journal.retire(clock(), forced=True)

    records.forget(SANNE)

    found = stored(tmp_path)
    assert found.count(traces(SANNE)[2]) == 2  # the list of erasures, and its key


def test_a_message_that_was_wiped_keeps_nobody_from_their_data(
    records: Records, inbox: Inbox, clock: Clock
) -> None:
    lives(records, inbox, SANNE, clock)
    lives(records, inbox, PIM, clock)
    inbox.wipe(UpdateKey(1, 1_000_000_007))

    assert CANARY not in json.dumps(records.everything(SANNE)["inbox"][0])
    assert records.everything(PIM)["inbox"] != []
    assert records.forget(PIM) > 0
    assert records.forget(SANNE) > 0
    inbox.close()
