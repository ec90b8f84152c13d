"""A thing of the same kind takes the place of the one before: "en in Zeist?", "en verticale?"."""

import re
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.kinds import kind_of, stands_at
from bot.answering.understand.pointing import is_fragment, opening_of, own_words
from bot.answering.understand.question import Kind
from index.demands import is_place

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
_BEHIND_PREPOSITION: Final = re.compile(
    r"(?i)(?P<preposition>in|at)\s+(?P<what>[^\W\d_]+)(?:\s+(?:dan|ook|then))*"
)
_ENDS_BEHIND_PREPOSITION: Final = re.compile(r"\b(?P<preposition>in|at) (?P<what>[^\W\d_]+)$")
# How the names of villages end, which are on no list: "noodgevallen" and "april" are none.
_VILLAGE: Final = re.compile(
    r"(?i)\w{3,}(?:kerke?|dorp|dam|veen|wijk|woude?|horst|hoven|berg|burg|broek|meer|drecht|veld|beek"
    r"|oord|sluis|zijl|hem|wold[ae]?|rade|rode|loo|lo|um)"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_ADJECTIVE: Final = re.compile(r"\b(\w{4,})\s+(?=(\w{4,}))")
# Kinds that a question word of its own tells: "and how many in Zeist?" asks no longer who.
_OTHERWISE: Final = {Kind.HOW_MANY, Kind.WHEN, Kind.WHY, Kind.LIST}
# Kinds of thing that "how did they do that?" does not ask for.
_NO_WAY: Final = {*_OTHERWISE, Kind.WHO, Kind.WHERE, Kind.DEFINITION}
_MOST: Final = 2  # words of a fragment that is an adjective, with or without its noun


def another(text: str, earlier: str) -> str | None:
    """Return the question `earlier` with the place, year or adjective that `text` names instead.

    None when the text asks about something else, about more, or for another kind of thing.
    """
    said = opening_of(text)[1]
    kind, before = kind_of(said), kind_of(earlier)
    asks_way = before in _NO_WAY and lexicon.holds("follow_up", "done", said.casefold())
    if (kind in _OTHERWISE and kind is not before) or asks_way:
        return None
    ways = (_place, _year, _adjective, _counterpart, _complement)
    return next((found for way in ways if (found := way(text, earlier))), None)


def _place(text: str, earlier: str) -> str | None:
    """Take "en in Zeist?": another place stands for the earlier one, or is added."""
    names = [name for name in _NAMES.findall(earlier) if own_words(name)]
    places = [name for name in names if is_place(name)] or _places_in(earlier)
    place = _place_asked(text, known=bool(places))
    if place is None:
        return None
    capital = place if place[0].isupper() else place.title()
    if places or names:
        return _with(earlier, (places or names)[-1], capital)
    return f"{statement(earlier)} in {capital}?" if is_place(place) else None


def _with(question: str, name: str, instead: str) -> str:
    """Return a question with another name wherever one stands in it as a whole."""
    for at in reversed(stands_at(name, question)):
        question = f"{question[:at]}{instead}{question[at + len(name) :]}"
    return question


def _year(text: str, earlier: str) -> str | None:
    """Take "en in 2027?": another year stands for the earlier one, or is added."""
    said = opening_of(text)[1]
    year = _YEAR.search(said)
    if year is None or own_words(said) != [year[0]]:
        return None
    if _YEAR.search(earlier):
        return _YEAR.sub(year[0], earlier)
    return f"{statement(earlier)} in {year[0]}?"


def _adjective(text: str, earlier: str) -> str | None:
    """Take "en verticale samenhang?": another adjective stands for the earlier one."""
    said = opening_of(text)[1].strip(" ?.!,")
    if not is_fragment(text) or len(said.split()) > _MOST:
        return None
    adjective, _, noun = said.rpartition(" ") if " " in said else (said, "", "")
    for found in _ADJECTIVE.finditer(earlier):
        same = noun.casefold() == found[2].casefold() or (not noun and _alike(found[1], adjective))
        if same and own_words(found[1]) and own_words(adjective):
            return f"{earlier[: found.start(1)]}{adjective.casefold()}{earlier[found.end(1) :]}"
    return None


def _counterpart(text: str, earlier: str) -> str | None:
    """Take "en de andere soort?" behind "verticale samenhang": the other of the two adjectives."""
    said = opening_of(text)[1].casefold()
    if not lexicon.holds("follow_up", "other_of_two", said):
        return None
    pairs = (each.split("/") for each in lexicon.word_set("follow_up", "counterparts"))
    other = {word: instead for one, two in pairs for word, instead in ((one, two), (two, one))}
    found = [each for each in _WORD.finditer(earlier) if each[0].casefold() in other]
    if len(found) != 1:
        return None
    (one,) = found
    return f"{earlier[: one.start()]}{other[one[0].casefold()]}{earlier[one.end() :]}"


def _complement(text: str, earlier: str) -> str | None:
    """Take "en in vledderkerk?": it stands for what is behind that preposition at the end.

    Only a village for a village, by how its name ends; it takes the capital of the one before.
    """
    asked = _BEHIND_PREPOSITION.fullmatch(opening_of(text)[1].strip(" ?.!,"))
    ended = _ENDS_BEHIND_PREPOSITION.search(statement(earlier))
    if not (asked and ended and _VILLAGE.fullmatch(asked["what"])):
        return None
    same = asked["preposition"].casefold() == ended["preposition"]
    named = ended["what"].istitle()
    if not (same and (named or _VILLAGE.fullmatch(ended["what"]))):
        return None
    what = asked["what"].title() if named else asked["what"]
    return f"{earlier[: ended.start('what')]}{what}?"


def acting_place(question: str) -> str:
    """Return the one place that a question asks the doings of, "" without one or with more.

    >>> acting_place("Wat doet Zeist voor jongeren?"), acting_place("Wie werkt er in Zeist?")
    ('Zeist', '')
    """
    found = [each for each in _WORD.finditer(question) if is_place(each[0])]
    before = question[: found[0].start()].split()[-1:] if found else []
    acts = before and before[0].casefold() not in lexicon.word_set("follow_up", "prepositions")
    return found[0][0].title() if len(found) == 1 and acts else ""


def statement(question: str) -> str:
    """Return a question without its mark, so that something can follow."""
    return question.rstrip(" ?.!")


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
