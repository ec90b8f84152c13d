"""Who is not let in gets no answer; who is, gets what their role allows."""

import pytest

from bot.conversation import Conversation
from bot.reply import Action
from bot.state.notices import Notices
from bot.state.records import Records
from bot.state.roles import OPERATOR, Role
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
