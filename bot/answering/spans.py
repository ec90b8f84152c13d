"""Spans become quotes that are read: joined, short, items led in, the first one speakable."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answering import lexicon
from bot.answering.gives import is_worry
from bot.answering.lists import Span, introducing
from bot.answering.speech import pairs
from bot.answering.understand import Kind
from knowledge.model import BlockKind, Sentence

MAX_CHARACTERS: Final = 1_200  # of all lines that are no list
_OF_SOMETHING: Final = re.compile(r"(?:Het|De|Een) [\w/-]+ (?:van|voor|aan)\b")
SPEAKABLE_WORDS: Final = 25  # that can be said in one breath, on the telephone


def first_spoken(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with the first one's first sentence by itself, if that can be spoken."""
    first, *rest = spans
    inside = [
        each
        for each in first.hit.passage.sentences
        if first.start <= each.start and each.end <= first.end
    ]
    whole = not inside or inside[0].kind is BlockKind.ITEM
    alone = first if whole else replace(first, end=inside[0].end)
    spoken = len(alone.text.split()) <= SPEAKABLE_WORDS < len(first.text.split())
    if not spoken or len(inside) == 1 or alone.text.endswith(":") or not pairs(alone.text):
        return list(spans)
    return [alone, replace(first, start=inside[1].start), *rest]


def best_first(spans: Sequence[Span], start: int) -> list[Span]:
    """Return the spans, of the first that from `start` on, where the best begins, before the rest.

    What stands before the best in its paragraph, and was chosen as well, comes behind it. Not
    where the best goes on from that, thanks, or is of one quotation with it.
    """
    first, *rest = spans
    ends = [each.end for each in first.hit.passage.sentences if first.start < each.end <= start]
    if not ends or start >= first.end:
        return list(spans)
    best, before = replace(first, start=start), replace(first, end=ends[-1])
    hangs = lexicon.holds("leans", "goes_on", best.text) or lexicon.holds(
        "grammar", "courtesy", best.text
    )
    whole = pairs(best.text) and pairs(before.text)
    return [best, before, *rest] if whole and not hangs else list(spans)


def short(spans: Sequence[Span]) -> list[Span]:
    """Return the first spans, as many as MAX_CHARACTERS hold; at least one."""
    kept: list[Span] = []
    for span in spans:
        if kept and sum(len(each.text) for each in (*kept, span)) > MAX_CHARACTERS:
            break
        kept.append(span)
    return kept


def few(spans: Sequence[Span], most: int) -> list[Span]:
    """Return the first spans, at most so many; no lead-in stands last without what it introduces.

    A lead-in, and the first sentence by itself, count as well.
    """
    kept = list(spans[:most])
    while len(kept) < len(spans) and len(kept) > 1 and kept[-1].text.endswith(":"):
        kept.pop()
    return kept


def joined(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with those that overlap, or follow on in one paragraph, as one.

    A joined span stands where the first of its parts stood, so the best stays in front.
    """
    whole_spans: list[Span] = []
    for span in spans:
        whole, rest = span, []
        for other in whole_spans:
            if _touch(whole, other):
                whole = replace(
                    whole, start=min(whole.start, other.start), end=max(whole.end, other.end)
                )
            else:
                rest.append(other)
        place = next((n for n, other in enumerate(whole_spans) if _touch(whole, other)), len(rest))
        whole_spans = [*rest[:place], whole, *rest[place:]]
    return whole_spans


def _touch(one: Span, other: Span) -> bool:
    if one.hit.passage.id != other.hit.passage.id:
        return False
    first, second = sorted((one, other), key=lambda span: span.start)
    return second.start < first.end or one.hit.source.text[first.end : second.start] == " "


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character of one source."""
    same = one.hit.source.id == other.hit.source.id
    return same and one.start < other.end and other.start < one.end


def led_in(kind: Kind, spans: Sequence[Span]) -> list[Span]:
    """Return the spans with the items of one list together, in order, under what introduces them.

    A single item stands alone when it reads as a sentence, from a capital to a stop, or has a
    name of its own before a colon; but to a how-to not one of a list of what is hard, which would
    read as advice. To one alone no items are announced, where a sentence says before that what
    they are items of.
    """
    made: list[Span] = []
    for span in spans:
        lead_in = introduction(span)
        own = [each for each in spans if each == span or _same_list(span, each)]
        own.sort(key=lambda each: each.start)
        alone = len(own) == 1 and _stands_alone(span.text)
        if lead_in and kind is Kind.HOW_TO:
            alone = alone and not is_worry(lead_in.text)
        if lead_in and not alone and not any(overlap(lead_in, each) for each in (*made, *spans)):
            made.append(_unannounced(lead_in) if len(own) == 1 else lead_in)
        made += [each for each in own if each not in made]
    return made


def introduction(span: Span) -> Span | None:
    """Return what introduces the list of which a span is an item; None for no item."""
    item = _item_at(span)
    return None if item is None else introducing(span.hit, item)


def _unannounced(lead_in: Span) -> Span:
    """Return what introduces a list without a last sentence that only announces its items."""
    inside = [e for e in lead_in.hit.passage.sentences if lead_in.start <= e.start < lead_in.end]
    return replace(lead_in, end=inside[-2].end) if len(inside) > 1 else lead_in


def is_one_of(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span is the only item here of its list, below what introduces that."""
    lead_in = introduction(span)
    listed = [each for each in others if _same_list(span, each)]
    return lead_in is not None and listed == [span] and any(overlap(lead_in, e) for e in others)


def _stands_alone(item: str) -> bool:
    named = ": " in item or (item.endswith((".", "?", "!")) and not _is_thing(item))
    return named and not item[:1].islower()


def _is_thing(item: str) -> bool:
    """Tell whether an item only names a thing: "Het werven van leden.", and says nothing of it."""
    told = lexicon.holds("actions", "naming", item)
    return _OF_SOMETHING.match(item) is not None and not told


def _item_at(span: Span) -> Sentence | None:
    """Return the first sentence of a span that begins with a list item."""
    begins = (each for each in span.hit.passage.sentences if each.start == span.start)
    return next((each for each in begins if each.item is not None), None)


def _same_list(one: Span, other: Span) -> bool:
    first, second = _item_at(one), _item_at(other)
    if first is None or second is None or one.hit.source.id != other.hit.source.id:
        return False
    return first.list_id == second.list_id
