"""From scored evidence to the quotes of an answer, in the order in which they are read.

A quote is a span of one passage: whole sentences or list items. A list that is asked for comes
whole, under its lead-in; a sentence that leans on the one before brings that one along.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering import lexicon
from bot.answering.evidence import Candidate
from bot.answering.understand import Kind, Question, number_asked_for
from index.search import Hit
from knowledge.model import BlockKind, Sentence

MAX_STATEMENTS: Final = 5
# How far below the best a quote may score, in standard deviations; development questions.
REACH: Final = 1.0
LIST_REACH: Final = 1.2
_OPENING: Final = 40  # characters in which a sentence shows that it leans on the one before


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
    if whole is not None:
        return whole
    best = evidence[0].score
    near = [c for c in evidence if c.score >= best - REACH][:MAX_STATEMENTS]
    spans: list[Span] = []
    for candidate in near:
        _include(spans, _with_support(candidate))
    return _joined(spans)[:MAX_STATEMENTS]


def _list_asked_for(question: Question, evidence: Sequence[Candidate]) -> list[Span] | None:
    """Return the spans of the list that the question asks for, or None when it asks for none."""
    best = evidence[0].score
    number = number_asked_for(question.searched)
    for candidate in evidence:
        if candidate.score < best - LIST_REACH:
            return None
        items = _items(candidate)
        if not items:
            continue
        introduces = candidate.sentence.item is None
        if (question.kind is Kind.LIST and number in (None, len(items))) or introduces:
            return _whole(candidate.hit, items)
    return None


def _items(candidate: Candidate) -> list[Sentence]:
    """Return the first sentence of each item of the list that a candidate is in or introduces."""
    sentence = candidate.sentence
    siblings = candidate.hit.passage.sentences
    if sentence.item is None:
        lists = [s.list_id for s in siblings if s.lead_in and s.lead_in[1] == sentence.end]
        wanted = lists[0] if lists else None
    else:
        wanted = sentence.list_id
    if wanted is None:
        return []
    blocks: dict[int, Sentence] = {}
    for each in siblings:
        if each.list_id == wanted and each.kind is BlockKind.ITEM:
            first = blocks.setdefault(each.block, each)
            blocks[each.block] = replace(first, end=each.end)
    return list(blocks.values())


def _whole(hit: Hit, items: Sequence[Sentence]) -> list[Span]:
    """Return the lead-in, with what it leans on, and every item in order."""
    spans: list[Span] = []
    lead_in = items[0].lead_in
    if lead_in is not None:
        introducing = next((s for s in hit.passage.sentences if s.end == lead_in[1]), None)
        if introducing is not None:
            start = _supported_start(hit, introducing)
            spans.append(Span(hit, start, introducing.end))
    spans += [Span(hit, item.start, item.end, item.item) for item in items]
    return spans


def _with_support(candidate: Candidate) -> Span:
    sentence = candidate.sentence
    start = _supported_start(candidate.hit, sentence)
    return Span(candidate.hit, start, sentence.end, None)


def _supported_start(hit: Hit, sentence: Sentence) -> int:
    """Return where the quote must begin for the sentence to be understood."""
    siblings = hit.passage.sentences
    place = siblings.index(sentence)
    while (
        place > 0
        and siblings[place - 1].block == siblings[place].block
        and lexicon.holds(
            "leans", "on_before", hit.source.text[siblings[place].start :][:_OPENING]
        )
    ):
        place -= 1
    return siblings[place].start


def _include(spans: list[Span], new: Span) -> None:
    """Add a span, or widen the one that it overlaps."""
    for place, old in enumerate(spans):
        if (
            old.hit.passage.id == new.hit.passage.id
            and old.start < new.end
            and new.start < old.end
        ):
            spans[place] = replace(old, start=min(old.start, new.start), end=max(old.end, new.end))
            return
    spans.append(new)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Join spans that follow on each other in one paragraph; the order of the first stays."""
    joined: list[Span] = []
    for span in spans:
        for place, old in enumerate(joined):
            first, second = sorted((old, span), key=lambda s: s.start)
            between = span.hit.source.text[first.end : second.start]
            if old.hit.passage.id == span.hit.passage.id and between == " ":
                joined[place] = replace(first, end=second.end)
                break
        else:
            joined.append(span)
    return joined
