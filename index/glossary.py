"""Dutch words for those of an English question, so that Dutch passages can share words with it.

The list is data (`glossary.toml`); a word that it does not hold has no Dutch here, and a name
stays as it is.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Final

from index import dutch

# Endings that an English word may have beyond its entry, and what replaces them to find it; those
# of adjectives apart: with others they make another word ("liver"), or none.
_ENDINGS: Final = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("ed", "e")),
    *(("ing", ""), ("ing", "e")),
)
_OF_ADJECTIVES: Final = (
    *(("ly", ""), ("ly", "le"), ("ily", "y"), ("er", ""), ("er", "e"), ("ier", "y")),
    *(("est", ""), ("est", "e"), ("iest", "y")),
)
_TYPED: Final = re.compile(r"[^\W_]+")
_DOUBLING: Final = ("ed", "ing", "er", "est")  # endings before which a last letter may be doubled
_STEM: Final = 3  # letters that an ending leaves at least


@dataclass(frozen=True, slots=True)
class _Glossary:
    """The list: Dutch words a key, the key of each odd form, and sorts of words.

    `light` name nothing; `adjectives` are compared.
    """

    words: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]
    light: frozenset[str]
    adjectives: frozenset[str]


def in_dutch(text: str) -> dict[str, tuple[str, ...]]:
    """Return the folded Dutch words for each folded word of an English text that the list holds.

    Two words that have an entry together ("learning circle") stand under both of them.

    >>> in_dutch("learning circles in Zeist")
    {'learning': ('leerkring',), 'circles': ('leerkring',)}
    """
    words = dutch.words(text)
    found = {word: given for word in words if (given := _entry(word))}
    for one, two in pairwise(words):
        if given := _entry_of_both(one, two):
            found |= {one: given, two: given}
    return found


def dutch_words() -> frozenset[str]:
    """Return all the Dutch words that the list holds, folded."""
    return frozenset(word for given in _glossary().words.values() for word in given)


def content(question: str) -> list[str]:
    """Return the content words of an English question, with their Dutch where there is any.

    Words that name nothing are left out: in Dutch some of them are nouns ("kind").
    """
    known = in_dutch(question)
    named = (word for word in dutch.content(question) if word in known or not only_asks(word))
    return [way for word in named for way in (word, *known.get(word, ()))]


def gloss(text: str) -> tuple[str, float]:
    """Return an English text in the Dutch words that the list has for it, and how far it has them.

    That is the share, 0 to 1, of the words that name something. A word that the list does not
    hold stays as it is typed, when it names something.

    >>> gloss("Who runs the learning circles in Zeist?")
    ('runnen leerkring Zeist', 0.75)
    """
    known = in_dutch(text)
    said: list[str] = []
    for typed in _TYPED.findall(text):
        word = dutch.fold(typed)
        names = word in known or not (dutch.is_stop_word(word) or only_asks(word))
        way = known[word][0] if word in known else typed
        if names and said[-1:] != [way]:
            said.append(way)
    naming = [word for word in dutch.content(text) if not only_asks(word)]
    return " ".join(said), sum(word in known for word in naming) / max(1, len(naming))


def only_asks(word: str) -> bool:
    """Tell whether a folded English word asks or fills in, and names nothing."""
    light = _glossary().light
    is_letter = len(word) == 1 and word.isalpha()
    return is_letter or any(form in light for form in _bases(word))


def _entry(word: str) -> tuple[str, ...]:
    held = _glossary()
    if word in held.light:
        return ()
    return next((held.words[base] for base in _bases(word) if base in held.words), ())


def _entry_of_both(one: str, two: str) -> tuple[str, ...]:
    words = _glossary().words
    pairs = (f"{first} {second}" for first, second in product(_bases(one), _bases(two)))
    return next((words[pair] for pair in pairs if pair in words), ())


def _bases(word: str) -> Iterator[str]:
    """Yield what a word may be a form of, itself first; British where it is American."""
    held = _glossary()
    for spelled in dict.fromkeys((word, word.replace("iz", "is"))):
        for base in (spelled, *_without_ending(spelled, _ENDINGS)):
            yield held.forms.get(base, base)
        described = _without_ending(spelled, _OF_ADJECTIVES)
        yield from (base for base in described if base in held.adjectives)


def _without_ending(word: str, endings: Sequence[tuple[str, str]]) -> Iterator[str]:
    for ending, instead in endings:
        left = word.removesuffix(ending)
        if left == word or len(left) < _STEM:
            continue
        yield left + instead
        if ending in _DOUBLING and left[-1] == left[-2]:
            yield left[:-1]


@cache
def _glossary() -> _Glossary:
    text = files("index").joinpath("glossary.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)
    return _Glossary(
        {english: tuple(dutch.words(given)) for english, given in listed["words"].items()},
        {form: base for base, those in listed["forms"].items() for form in those.split()},
        frozenset(listed["light"].split()),
        frozenset(listed["adjectives"].split()),
    )
