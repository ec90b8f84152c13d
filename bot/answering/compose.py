"""From scored evidence to the quotes of an answer, in the order in which they are read.

A list that is asked for comes whole, under its lead-in. Otherwise the best sentences and items
come, as far as they score near the best; those that follow on each other are joined.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.evidence import Candidate, elaborated_end, supported_start
from bot.answering.understand import Kind, Question, number_asked_for
from index.search import Hit
from knowledge.model import BlockKind, Sentence, SourceKind

MAX_STATEMENTS: Final = 5
# How far below the best a quote, or a list of the right length, may score; development questions.
REACH: Final = 1.3
LIST_REACH: Final = 3.5
# To a how-to, a further source adds its best quote: a case note with this part of the words of the
# question that the best quote has, or any source that scores at most this far below the best.
OTHERS_SHARE: Final = 0.45
OTHERS_REACH: Final = 2.2
MAX_HOW_TO: Final = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A quote to be: `source.text[start:end]`, inside one passage; `item` its place in a list."""

    hit: Hit
    start: int
    end: int
    item: int | None = None


def compose(question: Question, evidence: Sequence[Candidate]) -> list[Span]:
    """Return the spans to quote, at most MAX_STATEMENTS unless a list needs more."""
    if not evidence:
        return []
    whole = _list_asked_for(question, evidence)
    if whole:
        return whole
    chosen = _near(question, evidence)
    spans = [Span(each.hit, each.start, each.end) for each in chosen]
    spans[0] = replace(spans[0], end=elaborated_end(chosen[0]))
    return _joined(spans)


def _near(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates near the best; for a how-to also what others do, a source a quote."""
    best = evidence[0].score
    chosen = [c for c in evidence if c.score >= best - REACH and not _introduced(c)]
    chosen = chosen[:MAX_STATEMENTS] or [evidence[0]]
    if question.kind is Kind.HOW_TO:
        for candidate in evidence:
            if len(chosen) < MAX_HOW_TO and _others_do(candidate, evidence[0]):
                heard = {each.hit.source.id for each in chosen}
                chosen += [candidate] * (candidate.hit.source.id not in heard)
    return chosen


def _others_do(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether another source adds to a how-to: a good one, or practice on the subject."""
    practice = candidate.hit.source.metadata.kind is SourceKind.CASE_NOTE
    on_subject = practice and candidate.share >= OTHERS_SHARE * best.share
    return (on_subject or candidate.score >= best.score - OTHERS_REACH) and not _introduced(
        candidate
    )


def _list_asked_for(question: Question, evidence: Sequence[Candidate]) -> list[Span]:
    """Return the spans of the list that the question asks for, or nothing when it asks for none.

    The best candidate introduces it; or a list is asked for, and the best candidate stands in it
    or a good one stands in one of the number of items asked for.
    """
    best = evidence[0]
    introduced = _introduced(best)
    if introduced and question.kind is not Kind.WHY:
        return _whole(introduced)
    if question.kind is not Kind.LIST:
        return []
    number = number_asked_for(question.searched)
    for candidate in evidence:
        if candidate is not best and (number is None or candidate.score < best.score - LIST_REACH):
            break
        items = _introduced(candidate) or _siblings(candidate)
        if items and number in {None, len(items)}:
            return _whole(items)
    return []


def _introduced(candidate: Candidate) -> list[Span]:
    """Return the items of the list that a candidate introduces, or leads up to."""
    hit = candidate.hit
    for sentence in hit.passage.sentences:
        if sentence.item == 0:
            introducing = _introducing(hit, sentence)
            if introducing and introducing.start <= candidate.core < introducing.end:
                return _items(hit, sentence.list_id)
    return []


def _siblings(candidate: Candidate) -> list[Span]:
    """Return the items of the list that a candidate stands in."""
    if candidate.sentence.item is None:
        return []
    return _items(candidate.hit, candidate.sentence.list_id)


def _items(hit: Hit, list_id: int | None) -> list[Span]:
    """Return the items of a list in order, also those in other passages of the source."""
    spans: dict[int, Span] = {}
    for passage in hit.source.passages or (hit.passage,):
        inside = replace(hit, passage=passage)
        for each in passage.sentences:
            if each.list_id == list_id and each.kind is BlockKind.ITEM:
                first = spans.setdefault(each.block, Span(inside, each.start, each.end, each.item))
                spans[each.block] = replace(first, end=each.end)
    return list(spans.values())


def _whole(items: Sequence[Span]) -> list[Span]:
    """Return the lead-in, with what it leans on, and every item in order."""
    first = items[0].hit
    opening = next(s for s in first.passage.sentences if s.start == items[0].start)
    introducing = _introducing(first, opening)
    return [introducing, *items] if introducing else list(items)


def _introducing(hit: Hit, item: Sentence) -> Span | None:
    """Return the sentence that introduces an item's list, with what it leans on, if it is near."""
    end = item.lead_in[1] if item.lead_in else None
    sentence = next((s for s in hit.passage.sentences if s.end == end), None)
    return Span(hit, supported_start(hit, sentence), sentence.end) if sentence else None


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with those that overlap, or follow on in one paragraph, as one.

    A joined span stands where the first of its parts stood, so the best stays in front.
    """
    joined: list[Span] = []
    for span in spans:
        whole, rest = span, []
        for other in joined:
            if _touch(whole, other):
                whole = replace(
                    whole, start=min(whole.start, other.start), end=max(whole.end, other.end)
                )
            else:
                rest.append(other)
        place = next((n for n, other in enumerate(joined) if _touch(whole, other)), len(rest))
        joined = [*rest[:place], whole, *rest[place:]]
    return joined


def _touch(one: Span, other: Span) -> bool:
    if one.hit.passage.id != other.hit.passage.id:
        return False
    first, second = sorted((one, other), key=lambda span: span.start)
    return second.start < first.end or one.hit.source.text[first.end : second.start] == " "
