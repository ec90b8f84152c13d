"""What a question asks for by name: places, names and years.

However near a passage is in meaning, it does not answer a question about Groningen when it does
not name Groningen.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from index import dutch
from knowledge import gazetteer

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WORD: Final = re.compile(r"[^\W_]+")
# A name behind one of these is a place, also one that is on no list: a village, a merger of today.
_CUED: Final = re.compile(
    r"\b(?i:gemeenten?|provincie|stad|dorp|municipality of|city of|town of)"
    r" (?P<name>[A-Z][^\W_]+(?:-[A-Z][^\W_]+)*)"
)
_MOST_WORDS: Final = 4  # of the name of a place
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:\n])\W*$")


def named(question: str) -> frozenset[str]:
    """Return the places, names, abbreviations and years that `question` speaks of, folded."""
    names = _capitalised(question)
    return frozenset(asked_places(question) | names | set(_YEAR.findall(question)))


def asked_places(question: str) -> frozenset[str]:
    """Return the places that a question speaks of, folded.

    In small letters too, where it writes no name with a capital: *waarom stopte zeist met …*.
    """
    if _writes_capitals(question):
        return places(question)
    return _any_places(question) | places(question)


def places(text: str) -> frozenset[str]:
    """Return the places that stand in a text with a capital, folded.

    One that is a word too needs it where a word has none: *Huizen en clubs* names no place.
    """
    capitals = {
        part for word in _WORD.findall(text) if word[0].isupper() for part in dutch.words(word)
    }
    listed = {each for each in _any_places(text) if capitals & set(each.split())}
    words_too = {dutch.fold(word) for word in _names_in(text)} & _words_too()
    cued = {_spaced(found["name"]).strip() for found in _CUED.finditer(text)}
    return frozenset(listed | words_too | cued)


def begins_with_place(word: str) -> bool:
    """Tell whether a folded word begins with a place: *utrechtse* speaks of Utrecht."""
    return word.startswith(_beginnings())


def is_place(name: str) -> bool:
    """Tell whether a name is a place, however it is written, and no word too."""
    return _spaced(name).strip() in _places()


def places_in(text: str) -> list[str]:
    """Return the places that a text names, in order, as they are typed.

    >>> places_in("Wat doen Den Haag en alphen aan den rijn?")
    ['Den Haag', 'alphen aan den rijn']
    """
    return [text[start:end] for start, end in place_spans(text)]


def place_spans(text: str) -> list[tuple[int, int]]:
    """Return where the places that a text names begin and end, in order; the longest names."""
    found: list[tuple[int, int]] = []
    words = list(_WORD.finditer(text))
    folded = [dutch.fold(word[0]) for word in words]
    known, at = _places(), 0
    while at < len(words):
        ends = range(min(at + _MOST_WORDS, len(words)), at, -1)
        end = next((end for end in ends if " ".join(folded[at:end]) in known), None)
        if end is not None:
            found.append((words[at].start(), words[end - 1].end()))
        at = end or at + 1
    return found


def missing(question: str, evidence: str) -> frozenset[str]:
    """Return what `named` finds in the question and `evidence` has nowhere.

    The beginning of a word counts: *Utrechtse* speaks of Utrecht.
    """
    return absent(named(question), evidence)


def absent(names: frozenset[str], evidence: str) -> frozenset[str]:
    """Return those of `names` (folded) that `evidence` has nowhere, also not as a beginning."""
    folded = _spaced(evidence) if names else ""
    return frozenset(name for name in names if f" {name}" not in folded)


def _any_places(text: str) -> frozenset[str]:
    """Return the places that stand in a text, however they are written; none that is a word."""
    folded = _spaced(text)
    words = set(folded.split())
    begun = (place for word in words for place in _of_several_words().get(word, ()))
    return _places() & {*words, *(place for place in begun if f" {place} " in folded)}


def _writes_capitals(question: str) -> bool:
    """Tell whether names are written with a capital here; an abbreviation says nothing of that."""
    return any(
        _is_name(found[0], question[: found.start()]) and not found[0].isupper()
        for found in _WORD.finditer(question)
    )


def _capitalised(question: str) -> set[str]:
    """Return the words that capitals make names; none when capitals are all there is."""
    if question.isupper() and len(_WORD.findall(question)) > 1:
        return set()
    return {part for word in _names_in(question) for part in dutch.content(word)} - _no_names()


def _names_in(text: str) -> list[str]:
    """Return the words that are written as names."""
    found = _WORD.finditer(text)
    return [word[0] for word in found if _is_name(word[0], text[: word.start()])]


def _is_name(word: str, before: str) -> bool:
    """Tell whether a word is written as a name: a capital in mid-sentence, or all capitals."""
    if len(word) > 1 and word.isupper():
        return True
    return word[0].isupper() and not _SENTENCE_START.search(before)


def _spaced(text: str) -> str:
    """Return the folded words with one space around each."""
    return f" {' '.join(dutch.words(text))} "


@cache
def _places() -> frozenset[str]:
    """Return the places, folded, without those that are words too."""
    return frozenset(_spaced(name).strip() for name in gazetteer.places()) - _words_too()


@cache
def _beginnings() -> tuple[str, ...]:
    """Return the places as `str.startswith` takes them."""
    return tuple(_places())


@cache
def _of_several_words() -> dict[str, list[str]]:
    """Return the places of more than one word, folded, by the first."""
    found: dict[str, list[str]] = {}
    for place in _places():
        first, _, more = place.partition(" ")
        if more:
            found.setdefault(first, []).append(place)
    return found


@cache
def _words_too() -> frozenset[str]:
    """Return the places that are words too, folded."""
    return frozenset(dutch.fold(name) for name in gazetteer.words_too())


@cache
def _no_names() -> frozenset[str]:
    """Return the words that are no names, folded."""
    return frozenset(word for line in _lines("no_names.txt") for word in dutch.words(line))


def _lines(name: str) -> list[str]:
    """Return the lines of a list, without its comments."""
    lines = files("index").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
