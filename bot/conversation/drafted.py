"""How a draft reads: the source that it would become, and the lines that were left out of it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from bot.answering.model import Language
from bot.labels import kind_key, maker, written_date
from bot.reply import Paragraph, Reply, Span
from bot.texts import Texts
from knowledge.model import Document, Source

_SHOWN: Final = 60  # lines that were left out; mostly they are less than twenty


def summary(
    document: Document, sources: Sequence[Source], language: Language, texts: Texts
) -> str:
    """Return title, kind, publisher and date of a document, and the counts of what it makes."""
    get, known = partial(texts.get, language), document.metadata
    unknown, published = get("document.unknown"), known.published
    return get(
        "document.what",
        title=known.title,
        kind=get(f"kind.{kind_key(known)}", by=maker(known, language, texts)),
        publisher=known.publisher or unknown,
        date=written_date(published, language, texts) if published else unknown,
        passages=sum(len(source.passages) for source in sources),
        left_out=len(document.left_out),
        comments=len(document.comments),
    )


def left_out(document: Document, language: Language, texts: Texts) -> Reply:
    """Return the lines that are taken for furniture of a page, to be looked over."""
    lines = [f"• {line}" for line in document.left_out[:_SHOWN]]
    more = len(document.left_out) - len(lines)
    if more:
        lines.append(texts.get(language, "draft.more", count=more))
    title = Span(texts.get(language, "draft.left_out"), bold=True)
    return Reply((Paragraph((title,)), Paragraph((Span("\n".join(lines)),), folded=True)))
