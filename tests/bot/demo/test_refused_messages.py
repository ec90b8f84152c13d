"""Messages that Telegram refuses, in its words, and what it would pass over in silence."""

from typing import Any

import pytest

from bot.demo.people import Person
from tests.bot.demo.calling import Bot, bold, bot, clock, keyboard, person

__all__ = ["bot", "clock", "person"]  # fixtures


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
    "entity with a length in words": (
        {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": "1"}]},
        'can\'t parse MessageEntity: Field "length" must be of type Number',
    ),
    "entity before the beginning": (
        {"text": "ab", "entities": [bold(-1, 1)]},
        "receive an entity with incorrect offset -1",
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
    "rows that are none": (
        {"text": "a", "reply_markup": {"inline_keyboard": ["a"]}},
        ('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    ),
    "button that is none": (
        {"text": "a", "reply_markup": {"inline_keyboard": [["a"]]}},
        "can't parse inline keyboard button: expected an Object",
    ),
    "button with a blank text": (
        {"text": "a", "reply_markup": keyboard({"text": " ", "callback_data": "x"})},
        "BUTTON_TEXT_INVALID",
    ),
    "button of a kind that is not played": (
        {"text": "a", "reply_markup": keyboard({"text": "b", "pay": True})},
        "can't parse inline keyboard button: emulator: pay is not played here",
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
    "answer to no message": (
        {"text": "a", "reply_parameters": {"quote": "a"}},
        "message identifier is not specified",
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
