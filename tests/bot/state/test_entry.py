"""A stranger comes in by invitation or by asking; what is wrong changes nothing."""

from pathlib import Path

import pytest

from bot.state.entry import MAX_REQUESTS, Entry, code_in, is_code
from bot.state.identity import Identity
from bot.state.records import Records, Rules
from bot.state.roles import OPEN, Role
from knowledge.errors import NotAllowed
from tests.bot.state.clock import DAY, Clock

SANNE, PIM = "telegram:1000000007", "telegram:1000000008"


@pytest.fixture
def entry(records: Records) -> Entry:
    return records.entry


def refused(entry: Entry, code: str, person: str = SANNE) -> str:
    """Why an invitation is refused."""
    with pytest.raises(NotAllowed) as why:
        entry.accept(code, person, "Sanne")
    return why.value.why


def test_an_invitation_gives_its_role_in_its_collection(entry: Entry, records: Records) -> None:
    code = entry.invite(Role.ADVISOR, "intern")

    entry.accept(code.lower().replace("-", ""), SANNE, "Sanne")

    assert records.roles.of(SANNE, "intern") is Role.ADVISOR


def test_an_invitation_works_once(entry: Entry, records: Records) -> None:
    code = entry.invite(Role.ADMIN)
    entry.accept(code, SANNE, "Sanne")

    assert refused(entry, code, PIM) == "invitation_used"
    assert records.roles.of(PIM) is None


def test_an_invitation_ends_after_a_week(entry: Entry, records: Records, clock: Clock) -> None:
    code = entry.invite(Role.OFFICER)
    clock.now += 7 * DAY

    assert refused(entry, code) == "invitation_ended"
    assert records.roles.members() == []


def test_an_invitation_of_another_bot_is_unknown(
    entry: Entry, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "other").mkdir()
    other = Records(tmp_path / "other", Identity(bytes(32)), Rules(), clock)
    code = other.entry.invite(Role.ADMIN)
    other.close()

    assert refused(entry, code) == "invitation_unknown"


def test_an_invitation_is_kept_for_another_when_one_has_the_role_already(
    entry: Entry, records: Records
) -> None:
    records.roles.grant(SANNE, "Sanne", Role.ADMIN)
    code = entry.invite(Role.OFFICER)

    assert refused(entry, code) == "role_held"
    assert entry.accept(code, PIM, "Pim").role is Role.OFFICER
    assert records.roles.of(SANNE) is Role.ADMIN


def test_the_file_holds_no_code(entry: Entry, tmp_path: Path) -> None:
    codes = [entry.invite(Role.OFFICER), entry.ask(SANNE, "Sanne de Kanarie")]

    stored = (tmp_path / "people.db").read_bytes()

    for word in (*codes, *(code.replace("-", "") for code in codes), SANNE, "Kanarie"):
        assert word.encode() not in stored


def test_who_asks_reads_the_same_code_until_they_are_let_in(
    entry: Entry, records: Records
) -> None:
    code = entry.ask(SANNE, "Sanne")

    assert entry.ask(SANNE, "Sanne") == code
    assert [(each.name, each.code) for each in entry.requests()] == [("Sanne", code)]
    assert entry.approve(code, Role.ADVISOR).name == "Sanne"
    assert records.roles.of(SANNE) is Role.ADVISOR
    assert entry.requests() == []


def test_who_is_refused_gets_no_role_and_may_ask_again_after_a_day(
    entry: Entry, records: Records, clock: Clock
) -> None:
    code = entry.ask(SANNE, "Sanne")
    clock.now += DAY / 2

    assert entry.refuse(code).name == "Sanne"

    assert records.roles.of(SANNE) is None
    assert entry.requests() == []
    clock.now += DAY * 0.9
    with pytest.raises(NotAllowed, match="less than a day ago"):
        entry.ask(SANNE, "Sanne")
    clock.now += DAY * 0.1
    assert entry.ask(SANNE, "Sanne") != code


def test_a_name_is_one_line_that_cannot_pose_as_another(entry: Entry, records: Records) -> None:
    code = entry.ask(SANNE, "Sanne\nPim: beheerder\u202e " + "x" * 500)

    (asked,) = entry.requests()

    assert asked.name.startswith("Sanne Pim: beheerder x")
    assert len(asked.name) == 64
    assert entry.approve(code).name == asked.name


def test_a_request_ends_after_a_day(entry: Entry, records: Records, clock: Clock) -> None:
    code = entry.ask(SANNE, "Sanne")
    clock.now += DAY

    with pytest.raises(NotAllowed, match="nobody waits with this code"):
        entry.approve(code)
    assert records.roles.members() == []


def test_an_invitation_ends_the_request_of_who_uses_it(entry: Entry) -> None:
    entry.ask(SANNE, "Sanne")

    entry.accept(entry.invite(Role.OFFICER, OPEN), SANNE, "Sanne")

    assert entry.requests() == []


def test_a_flood_of_requests_is_stopped(entry: Entry) -> None:
    for number in range(MAX_REQUESTS):
        entry.ask(f"telegram:{number}", "X")

    with pytest.raises(NotAllowed, match="too many people wait"):
        entry.ask(SANNE, "Sanne")


def test_the_code_in_a_text_is_found_when_there_is_just_one(entry: Entry) -> None:
    assert code_in("Mijn code is abcd-efgh-jkmn.") == "abcd-efgh-jkmn"
    assert not code_in("ABCD-EFGH-JKMN of ABCD-EFGH-JKMP")
    assert not code_in("x-ABCD-EFGH-JKMN-PQRS 2024-2025-2026")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("ABCD-EFGH-JKMN", True),
        (" abcd-efgh-jkmn ", True),
        ("abcdefghjkmn", False),
        ("vrijwilligers", False),
        ("ABCD-EFGHJKMN", False),
        ("ABCD-EFGH-JKM1", False),
        ("", False),
    ],
)
def test_a_code_is_known_by_its_form(text: str, *, is_one: bool) -> None:
    assert is_code(text) is is_one
