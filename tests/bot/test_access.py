"""Who is not let in gets no answer; who is, gets what their role allows; rights are looked up."""

import pytest

from bot.conversation import Conversation
from bot.reply import Action
from bot.state.notices import Notices
from bot.state.records import Records
from bot.state.roles import OPEN, OPERATOR, Role
from bot.terminal import plain
from tests.bot.persons import (
    CODE,
    NL,
    QUESTION,
    Person,
    admin,
    clock,
    conversation,
    filled,
    records,
    sanne,
)
from tests.bot.state.clock import DAY, Clock

__all__ = ["admin", "clock", "conversation", "records", "sanne"]  # fixtures


@pytest.mark.parametrize(
    "text", [QUESTION, "/start", "/bronnen", "/onzin", "", "/mensen", "Hallo"]
)
def test_a_stranger_gets_a_code_and_nothing_of_the_sources(
    sanne: Person, records: Records, text: str
) -> None:
    read = sanne.reads(text)

    (asked,) = records.entry.requests()
    assert asked.code in read
    assert asked.name == "Sanne"
    assert "Duinveen" not in read
    assert records.people.rows("SELECT count(*) FROM journal") == [(0,)]


def test_a_stranger_may_read_what_is_kept_and_have_it_erased(
    sanne: Person, records: Records
) -> None:
    assert NL["privacy.title"] in sanne.reads("/privacy")
    assert NL["help.title"] in sanne.reads("/help")
    sanne.says("/start")
    assert records.entry.requests()
    assert NL["erase.title"] in sanne.reads("/vergeetmij")
    assert sanne.presses(Action("privacy.erase")) == filled("erase.done")
    assert records.entry.requests() == []


def test_an_invitation_in_a_link_or_as_a_text_lets_in(sanne: Person, records: Records) -> None:
    for opening in ("/start ", ""):
        code = records.entry.invite(Role.ADVISOR, f"c{len(opening)}")
        assert "toegelaten als adviseur" in sanne.reads(f"{opening}{code}")

    assert "diner" in sanne.reads(QUESTION)


@pytest.mark.parametrize("sentence", ["Mijn code is {}", "Hallo, ik ben Sanne ({}).", "code:\n{}"])
def test_an_invitation_inside_a_sentence_lets_in(
    sanne: Person, records: Records, sentence: str
) -> None:
    for role, written in ((Role.OFFICER, str), (Role.ADVISOR, str.lower)):
        code = records.entry.invite(role)
        assert f"toegelaten als {NL[f'role.{role.word}']}" in sanne.reads(
            sentence.format(written(code))
        )

    assert records.entry.requests() == []


def test_who_may_ask_is_answered_a_question_in_which_words_have_the_form_of_a_code(
    sanne: Person, records: Records
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)

    assert "diner" in sanne.reads("Hoe bedankt Duinveen vrijwilligers van zelf-hulp-club?")


def test_a_stranger_s_help_says_how_to_get_in(sanne: Person, records: Records) -> None:
    helped = sanne.reads("/help")

    assert NL["entrance.how"][:40] in helped
    assert "/bronnen" not in helped
    assert "/vergeetmij" in helped
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    assert NL["entrance.how"][:40] not in sanne.reads("/help")


def test_a_wrong_invitation_is_told_in_one_line_and_lets_nobody_in(
    conversation: Conversation, records: Records, clock: Clock, sanne: Person
) -> None:
    used, ended = records.entry.invite(Role.OFFICER), records.entry.invite(Role.OFFICER)
    Person(conversation, "telegram:3", "Pim").says(used)
    clock.now += 7 * DAY
    sanne.says("/privacy")

    assert sanne.reads(used) == filled("refused.invitation_used")
    assert sanne.reads(ended) == filled("refused.invitation_ended")
    assert sanne.reads("ABCD-EFGH-JKMN") == filled("refused.invitation_unknown")
    assert sanne.reads("ABCD-EFGH-1234") == filled("refused.invitation_unknown")
    assert sanne.reads(f"Mijn code is {used}") == filled("refused.invitation_used")
    assert records.roles.find(sanne.key) == []


def test_an_invitation_is_not_used_where_others_read_it(sanne: Person, records: Records) -> None:
    code = records.entry.invite(Role.ADMIN)

    assert NL["access.alone"][:30] in sanne.reads(code, "telegram:-100")
    assert records.roles.members() == []


def test_who_is_approved_can_ask_at_once_and_until_the_role_ends(
    sanne: Person, admin: Person, records: Records, clock: Clock
) -> None:
    code = CODE.findall(sanne.reads("/start"))[0]
    assert f"Sanne vraagt om toegang en leest de code {code}" in admin.reads("/mensen")

    admin.presses(Action("people.approve", (code,)))

    assert "diner" in sanne.reads(QUESTION)
    clock.now += 366 * DAY
    assert CODE.search(sanne.reads(QUESTION))


