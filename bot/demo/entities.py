"""What Telegram takes as the text of a message: its length, its entities, its blank ends.

Offsets and lengths count UTF-16 units, as everywhere in the Bot API. The reasons are TDLib's; a
test holds both verdicts against TDLib itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any, Final, TypeVar

from bot.demo import links
from bot.demo.refusals import Refused, bad_request

Kind = TypeVar("Kind", int, str)
LONGEST_TEXT: Final = 4096  # UTF-16 units
LONGEST_RAW_TEXT: Final = 32768  # bytes of UTF-8, before anything is trimmed
MOST_ENTITIES: Final = 100
LARGEST_OFFSET: Final = 1_000_000
STYLES: Final = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link",
        "blockquote", "expandable_blockquote",
    }
)  # fmt: skip
DETECTED: Final = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)  # Telegram's clients find these themselves and the server drops them from a list
QUOTES: Final = frozenset({"blockquote", "expandable_blockquote"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A style on a run of text; `offset` and `length` count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    @property
    def end(self) -> int:
        """The offset behind the last unit."""
        return self.offset + self.length

    def cut(self, text: str) -> str:
        """Return the part of the message's text that this entity covers."""
        return text.encode("utf-16-le")[2 * self.offset : 2 * self.end].decode("utf-16-le")

    def as_json(self) -> dict[str, Any]:
        """Return a MessageEntity of the Bot API."""
        extra = {"url": self.url, "language": self.language}
        return {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
            **{name: value for name, value in extra.items() if value is not None},
        }


@dataclass(frozen=True, slots=True)
class Text:
    """A text as Telegram keeps it, and what it would silently change or leave out."""

    text: str
    entities: tuple[Entity, ...]
    remarks: tuple[str, ...] = ()


def units(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def accept(text: str, raw_entities: Any) -> Text:
    """Return the text trimmed as Telegram trims it, with its entities.

    Raises Refused(400) for what Telegram refuses, in its order: raw size, form of the entities,
    their place in the text, blank, length.
    """
    if not text:
        raise bad_request("message text is empty")
    try:
        raw_size = len(text.encode())
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    if raw_size > LONGEST_RAW_TEXT:
        raise bad_request("text is too long")
    entities = [entity for raw in _listed(raw_entities) if (entity := _parsed(raw)) is not None]
    _check_places(text, entities)
    kept = _trimmed(text, [entity for entity in entities if entity.length])
    if units(kept.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return replace(
        kept, remarks=tuple(_remarks(text, kept.entities)), entities=kept.entities[:MOST_ENTITIES]
    )


def _listed(raw: Any) -> list[Any]:
    """The entities of the parameter; Telegram passes over what is no list."""
    return raw if isinstance(raw, list) else []


def _parsed(raw: Any) -> Entity | None:
    """One entity of the parameter; None for the kinds that clients find themselves."""
    if not isinstance(raw, dict):
        raise _unparsable("expected an Object")
    kind = _field(raw, "type", str)
    offset, length = _field(raw, "offset", int), _field(raw, "length", int)
    if kind in DETECTED:
        return None
    if kind not in STYLES:
        raise _unparsable("Unsupported type specified")
    url = _field(raw, "url", str) if kind == "text_link" else None
    return Entity(kind, offset, length, url, raw.get("language"))


def _field(raw: dict[str, Any], name: str, kind: type[Kind]) -> Kind:
    """A field of an entity that has to be there."""
    value = raw.get(name)
    if value is None:
        raise _unparsable(f'Can\'t find field "{name}"')
    if not isinstance(value, kind) or isinstance(value, bool):
        wanted = "Number" if kind is int else "String"
        raise _unparsable(f'Field "{name}" must be of type {wanted}')
    return value


def _unparsable(reason: str) -> Refused:
    """A refusal of an entity that is not even one."""
    return bad_request(f"can't parse MessageEntity: {reason}")


def _check_places(text: str, entities: Sequence[Entity]) -> None:
    """Refuse an entity that begins or ends where no sign of the text does."""
    for entity in entities:
        if not 0 <= entity.offset <= LARGEST_OFFSET:
            raise bad_request(f"receive an entity with incorrect offset {entity.offset}")
        if not 0 <= entity.length <= LARGEST_OFFSET:
            raise bad_request(f"receive an entity with incorrect length {entity.length}")
        if entity.url is not None and (reason := links.fault(entity.url)):
            raise bad_request(f"entity URL '{entity.url}' is invalid: {reason}")
    bounds = frozenset(accumulate((units(sign) for sign in text), initial=0))
    size = units(text)
    for entity in sorted(filter(lambda e: e.length, entities), key=_place):
        if reason := _fault_of_place(entity, bounds, size):
            raise bad_request(reason)


def _place(entity: Entity) -> tuple[int, int]:
    """Telegram's order: from the front, the longer first."""
    return entity.offset, -entity.length


def _fault_of_place(entity: Entity, bounds: frozenset[int], size: int) -> str | None:
    """Why this entity does not fit a text with these bounds between signs."""
    if entity.offset > size:
        return f"entity begins after the end of the text at UTF-16 offset {entity.offset}"
    if entity.offset not in bounds:
        return "entity begins in a middle of a UTF-16 symbol"
    ends = f"entity beginning at UTF-16 offset {entity.offset} ends "
    if entity.end > size:
        return f"{ends}after the end of the text at UTF-16 offset {entity.end}"
    return None if entity.end in bounds else f"{ends}in a middle of a UTF-16 symbol"


def _is_blank(sign: str) -> bool:
    """Whether Telegram makes a space of this sign, or nothing (measured on TDLib 1.8.69)."""
    return sign <= " " or sign in "\u030a\u0333\u033f" or "\u2028" <= sign <= "\u202e"


def _trimmed(text: str, entities: Sequence[Entity]) -> Text:
    """Take blanks off both ends; at the front only up to the first entity."""
    if all(_is_blank(sign) for sign in text):
        raise bad_request("text must be non-empty")
    kept = text.rstrip(" \n\r\t")
    size = units(kept)
    first = min((entity.offset for entity in entities), default=size)
    blank = len(kept) - len(kept.lstrip(" \n\r\t"))
    front = min(blank, first)
    moved = (
        replace(
            entity,
            offset=entity.offset - front,
            length=min(entity.end, size) - entity.offset,
        )
        for entity in entities
        if entity.offset < size
    )
    return Text(kept[front:], tuple(sorted(moved, key=_place)))


def _remarks(text: str, entities: Sequence[Entity]) -> list[str]:
    """What Telegram would change in silence."""
    remarks = []
    if len(entities) > MOST_ENTITIES:
        remarks.append(f"{len(entities)} entities: Telegram keeps the first {MOST_ENTITIES}")
    if any(_is_blank(sign) and sign not in " \n" for sign in text):
        remarks.append("control or hidden signs in the text: Telegram replaces or drops them")
    quotes = [entity for entity in entities if entity.type in QUOTES]
    if any(one.end > other.offset for one, other in pairwise(quotes)):
        remarks.append("quotes overlap: Telegram keeps one of them")
    return remarks
