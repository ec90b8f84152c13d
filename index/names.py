"""Which names, of those that are written with capitals, may be a person's: "Sociaal Werk" is none.

A place or an organisation is nobody, nor are words of every day, which stand in our own lists.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from index import demands, dutch, glossary
from knowledge import organisations

_LISTS: Final = ("heads.txt", "light.txt")
_OF: Final = "van "  # before a place that is a surname: "Rik van Deventer"


def may_be_person(name: str) -> bool:
    """Tell whether a name of several words may be a person's, by its words alone.

    >>> [may_be_person(name) for name in ("Melle van Maanen", "Rode Kruis", "Sociaal Werk")]
    [True, False, False]
    """
    first, *others = dutch.words(name)
    if dutch.is_stop_word(first) or demands.begins_with_place(first):
        return False
    begins = _is_ordinary(first)
    placed = any(begins or not name[:at].endswith(_OF) for at, _ in demands.place_spans(name))
    ordinary = begins and all(map(_is_ordinary, others))
    return not (placed or ordinary or organisations.is_named(name))


def _is_ordinary(word: str) -> bool:
    """Tell whether a folded word is one of every day, or an adjective with its ending."""
    words, stems = _ordinary()
    adjective = word.endswith("e") and dutch.stem(word) in stems
    return word in words or adjective or dutch.is_stop_word(word)


@cache
def _ordinary() -> tuple[frozenset[str], frozenset[str]]:
    """The folded words of our lists, among which are no first names; and their stems."""
    lines = (line for name in _LISTS for line in _read(name).splitlines())
    listed = {word for line in lines if not line.startswith("#") for word in line.split()}
    groups = tomllib.loads(_read("synonyms.toml"))["groups"]
    words = frozenset(listed.union(glossary.dutch_words(), *map(str.split, groups)))
    return words, frozenset(map(dutch.source_stem, words))


def _read(name: str) -> str:
    return files("index").joinpath(name).read_text(encoding="utf-8")
