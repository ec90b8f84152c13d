"""A comparison: each side is asked about by itself, and shows what it has.

Asked about both at once, the sources of the one crowd out those of the other, and a side that is
not known makes the whole look unanswerable.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from bot.answering.evidence import candidates
from bot.answering.finder import Finder, Found
from bot.answering.lacking import subject_words
from bot.answering.lists import introduced
from bot.answering.model import Language, Understood
from bot.answering.quotable import Candidate
from bot.answering.readers import fitting
from bot.answering.understand import Question, has_place, side_asked
from bot.answering.wording import Stems
from index import dutch
from index.glossary import in_dutch
from index.search import Hit

A_SIDE: Final = 2  # quotes
# How far below the best of all a side's first quote may score, and its second below its first.
SIDE_REACH: Final = 4.0
SECOND_REACH: Final = 1.0
# The same where it is asked what each of two sources says.
SOURCE_REACH: Final = 6.0
SOURCE_SECOND: Final = 0.5
_HEAD: Final = 5  # letters, of the head of a compound and of what stands before it
_ROOT: Final = 6  # letters that the stem of a verb has at least in common with who does it

_Names = Mapping[str, Sequence[frozenset[str]]]  # of each side, the stems that each word may have


def found_for(finder: Finder, question: Question) -> Found:
    """Return what is found for a question, and for each side of a comparison by itself.

    A comparison of which each side is known by its name is not searched as a whole: embedding is
    dear. "De eerste" is no name.
    """
    if len(question.sides) <= 1:
        return _followed(finder, question)
    asked = {side: side_asked(question, side) for side in question.sides}
    sides = {name: _found(finder, own) for name, own in asked.items()}
    found = list(sides.values())
    known = all(each.enough for each in found) and not any(map(has_place, question.sides))
    if not known:
        found = [_found(finder, question), *found]
    return replace(
        found[0],
        hits=found[0].hits if len(found) > len(sides) else _together(found),
        probability=max(each.probability for each in found),
        enough=any(each.enough for each in found),
        readers=all(each.readers for each in found),
        embed_ms=sum(each.embed_ms for each in found),
        search_ms=sum(each.search_ms for each in found),
        sides=sides,
    )


def _followed(finder: Finder, question: Question) -> Found:
    """Return what is found for a question, and for what it asks by itself after an answer.

    What may lean, or not, is answered as soon as it can be either way.
    """
    joined = question.joined
    if not (question.read and joined.before):
        return _found(finder, question)
    found = _found(finder, replace(question, understood=joined))
    alone = _found(finder, replace(question, understood=Understood(joined.asked)))
    embedded = found.embed_ms + alone.embed_ms
    searched = found.search_ms + alone.search_ms
    judged = max(found, alone, key=lambda each: each.probability) if question.after else found
    return replace(
        found,
        probability=judged.probability,
        enough=judged.enough,
        readers=judged.readers,
        alone=alone,
        embed_ms=embedded,
        search_ms=searched,
    )


def _found(finder: Finder, question: Question) -> Found:
    return finder.find(question.searched, question.language, question.understood.asked)


def _together(found: Sequence[Found]) -> list[Hit]:
    """Return the hits of all, each passage once, in turn from each."""
    hits: dict[str, Hit] = {}
    for row in zip_longest(*(each.hits for each in found)):
        for hit in filter(None, row):
            hits.setdefault(hit.passage.id, hit)
    return list(hits.values())


def by_side(
    question: Question, sides: Mapping[str, Found], evidence: Sequence[Candidate], stems: Stems
) -> dict[str, list[Candidate]]:
    """Return what each side has, best first, in the order asked; nothing without two sides.

    A side for which too little is found by itself may still show what was found for both. A best
    sentence that names both sides compares them itself; then there are no sides.
    """
    if not sides:
        return {}
    names = _told_apart(list(sides), question.language, evidence)
    if evidence and all(_is_in(e, dutch.words(evidence[0].own)) for e in names.values()):
        return {}
    found: dict[str, list[Candidate]] = {}
    for side, own in sides.items():
        asked = side_asked(question, side)
        there = (
            candidates(asked, fitting(asked.searched, own.hits), stems) if own.enough else evidence
        )
        found[side] = _best(there, side, names)
    return found


def _best(evidence: Sequence[Candidate], side: str, names: _Names) -> list[Candidate]:
    """Return the first candidates about a side, the second only when it is about as good."""
    chosen: list[Candidate] = []
    for candidate in _about(evidence, side, names):
        if candidate.score < evidence[0].score - SIDE_REACH or len(chosen) == A_SIDE:
            break
        near = not chosen or candidate.score >= chosen[0].score - SECOND_REACH
        if near and not introduced(candidate):
            chosen.append(candidate)
    return chosen


def by_source(evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the best of each of the two sources that have the best, where both are near."""
    found: dict[str, list[Candidate]] = {}
    for each in evidence:
        near = evidence[0].score - each.score <= SOURCE_REACH
        if near and not introduced(each) and not each.asks:
            found.setdefault(each.hit.source.id, []).append(each)
    return [
        each
        for own in list(found.values())[:2]
        for each in own[:A_SIDE]
        if own[0].score - each.score <= SOURCE_SECOND
    ]


