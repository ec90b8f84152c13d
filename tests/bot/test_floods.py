"""A flood gets one word and no work, and takes nothing from others or from anybody's rights."""

import pytest

from bot.conversation import Conversation
from bot.reply import Action, Incoming
from bot.state.limits import Budget, Limits
from bot.state.records import Records
from bot.state.roles import OPERATOR, Role
from tests.bot.persons import (
    QUESTION,
    TEXTS,
    Person,
    admin,
    clock,
    conversation,
    filled,
    records,
    sanne,
)

__all__ = ["admin", "clock", "conversation", "records", "sanne"]  # fixtures


def test_a_flood_gets_one_word_and_no_work(sanne: Person, records: Records) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(a_minute=2))
    for _ in range(2):
        sanne.says(QUESTION)

    assert sanne.reads(QUESTION) == filled("limit.held")
    incoming = Incoming(sanne.key, QUESTION, sanne.key)
    for _ in range(5):
        (held,) = sanne._conversation.receive(incoming)
        assert held.paragraphs == ()
        assert 0 < held.again_in <= 61
    assert len(records.own.everything(sanne.key)["journal"]) == 2


def test_in_a_group_nobody_waits_for_one_who_asks_much(sanne: Person, records: Records) -> None:
    group = "telegram:-5"
    records.roles.grant(group, "Beleid", Role.OFFICER)
    records.limits = Limits(Budget(a_minute=1))
    incoming = Incoming(group, QUESTION, sanne.key, group=True)

    said = [sanne._conversation.receive(incoming) for _ in range(3)]

    assert [[reply.again_in for reply in replies] for replies in said] == [[0.0], [0.0], []]


def test_a_flood_of_presses_gets_one_word_and_no_work(sanne: Person, records: Records) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(presses=2))
    press = Action("language", ("en",))
    for _ in range(2):
        sanne.presses(press)

    assert sanne.presses(press) == TEXTS.catalogues["nl"]["limit.presses"]
    incoming = Incoming(sanne.key, "", sanne.key, press)
    assert sanne._conversation.receive(incoming) == []
    assert QUESTION not in sanne.reads(QUESTION)


def test_who_sits_at_the_machine_has_no_limit(
    conversation: Conversation, records: Records
) -> None:
    records.limits = Limits(Budget(a_minute=1, a_day=1, together_a_day=1, presses=1))
    operator = Person(conversation, OPERATOR, "")

    read = [operator.reads(QUESTION) for _ in range(3)]

    assert read[1] == read[2] != filled("limit.minute")


def test_strangers_cannot_switch_the_bot_off_for_who_may_ask(
    conversation: Conversation, sanne: Person, records: Records
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(together_a_day=1))
    for number in range(100, 105):
        Person(conversation, f"telegram:{number}", "Vreemd").says("Hallo")

    assert sanne.reads(QUESTION) != filled("limit.together")
    assert sanne.reads(QUESTION) == filled("limit.together")


@pytest.mark.parametrize("command", ["/privacy", "/MijnGegevens", "/vergeetmij@VrijWijzerBot"])
def test_no_limit_refuses_a_right(sanne: Person, records: Records, command: str) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(a_minute=1, a_day=1, together_a_day=1))
    sanne.says(QUESTION)
    assert sanne.reads(QUESTION) == filled("limit.held")

    read = sanne.reads(command)

    assert read not in {filled(f"limit.{why}") for why in ("held", "day", "together")}
    assert read != filled("error.unknown_command")
