"""Turns a Reply into messages: text with entities, so that there is nothing to escape."""

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, MessageEntity

from bot.reply import Paragraph, Reply, Span
from bot.telegram.buttons import keyboard, usable_link
from bot.telegram.formatted import Formatted, Mark, clean, joined, split


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it is sent; offsets of `entities` count UTF-16 units."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None


def render(reply: Reply) -> list[Outgoing]:
    """Return the messages that a reply makes, in order: mostly one, none for a blank reply.

    The buttons stand below the last. A folded paragraph that is cut goes on folded.
    """
    pieces = [_paragraph(paragraph) for paragraph in reply.paragraphs]
    parts = split(joined([piece for piece in pieces if piece.text], "\n\n"))
    messages = [Outgoing(part.text, part.entities()) for part in parts]
    if messages:
        last = messages[-1]
        messages[-1] = Outgoing(last.text, last.entities, keyboard(reply.buttons))
    return messages


def _paragraph(paragraph: Paragraph) -> Formatted:
    """One paragraph, trimmed; what is folded is a quotation that opens."""
    whole = joined([_span(span) for span in paragraph.spans], "")
    if paragraph.folded:
        fold = Mark(MessageEntity.EXPANDABLE_BLOCKQUOTE, 0, len(whole.text))
        whole = Formatted(whole.text, (fold, *whole.marks))
    return whole.cut(0, len(whole.text))


def _span(span: Span) -> Formatted:
    """One run of text with its style."""
    text = clean(span.text)
    return Formatted(text, tuple(_styles(span, len(text))))


def _styles(span: Span, length: int) -> Iterator[Mark]:
    if span.link and usable_link(span.link):
        yield Mark(MessageEntity.TEXT_LINK, 0, length, span.link)
    if span.bold:
        yield Mark(MessageEntity.BOLD, 0, length)
    if span.italic:
        yield Mark(MessageEntity.ITALIC, 0, length)
