"""A follow-up is completed from the turn before; a question that stands alone is left alone.

Each rule knows one way in which people ask on. The first that applies fills the gap.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.kinds import number_asked_for
from bot.answering.understand.people import is_about_one, person_named
from bot.answering.understand.pointing import (
    is_bare,
    is_fragment,
    opening_of,
    own_words,
    points_back,
)
from bot.answering.understand.talk import place_of
from bot.answering.understand.turn import Spoken, Turn
from bot.answering.understand.wording import words
from index.demands import is_place
from index.dutch import terms

_NAME_WORDS: Final = 12  # words of a list item that stand for it, when no colon ends its name
_NAME: Final = re.compile(r"^[^:.]{3,80}(?=:)")

_WORD: Final = re.compile(r"\w+")
_NAMES: Final = re.compile(r"(?<=[\w,;:] )[A-Z][\w-]+(?: [A-Z][\w-]+)*")  # in mid-sentence
_PLACE_ASKED: Final = re.compile(
    r"(?P<in>(?:in|bij|van|voor|for|at|uit|from)\s+)?(?:(?:de|the)\s+)?(?:gemeente\s+|stad\s+)?"
    r"(?P<place>\w[\w' -]*?\w)(?:\s+(?:dan|ook|eigenlijk|precies|then|too))*\W*",
    re.IGNORECASE,
)
_ASKED_HOW: Final = re.compile(
    r"^(?:hoe|wat|wie|how|what|who)\s+(?:do\s+|does\s+)?\w+", re.IGNORECASE
)
_ADJECTIVE: Final = re.compile(r"\b(\w{4,})\s+(?=(\w{4,}))")


Readers = Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A follow-up with its gap filled.

    `opening` is what a next follow-up is filled from. `whole`: it stands for the question before,
    and asks for the same kind of thing. `ordinal` is a place (from 1) in the list before.
    """

    searched: str
    opening: str
    whole: bool = False
    ordinal: int | None = None
    apart_from: tuple[str, ...] = ()


