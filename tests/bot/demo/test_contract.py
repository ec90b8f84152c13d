"""python-telegram-bot's own Bot and Application, against the emulator as against Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.demo.emulator import Emulator
from tests.support import tdlib

Context = ContextTypes.DEFAULT_TYPE


@asynccontextmanager
async def at_work(
    emulator: Emulator, *handlers: Any
) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """An application that polls the emulator and handles what comes."""
    address = f"{emulator.api_base_url}/bot"
    application = ApplicationBuilder().token(emulator.token).base_url(address).build()
    application.add_handlers(handlers)
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(allowed_updates=["message", "callback_query"])
        yield application
        await application.updater.stop()
        await application.stop()


async def greet(update: Update, context: Context) -> None:
    assert update.message is not None
    keyboard = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Meer", callback_data="meer")],
            [InlineKeyboardButton("Bron ↗", url="https://voorbeeld.nl/#:~:text=zo%20is")],
        ]
    )
    await update.message.chat.send_action(ChatAction.TYPING)
    await update.message.reply_text(
        "😀 Welkom",
        entities=[MessageEntity(MessageEntity.BOLD, 3, 6)],
        reply_markup=keyboard,
    )


async def expand(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Goed")
    await update.callback_query.edit_message_text(f"U koos {update.callback_query.data}")


async def test_a_conversation_from_start_to_a_pressed_button(emulator: Emulator) -> None:
    person = emulator.person("Sanne")
    async with at_work(emulator, CommandHandler("start", greet), CallbackQueryHandler(expand)):
        person.sends("/start")
        welcome = await person.reply()
        press = person.presses("Meer")
        answer = await person.answered(press)
        edited = await person.edited(welcome)

    assert welcome.text == "😀 Welkom"
    assert welcome.styled("bold") == ["Welkom"]
    assert [button.label for button in welcome.buttons] == ["Meer", "Bron ↗"]
    assert tdlib.accepts(welcome)
    assert answer == "Goed"
    assert edited.text == "U koos meer"
    assert edited.buttons == ()
    assert emulator.violations == ()


async def test_nothing_is_lost_when_the_bot_comes_back(emulator: Emulator) -> None:
    heard: list[str | None] = []

    async def hear(update: Update, context: Context) -> None:
        assert update.message is not None
        heard.append(update.message.text)
        await update.message.reply_text("gehoord")

    person = emulator.person()
    person.sends("een")
    async with at_work(emulator, MessageHandler(filters.TEXT, hear)):
        await person.reply()
    person.sends("twee")
    async with at_work(emulator, MessageHandler(filters.TEXT, hear)):
        await person.reply()

    assert heard == ["een", "twee"]


async def test_every_part_of_a_message_comes_back_as_it_was_sent(
    emulator: Emulator, bot: telegram.Bot
) -> None:
    person = emulator.person("Sanne", username="sanne")
    question = person.sends("Vraag")
    entities = [
        MessageEntity(MessageEntity.EXPANDABLE_BLOCKQUOTE, 0, 8),
        MessageEntity(MessageEntity.TEXT_LINK, 0, 4, url="https://voorbeeld.nl"),
        MessageEntity(MessageEntity.PRE, 9, 4, language="python"),
    ]
    row = [
        InlineKeyboardButton("Kopieer", copy_text=CopyTextButton("tekst")),
        InlineKeyboardButton("Meer", callback_data="m"),
    ]

    sent = await bot.send_message(
        person.id,
        "Bron een\ncode",
        entities=entities,
        reply_markup=InlineKeyboardMarkup([row]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
        reply_parameters=ReplyParameters(question.id),
    )

    assert list(sent.entities) == entities
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard == (tuple(row),)
    assert sent.chat.username == "sanne"
    kept = person.messages[-1]
    assert (kept.silent, kept.answers) == (True, question.id)
    assert emulator.violations == ()


async def test_buttons_can_be_taken_away_and_a_message_deleted(
    emulator: Emulator, bot: telegram.Bot
) -> None:
    person = emulator.person()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    sent = await bot.send_message(person.id, "a", reply_markup=keyboard)

    edited = await bot.edit_message_reply_markup(person.id, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.reply_markup is None
    assert await bot.delete_message(person.id, sent.message_id)
    assert person.messages == []


async def test_the_profile_is_kept_by_language_and_scope(
    emulator: Emulator, bot: telegram.Bot
) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("start", "Begin")], scope=scope, language_code="nl")
    await bot.set_my_description("Stel een vraag", language_code="nl")
    await bot.set_my_short_description("Vraagbaak")

    commands = await bot.get_my_commands(scope=scope, language_code="nl")

    assert commands == (BotCommand("start", "Begin"),)
    assert await bot.get_my_commands() == ()
    assert emulator.violations == ()


async def test_a_person_without_username_or_language_is_known_by_a_name(
    emulator: Emulator, bot: telegram.Bot
) -> None:
    person = emulator.person("Sanne", language_code=None)
    person.sends("hallo")

    (update,) = await bot.get_updates()
    chat = await bot.get_chat(person.id)

    assert update.effective_user is not None
    assert update.effective_user.language_code is None
    assert chat.first_name == "Sanne"
    assert (await bot.get_webhook_info()).url == ""


async def test_a_press_on_a_message_that_is_gone_still_reaches_the_bot(
    emulator: Emulator, bot: telegram.Bot
) -> None:
    person = emulator.person()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    await bot.send_message(person.id, "a", reply_markup=keyboard)
    message = await person.reply()
    person.deletes(message)

    person.presses_late(message, "a")

    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await update.callback_query.edit_message_text("b")


async def test_an_update_that_the_bot_cannot_read_can_be_delivered(
    emulator: Emulator, bot: telegram.Bot
) -> None:
    emulator.delivers("message", {"message_id": 1})

    with pytest.raises(KeyError):
        await bot.get_updates()
