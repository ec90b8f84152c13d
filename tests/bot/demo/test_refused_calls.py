"""Calls that Telegram refuses, in its words; and floods, which are reported."""

from typing import Any

import httpx
import pytest

from bot.demo.people import Person
from tests.bot.demo.calling import Bot, Clock, bot, clock, keyboard, person

__all__ = ["bot", "clock", "person"]  # fixtures


@pytest.mark.parametrize(
    ("chat_id", "reason"),
    [("", "chat_id is empty"), (1, "chat not found"), ("@x", "chat not found")],
)
def test_an_unknown_chat_is_refused(bot: Bot, chat_id: Any, reason: str) -> None:
    assert bot.is_refused("sendMessage", chat_id=chat_id, text="a") == f"Bad Request: {reason}"


def test_the_longest_text_and_the_longest_data_are_taken(bot: Bot, person: Person) -> None:
    markup = keyboard({"text": "b", "callback_data": "é" * 32})

    answer = bot.calls("sendMessage", chat_id=person.id, text="x" * 4096, reply_markup=markup)

    assert answer["ok"]
    assert bot.emulator.violations == ()


def test_an_answer_to_a_message_that_is_gone_may_be_sent_all_the_same(
    bot: Bot, person: Person
) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": True}

    assert bot.calls("sendMessage", chat_id=person.id, text="a", reply_parameters=reply)["ok"]


def test_a_person_who_blocked_the_bot_gets_nothing_until_they_write(
    bot: Bot, person: Person
) -> None:
    person.blocks()
    assert (
        bot.is_refused("sendMessage", chat_id=person.id, text="a")
        == "Forbidden: bot was blocked by the user"
    )

    person.sends("/start")

    assert bot.calls("sendMessage", chat_id=person.id, text="a")["ok"]


def test_an_edit_must_change_something_of_a_message_of_the_bot(bot: Bot, person: Person) -> None:
    question = person.sends("Wat is dit?")
    sent = bot.calls("sendMessage", chat_id=person.id, text="a")["result"]["message_id"]

    def edit(message_id: Any, text: str) -> str:
        return bot.is_refused(
            "editMessageText", chat_id=person.id, message_id=message_id, text=text
        )

    assert edit(sent, "a ").startswith("Bad Request: message is not modified: ")
    assert edit(question.id, "b") == "Bad Request: message can't be edited"
    assert edit(999, "b") == "Bad Request: message to edit not found"
    assert edit("", "b") == "Bad Request: message identifier is not specified"


def test_a_message_is_deleted_once(bot: Bot, person: Person) -> None:
    sent = bot.calls("sendMessage", chat_id=person.id, text="a")["result"]["message_id"]

    assert bot.calls("deleteMessage", chat_id=person.id, message_id=sent)["result"] is True

    assert person.messages == []
    assert (
        bot.is_refused("deleteMessage", chat_id=person.id, message_id=sent)
        == "Bad Request: message to delete not found"
    )


def test_a_press_is_answered_once_in_time_and_in_few_words(
    bot: Bot, person: Person, clock: Clock
) -> None:
    markup = keyboard({"text": "b", "callback_data": "x"})
    bot.calls("sendMessage", chat_id=person.id, text="a", reply_markup=markup)
    first, second = person.presses("b"), person.presses("b")
    too_late = "Bad Request: query is too old and response timeout expired or query ID is invalid"

    assert (
        bot.is_refused("answerCallbackQuery", callback_query_id=first.id, text="x" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    assert bot.calls("answerCallbackQuery", callback_query_id=first.id)["result"] is True
    assert bot.is_refused("answerCallbackQuery", callback_query_id=first.id) == too_late
    assert bot.is_refused("answerCallbackQuery", callback_query_id="0") == too_late
    clock.now += 16
    assert bot.is_refused("answerCallbackQuery", callback_query_id=second.id) == too_late
    assert bot.emulator.violations == ("answerCallbackQuery: a press was never answered",)


def test_a_chat_action_has_a_name_that_telegram_knows(bot: Bot, person: Person) -> None:
    assert bot.calls("sendChatAction", chat_id=person.id, action="typing")["ok"]
    assert (
        bot.is_refused("sendChatAction", chat_id=person.id, action="thinking")
        == "Bad Request: wrong parameter action in request"
    )


BAD_COMMANDS: dict[str, tuple[Any, str]] = {
    "capital": ([{"command": "Start", "description": "a"}], "BOT_COMMAND_INVALID"),
    "long": ([{"command": "x" * 33, "description": "a"}], "BOT_COMMAND_INVALID"),
    "silent": ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    "no command": (["start"], "can't parse BotCommand: expected an Object"),
    "half a command": (
        [{"command": "start"}],
        "can't parse BotCommand: command and description must be of type String",
    ),
    "no list": ({}, "commands must be an Array"),
    "many": ([{"command": "a", "description": "a"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
}


@pytest.mark.parametrize("name", BAD_COMMANDS)
def test_a_bad_command_is_refused(bot: Bot, name: str) -> None:
    commands, reason = BAD_COMMANDS[name]

    assert bot.is_refused("setMyCommands", commands=commands) == f"Bad Request: {reason}"


def test_commands_for_an_unknown_scope_are_refused(bot: Bot) -> None:
    assert (
        bot.is_refused("setMyCommands", commands=[], scope={"type": "everyone"})
        == "Bad Request: can't parse BotCommandScope: unsupported type specified"
    )


def test_a_long_description_and_an_odd_language_are_refused(bot: Bot) -> None:
    assert (
        bot.is_refused("setMyDescription", description="x" * 513)
        == "Bad Request: BOT_DESCRIPTION_TOO_LONG"
    )
    assert (
        bot.is_refused("setMyDescription", description="a", language_code="nl-NL")
        == "Bad Request: invalid language code specified"
    )


def test_a_flood_in_a_chat_is_reported_and_a_quick_answer_is_not(
    bot: Bot, person: Person, clock: Clock
) -> None:
    for _ in range(10):
        person.sends("Vraag")
        bot.calls("sendMessage", chat_id=person.id, text="a")
    assert not bot.emulator.violations

    clock.now += 10
    for _ in range(4):
        bot.calls("sendMessage", chat_id=person.id, text="a")

    assert bot.emulator.violations == ("over 1 message a second in a chat: 4 in 3 s",)


def test_another_token_and_an_unknown_method_are_refused(bot: Bot) -> None:
    wrong = httpx.get(f"{bot.emulator.api_base_url}/bot1:x/getMe")

    assert wrong.status_code == 401
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert bot.is_refused("sendDice") == "Not Found: method not found"
