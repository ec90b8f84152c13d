"""The card of an explanation: what was considered for an answer, and why it was used or not."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.answering.model import Language
from bot.answering.why import Explanation, Fate, Weighed
from bot.labels import reference
from bot.reply import Paragraph, Reply, Span
from bot.texts import Texts

_SHOWN = 160  # characters of a piece of evidence
_SUREST = 99  # per cent; an estimate is never certain


def why(
    answer_id: str, explained: Sequence[Explanation], language: Language, texts: Texts
) -> Reply:
    """Return the message: of each question of a message, what was searched and considered."""
    title = texts.get(language, "why.title", id=answer_id)
    parts = (part for each in explained for part in _explained(each, language, texts))
    return Reply((Paragraph((Span(title, bold=True),)), *parts))


def _explained(explanation: Explanation, language: Language, texts: Texts) -> Iterator[Paragraph]:
    """Yield the question as searched, how sure, and each piece under its fate."""
    verdict = "why.enough" if explanation.enough else "why.too_little"
    percent = min(max(round(100 * explanation.probability), 1), _SUREST)
    sure = texts.get(language, verdict, percent=percent)
    yield Paragraph((Span(texts.get(language, "why.searched", question=explanation.searched)),))
    yield Paragraph((Span(sure),))
    order = list(Fate)
    sorted_by_fate = sorted(explanation.weighed, key=lambda each: order.index(each.fate))
    for fate, pieces in groupby(sorted_by_fate, lambda each: each.fate):
        heading = Span(f"{texts.get(language, f'why.{fate.value}')}\n", bold=True)
        listed = "\n".join(_piece(each, language, texts) for each in pieces)
        yield Paragraph((heading, Span(listed)), folded=True)


def _piece(piece: Weighed, language: Language, texts: Texts) -> str:
    text = " ".join(piece.text.split())
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    return f"• {short} ({reference(piece.source, language, texts)})"
