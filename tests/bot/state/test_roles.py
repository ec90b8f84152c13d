"""Who may do what, for how long, and that somebody can always manage people."""

from pathlib import Path

import pytest

from bot.state.people import People
from bot.state.records import Records
from bot.state.roles import LASTS_DAYS, OPEN, OPERATOR, Access, Role, Roles, role_named
from knowledge.errors import NotAllowed
from tests.bot.state.clock import DAY, Clock

SANNE, PIM, GROUP = "telegram:1000000007", "telegram:1000000008", "telegram:-100200"


@pytest.fixture
def roles(records: Records) -> Roles:
    return records.roles


@pytest.mark.parametrize(("access", "may"), [("invited", None), ("open", Role.OFFICER)])
def test_a_stranger_may_ask_only_where_access_is_open(
    tmp_path: Path, access: Access, may: Role | None
) -> None:
    people = People(tmp_path)
    roles = Roles(people, access)

    assert roles.of(SANNE) == may
    assert roles.collections(SANNE) == frozenset({OPEN} if may else ())
    assert roles.of(SANNE, "intern") is None
    people.close()


def test_a_role_counts_in_its_collection_and_lets_one_ask_in_the_open_one(roles: Roles) -> None:
    roles.grant(SANNE, "Sanne", Role.MODERATOR, "intern")

    assert roles.of(SANNE, "intern") is Role.MODERATOR
    assert roles.of(SANNE, OPEN) is Role.OFFICER
    assert roles.of(SANNE, "sociaal-domein") is None
    assert roles.collections(SANNE) == frozenset({OPEN, "intern"})
    assert roles.of(PIM) is None


@pytest.mark.parametrize("role", list(Role))
def test_a_role_ends_unless_it_is_renewed(roles: Roles, clock: Clock, role: Role) -> None:
    roles.grant(PIM, "Pim", Role.ADMIN)
    roles.grant(SANNE, "Sanne", role, "intern")
    clock.now += LASTS_DAYS[role] * DAY - 1
    assert roles.of(SANNE, "intern") is role

    clock.now += 1
    assert roles.of(SANNE, "intern") is None
    assert roles.collections(SANNE) == frozenset()

    (renewed,) = roles.renew(SANNE)
    assert roles.of(SANNE, "intern") is role
    assert renewed.expires_at == clock.now + LASTS_DAYS[role] * DAY


def test_an_admin_ends_sooner_than_an_advisor() -> None:
    assert (LASTS_DAYS[Role.ADMIN], LASTS_DAYS[Role.ADVISOR]) == (90, 365)


def test_in_a_group_all_may_see_what_the_group_may_and_no_more(roles: Roles) -> None:
    roles.grant(GROUP, "Team sport", Role.OFFICER, "sport")
    roles.grant(SANNE, "Sanne", Role.OFFICER, "intern")

    assert roles.collections(SANNE, GROUP) == frozenset({OPEN, "sport"})
    assert roles.collections(PIM, GROUP) == frozenset({OPEN, "sport"})
    assert roles.collections(SANNE, SANNE) == frozenset({OPEN, "intern"})
    assert roles.of(PIM, "sport", GROUP) is Role.OFFICER
    assert roles.of(PIM, "sport", PIM) is None


def test_a_group_never_gives_more_than_asking(roles: Roles) -> None:
    roles.grant(GROUP, "Team sport", Role.ADMIN)

    assert roles.of(PIM, OPEN, GROUP) is Role.OFFICER


def test_who_sits_at_the_machine_has_every_right(roles: Roles) -> None:
    assert roles.of(OPERATOR, "intern") is Role.ADMIN
    assert roles.collections(OPERATOR) is None


def test_an_admin_manages_but_does_not_see_a_closed_collection(roles: Roles) -> None:
    roles.grant(SANNE, "Sanne", Role.ADMIN)

    assert roles.collections(SANNE) == frozenset({OPEN})


def test_the_last_admin_stays_whatever_is_asked(roles: Roles) -> None:
    roles.grant(SANNE, "Sanne", Role.ADMIN)
    before = roles.members()

    for attempt in (
        lambda: roles.remove(SANNE),
        lambda: roles.remove(SANNE, OPEN),
        lambda: roles.grant(SANNE, "Sanne", Role.OFFICER),
    ):
        with pytest.raises(NotAllowed, match="is the last admin; make somebody else admin"):
            attempt()

    assert roles.members() == before


def test_an_admin_whose_role_has_ended_is_no_second_admin(roles: Roles, clock: Clock) -> None:
    roles.grant(PIM, "Pim", Role.ADMIN)
    clock.now += 91 * DAY
    roles.grant(SANNE, "Sanne", Role.ADMIN)

    with pytest.raises(NotAllowed) as refused:
        roles.remove(SANNE)

    assert refused.value.why == "last_admin"
    roles.remove(PIM)


def test_an_admin_beside_another_can_go(roles: Roles) -> None:
    roles.grant(SANNE, "Sanne", Role.ADMIN)
    roles.grant(PIM, "Pim", Role.ADMIN)

    roles.remove(SANNE)

    assert roles.of(SANNE) is None
    assert [each.person for each in roles.admins()] == [PIM]


def test_the_role_of_a_stranger_cannot_be_renewed_or_removed(roles: Roles) -> None:
    for attempt in (roles.renew, roles.remove):
        with pytest.raises(NotAllowed, match="has no role here"):
            attempt(SANNE)


@pytest.mark.parametrize("word", ["baas", "", "OFFICER "])
def test_a_role_that_does_not_exist_is_refused_with_those_that_do(word: str) -> None:
    with pytest.raises(NotAllowed, match="officer, advisor, moderator, admin"):
        role_named(word)


def test_a_kill_or_a_full_disk_adds_no_role(roles: Roles, records: Records) -> None:
    records.people.database.execute("PRAGMA query_only = ON")

    with pytest.raises(Exception, match="cannot be used"):
        roles.grant(SANNE, "Sanne", Role.ADMIN)

    assert roles.members() == []


def test_what_people_see_is_listed_the_most_frequent_first(roles: Roles, clock: Clock) -> None:
    for person, collection in (("a", "intern"), ("b", "intern"), ("c", "raad")):
        roles.grant(person, person, Role.OFFICER, collection)
    assert roles.views() == [{OPEN, "intern"}, {OPEN}, {OPEN, "raad"}]

    clock.now += 366 * DAY

    assert roles.views() == [{OPEN}]
