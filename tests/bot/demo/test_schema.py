"""The judge of parameters takes what PTB sends, and refuses what the Bot API does not know."""

from datetime import timedelta

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity

from bot.demo.emulator import Emulator
from bot.demo.world import Call
from tests.support import telegram_schema


async def test_recorded_calls_agree_with_the_types_of_the_bot_api() -> None:
    with Emulator() as emulator:
        person = emulator.person()
        address = f"{emulator.api_base_url}/bot"
        async with telegram.Bot(emulator.token, base_url=address) as bot:
            await bot.send_message(
                person.id,
                "Wet",
                entities=[MessageEntity(MessageEntity.BOLD, 0, 3)],
                reply_markup=InlineKeyboardMarkup(
                    [[InlineKeyboardButton("a", callback_data="b")]]
                ),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            await bot.get_updates(timeout=timedelta(0), allowed_updates=["message"])
        calls = emulator.calls

    assert [call.method for call in calls] == ["getMe", "sendMessage", "getUpdates"]
    assert telegram_schema.faults(calls) == []

    wrong = [
        Call("sendMessage", {"chat_id": 1, "text": "a", "tekst": "b"}),
        Call("sendMessage", {"chat_id": 1}),
        Call("sendDise", {}),
    ]
    found = telegram_schema.faults(wrong)
    assert found[0] == "sendMessage: unknown parameter 'tekst'"
    assert found[1].startswith("sendMessage: 1 validation error for SendMessage\ntext\n")
    assert found[2] == "sendDise: no such method"
