"""The card of an explanation: what was considered for an answer, and why it was used or not."""

from itertools import groupby

from bot.answering.model import Language
from bot.answering.why import Explanation, Fate, Weighed
from bot.labels import reference
from bot.reply import Paragraph, Reply, Span
from bot.texts import Texts

_SHOWN = 160  # characters of a piece of evidence


def why(explanation: Explanation, language: Language, texts: Texts) -> Reply:
    """Return the message: the question as searched, how sure, and each piece under its fate."""
    verdict = "why.enough" if explanation.enough else "why.too_little"
    sure = texts.get(language, verdict, percent=round(100 * explanation.probability))
    paragraphs = [
        Paragraph((Span(texts.get(language, "why.title", id=explanation.answer_id), bold=True),)),
        Paragraph((Span(texts.get(language, "why.searched", question=explanation.searched)),)),
        Paragraph((Span(sure),)),
    ]
    order = list(Fate)
    sorted_by_fate = sorted(explanation.weighed, key=lambda each: order.index(each.fate))
    for fate, pieces in groupby(sorted_by_fate, lambda each: each.fate):
        heading = Span(f"{texts.get(language, f'why.{fate.value}')}\n", bold=True)
        listed = "\n".join(_piece(each, language, texts) for each in pieces)
        paragraphs.append(Paragraph((heading, Span(listed)), folded=True))
    return Reply(tuple(paragraphs))


def _piece(piece: Weighed, language: Language, texts: Texts) -> str:
    text = " ".join(piece.text.split())
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    return f"• {short} ({reference(piece.source, language, texts)})"
