"""A follow-up is completed from the turn before; a question that stands alone is left alone.

Each rule knows one way in which people ask on. The first that applies fills the gap.
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Final

from bot.answering import lexicon
from bot.answering.model import Language, Understood
from bot.answering.understand.instead import acting_place, another, statement
from bot.answering.understand.language import language_of
from bot.answering.understand.listed import name_of, named_in
from bot.answering.understand.people import is_about_one, people, person_named
from bot.answering.understand.pointing import (
    has_pronoun,
    is_bare,
    is_fragment,
    opening_of,
    own_words,
    points_back,
)
from bot.answering.understand.talk import place_of
from bot.answering.understand.turn import Turn
from bot.answering.understand.wording import words
from index.demands import is_place, places_in
from index.dutch import terms

_TOLD: Final = re.compile(r".*[.!:]\s+(?=[^.!:]*\?\s*$)", re.DOTALL)

Readers = Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A follow-up with its gap filled.

    `opening` is what a next follow-up is filled from. `whole`: it stands for the question before,
    and asks for the same kind of thing. `pointed` are items of the list before, `alone` when
    nothing is asked beside them. `focus` are the words that it newly names, phrase by phrase.
    """

    understood: Understood
    opening: str
    whole: bool = False
    pointed: tuple[str, ...] = ()
    alone: bool = False
    apart_from: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()


def filled(text: str, before: Turn, readers: Readers = tuple) -> Filled | None:
    """Return a follow-up completed from the turn before, or None for one that stands alone.

    `readers` gives the names of those who wrote comments in the library.
    """
    rules: tuple[Callable[[str, Turn], Filled | None], ...] = (
        _meant,
        _listed,
        lambda asked, turn: _other(asked, turn, readers),
        _about_the_person,
        _in_that_place,
        _about_the_place,
        _instead,
        _pointing,
    )
    return next((found for rule in rules if (found := rule(text, before))), None)


def _meant(text: str, before: Turn) -> Filled | None:
    """Take "Ik bedoel met de clubs", or the name of a way out that was offered."""
    found = _first("meant", text)
    if found is None and not before.offered:
        return None
    said = text[slice(*found.span("meant"))] if found else text
    asked = set(terms(said))
    fitting = [each for each in before.offered if asked & set(terms(each.label))]
    if len(fitting) == 1 and (found or is_fragment(text) or asked <= set(terms(fitting[0].label))):
        return _alone(fitting[0].question, whole=True)
    if found is None:
        return None
    said = re.sub(r"(?i)^(?:die|degene|dat|the one)\s+", "", said)
    searched = f"{statement(before.opening)} {said}?"
    return _alone(searched, whole=True)


def _listed(text: str, before: Turn) -> Filled | None:
    """Take "leg de derde eens uit": what stands at that place is asked about."""
    named = named_in(text, before)
    if named is None:
        return None
    told = [each for each in before.listed().items if _was_told(each, before)]
    sides = tuple(dict.fromkeys((*told, *named.items)))
    if len(sides) == 2 and len(named.items) == 1 and _first("beside", text):  # noqa: PLR2004
        return _set_beside(sides, language_of(text, before.language))
    searched = opening_of(named.text)[1] or named.text
    return replace(_alone(searched), pointed=named.items, alone=named.alone)


def _was_told(item: str, before: Turn) -> bool:
    return any(item in each.text or each.text in item for each in before.spoken)


def _set_beside(sides: tuple[str, ...], language: Language) -> Filled:
    """Take "wat is het verschil met de eerste?": the item that was told is the other side."""
    asked = lexicon.table("follow_up")["difference"][language]
    return replace(_alone(asked.format(*map(name_of, sides))), pointed=sides)


def _other(text: str, before: Turn, readers: Readers) -> Filled | None:
    """Take "en de andere lezer?": what was quoted is left out; the one who remains is named."""
    found = _first("other", text)
    if found is None:
        return None
    asked, names = set(words(before.question)), list(dict.fromkeys(readers()))
    heard = [
        name for name in names if asked.issuperset(words(name)) or set(words(name)[-1:]) <= asked
    ]
    left = [name for name in names if name not in heard]
    apart = tuple(dict.fromkeys(each.source_id for each in before.spoken))
    if len(heard) == 1 and len(left) == 1:
        return _in_place_of(text, found, (heard[0], left[0]), before)
    searched = f"{statement(before.opening)}? {text}"
    return Filled(Understood(searched), before.opening, apart_from=apart)


def _in_place_of(text: str, found: re.Match[str], names: tuple[str, str], before: Turn) -> Filled:
    heard, left = names
    if is_fragment(text):
        searched = re.sub(re.escape(heard), left, before.question, flags=re.IGNORECASE)
    else:
        searched = opening_of(f"{text[: found.start()]}{left}{text[found.end() :]}")[1]
    return _alone(searched)


