"""Everybody reads what is kept of them, in words and as a file, and has a say in it."""

import json
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.state.identity import Identity
from bot.state.limits import Budget
from bot.state.records import Records, Rules
from bot.state.roles import Role
from bot.terminal import plain
from tests.bot.answering.shelf import Shelf
from tests.bot.persons import (
    NL,
    QUESTION,
    TEXTS,
    Person,
    admin,
    clock,
    conversation,
    records,
    sanne,
)
from tests.bot.sample import ALL
from tests.bot.state.clock import Clock

__all__ = ["admin", "clock", "conversation", "records", "sanne"]  # fixtures


@pytest.mark.parametrize("first", [QUESTION, "/start", "/help", "/onzin", "", "Dank u"])
def test_the_first_reply_in_a_chat_says_once_what_answers_and_what_it_keeps(
    conversation: Conversation, records: Records, sanne: Person, first: str
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)

    read = sanne.reads(first)

    for name in ("system", "telegram", "kept", "more"):
        words = " ".join(NL[f"notice.{name}"].format(hours=24).split())
        assert " ".join(read.split()).count(words) == 1
    assert NL["notice.system"][:40] not in sanne.reads(QUESTION)


def test_a_stranger_reads_what_is_kept_until_they_are_let_in(
    conversation: Conversation, records: Records, sanne: Person
) -> None:
    read = " ".join(sanne.reads(QUESTION).split())
    pim = Person(conversation, "telegram:3", "Pim")
    let_in = " ".join(pim.reads(records.entry.invite(Role.OFFICER)).split())

    assert NL["notice.request"] in read
    assert NL["notice.kept"].format(hours=24) not in read, "not yet"
    assert NL["notice.kept_later"].format(hours=24) in read
    assert NL["notice.system"] in let_in
    assert NL["notice.request"] not in let_in


def test_a_restart_says_it_no_second_time(
    conversation: Conversation, records: Records, sanne: Person, tmp_path: Path
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    sanne.says(QUESTION)
    again = Records(tmp_path, Identity(bytes(32)), Rules(), records.clock)
    later = Conversation(Answerer(Shelf(*ALL), bytes(32)), TEXTS, again)

    assert NL["notice.system"][:40] not in Person(later, sanne.key, "Sanne").reads(QUESTION)
    again.close()


def test_no_shorter_time_is_told_than_words_are_kept(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "long").mkdir()
    records = Records(tmp_path / "long", Identity(bytes(32)), Rules(80, "open"), clock)
    conversation = Conversation(Answerer(Shelf(*ALL), bytes(32)), TEXTS, records)

    read = Person(conversation, "telegram:1", "Pim").reads("/privacy")

    assert NL["kept.journal"].format(term="80 uur") in " ".join(read.split())
    records.close()


def test_the_privacy_text_says_what_holds_under_the_settings(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "strict").mkdir()
    rules = Rules(0, "open", Budget(a_minute=3, a_day=7))
    records = Records(tmp_path / "strict", Identity(bytes(32)), rules, clock)
    conversation = Conversation(Answerer(Shelf(*ALL), bytes(32)), TEXTS, records)

    read = " ".join(Person(conversation, "telegram:1", "Pim").reads("/privacy").split())

    assert NL["privacy.kept_not"] in read
    assert NL["access.is_open"] in read
    assert NL["privacy.limits"].format(minute=3, day=7) in read
    assert NL["consent.agree"][:15] not in read
    records.close()


def test_own_data_are_shown_in_words_and_as_json(sanne: Person, records: Records) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.ADVISOR, "intern")
    sanne.says(QUESTION)

    reply = sanne.says("/mijngegevens")
    read = plain(reply)

    assert QUESTION in read
    assert "Sanne: adviseur voor “intern”" in read
    assert reply.enclosed is not None
    assert reply.enclosed.name == "mijngegevens.json"
    shown = json.loads(reply.enclosed.content)
    assert shown["roles"][0]["name"] == "Sanne"
    assert shown["journal"][0]["said"]["said"]["answer"]["question"] == QUESTION


def test_nobody_reads_another_s_data(
    conversation: Conversation, records: Records, sanne: Person
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    sanne.says(QUESTION)
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(pim.key, "Pim", Role.ADMIN)

    assert QUESTION not in pim.reads("/mijngegevens")
    assert NL["access.alone"][:30] in pim.reads("/mijngegevens", "telegram:-100")


def test_consent_is_given_and_withdrawn_with_a_button(sanne: Person, records: Records) -> None:
    (row,) = sanne.says("/privacy").buttons
    assert row[0].action is not None
    assert "30 dagen" in sanne.presses(row[0].action)
    assert records.consents.given(sanne.key)

    (row,) = sanne.says("/privacy").buttons
    assert row[0].action is not None
    assert sanne.presses(row[0].action).startswith("Ik bewaar uw vragen niet langer dan 24 uur.")
    assert not records.consents.given(sanne.key)
