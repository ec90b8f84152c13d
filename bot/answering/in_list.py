"""A question for "de tweede route" that follows on nothing: the sources say which one that is.

The list is looked for in what was found; the question is then understood as if that list had just
been read out.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.answering import lexicon
from bot.answering.lists import Span, introduced
from bot.answering.model import Understood
from bot.answering.quotable import quotable
from bot.answering.understand import (
    Background,
    Listed,
    Question,
    Turn,
    counted_off,
    understand,
)
from index import dutch
from index.search import Hit

_FEWEST: Final = 2  # items; with fewer there is no place in them


def in_list(question: Question, hits: Sequence[Hit], background: Background) -> Question | None:
    """Return a question with what stands at the places that it names; None where nothing does."""
    found = _list_of(question, hits)
    return None if found is None else _read_out(question, found[0], background)


def too_far(question: Question, hits: Sequence[Hit]) -> list[Span]:
    """Return the items of the list that has no such place as a question names; else none."""
    found, place = _list_of(question, hits), furthest(question)
    return found[1] if found and place > len(found[1]) else []


def furthest(question: Question) -> int:
    """Return the furthest place (from 1) in a list that a question names, 0 for none."""
    return max((place for _, place in counted_off(question.understood.asked)), default=0)


def _list_of(question: Question, hits: Sequence[Hit]) -> tuple[Listed, list[Span]] | None:
    """Return the best list of the hits that is of what a question counts off, and its items."""
    nouns = [noun for noun, _ in counted_off(question.understood.asked)]
    lists = _lists(hits) if nouns else iter(())
    return next((each for each in lists if _is_of(each[0], nouns)), None)


def _is_of(listed: Listed, nouns: Sequence[str]) -> bool:
    """Tell whether what introduces a list counts one of the nouns, and as many as it has items.

    "De wethouders noemden twee redenen:" introduces no list of aldermen, nor one of three.
    """
    counted = lexicon.table("numbers").get(str(len(listed.items)), "").split()
    said = dutch.words(listed.of)
    behind = (said[at : at + 2] for at, word in enumerate(said, start=1) if word in counted)
    return any(_names(word, noun) for words in behind for word in words for noun in nouns)


def _names(word: str, noun: str) -> bool:
    """Tell whether a word of a source is a noun of the question, or several of it."""
    folded = dutch.fold(noun)
    return word.startswith(folded) or dutch.source_stem(word) == dutch.stem(folded)


def _read_out(question: Question, listed: Listed, background: Background) -> Question | None:
    """Return the question as it is understood once the list was read out."""
    before = Turn(
        answer_id="",
        understood=Understood(listed.of),
        opening=listed.of,
        language=question.language,
        kind=question.kind,
        carried=listed,
    )
    read = understand(question.text, before, background)
    return read if read.searched != question.searched else None


def _lists(hits: Sequence[Hit]) -> Iterator[tuple[Listed, list[Span]]]:
    """Yield the lists of the hits, best first, with what introduces each; and their items."""
    for hit in hits:
        for candidate in quotable(hit):
            items = introduced(candidate)
            if len(items) >= _FEWEST:
                of = " ".join((*hit.passage.heading, candidate.own))
                yield Listed(of, tuple(each.text for each in items)), items
