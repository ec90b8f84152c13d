"""The chat page: its files, and the few calls that it makes to show and to play a person.

The page asks for the state of its chat and waits until it differs from what it has.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from bot.demo.messages import Message
from bot.demo.page_calls import CALLS, chat_of, content_of
from bot.demo.refusals import Refused
from bot.demo.world import BOT, World

LONGEST_WAIT: Final = 25.0  # seconds until an unchanged state is sent again
FILES: Final = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/chat.css": ("chat.css", "text/css; charset=utf-8"),
    "/chat.js": ("chat.js", "text/javascript; charset=utf-8"),
    "/people.js": ("people.js", "text/javascript; charset=utf-8"),
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
        if verb == "GET" and address.path == "/chat/file":
            return _file(world, parse_qs(address.query))
        if verb == "POST" and address.path in CALLS:
            return _json(200, CALLS[address.path](world, content_of(body)))
    except Refused as refused:
        return _json(refused.code, refused.as_json())
    return _json(404, Refused(404, "Not Found").as_json())


def _json(status: int, content: dict[str, Any]) -> PageAnswer:
    return PageAnswer(status, "application/json", json.dumps(content).encode())


def _file(world: World, query: dict[str, list[str]]) -> PageAnswer:
    """A document of a chat, to be saved; never shown in the page, whatever it is."""
    chat = chat_of(world, query.get("chat", [""])[0])
    wanted = query.get("id", [""])[0]
    for message in chat.messages.values():
        if message.file is not None and message.file.id == wanted:
            return PageAnswer(200, "application/octet-stream", message.file.content)
    raise Refused(404, "Not Found")


def _state(world: World, query: dict[str, list[str]]) -> dict[str, Any]:
    """All that the page shows of one chat, once it differs from what the page has seen."""
    chat = chat_of(world, query.get("chat", [""])[0])
    person = query.get("person", [str(chat.person.id)])[0]
    seen = query.get("seen", [""])[0]
    with world.changed:
        world.changed.wait_for(
            lambda: str(world.revision) != seen or world.updates.closed, LONGEST_WAIT
        )
        language = chat.person.language_code or ""
        return {
            "revision": world.revision,
            "phase": world.phase,
            "bot": BOT.first_name,
            "username": BOT.username,
            "description": world.description(language),
            "commands": world.commands_for(chat.person),
            "group": chat.group.title if chat.group else None,
            "is_left": chat.is_left,
            "messages": [_message(message, person) for message in chat.messages.values()],
            "presses": {p.id: p.answer for p in world.presses.values()},
            "typing_ms": max(0, round(1000 * (chat.typing_until - world.clock()))),
            "violations": list(world.violations),
        }


def _message(message: Message, person: str) -> dict[str, Any]:
    """One message as the page draws it."""
    return {
        "id": message.id,
        "own": str(message.sender.id) == person,
        "bot": message.sender == BOT,
        "sender": message.sender.first_name,
        "file": {"name": message.file.name, "id": message.file.id} if message.file else None,
        "answers": message.quoted.id if message.quoted else message.answers,
        "reaction": message.reaction,
        "text": message.text,
        "entities": [entity.as_json() for entity in message.entities],
        "rows": [[button.as_json() for button in row] for row in message.rows],
        "date": message.date,
        "edited": message.edited is not None,
    }
