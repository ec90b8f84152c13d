"""What Telegram shows of the bot outside its answers: commands, profile texts, canned lines."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the profile, and of the lines that no conversation says.

    `commands` and `group_commands` (name without slash, what it does), `descriptions` (at most 512
    characters) and `lines` (the profile's, at most 120) go by language code, "" for people of any
    other. `expired` (at most 200 characters) answers a press of a button that is gone; `failed`
    excuses an answer that failed and holds "{code}"; `asked_at` holds "{time}". `too_late` asks
    about old questions with a button `ask_again`; `leaving` is a farewell and holds "{group}";
    `busy` says that too many wait. `duties` says by language code what those commands do that
    only some people have in their menu.
    """

    commands: Mapping[str, Sequence[tuple[str, str]]]
    descriptions: Mapping[str, str]
    expired: str
    failed: str
    asked_at: str
    too_late: str
    ask_again: str
    leaving: str
    busy: str
    group_commands: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


async def set_profile(bot: Bot, wording: Wording) -> None:
    """Set commands and profile texts; where Telegram refuses, say so in the log and leave it."""
    private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
    try:
        for scope, by_language in ((private, wording.commands), (groups, wording.group_commands)):
            for language, commands in by_language.items():
                listed = [BotCommand(name, does) for name, does in commands]
                await bot.set_my_commands(listed, scope=scope, language_code=language or None)
        for language, description in wording.descriptions.items():
            await bot.set_my_description(description, language_code=language or None)
        for language, line in wording.lines.items():
            await bot.set_my_short_description(line, language_code=language or None)
    except TelegramError as error:
        log.warning("commands and profile texts are not set: %s", type(error).__name__)


async def set_duties(bot: Bot, chat: int, wording: Wording, names: Sequence[str]) -> None:
    """Show commands beside the usual ones in the menu of one chat; where refused, leave it.

    Without names the chat has no menu of its own any more.
    """
    scope = BotCommandScopeChat(chat)
    try:
        if not names and not await bot.get_my_commands(scope=scope):
            return  # as for most people: it never had one
        for language, usual in wording.commands.items():
            if not names:
                await bot.delete_my_commands(scope=scope, language_code=language or None)
                continue
            more = [each for each in wording.duties.get(language, ()) if each[0] in names]
            listed = [BotCommand(name, does) for name, does in (*usual, *more)]
            await bot.set_my_commands(listed, scope=scope, language_code=language or None)
    except TelegramError as error:
        log.warning("the menu of a chat is not set: %s", type(error).__name__)
