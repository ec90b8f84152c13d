"""Rights are looked up at every press; admins give roles, and take them."""

import pytest

from bot.conversation import Conversation
from bot.reply import Action
from bot.state.records import Records
from bot.state.roles import OPEN, Role
from tests.bot.persons import (
    CODE,
    NL,
    Person,
    admin,
    clock,
    conversation,
    records,
    sanne,
)
from tests.bot.state.clock import DAY, Clock

__all__ = ["admin", "clock", "conversation", "records", "sanne"]  # fixtures


def test_what_a_desk_does_not_declare_is_for_admins_alone(
    sanne: Person, admin: Person, records: Records
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.MODERATOR)
    sanne.says("/privacy")

    assert sanne.reads("/dagboek") == NL["declined.not_allowed"]
    assert sanne.presses(Action("diary")) == NL["declined.not_allowed"]
    assert admin.reads("/dagboek").startswith("dagboek")
    assert admin.reads("/dagboek", chat="telegram:-100").startswith(NL["access.alone"][:30])


def test_every_command_and_action_of_ours_says_what_it_needs(conversation: Conversation) -> None:
    named = {*conversation._commands, *conversation._actions} - {"/dagboek", "diary"}

    assert named <= set(conversation._needs)


@pytest.mark.parametrize("role", [None, Role.OFFICER, Role.ADVISOR, Role.MODERATOR])
def test_a_press_of_an_admin_s_button_by_somebody_else_changes_nothing(
    conversation: Conversation, records: Records, admin: Person, role: Role | None
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    if role:
        records.roles.grant(pim.key, "Pim", role)
    code = records.entry.ask("telegram:5", "Vreemde")
    known_as = records.identity.pseudonym(admin.key)
    before = records.roles.members()

    for action in (
        Action("people.approve", (code,)),
        Action("people.invite", ("admin", OPEN)),
        Action("people.set", (known_as, OPEN, "officer")),
        Action("people.remove", (known_as, OPEN)),
        Action("people.take", (known_as, OPEN)),
    ):
        pim.presses(action)

    assert records.roles.members() == before
    assert records.people.rows("SELECT count(*) FROM invitations") == [(0,)]


def test_rights_that_are_gone_are_gone_at_the_next_press(
    conversation: Conversation, records: Records, admin: Person
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(pim.key, "Pim", Role.ADMIN)
    pim.says("/mensen")
    admin.presses(Action("people.take", (records.identity.pseudonym(pim.key), OPEN)))

    pim.presses(Action("people.invite", ("admin", OPEN)))

    assert records.people.rows("SELECT count(*) FROM invitations") == [(0,)]


def test_an_admin_of_a_collection_manages_only_that_one(
    conversation: Conversation, records: Records, admin: Person
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(pim.key, "Pim", Role.ADMIN, "intern")
    pim.says("/privacy")
    aaf = records.identity.pseudonym(admin.key)
    code = records.entry.ask("telegram:5", "Vreemde")

    assert "Aaf" not in pim.reads("/mensen")
    for action in (
        Action("people.set", (aaf, OPEN, "officer")),
        Action("people.approve", (code,)),
        Action("people.invite", ("officer", OPEN)),
    ):
        assert pim.presses(action) == NL["refused.other_collection"]
    assert CODE.search(pim.presses(Action("people.invite", ("advisor", "intern"))))


def test_an_admin_changes_renews_and_removes_others_but_not_their_own_role(
    conversation: Conversation, records: Records, admin: Person, clock: Clock
) -> None:
    pim = records.roles.grant("telegram:1000000008", "Pim", Role.OFFICER)
    about = (records.identity.pseudonym(pim.person), OPEN)
    own = (records.identity.pseudonym(admin.key), OPEN)
    clock.now += DAY

    assert "Pim: adviseur" in admin.presses(Action("people.set", (*about, "advisor")))
    admin.presses(Action("people.renew", about))
    assert records.roles.find(pim.person)[0].granted_at == clock.now
    assert admin.presses(Action("people.renew", own)) == NL["refused.own_role"]
    assert admin.presses(Action("people.take", own)) == NL["refused.last_admin"]
    assert admin.presses(Action("privacy.erase")) == NL["refused.last_admin"]
    assert "Pim heeft deze rol niet meer." in admin.presses(Action("people.take", about))
    assert [each.name for each in records.roles.members()] == ["Aaf"]


def test_a_list_of_people_offers_everybody_and_each_invitation(
    admin: Person, records: Records
) -> None:
    records.roles.grant("telegram:1000000008", "Pim", Role.OFFICER, "intern")
    buttons = [button for row in admin.says("/mensen").buttons for button in row]

    assert {
        "Aaf: beheerder (openbaar)",
        "Pim: beleidsmedewerker (intern)",
        "Nodig uit: beheerder (intern)",
    } <= {button.label for button in buttons}
    for button in buttons:
        assert button.action is not None
        assert "1000000008" not in "".join(button.action.about)
        admin.presses(button.action)


def test_people_of_the_same_name_can_be_told_apart_in_the_list_and_in_the_question_after_it(
    admin: Person, records: Records
) -> None:
    for number in ("1000000008", "1000000009"):
        records.roles.grant(f"telegram:{number}", "Mo", Role.MODERATOR)
    records.roles.grant("telegram:1000000008", "Mo", Role.OFFICER, "intern")
    first = records.entry.ask("telegram:5", "Mo")[-4:]
    second = records.entry.ask("telegram:6", "Mo")[-4:]

    buttons = {b.label: b.does for row in admin.says("/mensen").buttons for b in row}

    assert {f"Laat Mo toe ({first})", f"Laat Mo toe ({second})"} <= set(buttons)
    mo = "Mo (…0009): moderator (openbaar)"
    assert {"Mo (…0008): moderator (openbaar)", "Mo (…0008): beleidsmedewerker (intern)", mo} <= (
        set(buttons)
    )
    assert mo in admin.reads("/mensen")
    assert mo in admin.presses(buttons[mo] or Action(""))


def test_taking_a_role_away_asks_first(admin: Person, records: Records) -> None:
    records.roles.grant("telegram:1000000008", "Pim", Role.OFFICER)
    about = (records.identity.pseudonym("telegram:1000000008"), OPEN)

    asked = admin.presses(Action("people.remove", about))

    assert "Pim: beleidsmedewerker (openbaar)" in asked
    assert NL["taking.sure"] in asked
    assert NL["taking.own"] not in asked
    assert records.roles.find("telegram:1000000008")
    buttons = {
        b.label: b.does for row in admin.sees(Action("people.remove", about)).buttons for b in row
    }
    assert list(buttons) == [NL["people.take_button"], NL["people.back"]]
    assert "Pim heeft deze rol niet meer." in admin.presses(
        buttons[NL["people.take_button"]] or Action("")
    )


def test_taking_one_s_own_role_away_is_named_so_before(admin: Person, records: Records) -> None:
    records.roles.grant("telegram:1000000008", "Aaf", Role.ADMIN)
    own = (records.identity.pseudonym(admin.key), OPEN)

    assert NL["taking.own"] in admin.presses(Action("people.remove", own))
    assert NL["taking.own"] in admin.presses(Action("people.show", own))
    assert "Aaf (…0001) heeft deze rol niet meer." in admin.presses(Action("people.take", own))


def test_one_person_with_two_roles_needs_no_number(admin: Person, records: Records) -> None:
    for collection in (OPEN, "intern"):
        records.roles.grant("telegram:1000000008", "Pim", Role.OFFICER, collection)

    assert "…" not in admin.reads("/mensen")


def test_a_person_sees_only_their_collections(
    conversation: Conversation, records: Records, sanne: Person
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER, "intern")
    records.roles.grant(pim.key, "Pim", Role.OFFICER)

    asked = "Hoe bedankt Polderwijk vrijwilligers?"
    assert "boekenbon" in sanne.reads(asked)
    assert "boekenbon" not in pim.reads(asked)
    assert "niet naar buiten" in sanne.reads("/bronnen")
    assert "niet naar buiten" not in pim.reads("/bronnen")
    assert "2 praktijknotities" in sanne.reads("/start")
    assert "1 praktijknotitie" in pim.reads("/start")
