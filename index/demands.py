"""What a question asks for by name: places, names, years, and a number, an amount or a time.

However near a passage is in meaning, it does not answer a question about Groningen when it does
not name Groningen, nor one about an amount when there is none in it.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from index import dutch

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:\n])\W*$")

_NUMBER_WORDS: Final = (
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien\w*|elf|twaalf|twintig|honderd\w*|duizend\w*|"
    r"miljoen\w*|miljard\w*|helft|kwart|derde|procent|two|three|four|five|six|seven|eight|nine|ten|"
    r"hundred\w*|thousand\w*|million\w*|half|third|percent"
)
_MONTHS: Final = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: how a question asks for it and how a text gives it, both folded."""

    asked: re.Pattern[str]
    given: re.Pattern[str]


_AMOUNT_ASKED: Final = (
    r"(?:wat|hoeveel) kost\w*|hoeveel (?:geld|euro\w*|subsidie|budget)|hoe hoog|\w*bedrag\w*|"
    r"\w*verdien\w*|how much|what does .* cost"
)
_NUMBER_ASKED: Final = (
    r"hoeveel|aantal|percentage|hoe (?:oud|lang|vaak|groot)|how (?:many|old|long|often)"
)
_TIME_ASKED: Final = r"wanneer|hoe laat|welk jaar|welke datum|when|what (?:time|year|date)"

# The first that fits a question counts.
KINDS: Final = tuple(
    Kind(re.compile(rf"\b(?:{asked})\b"), re.compile(given))
    for asked, given in (
        (_AMOUNT_ASKED, r"€|\beuros?\b|\d+,\d\d\b"),
        (_NUMBER_ASKED, rf"\d|%|\b(?:{_NUMBER_WORDS})\b"),
        (_TIME_ASKED, rf"\d|\b(?:{_MONTHS})\b"),
    )
)


def named(question: str) -> frozenset[str]:
    """Return the places, names, abbreviations and years that `question` speaks of, folded."""
    folded = _spaced(question)
    places = {place for place in _places() if f" {place} " in folded}
    return frozenset(places | _capitalised(question) | set(_YEAR.findall(question)))


def is_place(name: str) -> bool:
    """Tell whether a name is one of the places of the list, however it is written."""
    return _spaced(name).strip() in _places()


def missing(question: str, evidence: str) -> frozenset[str]:
    """Return what `named` finds in the question and `evidence` has nowhere.

    The beginning of a word counts: *Utrechtse* speaks of Utrecht.
    """
    names = named(question)
    folded = _spaced(evidence) if names else ""
    return frozenset(name for name in names if f" {name}" not in folded)


def kind_missing(question: str, evidence: str) -> bool:
    """Tell whether an amount, a number or a time is asked for and `evidence` has none."""
    asked, text = _spaced(question), dutch.fold(evidence)
    for kind in KINDS:
        if kind.asked.search(asked):
            return not kind.given.search(text)
    return False


def _capitalised(question: str) -> set[str]:
    """Return the words that capitals make names; none when capitals are all there is."""
    if question.isupper() and len(_WORD.findall(question)) > 1:
        return set()
    names = {
        word
        for found in _WORD.finditer(question)
        if _is_name(found[0], question[: found.start()])
        for word in dutch.content(found[0])
    }
    return names - _no_names()


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
    """Return the places of the list, folded."""
    return frozenset(_spaced(line).strip() for line in _lines("places.txt"))


@cache
def _no_names() -> frozenset[str]:
    """Return the words that are no names, folded."""
    return frozenset(word for line in _lines("no_names.txt") for word in dutch.words(line))


def _lines(name: str) -> list[str]:
    """Return the lines of a list, without its comments."""
    lines = files("index").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
