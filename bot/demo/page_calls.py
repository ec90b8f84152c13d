"""What a visitor of the chat page does, each a call of the page: join, say, press and so on."""

import base64
import binascii
import json
import zlib
from typing import Any, Final

from bot.demo import doings
from bot.demo.entities import LONGEST_TEXT, units
from bot.demo.faults import Fault, Trouble
from bot.demo.messages import File, Message
from bot.demo.refusals import Refused, bad_request
from bot.demo.world import BOT, Chat, Said, World

LONGEST_AGO: Final = 24 * 3600  # seconds that Telegram keeps what a bot did not fetch
REACTIONS: Final = frozenset({"", "👍", "👎"})
# The ids of who joins by the page begin here, beyond those that a world gives out.
_FIRST_VISITOR: Final = 10_000_000_000
# What the panel plays: the method, the trouble, how often.
FAULTS: Final = {
    "flood": Fault("sendMessage", Trouble.FLOOD, seconds=3),
    "server": Fault("sendMessage", Trouble.SERVER_ERROR, times=2),
    "lost": Fault("sendMessage", Trouble.DROPPED_AFTER),
    "slow": Fault("sendMessage", Trouble.SLOW, seconds=4),
    "twice": Fault("getUpdates", Trouble.TWICE, times=2),
}


def content_of(body: bytes) -> dict[str, str]:
    """Return the body of a call: an object of strings and numbers."""
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise bad_request("JSON object expected")
    return {name: str(value) for name, value in content.items()}


def chat_of(world: World, number: str) -> Chat:
    """Return a chat that a page has joined; a page of an earlier run has to join again."""
    chat = world.chats.get(int(number)) if number.lstrip("-").isdecimal() else None
    if chat is None:
        raise Refused(404, "Not Found: join first")
    return chat


def _join(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Come to the chat of the person of that name, or to a group; whoever is new begins one.

    A name is one person, in each tab and after a restart of the demo: the bot knows them again.
    """
    with world.changed:
        name = content.get("name", "")[:64] or "Proefpersoon"
        number = _FIRST_VISITOR + zlib.crc32(name.encode())
        if number not in world.chats:
            person = world.person(name, content.get("language") or None, None, number)
            world.joins(person, content.get("role", ""))
        title = content.get("group", "")[:64]
        here = _group(world, world.chats[number], title) if title else number
        return {"chat": here, "person": number}


def _group(world: World, chat: Chat, title: str) -> int:
    """The group of that name, with the bot in it: whoever comes in brings it along."""
    named = (other for other in world.chats.values() if other.group and other.group.title == title)
    found = next(named, None) or world.group(chat.person, title, zlib.crc32(title.encode()))
    if found.is_left or not found.received:
        doings.bring_bot(world, found)
    return found.group.id if found.group else 0


def _say(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Send what the person typed, perhaps in answer to a message; too long is refused."""
    text = content.get("text", "").strip()
    if not text or units(text) > LONGEST_TEXT:
        raise bad_request(f"a message holds 1 to {LONGEST_TEXT} signs")
    ago = content.get("seconds_ago", "0")
    seconds_ago = min(int(ago), LONGEST_AGO) if ago.isdecimal() else 0
    quoted = _message(world, content) if content.get("message") else None
    return _said(world, content, Said(text, quoted=quoted, seconds_ago=seconds_ago))


def _send(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Send a document, which comes as base64."""
    try:
        file = File("", content.get("name", "")[:255], base64.b64decode(content.get("file", "")))
    except binascii.Error:
        raise bad_request("base64 expected") from None
    return _said(world, content, Said("", file))


def _said(world: World, content: dict[str, str], said: Said) -> dict[str, Any]:
    chat = chat_of(world, content.get("chat", ""))
    person = chat_of(world, content.get("person", content.get("chat", ""))).person
    return {"message": world.says(person, said, (chat.group or chat.person).id).id}


def _press(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Press a button that is under a message now."""
    with world.changed:
        message = _message(world, content)
        if content.get("data") not in {button.data for button in message.buttons}:
            raise bad_request("there is no such button")
        return {"press": world.presses_button(message, content["data"]).id}


def _edit(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Change a message of the person's own."""
    text = content.get("text", "").strip()
    message = _message(world, content)
    if message.sender == BOT or not text or units(text) > LONGEST_TEXT:
        raise bad_request("message can't be edited")
    return {"message": doings.edit(world, message, text).id}


def _react(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Put a thumb below a message of the bot."""
    emoji, message = content.get("emoji", ""), _message(world, content)
    if emoji not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    person = chat_of(world, content.get("person", content.get("chat", ""))).person
    doings.react(world, person, message, emoji)
    return {"message": message.id}


def _fault(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Let the bot meet trouble."""
    fault = FAULTS.get(content.get("fault", ""))
    if fault is None:
        raise bad_request("no such fault")
    with world.changed:
        world.faults.add(fault)
    return {"fault": content["fault"]}


def _message(world: World, content: dict[str, str]) -> Message:
    """The message that a call is about."""
    number = content.get("message", "")
    chat = chat_of(world, content.get("chat", ""))
    message = chat.messages.get(int(number)) if number.isdecimal() else None
    if message is None:
        raise bad_request("there is no such message")
    return message


CALLS: Final = {
    "/chat/join": _join,
    "/chat/say": _say,
    "/chat/send": _send,
    "/chat/press": _press,
    "/chat/edit": _edit,
    "/chat/react": _react,
    "/chat/fault": _fault,
}
