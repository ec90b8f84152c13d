"""Lists are quoted whole, in order, under the sentence that introduces them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.gives import fits
from bot.answering.lacking import absent
from bot.answering.quotable import Candidate, supported_start
from bot.answering.understand import Kind, Question, number_asked_for, verb_asked
from index import dutch
from index.search import Hit
from index.things import demand
from knowledge.model import BlockKind, Sentence

# Of the words of the question that the best has, the part that is enough to be on the subject.
ON_SUBJECT: Final = 0.45
# What is brought along (an action, a place, what others do) may score this far below the best.
ALONG_REACH: Final = 3.0
# How far above the next a lead-in must score where no list is asked for in so many words.
CLEARLY: Final = 2.0
# Of the words that the best has, the part that what introduces a list that is asked for has.
MOST: Final = 0.6
# Log-odds of each item of a list that is told whole though no list is asked for. Of -0.25, 0 and
# 0.4 on the development parts and 326 other questions, all answer three more; 0.4 tells least.
EACH_LIKELY: Final = 0.4
EACH_NEAR: Final = 2.0  # points below the best
# Kinds of which one thing is told, or a way, however many things are likely to the point.
_ONE_THING: Final = frozenset((Kind.WHO, Kind.WHEN, Kind.HOW_TO))
_COUNTING: Final = frozenset((Kind.LIST, Kind.COMPARE))  # a number in these counts what is asked
_SEVERAL: Final = 3  # items near the best, where none of them is the best itself, or that are all


@dataclass(frozen=True, slots=True)
class Span:
    """A quote to be: `source.text[start:end]`, inside one passage; `item` its place in a list."""

    hit: Hit
    start: int
    end: int
    item: int | None = None

    @property
    def text(self) -> str:
        """The words of the quote."""
        return self.hit.source.text[self.start : self.end]


def list_asked_for(question: Question, evidence: Sequence[Candidate]) -> list[Span]:
    """Return the spans of the list that the question asks for, or nothing when it asks for none.

    The best candidate introduces it; or a list is asked for, and this one is meant: of as many
    items as the question names, where it names a number. None that was read out before.
    """
    found = _asked_for(question, evidence)
    return [] if is_heard(question, found) else found


def is_heard(question: Question, items: Sequence[Span]) -> bool:
    """Tell whether a list was read out already: who asks on wants something else."""
    heard = (*question.heard, *question.said)
    return all(any(item.text in quote for quote in heard) for item in items)


def _asked_for(question: Question, evidence: Sequence[Candidate]) -> list[Span]:
    best = _telling(question, evidence)
    items = introduced(best)
    if best is not evidence[0]:
        return whole(items)
    number = number_asked_for(question.understood.asked)
    numbered = _of_number(number, evidence) if number and question.kind in _COUNTING else []
    if numbered:
        return whole(numbered)
    if items and question.kind is not Kind.WHY and _asks_for_it(question, evidence):
        found = whole(items)
        return [] if _counts_others(found, question) else found
    if question.kind is Kind.HOW_MANY:
        lists = map(whole, _meant(evidence))
        return next(
            (e for e in lists if _counted(e, best) and not _counts_others(e, question)), []
        )
    meant = next(_meant(evidence), []) if question.kind is Kind.LIST and not number else []
    one = question.pointed or number or question.kind in _ONE_THING
    return whole(meant or ([] if one else _all_likely(evidence)))


def _all_likely(evidence: Sequence[Candidate]) -> list[Span]:
    """Return the items of the list that the best stands in, where each is likely to the point."""
    items = _siblings(evidence[0])
    least = max(EACH_LIKELY, evidence[0].score - EACH_NEAR)
    likely = [each for each in evidence if each.score >= least]
    if len(items) < _SEVERAL or len(likely) < len(items):
        return []
    told = [each.core for each in likely if _is_one(each, items)]
    every = all(any(item.start <= at < item.end for at in told) for item in items)
    return items if every else []


def _of_number(number: int, evidence: Sequence[Candidate]) -> list[Span]:
    """Return the items of the best list near the best that has so many; it need say no number."""
    least = evidence[0].score - ALONG_REACH
    lists = (introduced(e) or _siblings(e) for e in evidence if e.score >= least)
    return next((each for each in lists if len(each) == number), [])


def _meant(evidence: Sequence[Candidate]) -> Iterator[list[Span]]:
    """Yield the items of the lists that may be asked for, best first.

    What introduces it holds most of what the best holds of the question: who asks what one of its
    items tells asks for no list. And it is among the best with its items: the best of all is one
    of them, or three of them score near it. A list that nothing introduces stands under its
    heading, and is asked for when the best is in it.
    """
    best, least = evidence[0], evidence[0].score - ALONG_REACH
    near = [each for each in evidence if each.score >= least]
    for each in near:
        items = introduced(each) if each.share >= MOST * best.share else []
        below = [other for other in near if items and _is_one(other, items)]
        if best in below or len(below) >= _SEVERAL:
            yield items
    if best.sentence.lead_in is None:
        yield _siblings(best)


def _is_one(candidate: Candidate, items: Sequence[Span]) -> bool:
    """Tell whether a candidate is one of the items of a list."""
    same = candidate.hit.source.id == items[0].hit.source.id
    return same and any(each.start <= candidate.core < each.end for each in items)


def _counted(items: Sequence[Span], best: Candidate) -> bool:
    """Tell whether a lead-in gives a number, and the item below it that is near gives none."""
    return fits(Kind.HOW_MANY, _lead_in(items)) and not fits(Kind.HOW_MANY, best.own)


def _counts_others(items: Sequence[Span], question: Question) -> bool:
    """Tell whether a lead-in counts other things than a how-many asks: "op vier plekken".

    What is counted stands behind the number.
    """
    wanted = demand(question.understood.asked) if question.kind is Kind.HOW_MANY else None
    said = dutch.words(_lead_in(items))
    places = [place for place, word in enumerate(said) if number_asked_for(word)]
    if wanted is None or not wanted.of or not places:
        return False
    behind = " ".join(said[places[0] + 1 :])
    return absent(wanted.of, behind) == set(wanted.of)


def _lead_in(items: Sequence[Span]) -> str:
    return "".join(each.text for each in items[:1] if each.item is None)


def _telling(question: Question, evidence: Sequence[Candidate]) -> Candidate:
    """Return the best; or the lead-in on its subject that tells more of what is asked.

    That is one that has the verb asked for, where the best has not; or one that speaks of places,
    where the best names none.
    """
    best, asked = evidence[0], verb_asked(question.searched)
    near = (each for each in evidence if each.share >= ON_SUBJECT * best.share)
    if question.kind is Kind.WHERE and not fits(question.kind, best.own):
        placing = (each for each in near if best.score - each.score <= ALONG_REACH)
        return next((e for e in placing if fits(question.kind, e.own) and introduced(e)), best)
    if not asked or _has(best, asked):
        return best
    return next((each for each in near if _has(each, asked) and introduced(each)), best)


def _has(candidate: Candidate, asked: Sequence[str]) -> bool:
    """Tell whether a candidate, or the headings above it, has one of the words."""
    said = dutch.words(" ".join((*candidate.hit.passage.heading, candidate.own)))
    return not {dutch.stem(word) for word in asked}.isdisjoint(map(dutch.source_stem, said))


def _asks_for_it(question: Question, evidence: Sequence[Candidate]) -> bool:
    """Tell whether several things are asked for, or the best, a lead-in, is clearly the best."""
    several = question.kind in {Kind.LIST, Kind.HOW_MANY, Kind.DEFINITION}
    return several or len(evidence) == 1 or evidence[0].score - evidence[1].score >= CLEARLY


def introduced(candidate: Candidate) -> list[Span]:
    """Return the items of the list that a candidate introduces, or leads up to."""
    hit = candidate.hit
    for sentence in hit.passage.sentences:
        if sentence.item == 0:
            lead_in = introducing(hit, sentence)
            if lead_in and lead_in.start <= candidate.core < lead_in.end:
                return items_of(hit, sentence.list_id)
    return []


def _siblings(candidate: Candidate) -> list[Span]:
    """Return the items of the list that a candidate stands in."""
    if candidate.sentence.item is None:
        return []
    return items_of(candidate.hit, candidate.sentence.list_id)


def items_of(hit: Hit, list_id: int | None) -> list[Span]:
    """Return the items of a list in order, also those in other passages of the source."""
    spans: dict[int, Span] = {}
    for passage in hit.source.passages or (hit.passage,):
        own = [s for s in passage.sentences if s.list_id == list_id and s.kind is BlockKind.ITEM]
        inside = replace(hit, passage=passage) if own else hit
        for each in own:
            begun = spans.get(each.block, Span(inside, each.start, each.end, each.item))
            spans[each.block] = replace(begun, end=each.end)
    return list(spans.values())


def whole(items: Sequence[Span]) -> list[Span]:
    """Return the lead-in, with what it leans on, and every item in order; nothing of no items."""
    if not items:
        return []
    first = items[0].hit
    opening = next(s for s in first.passage.sentences if s.start == items[0].start)
    lead_in = introducing(first, opening)
    return [lead_in, *items] if lead_in else list(items)


def introducing(hit: Hit, item: Sentence) -> Span | None:
    """Return the sentence that introduces an item's list, with what it leans on, if it is near."""
    end = item.lead_in[1] if item.lead_in else None
    sentence = next((s for s in hit.passage.sentences if s.end == end), None)
    return Span(hit, supported_start(hit, sentence), sentence.end) if sentence else None
