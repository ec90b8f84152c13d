"""What of a passage can be quoted: whole list items, and sentences with what they lean on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from typing import Final

from bot.answering import lexicon
from bot.answering.speech import bare_end, is_begun, pairs
from index.demands import is_place
from index.search import Hit
from knowledge.model import BlockKind, Sentence

_WHOLE_ITEM: Final = 420  # characters; a longer list item is quoted by the sentence
ELABORATED: Final = 400  # characters of a quote with the sentences that follow on it
_CAPITAL: Final = re.compile(r"\b[A-Z][\w'-]+")
_LEANING: Final = 60  # characters in which a sentence shows that it leans on the one before
BROUGHT: Final = 2  # sentences that a leaning one brings along; more would bury it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a passage that may be quoted: `source.text[start:end]`.

    A list item is quoted whole. A sentence that leans on the one before it begins there: `start`
    lies before `core`, where the sentence itself begins; so does what is said between quotation
    marks, of which no half is quoted. `sentence` is the first of its own.
    `share` is how much (0-1) of the question's words it, or its context, holds. `speaker` is whose
    words it gives, where those are asked for.
    """

    hit: Hit
    sentence: Sentence
    start: int
    core: int
    end: int
    cosine: float
    score: float = 0.0
    share: float = 0.0
    speaker: str = ""

    @property
    def own(self) -> str:
        """The sentence or item itself, without what it leans on."""
        return self.hit.source.text[self.core : self.end]

    @property
    def asks(self) -> bool:
        """Whether it is a question itself, also in quotation marks."""
        return self.own.rstrip(" ’”'\"").endswith("?")

    @property
    def context(self) -> str:
        """What is read with it: headings, title, lead-in, the sentence before, place."""
        text, known = self.hit.source.text, self.hit.source.metadata
        lead_in = self.sentence.lead_in
        introduced = text[slice(*lead_in)] if lead_in else ""
        before = text[self.start : self.core]
        heading = self.hit.passage.heading
        return " ".join((*heading, known.title, introduced, before, *known.municipalities))

    @property
    def place(self) -> str:
        """The place it is about: named last before it in its paragraph, or of its whole source."""
        siblings = self.hit.passage.sentences
        begins = next(each.start for each in siblings if each.block == self.sentence.block)
        names = _CAPITAL.findall(self.hit.source.text[begins : self.core])
        filed = self.hit.source.metadata.municipalities
        whole = filed[0] if len(filed) == 1 else ""
        return next((name for name in reversed(names) if is_place(name)), whole)


def quotable(hit: Hit) -> Iterator[Candidate]:
    """Yield a candidate for each list item and for each sentence outside lists."""
    scored = zip(hit.passage.sentences, hit.sentence_scores, strict=True)
    for _, block in groupby(scored, key=lambda pair: pair[0].block):
        inside = list(block)
        first, last = inside[0][0], inside[-1][0]
        if first.kind is BlockKind.ITEM and last.end - first.start <= _WHOLE_ITEM:
            best = max(cosine for _, cosine in inside)
            yield Candidate(hit, first, first.start, first.start, last.end, best)
            continue
        for sentence, cosine in inside:
            start, end = supported_start(hit, sentence), _announced_end(hit, sentence)
            start, end = _said_whole(hit, sentence, start, end)
            end = bare_end(hit.source.text, start, end)
            yield Candidate(hit, sentence, start, sentence.start, end, cosine)


def supported_start(hit: Hit, sentence: Sentence) -> int:
    """Return where a quote must begin for the sentence to be understood: itself, or before.

    It begins with the nearest before that names something before it points back; or one is enough.
    """
    siblings = hit.passage.sentences
    own = siblings.index(sentence)
    brought = range(own, max(0, own - BROUGHT) - 1, -1)
    for place in brought:
        if place == 0 or not _leans(hit, siblings[place - 1], siblings[place]):
            return siblings[place].start
        if place < own and not _opens_back(hit, siblings[place]):
            return siblings[place].start
    return siblings[own - 1].start


