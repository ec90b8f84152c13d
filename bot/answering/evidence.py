"""Sentences and list items as evidence for a question: gathered from hits, scored, best first.

A score mixes, in standard deviations over the candidates of one question, how near the sentence is
in meaning and how good its passage is, with the share of the question's words that it holds and a
bonus when it holds the kind of thing asked for (a name, a date, a number, a definition).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Final

from bot.answering import lexicon
from bot.answering.understand import Kind, Question
from index.dutch import fold, terms
from index.search import Hit
from knowledge.model import BlockKind, Sentence, SourceKind

# Weights of the mixture, in standard deviations; set on the development questions (DECISIONS).
MEANING: Final = 1.0
PASSAGE: Final = 0.6
WORDS: Final = 1.6  # times the share (0-1) of the question's words, rare ones counting more
CONTEXT: Final = 0.5  # what a word in the heading or lead-in counts, against one in the sentence
ASKED_FOR: Final = 0.8
_OPENING: Final = 8  # words in which a definition names its term
QUESTION_PENALTY: Final = 0.8  # a sentence that asks something answers nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence or list item that may answer; `share` is the part (0-1) of the words it has."""

    hit: Hit
    sentence: Sentence
    score: float
    share: float

    @property
    def quote(self) -> str:
        """The sentence, word for word."""
        start = self.hit.passage.start
        return self.hit.passage.text[self.sentence.start - start : self.sentence.end - start]


def candidates(question: Question, hits: Sequence[Hit]) -> list[Candidate]:
    """Return every sentence of the hits as a candidate, best first; notes are left out."""
    found = [
        (hit, sentence, cosine)
        for hit in hits
        for sentence, cosine in zip(hit.passage.sentences, hit.sentence_scores, strict=True)
        if sentence.kind is not BlockKind.NOTE
    ]
    if not found:
        return []
    meaning = _standardised([cosine for _, _, cosine in found])
    passage = _standardised([hit.score for hit, _, _ in found])
    shares = _shares(question, [(hit, sentence) for hit, sentence, _ in found])
    scored = [
        _candidate(question, hit, sentence, share, MEANING * near + PASSAGE * good)
        for (hit, sentence, _), near, good, share in zip(
            found, meaning, passage, shares, strict=True
        )
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)


def _candidate(
    question: Question, hit: Hit, sentence: Sentence, share: float, mixed: float
) -> Candidate:
    bare = Candidate(hit, sentence, 0.0, share)
    score = mixed + WORDS * share + ASKED_FOR * _holds(question, bare.quote)
    if bare.quote.rstrip(" ’”'\"").endswith("?"):
        score -= QUESTION_PENALTY
    return Candidate(hit, sentence, score, share)


def asks_for_opinion(question: Question, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks for what readers said, by that word or by a reader's name."""
    asked = fold(question.searched)
    if lexicon.holds("opinion", "asked_for", asked):
        return True
    comments = [hit.source.metadata for hit in hits]
    names = [name for c in comments if c.kind is SourceKind.COMMENT for name in c.authors]
    return any(fold(part) in asked.split() for name in names for part in name.split()[-1:])


def _holds(question: Question, quote: str) -> float:
    """Return 1.0 when the quote holds the kind of thing asked for, else 0.0."""
    if question.kind is Kind.DEFINITION and not _opens_with_the_term(question, quote):
        return 0.0
    return float(lexicon.holds("holds", question.kind.value, quote))


def _opens_with_the_term(question: Question, quote: str) -> bool:
    asked = set(terms(question.searched))
    opening = terms(" ".join(quote.split()[:_OPENING]))
    return len(asked & set(opening)) >= min(2, len(asked))


def _shares(question: Question, found: Sequence[tuple[Hit, Sentence]]) -> list[float]:
    """Return 0-1 a sentence: how much of the question's words it, or its context, has."""
    asked = set(terms(question.searched))
    texts = [_text(hit, sentence.start, sentence.end) for hit, sentence in found]
    own = [set(terms(text)) for text in texts]
    around = [set(terms(_context(hit, sentence))) for hit, sentence in found]
    holding = Counter(term for each in own for term in each & asked)
    weights = {term: math.log(1 + len(found) / (1 + holding[term])) for term in asked}
    total = sum(weights.values()) or 1.0
    return [
        sum(weights[t] * (1.0 if t in o else CONTEXT if t in a else 0.0) for t in asked) / total
        for o, a in zip(own, around, strict=True)
    ]


def _context(hit: Hit, sentence: Sentence) -> str:
    lead_in = _text(hit, *sentence.lead_in) if sentence.lead_in else ""
    places = " ".join(hit.source.metadata.municipalities)
    return " ".join((*hit.passage.heading, hit.source.metadata.title, lead_in, places))


def _text(hit: Hit, start: int, end: int) -> str:
    return hit.source.text[start:end]


def _standardised(values: Sequence[float]) -> list[float]:
    mean, deviation = fmean(values), pstdev(values)
    return [(value - mean) / deviation if deviation else 0.0 for value in values]
