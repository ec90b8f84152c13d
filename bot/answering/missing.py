"""What a question asks for and the best hits do not say, in the question's own words."""

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from bot.answering import lexicon
from bot.answering.lacking import lacking, subject_words
from bot.answering.model import Language, Missing, MissingKind, Understood
from bot.answering.understand.people import LINKS
from index import demands, dutch
from index.coverage import only_asks
from index.search import Hit
from index.sentences import said
from index.things import Thing, demand, gives, without

_KINDS: Final = {
    Thing.AMOUNT: MissingKind.AMOUNT,
    Thing.SHARE: MissingKind.NUMBER,
    Thing.LENGTH: MissingKind.NUMBER,
    Thing.NUMBER: MissingKind.NUMBER,
    Thing.OFTEN: MissingKind.NUMBER,
    Thing.DATE: MissingKind.TIME,
    Thing.TIME: MissingKind.TIME,
    Thing.PERSON: MissingKind.NAME,
}
# "When" is told in more ways than can be listed. Of the answers that quote the right sentence of
# tests/training, 3 of 7 would be taken for none; of the other things 4 of 65.
_TOLD_OPENLY: Final = frozenset((Thing.TIME, Thing.SINCE))
_FEWEST_OF: Final = {Thing.TWO: 2, Thing.SEVERAL: 3}  # quotes that are the things themselves
_EVIDENCE: Final = 5  # hits whose words count, as in index.answerable
_MOST: Final = 2  # words or phrases that are named
_WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LONGEST_NAME: Final = 6  # words
_INSIDE_A_NAME: Final = re.compile(rf" (?:(?:{LINKS}) )*")
_LONG: Final = 10  # letters; a word so long is mostly a noun
_BETWEEN: Final = frozenset(("van", "in", "de", "gemeente"))  # between a thing and its place
_DETERMINERS: Final = frozenset(("de", "het", "een", "welk", "welke"))
_WHO_IS: Final = re.compile(r"\b(?i:wie|who) (?:is|was) (?=[A-ZÀ-Þ])")
_WHOLE_NAME: Final = re.compile(
    r"(?i:wie|who) (?:is|was) ([A-ZÀ-Þ][\w’'-]+"
    r"(?: (?:van|de|den|der|ter|ten|la|el))*(?: [A-ZÀ-Þ][\w’'-]+)+)\W*"
)
_OFFICE: Final = re.compile(
    r"(?i)\b(?:wie|who) (?:is|was|zijn|waren|are|were)"
    r" (?:(?:er|nu|toen|daar|eigenlijk|precies) )*([^?.!,;:()]*\w)"
)
_DONE: Final = re.compile(r"\bom\b.*\bte\b")
_OPENERS: Final = re.compile(
    r"de|het|een|geen|mijn|onze|uw|voor|van|met|over|aan|bij|naar|uit|op|zonder|tegen|door|tot"
    r"|welke?|extra|nieuwe"
)


def missing(asked: Understood, language: Language, hits: Sequence[Hit]) -> Missing | None:
    """Return what is missing; None when the words are there, and yet no answer.

    A name that no hit has comes first, then what a place is said to have, then an amount, number,
    time or name with the words it is asked of, then other words. Dutch sources cannot share the
    words of an English question.
    """
    question, evidence = asked.searched, " ".join(texts_of(hits))
    names = demands.missing(asked.asked, evidence)
    if names:
        return Missing(MissingKind.SUBJECT, _as_typed(asked.asked, names))
    there = missing_there(question, language, hits)
    if there:
        return Missing(MissingKind.SUBJECT, there)
    kind = _kind_missing(asked, language, hits)
    office = _OFFICE.search(question)
    if kind is MissingKind.NAME and office:
        return Missing(kind, (office[1],))
    subject = question if kind is None else without(question)
    absent = () if language == "en" else _phrases(subject, lacking(subject, evidence))
    if kind is not None:
        words = absent or _phrases(subject, set(subject_words(subject)))
        return Missing(kind, words) if words else None
    return Missing(MissingKind.SUBJECT, absent) if absent else None


