"""What kind of thing a question asks for, what it asks it of, and which texts give such a thing.

*Hoeveel wethouders doen mee?* asks for a number, of aldermen. A number beside something else is no
answer, so whoever judges looks for both in one sentence. The words are data (`things.toml`).
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from index import demands, dutch
from index.coverage import only_asks
from index.names import may_be_person
from knowledge import organisations


class Thing(StrEnum):
    """A kind of thing that a question can ask for, in the order in which they are looked for."""

    CONTACT = "contact"
    LAW = "law"
    AMOUNT = "amount"
    SHARE = "share"
    LENGTH = "length"
    OFTEN = "often"
    NUMBER = "number"
    DATE = "date"
    SINCE = "since"
    TIME = "time"
    PERSON = "person"
    PLACES = "places"
    PAYMENT = "payment"
    ORGANISATION = "organisation"
    NAME = "name"
    BODY = "body"
    TWO = "two"
    SEVERAL = "several"
    GRADE = "grade"
    PROOF = "proof"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Demand:
    """A thing that is asked for; `of` are the folded words it is asked of, none when unclear."""

    thing: Thing
    of: tuple[str, ...] = ()


# A person or a place is given by a name, not by such words; who pays is no quantity.
_NO_QUANTITY: Final = frozenset(
    (
        Thing.PERSON,
        Thing.PLACES,
        Thing.PAYMENT,
        Thing.CONTACT,
        Thing.ORGANISATION,
        Thing.LAW,
        Thing.NAME,
        Thing.BODY,
        Thing.TWO,
        Thing.SEVERAL,
        Thing.GRADE,
        Thing.PROOF,
        Thing.BEST,
    )
)
_TOLD_BY_NAME: Final = frozenset((Thing.NAME, Thing.TWO, Thing.SEVERAL))
_ARTICLES: Final = frozenset(("de", "het", "een", "the", "a", "an"))
_GROUP: Final = re.compile(r"\{([a-z]+)\}")
# A village is on no list: "in Brummelo", "de dorpen Brummelo, Westerkade en Lindhoven".
_CAPITAL: Final = r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*"
_ROW: Final = rf"(?:{_CAPITAL}, )+{_CAPITAL} (?:en|and) {_CAPITAL}"
_STANDS_AS_PLACE: Final = re.compile(
    rf"\b(?i:in|te|uit|tussen|from|between) (?:{_ROW}|{_CAPITAL}(?! [A-Z]))"
    r"|\b(?:dorpen|gemeenten|steden|plaatsen|kernen|villages|towns|cities|municipalities)\b"
    rf"[^.?!]{{0,60}}?{_ROW}"
)
_FULL_NAME: Final = re.compile(
    r"\b[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*"
    r" (?:(?:van|de|der|den|ter|ten|te|von|el) )*[A-Z][a-zà-ÿ]+"
)


def demand(question: str) -> Demand | None:
    """Return the first kind of thing that a question asks for, if it is one of `Thing`.

    >>> demand("Hoeveel landelijke kringen waren er?")
    Demand(thing=<Thing.NUMBER: 'number'>, of=('landelijke', 'kringen'))
    """
    asked = " ".join(dutch.words(question))
    for thing in Thing:
        unless = _unless(thing)
        found = next(filter(None, (each.search(asked) for each in _asked(thing))), None)
        if found and not (unless and unless.search(asked)) and _is_of_a_place(thing, question):
            return Demand(thing, _of(found.groupdict().get("of") or ""))
    return None


def _is_of_a_place(thing: Thing, question: str) -> bool:
    """Tell whether a question names a place, where only then such a thing has a name."""
    return thing is not Thing.ORGANISATION or bool(demands.asked_places(question))


def without(question: str) -> str:
    """Return the question without the words that ask for an amount, a number or a time."""
    for thing in Thing:
        for each in _asked(thing) if thing not in _NO_QUANTITY else ():
            question = each.sub(_elided, question)
    return " ".join(question.split())


def gives(thing: Thing, text: str, question: str) -> bool:
    """Tell whether `text` gives such a thing; a place or a name, when the question has it not."""
    if thing is Thing.PERSON:
        return any(may_be_person(each) for each in _new_names(text, question))
    if thing is Thing.PLACES:
        return bool(_places_in(text) - _places_in(question))
    if thing in {Thing.ORGANISATION, Thing.BODY}:
        kind = thing is Thing.BODY and _tells_which(text, question)
        return kind or _names_another(thing, text, question)
    by_name = thing in _TOLD_BY_NAME and _names_something_new(text, question)
    return by_name or _given(thing).search(dutch.fold(text)) is not None


def _places_in(text: str) -> frozenset[str]:
    """Return the places in a text, and the names that stand as one does, which are on no list."""
    stood = (f"… {found[0]}" for found in _STANDS_AS_PLACE.finditer(text))
    names = frozenset[str]().union(*map(demands.named, stood))
    feasts = _data()["names"]["feasts"].split()
    others = (each for each in names.difference(feasts) if not organisations.is_named(each))
    return demands.places(text).union(others)


def _tells_which(text: str, question: str) -> bool:
    """Tell whether a text says which one of the kind asked for: "de basisschool" is a school."""
    folded = " ".join(dutch.words(question))
    found = next(filter(None, (each.search(folded) for each in _asked(Thing.BODY))), None)
    if found is None:
        return False
    kind, said, asked = found["kind"], dutch.words(text), set(dutch.words(question))
    if kind in _data()[Thing.BODY]["any"].split() and "gemeente" in set(said) - asked:
        return True
    compound = any(each.endswith(kind) and each not in asked for each in said)
    threes = zip(said, said[1:], said[2:], strict=False)
    return compound or any(
        each == kind and article in _ARTICLES and which not in asked
        for article, which, each in threes
    )


def _names_something_new(text: str, question: str) -> bool:
    """Tell whether a text has a name that the question has not; a year is none."""
    return any(not name.isdecimal() for name in demands.missing(text, question))


def _new_names(text: str, question: str) -> list[str]:
    """Return the full names in a text of which the question has no whole one."""
    asked = set(dutch.words(question))
    names = (found[0] for found in _FULL_NAME.finditer(text))
    return [each for each in names if not asked.issuperset(dutch.words(each))]


def _elided(asking: re.Match[str]) -> str:
    """Return what stands for words that ask, before what they ask it of."""
    return f"… {asking.groupdict().get('of') or ''}"


@cache
def _asked(thing: Thing) -> tuple[re.Pattern[str], ...]:
    """Return what asks for a thing, in folded words or as they are typed."""
    expressions = (rf"\b(?:{each})(?!\w)" for each in _expressions(thing, "asked"))
    return tuple(re.compile(each, re.IGNORECASE) for each in expressions)


@cache
def _unless(thing: Thing) -> re.Pattern[str] | None:
    """Return what shows that a question does not ask for a thing after all, if anything does."""
    unless = _data()[thing].get("unless")
    return re.compile(_filled(unless)) if unless else None


@cache
def _given(thing: Thing) -> re.Pattern[str]:
    """Return what gives a thing in a folded text."""
    return re.compile("|".join(_expressions(thing, "given")))


def _expressions(thing: Thing, name: str) -> list[str]:
    return [_filled(each) for each in _data()[thing][name]]


def _filled(expression: str) -> str:
    """Return an expression with the words of each group that it names."""
    groups = _data()["words"]
    return _GROUP.sub(lambda found: f"(?:{_filled('|'.join(groups[found[1]]))})", expression)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("index").joinpath("things.toml").read_text(encoding="utf-8"))


def _of(phrase: str) -> tuple[str, ...]:
    """Return the noun that a phrase begins with, and the adjective before it."""
    first, *others = phrase.split() or [""]
    if not first or dutch.is_stop_word(first) or only_asks(first):
        return ()
    noun = [word for word in others if first.endswith("e") and not dutch.is_stop_word(word)]
    return (first, *noun)


def _names_another(thing: Thing, text: str, question: str) -> bool:
    """Tell whether a text has a name, or a kind of body, that the question has not; no place's."""
    bodies = {found[0] for found in _given(thing).finditer(dutch.fold(text))}
    names = demands.named(text) - demands.places(text)
    others = (bodies | names).difference(dutch.words(question))
    return any(each.isalpha() and not demands.begins_with_place(each) for each in others)
