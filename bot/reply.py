"""What the bot says, before any channel knows of it.

A `Reply` is one message: paragraphs of spans, and rows of buttons below. The terminal prints it,
`bot.telegram` turns it into text with entities, and nothing here escapes anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

# An address that begins so opens this bot with what follows, as "/start …" does when it is typed.
START: Final = "start:"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `link`: an https address that the words point to, or START …."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans on end, which may hold line feeds. `folded`: a quotation that opens when tapped."""

    spans: tuple[Span, ...]
    folded: bool = False


class Life(StrEnum):
    """How long a button works."""

    SHOWS = "shows"  # as long as a question is kept
    CHANGES = "changes"  # a day, and for one press
    STAYS = "stays"  # a year; such a button holds no words of a person


@dataclass(frozen=True, slots=True)
class Action:
    """What a press does: the `name` of an action that a desk serves, and what it is `about`."""

    name: str
    about: tuple[str, ...] = ()
    life: Life = Life.SHOWS


@dataclass(frozen=True, slots=True)
class Button:
    """Opens `url` or does `action`; without either it asks its own label as a question."""

    label: str
    url: str | None = None
    action: Action | None = None

    @property
    def does(self) -> Action | None:
        """What a press does; None for one that opens an address."""
        if self.url is not None:
            return None
        return self.action or Action("ask", (self.label,))


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. Paragraphs stand a blank line apart; `buttons` holds rows.

    With `replaces`, the answer to a press takes the place of the message that was pressed; without
    paragraphs only its buttons change. `answer_id` names the answer that the message holds.
    `forget`: what is replied to must not be kept; the channel wipes it before it sends this.
    `enclosed` is sent below it. `duties` names commands ("mensen") that the menu of this chat is
    to show from now on, beside those of everybody; None leaves the menu as it is. With an `errand`
    it is alone, and nothing of it is shown: what comes of the errand is. `again_in`: so many
    seconds later the channel asks the same once more; this says so, or nothing.
    """

    paragraphs: tuple[Paragraph, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    replaces: bool = False
    answer_id: str = ""
    forget: bool = False
    enclosed: Enclosure | None = None
    duties: tuple[str, ...] | None = None
    errand: "Errand | None" = None
    again_in: float = 0.0

    @property
    def actions(self) -> tuple[Action, ...]:
        """What its buttons do, each once, in order."""
        found = (button.does for row in self.buttons for button in row)
        return tuple(dict.fromkeys(action for action in found if action))


# What waits for others (a site, a parser) and knows no database. The channel does it outside the
# conversation's thread; what it returns makes the replies, in that thread.
Errand: TypeAlias = Callable[[], Callable[[], Sequence[Reply]]]


def errand_of(replies: Sequence[Reply]) -> Errand | None:
    """Return the errand that is to be done before anything is shown; None: show the replies."""
    return next((reply.errand for reply in replies if reply.errand), None)


def settled(replies: Sequence[Reply]) -> Sequence[Reply]:
    """Return the replies that are left when errands are done on the spot: of one person's chat."""
    while (errand := errand_of(replies)) is not None:
        replies = errand()()
    return replies


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a person sent; `size` in bytes.

    `read` fetches it, in an errand; raises Unavailable.
    """

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person sent: a text or a command ("/start"), in a chat of one channel.

    `chat` and `person` are opaque keys ("telegram:12"); `text` is "" for what is no text (a
    sticker, a photo) and for a press, which has its `action`. `name` is what the person chose to
    be called there. `group`: others read along.
    """

    chat: str
    text: str
    person: str = ""
    action: Action | None = None
    name: str = ""
    file: Attachment | None = None
    group: bool = False
