"""What the bot says, before any channel knows of it.

A `Reply` is one message: paragraphs of spans, and rows of buttons below. The terminal prints it,
`bot.telegram` turns it into text with entities, and nothing here escapes anything.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `link` is an https address that the words point to."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans on end, which may hold line feeds. `folded`: a quotation that opens when tapped."""

    spans: tuple[Span, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """What a press does: the `name` of an action that a desk serves, and what it is `about`."""

    name: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """Opens `url` or does `action`; without either it asks its own label as a question."""

    label: str
    url: str | None = None
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. Paragraphs stand a blank line apart; `buttons` holds rows.

    `forget`: what is replied to must not be kept; the channel wipes it before it sends this.
    """

    paragraphs: tuple[Paragraph, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person sent: a text or a command ("/start"), in a chat of one channel.

    `chat` and `person` are opaque keys ("telegram:12"); `text` is "" for what is no text (a
    sticker, a photo) and for a press, which has its `action`.
    """

    chat: str
    text: str
    person: str = ""
    action: Action | None = None
