"""The words of a question that carry a subject, and which of them a text lacks."""

from collections.abc import Sequence
from typing import Final

from index import dutch
from index.coverage import only_asks
from index.synonyms import others

_STEM: Final = 4  # letters; a shorter stem would be found inside any word
_EMPTY: Final = frozenset(("jaar", "maand", "week", "dag", "keer", "eerste", "tweede"))


def subject_words(question: str) -> list[str]:
    """Return the folded words of a question that carry a subject, in order."""
    return [
        word
        for word in dutch.content(question)
        if word.isalpha() and word not in _EMPTY and not only_asks(word)
    ]


def lacking(question: str, evidence: str) -> set[str]:
    """Return the folded words of a question that carry a subject and that the evidence lacks.

    A word is there when its stem begins or ends a word of the evidence, or the other way round,
    or when another word for the same is.
    """
    return absent(subject_words(question), evidence)


def absent(asked: Sequence[str], evidence: str) -> set[str]:
    """Return those of some folded words that the evidence lacks, as `lacking` does."""
    there = set(dutch.source_terms(evidence))
    return {
        word
        for word in asked
        if not any(_is_there(dutch.stem(way), there) for way in (word, *others(word)))
    }


def _is_there(stem: str, there: set[str]) -> bool:
    """A compound is there when each part is; a part, when a compound has it."""
    if stem in there:
        return True
    if len(stem) < _STEM:
        return False
    if any(other.startswith(stem) or other.endswith(stem) for other in there):
        return True
    return any(
        stem.startswith(other) and _is_part(stem[len(other) :].removeprefix("s"), there)
        for other in there
        if len(other) >= _STEM
    )


def _is_part(rest: str, there: set[str]) -> bool:
    return len(rest) >= _STEM and any(other.startswith(rest) for other in there)
