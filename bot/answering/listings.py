"""A list as one thing: what introduces it, and its items, held against what is asked.

Scored by the sentence a list loses: what is asked stands in its heading and in the paragraph that
leads up to it, and its items need not name that again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.lists import Span, introducing, is_heard, items_of, whole
from bot.answering.quotable import Candidate
from bot.answering.understand import Kind, Question
from bot.answering.wording import Stems, Wording
from index import demands
from index.search import Hit
from knowledge.model import Sentence

# How far below the best of all the best candidate of a list's passage may score; set, as the next,
# on the development parts (DECISIONS 35).
NEAR: Final = 2.0

# Of the most that a near candidate holds of the question, what stands above holds this part.
LEAST: Final = 0.4
# Kinds of question that several things may answer.
SEVERAL: Final = frozenset((Kind.LIST, Kind.HOW_TO, Kind.WHERE))

_NUMBERED: Final = re.compile(r"\s*\w{1,2}[.)]")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and how much (0-1) of the question's words stands where in it.

    `above` is what its heading and the paragraph of its lead-in hold, `within` what the item holds
    that holds the most. `ordered`: the items have numbers.
    """

    items: tuple[Span, ...]
    above: float
    within: float
    ordered: bool


def nearest_list(
    question: Question, evidence: Sequence[Candidate], stems: Stems
) -> Listing | None:
    """Return the list of the best passage that has any; None where none has, or none is asked."""
    if question.kind not in SEVERAL:
        return None
    hits = {each.hit.passage.id: each.hit for each in evidence}.values()
    for hit in sorted(hits, key=lambda each: -each.score):
        first = next((each for each in hit.passage.sentences if each.item == 0), None)
        if first is not None:
            return _listing(hit, first, evidence, Wording(question, stems))
    return None


def _listing(
    hit: Hit, first: Sentence, evidence: Sequence[Candidate], wording: Wording
) -> Listing:
    items = items_of(hit, first.list_id)
    above, *within = wording.held([_above(hit, first), *(each.text for each in items)], evidence)
    marker = hit.source.text[: first.start].rpartition("\n")[2]
    return Listing(tuple(items), above, max(within), bool(_NUMBERED.match(marker)))


def _above(hit: Hit, first: Sentence) -> str:
    """Return what stands above a list: its headings, and the paragraph that leads up to it."""
    lead_in = introducing(hit, first)
    if lead_in is None:
        return " ".join(hit.passage.heading)
    block = next(each.block for each in hit.passage.sentences if each.end == lead_in.end)
    begins = next(each.start for each in hit.passage.sentences if each.block == block)
    return " ".join((*hit.passage.heading, hit.source.text[begins : lead_in.end]))


def listing_asked_for(
    question: Question, listed: Listing | None, evidence: Sequence[Candidate]
) -> list[Span]:
    """Return the spans of the list when it is asked for as a whole; else nothing.

    It is when what stands above it holds as much of the question as any item: who asks what one
    of its items tells asks for no list.
    """
    if listed is None or is_heard(question, listed.items):
        return []
    passage = listed.items[0].hit.passage.id
    near = [each for each in evidence if evidence[0].score - each.score <= NEAR]
    there = any(each.hit.passage.id == passage for each in near)
    told = listed.ordered or question.kind is not Kind.HOW_TO
    least = max(listed.within, LEAST * max(each.share for each in near))
    return whole(listed.items) if there and told and 0 < listed.above >= least else []


def names_no_place_asked(
    question: Question, items: Sequence[Span], evidence: Sequence[Candidate]
) -> bool:
    """Tell whether the best names the places asked about, and a list and its source none."""
    places, first = demands.asked_places(question.searched), items[0].hit
    known = first.source.metadata
    said = (known.title, *known.municipalities, *first.passage.heading, *(e.text for e in items))
    named = places and not demands.absent(places, evidence[0].own)
    return bool(named) and demands.absent(places, " ".join(said)) == places