def _about_the_person(text: str, before: Turn) -> Filled | None:
    """Take "wat zei zij over samenwerken?": the person who was named last is meant."""
    said = opening_of(text)[1]
    name = person_named(before) if is_about_one(text) and not _names_itself(said) else None
    if name is None:
        return None
    if _first("office_of", said):
        return _alone(f"{'Who' if said.casefold().startswith('what') else 'Wie'} is {name}?")
    for kind in ("one_of", "person"):
        for pattern in lexicon.patterns("follow_up", kind):
            found = pattern.search(said.casefold())
            if found is None:
                continue
            named = f"{said[: found.start(1)]}{name}{said[found.end(1) :]}"
            if not has_pronoun(f"{said[: found.start(1)]}{said[found.end(1) :]}"):
                return _alone(named)
            return Filled(Understood(named, in_brackets(before.opening)), before.opening)
    about = Understood(f"{statement(said)}?", name)
    return Filled(about, about.searched)


def _names_itself(said: str) -> bool:
    """Tell whether a text names a person before its pronoun: "Jan de Wit, wat doet hij?"."""
    tried = [each for kind in ("one_of", "person") for each in lexicon.patterns("follow_up", kind)]
    found = (each.search(said.casefold()) for each in tried)
    pronoun = next((each.start(1) for each in found if each), 0)
    return bool(people(said[:pronoun]))


def _in_that_place(text: str, before: Turn) -> Filled | None:
    """Take "wie doet dat in die gemeente?": the one place that was named is meant."""
    found = _first("that_place", text)
    heard = (before.question, " ".join(each.text for each in before.spoken))
    named = [dict.fromkeys(places_in(each)) for each in heard]
    places = next((tuple(each) for each in named if each), ())
    if found is None or len(places) != 1:
        return None
    start, end = found.span("place")
    said = opening_of(f"{text[:start]}{places[0]}{text[end:]}")[1]
    if not has_pronoun(f"{text[:start]}{text[end:]}"):
        return _alone(said)
    return Filled(Understood(said, in_brackets(before.opening)), before.opening)


def _about_the_place(text: str, before: Turn) -> Filled | None:
    """Take "en hoe betrekken ze clubs?" after "wat doet Zeist …": the place that acts is meant."""
    connected, said = opening_of(text)
    place = acting_place(before.opening)
    joined = connected or not before.answer_id  # by "en", or in one message
    found = _first("acting", said) if place and joined else None
    subject = set(own_words(said)) - lexicon.word_set("follow_up", "verbs")
    if found is None or not subject or any(map(is_place, subject)):
        return None
    return _alone(f"{said[: found.start('who')]}{place}{said[found.end('who') :]}")


def _instead(text: str, before: Turn) -> Filled | None:
    """Take "en in Zeist?", "en verticale?": that is asked what was asked before.

    Where that was a follow-up on a place of its own, it is that one that is asked.
    """
    last = before.understood
    if last.before and places_in(last.asked) and (asked := another(text, last.asked)):
        return Filled(Understood(asked, last.before), before.opening, whole=True)
    searched = another(text, before.opening)
    return _alone(searched, whole=True) if searched else None


def _pointing(text: str, before: Turn) -> Filled | None:
    """Take "waarom is dat belangrijk?": the question before, in brackets, says what it is about.

    A fragment ("en voor ouderen?") asks what was asked before, of what it newly names. With "dan"
    in its midst it goes on to what it names itself, which a next one is about.
    """
    if not points_back(text, before):
        return None
    connected, said = opening_of(text)
    if not set(own_words(before.opening)).difference(own_words(text)):
        return None
    whole = is_fragment(text) and not is_bare(text)
    new = set(own_words(said)).difference(own_words(before.opening))
    focus = _phrases(said, new) if whole and not before.offered else ()
    understood = Understood(f"{statement(said)}?", in_brackets(before.opening))
    named = new - lexicon.word_set("follow_up", "verbs")
    moves_on = named and not connected and lexicon.holds("follow_up", "goes_on", said.casefold())
    opening = understood.asked if moves_on else before.opening
    return Filled(understood, opening, whole=whole, focus=focus)


def _phrases(text: str, new: Set[str]) -> tuple[str, ...]:
    """Return the new words of a text; behind a preposition those side by side as one.

    "Voor kleine dorpen" names one thing. An ordinal counts, and names nothing.
    """
    said = words(text)
    runs = groupby(said, key=lambda each: each in new and place_of(each) is None)
    named = [tuple(run) for is_named, run in runs if is_named]
    if said[0] in lexicon.word_set("follow_up", "prepositions"):
        return tuple(map(" ".join, named))
    return tuple(chain(*named))


def _alone(searched: str, *, whole: bool = False) -> Filled:
    """Return a follow-up that names itself, now, what it is about."""
    return Filled(Understood(searched), searched, whole=whole)


def in_brackets(question: str) -> str:
    """Return a question as it stands behind another: its first word no longer with a capital.

    What was told before the sentence that asks is left out where that says enough.
    """
    told = _TOLD.match(question)
    asked = question[told.end() :] if told else ""
    if own_words(asked) and not has_pronoun(asked):
        question = asked
    first = question.split(maxsplit=1)[0]
    named = is_place(first) or first.isupper()
    return statement(question if named else f"{question[:1].lower()}{question[1:]}")


def _first(name: str, text: str) -> re.Match[str] | None:
    """Return the first find of one of the expressions of an entry, in small letters."""
    tried = (each.search(text.casefold()) for each in lexicon.patterns("follow_up", name))
    return next((found for found in tried if found), None)
