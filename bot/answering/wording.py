"""How much of a question's words a text holds, by their rarity among the candidates.

A word is there as it stands or in a compound, in parts when it is a compound itself, as the verb
that it makes with a particle at the end ("voert … uit?"), in Dutch for an English question, as its
opposite (who asks whether something lives wants to know that it is asleep), and for the most part
as another word that says the same.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.answering import lexicon
from bot.answering.quotable import Candidate
from bot.answering.understand import Question
from index import dutch, synonyms
from index.coverage import only_asks
from index.glossary import in_dutch

# Set on the development questions (DECISIONS 12, 20).
CONTEXT: Final = 0.5  # a word in heading, lead-in or the sentence before, against one in the quote
FILLED_IN: Final = 0.4  # a word that a follow-up takes from the question before, against its own
SYNONYM: Final = 0.7  # a word that says the same, against the word itself
ASKING: Final = 0.5  # a word that only asks or fills in, against one that names something


class Stems(Protocol):
    """The stem of a word, and those of its parts when it is a compound."""

    def stems(self, word: str) -> list[str]:
        """Return them for a folded word of a question, which nothing may remember."""
        ...

    def source_terms(self, text: str) -> frozenset[str]:
        """Return them for all words of a text of a source."""
        ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of the question: any of `ways` is it, any of `near` says the same.

    `parts` are those of a compound.
    """

    ways: frozenset[str]
    near: frozenset[str]
    parts: tuple[str, ...]
    weight: float

    def held(self, stems: frozenset[str]) -> float:
        """Return how much of the word, 0 to 1, these stems are."""
        if self.ways & stems:
            return 1.0
        near = 0.0 if self.near.isdisjoint(stems) else SYNONYM
        held = sum(part in stems for part in self.parts)
        return max(near, held / len(self.parts)) if self.parts else near


class Wording:
    """The words of one question, to be looked for in what may be quoted."""

    def __init__(self, question: Question, stems: Stems) -> None:
        """Take in a question; it is not kept longer than this object."""
        self._stems = stems
        self._asked = _asked(question, stems)

    def shares(self, found: Sequence[Candidate]) -> list[tuple[float, float]]:
        """Return two shares, 0-1, a candidate: of the words that it holds, or it or its context.

        The place that it is about, and who says it, need not stand in it.
        """
        read = self._stems.source_terms
        own = [read(candidate.own) for candidate in found]
        around = [read(candidate.context) for candidate in found]
        who = [
            " ".join((each.place, each.speaker, *each.hit.source.metadata.publishers))
            for each in found
        ]
        said_by = {text: read(text) for text in set(who)}  # few: many stand in one source
        placed = [said_by[text] for text in who]
        weights = self._weights(own)
        shares: list[tuple[float, float]] = []
        for said, context, place in zip(own, around, placed, strict=True):
            there = said | place
            held = [(each.held(there), CONTEXT * each.held(context)) for each in self._asked]
            alone = sum(w * one for w, (one, _) in zip(weights, held, strict=True))
            both = sum(w * max(each) for w, each in zip(weights, held, strict=True))
            shares.append((alone, both))
        return shares

    def held(self, texts: Sequence[str], found: Sequence[Candidate]) -> list[float]:
        """Return 0-1 a text: how much of the words it holds, by their rarity in what is found."""
        read = self._stems.source_terms
        weights = self._weights([read(candidate.own) for candidate in found])
        return [
            sum(w * each.held(o) for each, w in zip(self._asked, weights, strict=True))
            for o in map(read, texts)
        ]

    def _weights(self, own: Sequence[frozenset[str]]) -> list[float]:
        """Return what each word counts, by how few candidates have it; together 1."""
        rare = [
            each.weight * math.log(1 + len(own) / (1 + sum(each.held(o) > 0 for o in own)))
            for each in self._asked
        ]
        total = sum(rare) or 1.0
        return [weight / total for weight in rare]

    def named_in(self, text: str) -> bool:
        """Tell whether a text has two of the words whole, or all when there are fewer."""
        there = self._stems.source_terms(text)
        return sum(bool(each.ways & there) for each in self._asked) >= min(2, len(self._asked))


def _asked(question: Question, stems: Stems) -> list[_Asked]:
    """Return the words to look for, each once; a word and its translations are one."""
    words = dutch.words(question.searched)
    own = set(dutch.words(question.text))
    known = in_dutch(question.searched) if question.language == "en" else None
    particle = words[-1] if words and words[-1] in lexicon.word_set("grammar", "particles") else ""
    asked: dict[frozenset[str], _Asked] = {}
    for word in words:
        if dutch.is_stop_word(word):
            continue
        whole, *parts = stems.stems(word)
        verb = [particle + word] if particle and word != particle else []
        given = (known or {}).get(word, ())
        translated = [dutch.source_stem(each) for each in given]  # our own words
        ways = frozenset([whole, *map(dutch.stem, verb), *translated, *_either_way(word)])
        near = synonyms.stems((word, *verb, *given)) - ways
        weight = (1.0 if word in own else FILLED_IN) * (ASKING if only_asks(word, known) else 1.0)
        asked.setdefault(frozenset(translated) or ways, _Asked(ways, near, tuple(parts), weight))
    return list(asked.values())


def _either_way(word: str) -> list[str]:
    """Return the stems of both states when a word asks which of the two it is."""
    for name in lexicon.table("opposites"):
        if word in lexicon.states(name).asking:
            return [dutch.source_stem(each) for each in lexicon.states(name).either]
    return []