def elaborated_end(candidate: Candidate, *, goes_on: bool = False) -> int:
    """Return where a quote ends that takes along the sentences which lean on it.

    `goes_on`: also those that add something else to it, as a definition has more than one side.
    """
    hit, end = candidate.hit, candidate.end
    siblings = hit.passage.sentences
    follows = _leans if goes_on else _points_back
    for before, after in pairwise(siblings):
        if before.start < end <= before.end and follows(hit, before, after):
            asks = hit.source.text[: after.end].endswith("?")
            needed = goes_on and _tells_a_side(hit, before, after)
            if asks or (after.end - candidate.core > ELABORATED and not needed):
                break
            end = after.end
    return end


def _tells_a_side(hit: Hit, before: Sentence, sentence: Sentence) -> bool:
    """Tell whether a sentence tells one of two sides; the other behind the one."""
    own, other = (hit.source.text[each.start : each.end] for each in (before, sentence))
    return lexicon.holds("leans", "one_side", other) or _begin_as(
        ("one_side", "other_side"), own, other
    )


def _announced_end(hit: Hit, sentence: Sentence) -> int:
    """Return where a quote must end: with the sentence that its last words announce.

    That stands after a colon, or tells the other half of what is there.
    """
    siblings = hit.passage.sentences
    after = next(iter(siblings[siblings.index(sentence) + 1 :]), None)
    if after is None:
        return sentence.end
    own, other = (hit.source.text[each.start : each.end] for each in (sentence, after))
    colon = own.endswith(":") and after.item is None
    half = after.block == sentence.block and _begin_as(("one_half", "other_half"), own, other)
    return after.end if colon or half else sentence.end


def _begin_as(pair: tuple[str, str], own: str, other: str) -> bool:
    """Tell whether two sentences begin as the one and the other of a pair."""
    return all(map(partial(lexicon.holds, "leans"), pair, (own, other)))


def _said_whole(hit: Hit, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a quote begins and ends that holds what is said between quotation marks whole.

    As it is when the marks do not pair in the paragraph, or what they hold is long.
    """
    text = hit.source.text
    if pairs(text[start:end]):
        return start, end
    paragraph = [each for each in hit.passage.sentences if each.block == sentence.block]
    wider = (
        (first.start, last.end)
        for first in paragraph
        for last in paragraph
        if first.start <= start and end <= last.end <= first.start + ELABORATED
    )
    whole = (each for each in wider if pairs(text[slice(*each)]))
    return min(whole, key=lambda each: each[1] - each[0], default=(start, end))


def _leans(hit: Hit, before: Sentence, sentence: Sentence) -> bool:
    """Tell whether a sentence needs the one before it: it points back, goes on, or is speech."""
    own = hit.source.text[sentence.start : sentence.end]
    goes_on = _goes_on(own[:_LEANING])
    inside = before.block == sentence.block
    return inside and (goes_on or is_begun(own) or _points_back(hit, before, sentence))


def _goes_on(opening: str) -> bool:
    """Tell whether a sentence goes on from the one before, and names nothing in full itself."""
    goes_on = lexicon.holds("leans", "goes_on", opening)
    return goes_on and not lexicon.holds("leans", "names_what_is_added", opening)


def _points_back(hit: Hit, before: Sentence, sentence: Sentence) -> bool:
    """Tell whether a sentence points back at the one before it in its paragraph."""
    opening = hit.source.text[sentence.start : min(sentence.end, sentence.start + _LEANING)]
    points = any(lexicon.holds("leans", each, opening) for each in ("points", "points_on"))
    return before.block == sentence.block and points


def _opens_back(hit: Hit, sentence: Sentence) -> bool:
    """Tell whether a sentence begins by pointing back, by going on, or as speech of somebody."""
    own = hit.source.text[sentence.start : sentence.end]
    opening = own[:_LEANING]
    return lexicon.holds("leans", "points", opening) or _goes_on(opening) or is_begun(own)