def filled(text: str, before: Turn, readers: Readers = tuple) -> Filled | None:
    """Return a follow-up completed from the turn before, or None for one that stands alone.

    `readers` gives the names of those who wrote comments in the library.
    """
    rules: tuple[Callable[[str, Turn], Filled | None], ...] = (
        _meant,
        _listed,
        lambda asked, turn: _other(asked, turn, readers),
        _about_the_person,
        _elsewhere,
        _beside,
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
    if len(fitting) == 1 and (found or asked <= set(terms(fitting[0].label))):
        return Filled(fitting[0].question, fitting[0].question, whole=True)
    if found is None:
        return None
    said = re.sub(r"(?i)^(?:die|degene|dat|the one)\s+", "", said)
    searched = f"{_statement(before.opening)} {said}?"
    return Filled(searched, searched, whole=True)


def _listed(text: str, before: Turn) -> Filled | None:
    """Take "leg de derde eens uit": what stands at that place is asked about."""
    found = _ordinal(text)
    place = (place_of(found[0]) or number_asked_for(found[0])) if found else None
    if found is None or place is None or not _is_of_the_list(found, before):
        return None
    items = listed(before)
    if not 1 <= (len(items) if place < 0 else place) <= len(items) or len(items) == 1:
        return None
    item = items[place if place < 0 else place - 1]
    searched = f"{text[: found.start()]}{name_of(item)}{text[found.end() :]}"
    searched = opening_of(searched)[1] or searched
    return Filled(searched, searched, ordinal=len(items) if place < 0 else place)


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
    searched = f"{_statement(before.opening)}? {text}"
    return Filled(searched, before.opening, apart_from=apart)


def _in_place_of(text: str, found: re.Match[str], names: tuple[str, str], before: Turn) -> Filled:
    heard, left = names
    if is_fragment(text):
        searched = re.sub(re.escape(heard), left, before.question, flags=re.IGNORECASE)
    else:
        searched = opening_of(f"{text[: found.start()]}{left}{text[found.end() :]}")[1]
    return Filled(searched, searched)


def _about_the_person(text: str, before: Turn) -> Filled | None:
    """Take "wat zei zij over samenwerken?": the person who was named last is meant."""
    name = person_named(before) if is_about_one(text) else None
    if name is None:
        return None
    said = opening_of(text)[1]
    for kind in ("one_of", "person"):
        for pattern in lexicon.patterns("follow_up", kind):
            found = pattern.search(said.casefold())
            if found:
                searched = f"{said[: found.start(1)]}{name}{said[found.end(1) :]}"
                return Filled(searched, searched)
    searched = f"{said.rstrip(' ?.!')} ({name})?"
    return Filled(searched, searched)


def _elsewhere(text: str, before: Turn) -> Filled | None:
    """Take "en in Zeist?": another place stands for the earlier one, or is added."""
    names = _NAMES.findall(before.opening)
    earlier = [name for name in names if is_place(name)] or _places_in(before.opening)
    place = _place_asked(text, known=bool(earlier))
    if place is None:
        return None
    capital = place if place[0].isupper() else place.title()
    if earlier or names:
        searched = before.opening.replace((earlier or names)[-1], capital)
    elif is_place(place):
        searched = f"{_statement(before.opening)} in {capital}?"
    else:
        return None
    return Filled(searched, searched, whole=True)


def _beside(text: str, before: Turn) -> Filled | None:
    """Take "en verticale samenhang?": a thing of the same kind stands for the earlier one."""
    said = opening_of(text)[1].strip(" ?.!,")
    if not is_fragment(text) or len(said.split()) > 2:  # noqa: PLR2004 - adjective and noun
        return None
    adjective, _, noun = said.rpartition(" ") if " " in said else (said, "", "")
    for found in _ADJECTIVE.finditer(before.opening):
        same = noun.casefold() == found[2].casefold() or (not noun and _alike(found[1], adjective))
        if same and own_words(found[1]) and own_words(adjective):
            earlier = before.opening
            searched = (
                f"{earlier[: found.start(1)]}{adjective.casefold()}{earlier[found.end(1) :]}"
            )
            return Filled(searched, searched, whole=True)
    return None


def _pointing(text: str, before: Turn) -> Filled | None:
    """Take "waarom is dat belangrijk?": the words of before say what it is about.

    A fragment lacks all but itself, so there both questions stand.
    """
    if not points_back(text, before):
        return None
    if is_fragment(text) and not is_bare(text):
        return Filled(f"{_statement(before.opening)}? {text}", before.opening, whole=True)
    topic = _topic(before.opening, text)
    said = opening_of(text)[1]
    return Filled(f"{_statement(said)} ({topic})?" if topic else said, before.opening)


def _first(name: str, text: str) -> re.Match[str] | None:
    """Return the first find of one of the expressions of an entry, in small letters."""
    tried = (each.search(text.casefold()) for each in lexicon.patterns("follow_up", name))
    return next((found for found in tried if found), None)


def _ordinal(text: str) -> re.Match[str] | None:
    """Return where a text names a place in a list: "de derde", "punt 2", "het eerste punt"."""
    ordinals = "|".join(
        word for place in lexicon.table("ordinals") for word in lexicon.word_set("ordinals", place)
    )
    return re.search(
        rf"(?i)\b(?:(?:de|het|the|die|dat)\s+)?(?:{ordinals})\b(?:\s+(?P<thing>[^\W\d]\w{{3,}}))?"
        r"|\b(?:nummer|nr|number|(?P<named>[^\W\d]\w{2,}))\s+(?:\d{1,2}|twee|drie|vier|vijf|two|three|four|five)\b",
        text,
    )


def _is_of_the_list(found: re.Match[str], before: Turn) -> bool:
    """Tell whether the noun beside an ordinal, if any, is what the list before was of."""
    noun = (found["thing"] or found["named"] or "").casefold()
    if not noun or noun in lexicon.word_set("follow_up", "thing"):
        return True
    if not own_words(noun):
        return found["named"] is None
    return any(
        each.startswith(noun) or noun.startswith(each) for each in own_words(before.question)
    )


def listed(before: Turn) -> list[Spoken]:
    """Return the list that the answer before gave, else its statements."""
    return before.items() or list(before.spoken)


def name_of(item: Spoken) -> str:
    """Return what an item is called: what stands before its colon, or its first words.

    A name does not run on into a second sentence.
    """
    found = _NAME.search(item.text)
    if found:
        return found[0]
    first = re.split(r"(?<=\w[.!?]) ", item.text, maxsplit=1)[0]
    return " ".join(first.split()[:_NAME_WORDS]).rstrip(".,;:!?")


def _place_asked(text: str, *, known: bool) -> str | None:
    """Return the place that a follow-up asks about, when it asks about nothing else.

    `known`: the question before named a place, so a mere capital makes another one.
    """
    connected, said = opening_of(text)
    asked = _PLACE_ASKED.fullmatch(said)
    if asked and is_place(asked["place"]):
        return asked["place"]
    if asked and asked["place"].istitle() and f" {asked['place']}" in text:
        return asked["place"] if asked["in"] or known else None
    rest = " ".join(own_words(_ASKED_HOW.sub("", said)))
    asks = connected or lexicon.holds("follow_up", "points", said.casefold())
    return rest if is_place(rest) and asks else None


def _places_in(text: str) -> list[str]:
    """Return the places in a text that are written without capitals, too."""
    return [word for word in _WORD.findall(text) if is_place(word)]


def _alike(one: str, other: str) -> bool:
    """Tell whether two adjectives are of one make ("horizontale", "verticale")."""
    return one.endswith(("ale", "al", "elijke", "ige", "ische", "ieve", "oonlijke")) and (
        one[-2:] == other[-2:]
    )


def _topic(question: str, text: str) -> str:
    """Return the words of a question that say what it is about, and that `text` has not."""
    own = set(own_words(question)).difference(own_words(text))
    return " ".join(each for each in _WORD.findall(question) if each.casefold() in own)


def _statement(question: str) -> str:
    return question.rstrip(" ?.!")
