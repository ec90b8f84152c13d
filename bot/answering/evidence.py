"""What can be quoted for a question: sentences and list items, gathered from hits and scored.

A score mixes, in standard deviations over the candidates of one question, how near a sentence is
in meaning and how good its passage is, with the share of the question's words that it holds and a
bonus when it holds the kind of thing asked for (a name, a date, a number, a definition).
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from statistics import fmean, pstdev
from typing import Final

from bot.answering import lexicon
from bot.answering.understand import Kind, Question, words
from index.dutch import terms
from index.search import Hit
from knowledge.model import BlockKind, Sentence, SourceKind

# Weights of the mixture; set on the development questions (DECISIONS).
MEANING: Final = 1.0  # a standard deviation of the sentence's cosine
PASSAGE: Final = 1.0  # a standard deviation of the passage's score
WORDS: Final = 5.0  # all of the question's words, rare ones counting more
CONTEXT: Final = 0.4  # a word in heading, lead-in or the sentence before, against one in the quote
FILLED_IN: Final = 0.4  # a word that a follow-up takes from the question before, against its own
ASKED_FOR: Final = 0.4  # holding the kind of thing asked for
QUESTION_PENALTY: Final = 1.4  # a sentence that asks something answers nothing

_WHOLE_ITEM: Final = 420  # characters; a longer list item is quoted by the sentence
_ELABORATED: Final = 400  # characters of a quote with the sentences that lean on it
_OPENING_WORDS: Final = 8  # words in which a definition names its term
_LEANING: Final = 40  # characters in which a sentence shows that it leans on the one before


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a passage that may be quoted: `source.text[start:end]`.

    A list item is quoted whole. A sentence that leans on the one before it begins there: `start`
    lies before `core`, where the sentence itself begins. `sentence` is the first of its own.
    `share` is how much (0-1) of the question's words it, or its context, holds.
    """

    hit: Hit
    sentence: Sentence
    start: int
    core: int
    end: int
    cosine: float
    score: float = 0.0
    share: float = 0.0

    @property
    def own(self) -> str:
        """The sentence or item itself, without what it leans on."""
        return self.hit.source.text[self.core : self.end]

    @property
    def context(self) -> str:
        """What is read with it: headings, title, lead-in, the sentence before, municipality."""
        text, known = self.hit.source.text, self.hit.source.metadata
        lead_in = self.sentence.lead_in
        introduced = text[slice(*lead_in)] if lead_in else ""
        before = text[self.start : self.core]
        heading = self.hit.passage.heading
        return " ".join((*heading, known.title, introduced, before, *known.municipalities))


def candidates(question: Question, hits: Sequence[Hit]) -> list[Candidate]:
    """Return what can be quoted from the hits, best first."""
    found = [candidate for hit in hits for candidate in _quotable(hit)]
    if not found:
        return []
    meaning = _standardised([candidate.cosine for candidate in found])
    passage = _standardised([candidate.hit.score for candidate in found])
    shares = _shares(question, found)
    scored = [
        replace(
            each,
            share=share,
            score=MEANING * near + PASSAGE * good + WORDS * share + _kind_bonus(question, each),
        )
        for each, near, good, share in zip(found, meaning, passage, shares, strict=True)
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)


def fitting(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that may answer: readers' comments when they are asked for, else the rest.

    A question asks for comments by that word, or by the name of a reader; then for theirs alone.
    """
    asked = words(question.searched)
    comments = [hit for hit in hits if hit.source.metadata.kind is SourceKind.COMMENT]
    named = [hit for hit in comments if _names_one(question.searched, hit.source.metadata.authors)]
    if named:
        return named
    if comments and lexicon.holds("opinion", "asked_for", " ".join(asked)):
        return comments
    return [hit for hit in hits if hit not in comments]


def _names_one(question: str, authors: Sequence[str]) -> bool:
    """Tell whether a question has the whole name of an author, or the surname with its capital.

    A surname in small letters may be a word ("jong"), and so may any first word of a sentence.
    """
    asked = " ".join(words(question))
    return any(
        f" {' '.join(words(author))} " in f" {asked} "
        or re.search(rf"(?<=[^.?!] ){re.escape(author.split()[-1])}\b", question)
        for author in authors
    )


def supported_start(hit: Hit, sentence: Sentence) -> int:
    """Return where a quote must begin for the sentence to be understood: itself, or before."""
    siblings = hit.passage.sentences
    place = siblings.index(sentence)
    while place > 0 and _leans(hit, siblings[place - 1], siblings[place]):
        place -= 1
    return siblings[place].start


def elaborated_end(candidate: Candidate) -> int:
    """Return where a quote ends that takes along the sentences which lean on it."""
    hit, end = candidate.hit, candidate.end
    siblings = hit.passage.sentences
    for before, after in pairwise(siblings):
        if before.end == end and _leans(hit, before, after):
            if after.end - candidate.start > _ELABORATED:
                break
            end = after.end
    return end


def _announced_end(hit: Hit, sentence: Sentence) -> int:
    """Return where a quote must end: after a colon comes the sentence that it announces."""
    siblings = hit.passage.sentences
    after = siblings[siblings.index(sentence) + 1 :][:1]
    announces = hit.source.text[: sentence.end].endswith(":") and after and after[0].item is None
    return after[0].end if announces else sentence.end


def _leans(hit: Hit, before: Sentence, sentence: Sentence) -> bool:
    opening = hit.source.text[sentence.start : min(sentence.end, sentence.start + _LEANING)]
    return before.block == sentence.block and lexicon.holds("leans", "on_before", opening)


def _quotable(hit: Hit) -> Iterator[Candidate]:
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
            yield Candidate(hit, sentence, start, sentence.start, end, cosine)


def _kind_bonus(question: Question, candidate: Candidate) -> float:
    """Return what a candidate gains by being the kind of thing asked for, or loses by asking."""
    own = candidate.own
    if own.rstrip(" ’”'\"").endswith("?"):
        return -QUESTION_PENALTY
    if question.kind is Kind.DEFINITION and not _opens_with_the_term(question, own):
        return 0.0
    return ASKED_FOR if lexicon.holds("holds", question.kind.value, own) else 0.0


def _opens_with_the_term(question: Question, quote: str) -> bool:
    asked = set(terms(question.searched))
    opening = terms(" ".join(quote.split()[:_OPENING_WORDS]))
    return len(asked & set(opening)) >= min(2, len(asked))


def _shares(question: Question, found: Sequence[Candidate]) -> list[float]:
    """Return 0-1 a candidate: how much of the question's words it, or its context, holds."""
    asked, new = set(terms(question.searched)), set(terms(question.text))
    own = [_terms(candidate.own) for candidate in found]
    around = [_terms(candidate.context) for candidate in found]
    holding = Counter(term for each in own for term in each & asked)
    weights = {
        term: math.log(1 + len(found) / (1 + holding[term])) * (1.0 if term in new else FILLED_IN)
        for term in asked
    }
    total = sum(weights.values()) or 1.0
    return [
        sum(weights[t] * (1.0 if t in o else CONTEXT if t in a else 0.0) for t in asked) / total
        for o, a in zip(own, around, strict=True)
    ]


@lru_cache(maxsize=50_000)
def _terms(text: str) -> frozenset[str]:
    """The terms of words of a source, which come back with every question; never a question's."""
    return frozenset(terms(text))


def _standardised(values: Sequence[float]) -> list[float]:
    mean, deviation = fmean(values), pstdev(values)
    return [(value - mean) / deviation if deviation else 0.0 for value in values]
