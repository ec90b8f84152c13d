"""How the bot presents itself: its commands and its descriptions, a language each."""

import json
import re
from typing import Any, Final

from bot.demo.parameters import Parameters
from bot.demo.refusals import bad_request
from bot.demo.world import World

MOST_COMMANDS: Final = 100
LONGEST_COMMAND_TEXT: Final = 256  # characters
LONGEST_DESCRIPTION: Final = 512  # characters
LONGEST_SHORT_DESCRIPTION: Final = 120  # characters
SCOPES: Final = frozenset(
    {
        "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
        "chat_administrators", "chat_member",
    }
)  # fmt: skip

Result = tuple[Any, tuple[str, ...]]


def set_my_commands(world: World, parameters: Parameters) -> Result:
    """Set the commands of one scope and language."""
    commands = parameters.nested("commands")
    if not isinstance(commands, list):
        raise bad_request("commands must be an Array")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_slot(parameters)] = [_command(raw) for raw in commands]
    world.touch()
    return True, ()


def get_my_commands(world: World, parameters: Parameters) -> Result:
    """Return the commands of exactly one scope and language."""
    return world.commands.get(_slot(parameters), []), ()


def delete_my_commands(world: World, parameters: Parameters) -> Result:
    """Let a wider scope or another language say the commands of one."""
    world.commands.pop(_slot(parameters), None)
    world.touch()
    return True, ()


def set_my_description(world: World, parameters: Parameters) -> Result:
    """Set what a new chat shows above its start button."""
    return _describe(world, parameters, "description", LONGEST_DESCRIPTION)


def set_my_short_description(world: World, parameters: Parameters) -> Result:
    """Set the line on the bot's profile."""
    return _describe(world, parameters, "short_description", LONGEST_SHORT_DESCRIPTION)


def _describe(world: World, parameters: Parameters, name: str, longest: int) -> Result:
    """Keep one of the two descriptions."""
    text = parameters.text(name)
    if len(text) > longest:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    world.descriptions[name, _language(parameters)] = text
    world.touch()
    return True, ()


def _slot(parameters: Parameters) -> tuple[str, str]:
    """Where a list of commands is kept: its scope, written in one way, and its language."""
    scope = parameters.nested("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return json.dumps(scope, sort_keys=True), _language(parameters)


def _language(parameters: Parameters) -> str:
    """A two-letter language, or "" for all others."""
    language = parameters.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _command(raw: Any) -> dict[str, str]:
    """One command, checked."""
    prefix = "can't parse BotCommand: "
    if not isinstance(raw, dict):
        raise bad_request(prefix + "expected an Object")
    command, text = raw.get("command"), raw.get("description")
    if not isinstance(command, str) or not isinstance(text, str):
        raise bad_request(prefix + "command and description must be of type String")
    if not re.fullmatch("[a-z0-9_]{1,32}", command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not text or len(text) > LONGEST_COMMAND_TEXT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": text}
