"""Turns a Reply into messages: text with entities, so that there is nothing to escape."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, MessageEntity

from bot.reply import Enclosure, Paragraph, Reply, Span
from bot.telegram.buttons import NOWHERE, Ways, keyboard
from bot.telegram.formatted import Formatted, Mark, clean, joined, split


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it is sent; offsets of `entities` count UTF-16 units.

    Without a text it stands for the keyboard of a message that is there already; or for a `file`.
    """

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None
    file: Enclosure | None = None


def render(reply: Reply, ways: Ways = NOWHERE) -> list[Outgoing]:
    """Return the messages that a reply makes, in order: mostly one, none for a blank reply.

    The buttons stand below the last text; a file that goes with it comes after. A folded paragraph
    that is cut goes on folded. What replaces nothing but the buttons of a message is one without a
    text.
    """
    markup = keyboard(reply.buttons, ways)
    if reply.replaces and not reply.paragraphs:
        return [Outgoing("", keyboard=markup)]
    pieces = [_paragraph(paragraph, ways) for paragraph in reply.paragraphs]
    parts = split(joined([piece for piece in pieces if piece.text], "\n\n"))
    messages = [Outgoing(part.text, part.entities()) for part in parts]
    if messages:
        messages[-1] = replace(messages[-1], keyboard=markup)
    if reply.enclosed:
        messages.append(Outgoing("", file=reply.enclosed))
    return messages


def _paragraph(paragraph: Paragraph, ways: Ways) -> Formatted:
    """One paragraph, trimmed; what is folded is a quotation that opens."""
    whole = joined([_span(span, ways) for span in paragraph.spans], "")
    if paragraph.folded:
        fold = Mark(MessageEntity.EXPANDABLE_BLOCKQUOTE, 0, len(whole.text))
        whole = Formatted(whole.text, (fold, *whole.marks))
    return whole.cut(0, len(whole.text))


def _span(span: Span, ways: Ways) -> Formatted:
    """One run of text with its style."""
    text = clean(span.text)
    return Formatted(text, tuple(_styles(span, len(text), ways)))


def _styles(span: Span, length: int, ways: Ways) -> Iterator[Mark]:
    url = ways.address(span.link) if span.link else None
    if url:
        yield Mark(MessageEntity.TEXT_LINK, 0, length, url)
    if span.bold:
        yield Mark(MessageEntity.BOLD, 0, length)
    if span.italic:
        yield Mark(MessageEntity.ITALIC, 0, length)
