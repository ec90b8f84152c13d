"""Whoever asked what no source answers hands it in, and a moderator ends it."""

from dataclasses import replace

import pytest

from bot.conversation import Conversation
from bot.reply import Button
from bot.state.notices import Notices
from bot.state.records import Records
from bot.state.roles import Role
from bot.terminal import plain
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import ADVISOR, NL, Chat, with_role, words
from tests.bot.sample import ALL
from tests.support.snapshots import assert_as_kept


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(*ALL, answerable=False)


def test_without_a_moderator_no_list_is_offered(chat: Chat) -> None:
    assert NL["button.gap"] not in [b.label for b in asked(chat)]


def test_whoever_asks_sees_the_exact_words_and_says_yes(
    chat: Chat, conversation: Conversation, records: Records
) -> None:
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    records.told.tell(ADVISOR)
    moderator = Chat(conversation, ADVISOR)
    asked(chat)
    assert "“Wat kost een VOG?”" in words(chat.presses(NL["button.gap"]))
    assert words(moderator.says("/hiaten")) == NL["gap.none"]

    assert words(chat.presses(NL["gap.button_keep"])) == NL["gap.kept"]

    assert "1. “Wat kost een VOG?”" in words(moderator.says("/hiaten"))
    moderator.says("/hiaten 1")
    moderator.presses(NL["gap.button_added"])
    assert words(moderator.says("/hiaten")) == NL["gap.none"]


@pytest.mark.parametrize("number", ["99", "abc", "1a", "0"])
def test_a_number_that_no_question_has_is_said_to_be_unknown(
    chat: Chat, conversation: Conversation, records: Records, number: str
) -> None:
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    records.told.tell(ADVISOR)
    moderator = Chat(conversation, ADVISOR)
    assert words(moderator.says(f"/hiaten {number}")) == NL["gap.none"]
    asked(chat)
    chat.presses(NL["button.gap"])
    chat.presses(NL["gap.button_keep"])

    said = words(moderator.says(f"/hiaten {number}"))

    assert NL["gaps.unknown"] in said
    assert "1. “Wat kost een VOG?”" in said


@pytest.mark.snapshot
def test_handing_in_reads_as_a_person_has_found_right(
    chat: Chat, conversation: Conversation, records: Records
) -> None:
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    records.told.tell(ADVISOR)
    moderator = Chat(conversation, ADVISOR)
    asked(chat)
    assert_as_kept("gap-proposed-nl", plain(chat.presses(NL["button.gap"])) + "\n")
    chat.presses(NL["gap.button_keep"])
    assert_as_kept("gap-list-nl", plain(moderator.says("/hiaten")) + "\n")
    assert_as_kept("gap-one-nl", plain(moderator.says("/hiaten 1")) + "\n")


def test_a_no_keeps_nothing(chat: Chat, conversation: Conversation, records: Records) -> None:
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    asked(chat)
    chat.presses(NL["button.gap"])

    assert words(chat.presses(NL["gap.button_leave"])) == NL["gap.left"]
    assert records.people.rows("SELECT * FROM gap_asks") == []


def test_the_list_is_for_moderators(chat: Chat) -> None:
    assert words(chat.says("/hiaten")) == NL["declined.not_allowed"]


def asked(chat: Chat) -> list[Button]:
    chat.says("Wat kost een VOG?")
    return chat.buttons


def test_a_question_that_names_a_person_is_not_offered_for_the_list(
    chat: Chat, conversation: Conversation, records: Records
) -> None:
    with_role(conversation, records, Role.MODERATOR)

    said = words(chat.says("Wie is wethouder Karin Smit?"))

    assert NL["missing.subject"].format(words="“Karin Smit”") in said
    assert NL["button.gap"] not in [each.label for each in chat.buttons]
    assert NL["button.gap"] in [each.label for each in asked(chat)]
    assert "Den Haag" in words(chat.says("Wat kost een VOG in Den Haag?"))
    assert NL["button.gap"] in [each.label for each in chat.buttons]


@pytest.fixture
def moderator(conversation: Conversation, records: Records) -> Chat:
    """A moderator, who handed in a question as well."""
    chat = with_role(conversation, records, Role.MODERATOR)
    asked(chat)
    chat.presses(NL["button.gap"])
    chat.presses(NL["gap.button_keep"])
    return chat


def told(records: Records) -> list[str]:
    return [notice.text for notice in Notices(records.people, records.identity).waiting()]


def test_whoever_asked_what_others_answer_hears_to_whom_to_go(
    moderator: Chat, records: Records
) -> None:
    moderator.says("/hiaten 1")
    moderator.presses(NL["gap.button_referred"])
    shown = words(moderator.presses("Justis"))
    assert told(records) == []

    moderator.presses(NL["referral.send"])

    (notice,) = told(records)
    assert notice in shown
    assert "Justis (verklaring omtrent het gedrag), https://www.justis.nl" in notice
    assert "niet doorgegeven" in notice


def test_a_moderator_may_name_any_organisation(moderator: Chat, records: Records) -> None:
    shown = words(moderator.says("/hiaten 1 de  vrijwilligerscentrale van Polderwijk"))
    moderator.presses(NL["referral.send"])

    (notice,) = told(records)
    assert "bij de vrijwilligerscentrale van Polderwijk." in notice
    assert notice in shown
    assert words(moderator.says("/hiaten")) == NL["gap.none"]


def test_a_gap_that_has_ended_is_not_referred_once_more(moderator: Chat, records: Records) -> None:
    moderator.says("/hiaten 1")
    referring = next(b for b in moderator.buttons if b.label == NL["gap.button_referred"])
    moderator.presses(NL["gap.button_open"])
    moderator.shown = replace(moderator.shown, buttons=((referring,),))

    assert words(moderator.presses(NL["gap.button_referred"])) == NL["error.expired"]
    assert len(told(records)) == 1


@pytest.mark.snapshot
def test_referring_reads_as_a_person_has_found_right(moderator: Chat) -> None:
    moderator.says("/hiaten 1")
    asks = plain(moderator.presses(NL["gap.button_referred"]))
    assert_as_kept("gap-to-whom-nl", asks + "\n")
    assert_as_kept("gap-referral-nl", plain(moderator.presses("Justis")) + "\n")