def missing_there(question: str, language: Language, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Return what a question says a place has and no hit on that place speaks of, as typed.

    "De wethouder van Zeist", "wie is wethouder in Zeist", "de provincie Zeist": what is said
    elsewhere of an alderman, or of Zeist without one, is no answer. Not of what need not be called
    so: "de rol van Zeist".
    """
    told = [] if language == "en" else told_there(question, hits)
    if not told:
        return ()
    absent = lacking(question, " ".join(told)) - lexicon.word_set("grammar", "aspects")
    return tuple(phrase for noun, phrase in _of_places(question) if noun in absent)[:_MOST]


def tells_of_person(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether all that is asked is who somebody is, and a hit has the first and last name."""
    asked = _WHOLE_NAME.fullmatch(question.strip())
    return asked is not None and any(asked[1] in hit.passage.text for hit in hits)


def gives_nothing(asked: Understood, said: Sequence[str]) -> bool:
    """Tell whether a thing is asked for (a number, a name, an address), and none is said.

    Who somebody is, is told by what names that person; being its author alone tells nothing.
    """
    if _WHO_IS.search(asked.searched):
        names = demands.named(asked.searched) - demands.asked_places(asked.searched)
        if names and names <= demands.missing(asked.searched, " ".join(said)):
            return True
    wanted = demand(asked.asked)
    if wanted is None or wanted.thing in _TOLD_OPENLY:
        return False
    if len(said) >= _FEWEST_OF.get(wanted.thing, sys.maxsize):  # a list counts them off
        return False
    return not any(gives(wanted.thing, each, asked.searched) for each in said)


def _of_places(question: str) -> Iterator[tuple[str, str]]:
    """Yield each noun (folded) that belongs to a place, with both as typed."""
    found = list(_WORD.finditer(question))
    edges = {edge for each in found for edge in each.span()}
    for start, end in demands.place_spans(question):
        if not edges.issuperset((start, end)):  # "de Utrecht-pas"
            continue
        before = [each for each in found if each.end() < start]
        folded = [dutch.fold(each[0]) for each in before]
        noun = len(before) - 1
        while noun > 0 and folded[noun] in _BETWEEN:
            noun -= 1
        joined = "van" in folded[noun + 1 :] or folded[:noun] == ["wie", "is"]
        if before and (joined or (noun and folded[noun - 1] in _DETERMINERS)):
            yield folded[noun], question[before[noun].start() : end]


def told_there(question: str, hits: Sequence[Hit]) -> list[str]:
    """Return the words of each of the best hits that names all that the question names."""
    names = demands.named(question)
    return [each for each in texts_of(hits) if not demands.absent(names, each)]


def texts_of(hits: Sequence[Hit]) -> list[str]:
    """Return the words of each of the best hits, with what is known of its source."""
    return [_text(each) for each in hits[:_EVIDENCE]]


def _text(hit: Hit) -> str:
    known = hit.source.metadata
    front = (known.title, *known.authors, *known.municipalities, *hit.passage.heading)
    return " ".join((*front, hit.passage.text))


def priced(question: str) -> tuple[str, ...]:
    """Return the folded words for what an amount is asked of; none for a name, or for no amount.

    That is the first thing named behind it, or all of what is done ("om … te …").

    >>> priced("Wat kost een steunpunt per jaar?"), priced("Wat kost het om clubs te steunen?")
    (('steunpunt',), ('clubs', 'steunen'))
    """
    wanted = demand(question)
    if wanted is None or wanted.thing is not Thing.AMOUNT:
        return ()
    words = subject_words(without(question))
    asked = words if _DONE.search(question) else words[:1]
    names = demands.named(question)
    return tuple(word for word in asked if word not in names)


def _kind_missing(
    asked: Understood, language: Language, hits: Sequence[Hit]
) -> MissingKind | None:
    """Return the kind that no sentence gives beside what it is asked of, where it has a name."""
    wanted = demand(asked.asked)
    if wanted is None or wanted.thing not in _KINDS:
        return None
    of = "" if language == "en" else " ".join(wanted.of or priced(asked.asked)[:1])
    sentences = (each.text for hit in hits[:_EVIDENCE] for each in said(hit))
    given = any(
        gives(wanted.thing, each, asked.searched) and not lacking(of, each) for each in sentences
    )
    return None if given else _KINDS[wanted.thing]


def _as_typed(question: str, folded: frozenset[str]) -> tuple[str, ...]:
    """Return names as the question has them; what stands together is one name."""
    found = list(_WORD.finditer(question))
    named: dict[str, tuple[int, int]] = {}
    # No expression is made of them: `re` would remember it.
    for at, first in enumerate(found):
        for last in found[at : at + _LONGEST_NAME]:
            stretch = first.start(), last.end()
            named.setdefault(" ".join(dutch.words(question[slice(*stretch)])), stretch)
        for part in dutch.words(first[0]):  # "Noord-Holland" is two names
            named.setdefault(part, first.span())
    joined: list[tuple[int, int]] = []
    for start, end in sorted({named[name] for name in folded & named.keys()}):
        # "Den", and "Haag", stand in "Den Haag".
        between = question[joined[-1][1] : start] if joined else "."
        goes_on = not between or _INSIDE_A_NAME.fullmatch(between)
        before, until = joined.pop() if goes_on else (start, end)
        joined.append((before, max(until, end)))
    return (
        tuple(question[slice(*each)] for each in joined)[:_MOST] or tuple(sorted(folded))[:_MOST]
    )


def _phrases(question: str, wanted: set[str]) -> tuple[str, ...]:
    """Return the wanted words as typed, where they are things: at most two phrases.

    Without a parser a word counts as a thing when a word of `_OPENERS` stands before it, when it
    is long and no plural or infinitive, or when capitals make it an abbreviation. An adjective
    brings the next word along.
    """
    found = list(_WORD.finditer(question))
    phrases: dict[str, None] = {}
    for place, each in enumerate(found):
        before = found[place - 1][0].casefold() if place else ""
        long = len(each[0]) >= _LONG and not each[0].endswith("en")
        thing = _OPENERS.fullmatch(before) or long or (each[0].isupper() and place > 0)
        if not thing or not set(dutch.content(each[0])) & wanted:
            continue
        following = found[place + 1 : place + 2]
        is_more = each[0].endswith("e") and following and _may_be_noun(following[0][0])
        phrases[question[each.start() : following[0].end() if is_more else each.end()]] = None
    kept = [one for one in phrases if not any(one != other and one in other for other in phrases)]
    return tuple(kept)[:_MOST]


def _may_be_noun(word: str) -> bool:
    """Tell whether a word behind one in -e may be what that describes, and is no verb."""
    return bool(dutch.content(word)) and not (word.endswith("en") or only_asks(dutch.fold(word)))
