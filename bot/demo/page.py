"""The chat page: its files, and the few calls that it makes to show and to play a person.

The page asks for the state of its chat and waits until it differs from what it has.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from bot.demo.entities import LONGEST_TEXT, units
from bot.demo.messages import Message
from bot.demo.refusals import Refused, bad_request
from bot.demo.world import BOT, Chat, Said, World

LONGEST_WAIT: Final = 25.0  # seconds until an unchanged state is sent again
FILES: Final = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/chat.css": ("chat.css", "text/css; charset=utf-8"),
    "/chat.js": ("chat.js", "text/javascript; charset=utf-8"),
    "/render.js": ("render.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A status, a content type and the bytes."""

    status: int
    content_type: str
    body: bytes


def answer(world: World, verb: str, target: str, body: bytes) -> PageAnswer:
    """Answer what is no call of the Bot API; a state waits until it differs, at most 25 s."""
    address = urlsplit(target)
    if verb == "GET" and address.path in FILES:
        name, kind = FILES[address.path]
        return PageAnswer(200, kind, files(__package__).joinpath("page", name).read_bytes())
    try:
        if verb == "GET" and address.path == "/chat/state":
            return _json(200, _state(world, parse_qs(address.query)))
        if verb == "POST" and address.path in CALLS:
            return _json(200, CALLS[address.path](world, _content(body)))
    except Refused as refused:
        return _json(refused.code, refused.as_json())
    return _json(404, Refused(404, "Not Found").as_json())


def _json(status: int, content: dict[str, Any]) -> PageAnswer:
    return PageAnswer(status, "application/json", json.dumps(content).encode())


def _content(body: bytes) -> dict[str, str]:
    """The body of a call of the page: an object of strings and numbers."""
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise bad_request("JSON object expected")
    return {name: str(value) for name, value in content.items()}


def _join(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Return to a chat that is still there, or begin one."""
    with world.changed:
        known = content.get("known", "")
        chat = world.chats.get(int(known)) if known.isdecimal() else None
        name = content.get("name", "")[:64] or "Proefpersoon"
        if chat is not None and chat.person.first_name == name:
            return {"chat": chat.person.id, "fresh": False}
        person = world.person(name, content.get("language") or None, username=None)
        return {"chat": person.id, "fresh": True}


def _say(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Send what the person typed; longer than a message may be is refused."""
    text = content.get("text", "").strip()
    if not text or units(text) > LONGEST_TEXT:
        raise bad_request(f"a message holds 1 to {LONGEST_TEXT} signs")
    return {"message": world.says(_chat(world, content.get("chat", "")).person, Said(text)).id}


def _press(world: World, content: dict[str, str]) -> dict[str, Any]:
    """Press a button that is under a message now."""
    chat = _chat(world, content.get("chat", ""))
    with world.changed:
        number = content.get("message", "")
        message = chat.messages.get(int(number)) if number.isdecimal() else None
        known = message.buttons if message else ()
        if message is None or content.get("data") not in {button.data for button in known}:
            raise bad_request("there is no such button")
        return {"press": world.presses_button(message, content["data"]).id}


CALLS: Final = {"/chat/join": _join, "/chat/say": _say, "/chat/press": _press}


def _chat(world: World, number: str) -> Chat:
    """A chat that a page has joined; a page of an earlier run has to join again."""
    chat = world.chats.get(int(number)) if number.isdecimal() else None
    if chat is None:
        raise Refused(404, "Not Found: join first")
    return chat


def _state(world: World, query: dict[str, list[str]]) -> dict[str, Any]:
    """All that the page shows of one chat, once it differs from what the page has seen."""
    chat = _chat(world, query.get("chat", [""])[0])
    seen = query.get("seen", [""])[0]
    with world.changed:
        world.changed.wait_for(
            lambda: str(world.revision) != seen or world.updates.closed, LONGEST_WAIT
        )
        language = chat.person.language_code or ""
        return {
            "revision": world.revision,
            "bot": BOT.first_name,
            "description": world.description(language),
            "commands": world.commands_for(language),
            "messages": [_message(message) for message in chat.messages.values()],
            "presses": {p.id: p.answer for p in world.presses.values()},
            "typing_ms": max(0, round(1000 * (chat.typing_until - world.clock()))),
            "violations": list(world.violations),
        }


def _message(message: Message) -> dict[str, Any]:
    """One message as the page draws it."""
    return {
        "id": message.id,
        "own": message.sender != BOT,
        "text": message.text,
        "entities": [entity.as_json() for entity in message.entities],
        "rows": [[button.as_json() for button in row] for row in message.rows],
        "date": message.date,
        "edited": message.edited is not None,
    }
