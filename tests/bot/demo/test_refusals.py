"""What the emulator refuses, one by one, in Telegram's words; and what it reports instead."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.demo.emulator import Emulator
from bot.demo.people import Person


class Bot:
    """Calls the API as a bot does, without a library in between."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self._client = httpx.Client(base_url=f"{emulator.api_base_url}/bot{emulator.token}/")

    def calls(self, method: str, **parameters: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.post(method, json=parameters).json()
        return answer

    def is_refused(self, method: str, **parameters: Any) -> str:
        answer = self.calls(method, **parameters)
        assert answer["ok"] is False, answer
        return str(answer["description"])

    def close(self) -> None:
        self._client.close()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot(clock: Clock) -> Iterator[Bot]:
    with Emulator(clock=clock) as emulator:
        bot = Bot(emulator)
        yield bot
        bot.close()


@pytest.fixture
def person(bot: Bot) -> Person:
    return bot.emulator.person("Sanne")


def bold(offset: int, length: int) -> dict[str, Any]:
    return {"type": "bold", "offset": offset, "length": length}


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


BAD_MESSAGES: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({"text": ""}, "message text is empty"),
    "blank text": ({"text": " \n "}, "text must be non-empty"),
    "4097 units": ({"text": "x" * 4097}, "message is too long"),
    "2049 emoji are 4098 units": ({"text": "😀" * 2049}, "message is too long"),
    "over 32 KiB": ({"text": "é" * 16385}, "text is too long"),
    "parse mode": (
        {"text": "<b>a</b>", "parse_mode": "HTML"},
        "emulator: send entities, not a parse_mode",
    ),
    "entity without a type": (
        {"text": "a", "entities": [{"offset": 0, "length": 1}]},
        "can't parse MessageEntity: Can't find field \"type\"",
    ),
    "unknown style": (
        {"text": "a", "entities": [{"type": "big", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: Unsupported type specified",
    ),
    "entity that is none": (
        {"text": "a", "entities": [7]},
        "can't parse MessageEntity: expected an Object",
    ),
    "entity past the end": (
        {"text": "ab", "entities": [bold(0, 3)]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 3",
    ),
    "entity inside an emoji": (
        {"text": "😀b", "entities": [bold(1, 1)]},
        "entity begins in a middle of a UTF-16 symbol",
    ),
    "link to a telephone": (
        {"text": "a", "entities": [{**bold(0, 1), "type": "text_link", "url": "tel:112"}]},
        "entity URL 'tel:112' is invalid: Wrong HTTP URL",
    ),
    "link without an address": (
        {"text": "a", "entities": [{**bold(0, 1), "type": "text_link"}]},
        "can't parse MessageEntity: Can't find field \"url\"",
    ),
    "entities in broken JSON": (
        {"text": "a", "entities": "[{"},
        "can't parse entities JSON object",
    ),
    "markup that is none": (
        {"text": "a", "reply_markup": [1]},
        "object expected as reply markup",
    ),
    "reply keyboard": (
        {"text": "a", "reply_markup": {"keyboard": [["a"]]}},
        "emulator: only inline keyboards are played here",
    ),
    "button without text": (
        {"text": "a", "reply_markup": keyboard({"callback_data": "x"})},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    "button without action": (
        {"text": "a", "reply_markup": keyboard({"text": "b"})},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button with two actions": (
        {
            "text": "a",
            "reply_markup": keyboard({"text": "b", "url": "https://a.nl", "callback_data": "x"}),
        },
        (
            "can't parse inline keyboard button: emulator: exactly one action each, "
            "not url, callback_data"
        ),
    ),
    "66 bytes of data": (
        {"text": "a", "reply_markup": keyboard({"text": "b", "callback_data": "é" * 33})},
        "BUTTON_DATA_INVALID",
    ),
    "button to nowhere": (
        {"text": "a", "reply_markup": keyboard({"text": "b", "url": "localhost"})},
        "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
    ),
    "257 signs to copy": (
        {"text": "a", "reply_markup": keyboard({"text": "b", "copy_text": {"text": "x" * 257}})},
        "BUTTON_COPY_TEXT_INVALID",
    ),
    "101 buttons": (
        {
            "text": "a",
            "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "x"}]] * 101},
        },
        "reply markup is too long",
    ),
    "answer to a message that is gone": (
        {"text": "a", "reply_parameters": {"message_id": 999}},
        "message to be replied not found",
    ),
}


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_a_bad_message_is_refused_and_not_shown(bot: Bot, person: Person, name: str) -> None:
    parameters, reason = BAD_MESSAGES[name]

    refusal = bot.is_refused("sendMessage", chat_id=person.id, **parameters)

    assert refusal == f"Bad Request: {reason}"
    assert person.messages == []


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


BAD_COMMANDS = {
    "capital": ([{"command": "Start", "description": "a"}], "BOT_COMMAND_INVALID"),
    "long": ([{"command": "x" * 33, "description": "a"}], "BOT_COMMAND_INVALID"),
    "silent": ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    "many": ([{"command": "a", "description": "a"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
}


@pytest.mark.parametrize("name", BAD_COMMANDS)
def test_a_bad_command_is_refused(bot: Bot, name: str) -> None:
    commands, reason = BAD_COMMANDS[name]

    assert bot.is_refused("setMyCommands", commands=commands) == f"Bad Request: {reason}"


def test_a_long_description_and_an_odd_language_are_refused(bot: Bot) -> None:
    assert (
        bot.is_refused("setMyDescription", description="x" * 513)
        == "Bad Request: BOT_DESCRIPTION_TOO_LONG"
    )
    assert (
        bot.is_refused("setMyDescription", description="a", language_code="nl-NL")
        == "Bad Request: invalid language code specified"
    )


SILENT: dict[str, tuple[dict[str, Any], str]] = {
    "a misspelt parameter": ({"text": "a", "tekst": "b"}, "unknown parameter 'tekst'"),
    "101 entities": (
        {"text": "x" * 101, "entities": [bold(place, 1) for place in range(101)]},
        "101 entities: Telegram keeps the first 100",
    ),
    "a quote in a quote": (
        {
            "text": "abc",
            "entities": [
                {**bold(0, 3), "type": "blockquote"},
                {**bold(1, 1), "type": "expandable_blockquote"},
            ],
        },
        "quotes overlap: Telegram keeps one of them",
    ),
    "a hidden sign": (
        {"text": "a\u202eb"},
        "control or hidden signs in the text: Telegram replaces or drops them",
    ),
    "nine buttons in a row": (
        {"text": "a", "reply_markup": keyboard(*[{"text": "b", "callback_data": "x"}] * 9)},
        "9 buttons in a row: Telegram keeps 8",
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_telegram_passes_over_in_silence_is_reported(
    bot: Bot, person: Person, name: str
) -> None:
    parameters, report = SILENT[name]

    assert bot.calls("sendMessage", chat_id=person.id, **parameters)["ok"]

    assert bot.emulator.violations == (f"sendMessage: {report}",)


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
