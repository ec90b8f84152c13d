"""Places in a list that was read out before: "leg de derde uit", "de eerste en de tweede"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.kinds import number_asked_for
from bot.answering.understand.pointing import own_words
from bot.answering.understand.said import Listed
from bot.answering.understand.talk import place_of
from bot.answering.understand.turn import Turn
from index.dutch import is_stop_word

_NAME_WORDS: Final = 12  # words of a list item that stand for it, when no colon ends its name
_NAME: Final = re.compile(r"^[^:.]{3,80}(?=:)")

_LIGHT: Final = ("verbs", "thing")  # entries of words beside a place that ask nothing of their own


@dataclass(frozen=True, slots=True)
class Named:
    """A text with the names of list items for their places; `items` are those, in its order.

    `alone`: it asks about nothing but them ("en de derde?"), so that they are the answer.
    """

    text: str
    items: tuple[str, ...]
    alone: bool


def named_in(text: str, before: Turn) -> Named | None:
    """Return a text with the items of the list before for their places; None without a place."""
    listed = before.listed()
    made: list[str] = []
    items: list[str] = []
    at = 0
    beside = set(own_words(text))
    for found in _places().finditer(text):
        item = _item(found, listed)
        if item is None:
            continue
        end = _end(found)
        made += [text[at : found.start()], name_of(item)]
        items.append(item)
        beside -= set(own_words(text[found.start() : end]))
        at = end
    if not items:
        return None
    alone = not beside.difference(*(lexicon.word_set("follow_up", each) for each in _LIGHT))
    if listed.loose and not alone:
        return None
    return Named("".join([*made, text[at:]]), tuple(items), alone)


def counted_off(text: str) -> list[tuple[str, int]]:
    """Return the nouns that a text counts off, each with its place (from 1; -1: the last).

    >>> counted_off("Wat is het verschil tussen de eerste en de tweede route?")
    [('route', 2)]
    """
    placed = (((each["thing"] or "").casefold(), each[0]) for each in _places().finditer(text))
    return [
        (noun, place_of(said) or 0)
        for noun, said in placed
        if own_words(noun) and not _is_no_item(noun)
    ]


def _is_no_item(noun: str) -> bool:
    """Tell whether a word beside an ordinal is a number, or makes it a phrase: "eerste plaats"."""
    return _makes_phrase(noun) or number_asked_for(noun) is not None


def _makes_phrase(noun: str) -> bool:
    return noun in lexicon.word_set("follow_up", "no_item")


def item_at(place: int, listed: Sequence[str]) -> str | None:
    """Return the item at a place (from 1; -1: the last; 0: the middle) of a list."""
    count = len(listed)
    at = {-1: count, 0: (count + 1) // 2 if count % 2 else 0}.get(place, place)
    return listed[at - 1] if 1 <= at <= count else None


def name_of(item: str) -> str:
    """Return what an item is called: what stands before its colon, or its first words.

    A name does not run on into a second sentence, nor end in "van de".
    """
    found = _NAME.search(item)
    if found:
        return found[0]
    first = re.split(r"(?<=\w[.!?]) ", item, maxsplit=1)[0]
    said = first.split()
    kept = said[:_NAME_WORDS]
    while len(said) > _NAME_WORDS and len(kept) > 1 and is_stop_word(kept[-1].casefold()):
        kept.pop()
    return " ".join(kept).rstrip(".,;:!?")


def _item(found: re.Match[str], listed: Listed) -> str | None:
    place = place_of(found[0])
    place = number_asked_for(found[0]) if place is None else place
    fits = place is not None and _is_of_the_list(found, listed)
    return item_at(place, listed.items) if place is not None and fits else None


def _end(found: re.Match[str]) -> int:
    """Return where the naming of a place ends: with its noun, if that is one."""
    noun = (found["thing"] or "").casefold()
    is_noun = own_words(noun) or noun in lexicon.word_set("follow_up", "thing")
    if is_noun or not noun:
        return found.end()
    return found.start() + len(found.string[found.start() : found.start("thing")].rstrip())


@cache
def _places() -> re.Pattern[str]:
    """The places in a list that a text can name: "de derde", "punt 2", "het eerste punt"."""
    ordinals = "|".join(
        word for place in lexicon.table("ordinals") for word in lexicon.word_set("ordinals", place)
    )
    numbers = "|".join(
        word for number in lexicon.table("numbers") for word in lexicon.word_set("numbers", number)
    )
    return re.compile(
        rf"(?i)\b(?:(?:de|het|the|die|dat)\s+)?(?:{ordinals})\b(?:\s+(?P<thing>[^\W\d]\w{{2,}}))?"
        rf"|\b(?:nummer|nr|number|(?P<named>[^\W\d]\w{{2,}}))\s+(?:\d{{1,2}}|{numbers})\b"
    )


def _is_of_the_list(found: re.Match[str], listed: Listed) -> bool:
    """Tell whether the noun beside an ordinal, if any, is what the list before was of."""
    noun = (found["thing"] or found["named"] or "").casefold()
    if not noun or noun in lexicon.word_set("follow_up", "thing"):
        return True
    if _makes_phrase(noun):
        return False
    if not own_words(noun):
        return found["named"] is None
    return any(each.startswith(noun) or noun.startswith(each) for each in own_words(listed.of))
