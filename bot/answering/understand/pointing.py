"""Does a text lean on what was said before, or does it stand alone?"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.turn import Turn
from bot.answering.understand.wording import plain, words
from index.dutch import source_terms, terms
from index.glossary import in_dutch

_POINTING: Final = 3  # own words of a question that points back; with more it stands alone
_BEHIND: Final = 2  # own words before a pronoun; from here on the pronoun means them
_SEVERAL: Final = 1  # own words beside "ze", verbs left out; with more "ze" is people in general
_FRAGMENT: Final = 4  # own words of a fragment; with more it is a subject
_ASKED_IN_SHORT: Final = 1  # own words of a question without a verb ("met welke partners?")
_CONNECTED: Final = 1  # own words of a whole sentence behind "en"
_CONNECTED_THEN: Final = 2  # the same beside "dan", verbs left out
_CONNECTED_SEVERAL: Final = 3  # the same in "en welke …", which asks for some of several
_NAMED_AGAIN: Final = 6  # own words of a question with "dat onderzoek" of before
_NO_THING: Final = frozenset(("jaar", "maand", "week", "moment", "year", "month", "time"))
_PARTICIPLE: Final = re.compile(
    r"(?:(?:aan|af|bij|door|in|mee|na|neer|om|op|over|toe|uit|vast|voor|weg)?ge|be|ver|ont)"
    r"\w+(?:d|t|en)|\w+ed"
)
_CLAUSES: Final = frozenset(("als", "indien", "omdat", "wanneer", "zodat"))  # a clause begins
_LIGHT: Final = ("light", "adverbs", "possessive", "several")  # entries of words without a subject
_SENTENCE: Final = ("verbs", "subjects")  # entries of words that only a whole sentence has


def opening_of(text: str) -> tuple[bool, str]:
    """Return whether a text opens with "en", "maar", …; and the text without it."""
    for pattern in lexicon.patterns("follow_up", "opens"):
        found = pattern.match(text.casefold())
        if found:
            rest = text[found.end() :]
            return True, rest[:1].upper() + rest[1:]
    return False, text


def own_words(text: str) -> list[str]:
    """Return the words with a subject of their own: not those that every question may have."""
    common = _common()
    return [word for word in words(text) if word not in common]


@cache
def _common() -> frozenset[str]:
    sets = [lexicon.word_set("language", name) for name in ("dutch", "english", "both")]
    sets += [lexicon.word_set("follow_up", name) for name in _LIGHT]
    return frozenset(chain(*sets))


def is_fragment(text: str) -> bool:
    """Tell whether a text is no sentence: "en verticale samenhang?", "voor jongeren"."""
    connected, said = opening_of(text)
    found = words(said)
    if not found or len(own_words(said)) > _FRAGMENT:
        return False
    if any(lexicon.word_set("follow_up", each).intersection(found) for each in _SENTENCE):
        return False
    if lexicon.holds("follow_up", "asks", " ".join(found)):
        return connected or len(own_words(said)) <= _ASKED_IN_SHORT
    return connected or found[0] in lexicon.word_set("follow_up", "prepositions")


def points_back(text: str, before: Turn | None = None) -> bool:
    """Tell whether a text leans on an earlier one; `before` knows the words that were said."""
    connected, said = opening_of(text)
    own = own_words(said)
    if is_bare(text) or is_fragment(text) or not own:
        return True
    if _says("nothing_named", text) or _says("who_said", text):
        return True
    if _says("about", said):
        return False
    if _goes_on(text) or (
        len(own) <= _NAMED_AGAIN and _names_again(said, before, connected=connected)
    ):
        return True
    named = [word for word in own if word not in lexicon.word_set("follow_up", "verbs")]
    if _says("parted", said):
        return len(named) <= _POINTING
    return len(named if _says("of_that", said) else own) <= _POINTING and has_pronoun(said)


def _says(name: str, text: str) -> bool:
    return lexicon.holds("follow_up", name, text.casefold())


def _goes_on(text: str) -> bool:
    """Tell whether a text goes on from an earlier one by "en" or "dan", and names too little."""
    connected, said = opening_of(text)
    own = own_words(said)
    if connected and len(own) <= _NAMED_AGAIN and _says("of_them", said):
        return True
    goes_on = connected or _says("goes_on", said)
    return goes_on and (_is_short(text, said) or _means_by_it(said, own))


def is_bare(text: str) -> bool:
    """Tell whether a text is a question word and nothing more: "waarom?", "en hoe dan?"."""
    return any(pattern.fullmatch(plain(text)) for pattern in lexicon.patterns("follow_up", "bare"))


def _is_short(text: str, said: str) -> bool:
    """Tell whether what stands behind "en" (`said`) names too little to stand alone.

    With "dan", or behind "dus", it may name more; so may one of several ("en welke doelen …").
    """
    own = set(own_words(said))
    if lexicon.holds("follow_up", "of_several", said.casefold()):
        return len(own - lexicon.word_set("follow_up", "verbs")) <= _CONNECTED_SEVERAL
    if lexicon.word_set("follow_up", "then").intersection(words(text)):
        return len(own - lexicon.word_set("follow_up", "verbs")) <= _CONNECTED_THEN
    return len(own) <= _CONNECTED


def _means_by_it(said: str, own: Sequence[str]) -> bool:
    """Tell whether "het" stands for what was said before, in what names little beside it."""
    return len(own) <= _POINTING and lexicon.holds("follow_up", "it", said.casefold())


def _names_again(text: str, before: Turn | None, *, connected: bool) -> bool:
    """Tell whether "dat onderzoek" speaks of something that was said before.

    Behind "en" it does in any case. An English noun is looked for by its Dutch too.
    """
    nouns = " ".join(_pointed_at(text.casefold()))
    if lexicon.word_set("follow_up", "readers").intersection(nouns.split()):
        return True
    if not nouns or connected or before is None:
        return bool(nouns) and connected
    dutch = " ".join(way for ways in in_dutch(nouns).values() for way in ways)
    named = {*terms(nouns), *terms(dutch)}
    said = {term for each in before.spoken for term in source_terms(each.text)}
    return bool(named & said) or bool(named.intersection(terms(before.question)))


def _pointed_at(small: str) -> list[str]:
    """Return the nouns behind "dat", "those", …; no times, and none of which more is said."""
    return [
        found[1]
        for pattern in lexicon.patterns("follow_up", "demonstrative")
        for found in pattern.finditer(small)
        if not _NO_THING.issuperset(own_words(found[1])) and not _is_relative(small, found)
    ]


def has_pronoun(text: str) -> bool:
    """Tell whether a text has a pronoun for something that it does not name itself."""
    said = text.casefold()
    for pattern in lexicon.patterns("follow_up", "demonstrative"):
        said = pattern.sub(_without_noun, said)
    return any(
        _points(said, found)
        for pattern in lexicon.patterns("follow_up", "points")
        for found in pattern.finditer(said)
    )


def _points(said: str, found: re.Match[str]) -> bool:
    """Tell whether a pronoun means something that the question does not name itself."""
    if found[0] in lexicon.word_set("follow_up", "adverbs"):
        return True
    verbs = lexicon.word_set("follow_up", "verbs")
    before = len(set(own_words(said[: found.start()])) - verbs)
    last, following = words(said[: found.start()])[-1:], words(said[found.end() :])[:1]
    alone = following and verbs.union(_common()).issuperset(following)
    if found[0] in {"dat", "dit", "that", "this"} and verbs.intersection(last) and alone:
        return True  # "gaat dat al goed": the subject of its verb
    if found[0] in lexicon.word_set("follow_up", "possessive"):
        return before == 0
    if found[0] in lexicon.word_set("follow_up", "several"):
        return before < _BEHIND and len(set(own_words(said)) - verbs) <= _SEVERAL
    return before < _BEHIND and not _is_relative(said, found)


def _is_tail(said: Sequence[str]) -> bool:
    """Tell whether the words behind a pronoun are no clause: "in haar eentje", "zelf"."""
    if not lexicon.word_set("follow_up", "verbs").isdisjoint(said):
        return False
    prepositions = lexicon.word_set("follow_up", "prepositions")
    return not own_words(" ".join(said)) or said[0] in prepositions


def _without_noun(found: re.Match[str]) -> str:
    """Keep "dat" before a verb; "dat onderzoek" names something, so it is no pronoun.

    In "zijn die gehouden" it is one, before a participle; and in "… als die ontbreekt?".
    """
    verbs = lexicon.word_set("follow_up", "verbs")
    before = words(found.string[: found.start()])[-1:]
    done = _PARTICIPLE.fullmatch(found[1]) and verbs.intersection(before)
    clause = _CLAUSES.issuperset(before) and not words(found.string[found.end() :])
    named = set(own_words(found[1])) - verbs and not (done or (before and clause))
    return found[1] if named else found[0]


def _is_relative(said: str, found: re.Match[str]) -> bool:
    """Tell whether "die" follows the noun that it means ("mensen die hulp nodig hebben").

    Behind a noun with "de" that is "die", so "dat" is another thing, where no clause follows:
    "doet de gemeente dat zelf?".
    """
    before, more = words(said[: found.start()]), words(said[found.end() :])
    if found[0] == "dat" and "de" in before[-2:-1] and _is_tail(more):
        return False
    noun = set(own_words(" ".join(before[-1:])))
    verbs = lexicon.word_set("follow_up", "verbs")
    goes_on = bool(own_words(" ".join(more)) or verbs.intersection(more)) or " " in found[0]
    return found[0].split()[0] in {"die", "dat", "that"} and bool(noun - verbs) and goes_on
