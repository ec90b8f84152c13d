"""The lines of a how-to: where each begins and ends, whether others do it or it is advised."""

import re
from collections.abc import Sequence

from bot.answering.gives import advises, holds_action, is_worry, names_only
from bot.answering.lists import Span
from bot.answering.model import Label, LabelKind
from bot.answering.quotable import BROUGHT, ELABORATED, Candidate, elaborated_end
from bot.answering.spans import introduction
from index.search import Hit
from knowledge.model import Evidence, SourceKind


def told_end(candidate: Candidate) -> int:
    """Return where a quote of a case note ends that tells no action itself: with its paragraph.

    A practitioner tells first what was wrong, and then what was done.
    """
    end = elaborated_end(candidate)
    practice = candidate.hit.source.metadata.kind is SourceKind.CASE_NOTE
    if not practice or holds_action(candidate.hit.source.text[candidate.start : end]):
        return end
    block = candidate.sentence.block
    last = max(s.end for s in candidate.hit.passage.sentences if s.block == block)
    return last if last - candidate.start <= ELABORATED else end


def told_start(candidate: Candidate) -> int:
    """Return where a quote begins that leans on what comes before: with the municipality it is of.

    That is with the sentence that names it, where that stands close before; else as it began.
    """
    hit, start = candidate.hit, candidate.start
    if start == candidate.core:
        return start
    named = _municipalities(hit)
    paragraph = [e for e in hit.passage.sentences if e.block == candidate.sentence.block]
    back = [each for each in reversed(paragraph) if each.start <= candidate.core]
    for each in back[: BROUGHT + 1]:
        if _holds_one(hit.source.text[each.start : candidate.end], named):
            return min(start, each.start)
    return start


def tells_method(span: Span) -> bool:
    """Tell whether a line may tell a way of doing; an item of what is hard only when it acts."""
    lead_in = introduction(span)
    if lead_in is not None and is_worry(lead_in.text):
        return holds_action(span.text)
    return not names_only(span.text)


def label(question: str, span: Span) -> Label | None:
    """Return what a line of a how-to is marked as: what others do, or what research advises.

    Who asks for one municipality by name is not told that it is another.
    """
    known = span.hit.source.metadata
    named = _municipalities(span.hit)
    if any(name.casefold() in question.casefold() for name in named):
        return None
    practice = known.kind is SourceKind.CASE_NOTE or _holds_one(span.text, named)
    if practice and holds_action(span.text):
        return Label(LabelKind.OTHERS_DO)
    if known.evidence is Evidence.RESEARCH and advises(span.text):
        return Label(LabelKind.ADVICE)
    return None


def _municipalities(hit: Hit) -> tuple[str, ...]:
    known = hit.source.metadata
    return (*known.municipalities, *known.municipalities_named)


def _holds_one(text: str, names: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}", text) for name in names)