def _about(evidence: Sequence[Candidate], side: str, names: _Names) -> Iterator[Candidate]:
    """Yield what a side says itself, when it is the name of a source, else what is about it."""
    shared = set.intersection(*map(_words, names))
    own = [each for each in evidence if _speaks(_words(side) - shared, each)]
    for candidate in own or evidence:
        if own or _named(candidate, names) == side:
            yield candidate


def _speaks(side: Set[str], candidate: Candidate) -> bool:
    """Tell whether a word of a side is one of the publisher or an author of a source."""
    known = candidate.hit.source.metadata
    names = {word for name in (*known.publishers, *known.authors) for word in name.split()}
    return any(word[:1].isupper() for word in names & side)


def _words(side: str) -> set[str]:
    return {word for part in side.split() for word in part.split("-")}


def _named(candidate: Candidate, names: _Names) -> str | None:
    """Return the side that a candidate is about: named in it, just before it, or filed under."""
    hit, text = candidate.hit, candidate.hit.source.text
    paragraph = [
        text[each.start : each.end]
        for each in hit.passage.sentences
        if each.block == candidate.sentence.block and each.start < candidate.core
    ]
    known = hit.source.metadata
    filed = " ".join((*hit.passage.heading, *known.municipalities))
    for where in (candidate.own, *reversed(paragraph), filed):
        words = dutch.words(where)
        there = [side for side, asked in names.items() if _is_in(asked, words)]
        if there:
            return there[0] if len(there) == 1 else None
    return None


def _told_apart(sides: Sequence[str], language: Language, evidence: Sequence[Candidate]) -> _Names:
    """Return the words that name each side: all it is called, where that stands for each of them.

    Else those that the other lacks; or of these the ones with a subject, where they stand for
    each: "beginnen bij een visie" is named by "visie".
    """
    whole = {side: _stems(dutch.content(side) or dutch.words(side), language) for side in sides}
    subject = {side: _stems(subject_words(side), language) for side in sides}
    ways = (whole, _apart(whole), *([_apart(subject)] if all(subject.values()) else ()))
    there = (way for way in ways if way.keys() <= {_named(each, way) for each in evidence})
    return next(there, ways[1])


def _stems(words: Sequence[str], language: Language) -> list[frozenset[str]]:
    """Return the stems of each folded word of a side, in Dutch too where it is English."""
    known = in_dutch(" ".join(words)) if language == "en" else {}
    return [frozenset(map(dutch.stem, (word, *known.get(word, ())))) for word in words]


def _apart(names: _Names) -> _Names:
    """Return of each side the words that the other lacks; all, where one has none of its own.

    Of "horizontale samenhang" and "verticale samenhang" the adjective, where no whole name stands.
    """
    own = {
        side: [each for each in words if not _shared(each, side, names)]
        for side, words in names.items()
    }
    return own if all(own.values()) else names


def _shared(stems: frozenset[str], side: str, names: _Names) -> bool:
    others = (each for other, words in names.items() if other != side for each in words)
    return not all(stems.isdisjoint(each) for each in others)


def _is_in(asked: Sequence[frozenset[str]], words: Sequence[str]) -> bool:
    """Tell whether words name a side, also as the beginning of one: "Utrecht" in "Utrechtse".

    A compound is named by its head too: "beleidssamenhang" is a "samenhang".
    """
    return all(any(_names(word, way) for word in words for way in ways) for ways in asked)


def _names(word: str, asked: str) -> bool:
    """Tell whether a word of a source begins with the stem of an asked one, or is its head.

    The stem of a verb may be that of who does it but for a letter: "regisseer" and "regisseur".
    """
    own = dutch.source_stem(word)
    head = len(own) >= _HEAD and len(asked) - len(own) >= _HEAD and asked.endswith(own)
    root = asked[:-1] if len(asked) > _ROOT else asked
    return word.startswith(root) or own == asked or head