def test_who_is_let_in_by_hand_is_told(sanne: Person, admin: Person, records: Records) -> None:
    sanne.says("/start")
    (asked,) = records.entry.requests()

    admin.presses(Action("people.approve", (asked.code,)))

    ((notice,),) = [Notices(records.people, records.identity).waiting()]
    assert notice.chat == sanne.key
    assert notice.text.startswith("U bent toegelaten als beleidsmedewerker")


BEGINS = {
    "approve": {"nl": "U bent toegelaten", "en": "You were let in"},
    "refuse": {"nl": "De beheerder heeft u niet", "en": "The administrator has not"},
}


@pytest.mark.parametrize("said", [{"nl": "Hallo, mag ik erbij?"}, {"en": "Hello, may I come in?"}])
@pytest.mark.parametrize("answer", BEGINS)
def test_what_came_of_asking_is_told_in_the_language_that_was_written_last(
    sanne: Person, admin: Person, records: Records, said: dict[str, str], answer: str
) -> None:
    ((language, text),) = said.items()
    sanne.says("/start")
    sanne.says(text)
    (asked,) = records.entry.requests()

    admin.presses(Action(f"people.{answer}", (asked.code,)))

    (notice,) = Notices(records.people, records.identity).waiting()
    assert notice.text.startswith(BEGINS[answer][language])


def test_who_writes_another_language_waits_no_shorter(
    sanne: Person, records: Records, clock: Clock
) -> None:
    sanne.says("/start")
    (before,) = records.entry.requests()
    clock.now += 3600

    sanne.says("Hello, may I come in?")

    (after,) = records.entry.requests()
    assert (after.code, after.asked_at) == (before.code, before.asked_at)


def test_who_waits_stands_above_who_has_a_role(sanne: Person, admin: Person) -> None:
    code = CODE.findall(sanne.reads("/start"))[0]

    listed = admin.says("/mensen")

    assert "Sanne vraagt om toegang" in plain(listed).split("\n")[2]
    assert [button.label for button in listed.buttons[0]] == [
        f"Laat Sanne toe ({code[-4:]})",
        f"Weiger Sanne ({code[-4:]})",
    ]


def test_who_is_refused_is_told_once_and_asks_no_more_that_day(
    sanne: Person, admin: Person, records: Records, clock: Clock
) -> None:
    code = CODE.findall(sanne.reads("/start"))[0]

    assert "Sanne is niet toegelaten." in admin.presses(Action("people.refuse", (code,)))

    (notice,) = Notices(records.people, records.identity).waiting()
    assert (notice.chat, notice.text) == (sanne.key, NL["refused.refused_today"])
    assert sanne.reads("hallo?") == filled("refused.refused_today")
    assert "Sanne" not in admin.reads("/mensen")
    assert filled("refused.request_unknown") == admin.presses(Action("people.approve", (code,)))
    clock.now += DAY
    assert CODE.search(sanne.reads(QUESTION))


def test_who_was_refused_comes_in_with_an_invitation(
    sanne: Person, admin: Person, records: Records
) -> None:
    code = CODE.findall(sanne.reads("/start"))[0]
    admin.presses(Action("people.refuse", (code,)))

    assert "toegelaten als beleidsmedewerker" in sanne.reads(records.entry.invite(Role.OFFICER))
    assert "diner" in sanne.reads(QUESTION)


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


def test_who_sits_at_the_machine_asks_and_manages_without_an_invitation(
    conversation: Conversation, records: Records
) -> None:
    operator = Person(conversation, OPERATOR, "")

    assert "boekenbon" in operator.reads("Hoe bedankt Polderwijk vrijwilligers?")
    assert NL["people.title"] in operator.reads("/mensen")
    assert records.entry.requests() == []


def test_in_a_group_nothing_of_a_closed_collection_is_shown_to_who_may_not_see_it(
    records: Records, sanne: Person
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER, "intern")

    assert "boekenbon" not in sanne.reads("Hoe bedankt Polderwijk vrijwilligers?", "telegram:-100")
    records.roles.grant("telegram:-100", "Team", Role.OFFICER, "intern")
    assert "boekenbon" in sanne.reads("Hoe bedankt Polderwijk vrijwilligers?", "telegram:-100")


def test_a_stranger_in_a_group_is_sent_to_a_chat_alone(sanne: Person, records: Records) -> None:
    assert sanne.reads(QUESTION, "telegram:-100").startswith(NL["access.stranger_in_group"][:40])
    assert records.entry.requests() == []
