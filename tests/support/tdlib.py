"""Telegram's own parser as judge: what TDLib says of a text and its entities.

TDLib is the library that Telegram's Bot API server is built on. Its wheel does not exist for every
platform: a test that asks for a verdict is skipped there, with the reason.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, Protocol

import pytest

KINDS: Final = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
    "bot_command": "BotCommand",
}


class AnyEntity(Protocol):
    """An entity of the emulator, of PTB, or of a test; offsets count UTF-16 units."""

    @property
    def type(self) -> str: ...
    @property
    def offset(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def url(self) -> str | None: ...


class AnyMessage(Protocol):
    """Something with a text and entities."""

    @property
    def text(self) -> str: ...
    @property
    def entities(self) -> Iterable[AnyEntity]: ...


@cache
def _tdjson() -> Any:
    """The library, silenced; skips the test where there is none."""
    tdjson = pytest.importorskip("tdjson", reason="TDLib has no wheel for this platform")
    silence = {"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}
    tdjson.td_execute(json.dumps(silence).encode())
    return tdjson


def execute(request: dict[str, Any]) -> dict[str, Any]:
    """Return TDLib's answer to a request that needs neither network nor account."""
    answer: dict[str, Any] = json.loads(_tdjson().td_execute(json.dumps(request).encode()))
    return answer


def refusal(text: str, entities: Iterable[AnyEntity]) -> str | None:
    """Return the reason why TDLib refuses this text with these entities; None when it does not.

    TDLib neither trims nor limits here: blank and long texts pass.
    """
    request = {
        "@type": "getMarkdownText",
        "text": {
            "@type": "formattedText",
            "text": text,
            "entities": [_entity(entity) for entity in entities],
        },
    }
    answer = execute(request)
    return str(answer["message"]) if answer["@type"] == "error" else None


def accepts(message: AnyMessage) -> bool:
    """Return whether TDLib takes a message as it was sent; `pytest` shows the text if not."""
    return refusal(message.text, message.entities) is None


def parse_html(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return plain text and (kind, offset, length) of Telegram's HTML; raise ValueError if bad."""
    mode = {"@type": "textParseModeHTML"}
    answer = execute({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    if answer["@type"] == "error":
        raise ValueError(answer["message"])
    entities = [(e["type"]["@type"], e["offset"], e["length"]) for e in answer["entities"]]
    return answer["text"], entities


def _entity(entity: AnyEntity) -> dict[str, Any]:
    """An entity as TDLib writes it."""
    kind: dict[str, Any] = {"@type": f"textEntityType{KINDS[entity.type]}"}
    if entity.url is not None:
        kind["url"] = entity.url
    return {
        "@type": "textEntity",
        "offset": entity.offset,
        "length": entity.length,
        "type": kind,
    }
