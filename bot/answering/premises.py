"""What a question takes for granted and the sources say otherwise.

Careful: where the sources do not clearly say something else, nothing is corrected.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering import lexicon
from bot.answering.in_list import furthest, too_far
from bot.answering.lists import Span, whole
from bot.answering.model import Language, Premise, PremiseKind, Understood
from bot.answering.quotable import supported_start
from bot.answering.understand import Question
from index import demands, dutch
from index.dutch import source_stem, stem, words
from index.search import Hit
from knowledge.gazetteer import municipalities_in
from knowledge.model import BlockKind, Sentence

_CAPITAL: Final = r"[A-ZÀ-Þ][\w’'-]*[^\W\d_]"
_NAME: Final = re.compile(
    rf"{_CAPITAL}(?: (?:van|de|der|den|ter|ten|te|von|el)\b)*(?: {_CAPITAL})+"
)
# Words between a name and its place: "… van de gemeente …", "… werkt in …".
_BETWEEN: Final = r"[, ]+(?:(?!over\b|tegen\b|voor\b|about\b|to\b|en\b|and\b)[\w-]+[, ]+){0,3}"
_AT: Final = r"(?:in|van|uit|bij|te|from|of|at) (?:de )?(?:gemeente )?"
# They stand for a name and its place: of what somebody wrote no expression is made, as `re` would
# remember it.
_WHO, _WHERE = "\x01", "\x02"
_PLACED: Final = re.compile(
    rf"{_WHO}{_BETWEEN}?{_AT}{_WHERE}(?!\w)"
    rf"|(?<!\w)(?:{_AT}{_WHERE}|{_WHERE}(?:se?|er))[, ]+(?:[\w-]+ ){{0,2}}{_WHO}"
)

_DEFINITE: Final = re.compile(r"de|alle|welke|the|all|which|zijn|are|hun|deze|die")


@dataclass(frozen=True, slots=True)
class FalsePremise:
    """What is taken for granted wrongly; `spans` say how it is, or `question` asks it rightly."""

    premise: Premise
    spans: tuple[Span, ...] = ()
    question: Understood | None = None


def false_premise(question: Question, hits: Sequence[Hit]) -> FalsePremise | None:
    """Return what the question has wrong by these hits; None when nothing clearly is."""
    return (
        _misplaced(_as_written(question.searched, hits), hits)
        or _miscounted(question, hits)
        or _beyond(question, hits)
    )


def _as_written(question: str, hits: Sequence[Hit]) -> str:
    """Return a question without capitals with the names in it as texts write them.

    "Pim van Galen uit Utrecht", where it has "pim van galen uit utrecht".
    """
    if question[1:] != question[1:].lower() or not demands.asked_places(question):
        return question
    for start, end in demands.place_spans(question):
        question = f"{question[:start]}{question[start:end].title()}{question[end:]}"
    for name in dict.fromkeys(each for *_, text in _sentences(hits) for each in _names_in(text)):
        at = _found_at(name.lower(), question.lower())
        if at >= 0:
            question = f"{question[:at]}{name}{question[at + len(name) :]}"
    return question


def _names_in(text: str) -> Iterator[str]:
    """Yield the names in a text, without the word that only begins its sentence ("In Utrecht")."""
    for found in _NAME.finditer(text):
        first, _, rest = found[0].partition(" ")
        name = rest if dutch.is_stop_word(dutch.fold(first)) else found[0]
        if _NAME.fullmatch(name):
            yield name


def _found_at(name: str, text: str) -> int:
    """Return where a name stands in a text as whole words, -1 for nowhere."""
    at, end = text.find(name), len(name)
    while at >= 0 and (text[at - 1 : at].isalnum() or text[at + end : at + end + 1].isalnum()):
        at = text.find(name, at + 1)
    return at


def _misplaced(question: str, hits: Sequence[Hit]) -> FalsePremise | None:
    """Find a person placed in one municipality whom every sentence places in another one."""
    asked = municipalities_in(question)
    if len(asked) != 1:
        return None
    for found in _NAME.finditer(question):
        name = found[0]
        if name in asked or not _is_placed(question, name, asked[0]):
            continue
        naming = [each for each in _sentences(hits) if _found_at(name, each[2]) >= 0]
        placed = [(each, municipalities_in(each[2])) for each in naming]
        elsewhere = [(each, places) for each, places in placed if places]
        if not elsewhere or any(asked[0] in places for _, places in placed):
            continue
        (hit, sentence, _), places = elsewhere[0]
        premise = Premise(PremiseKind.PLACE, asked[0], places[0], name)
        said = Span(hit, supported_start(hit, sentence), sentence.end)
        return FalsePremise(premise, (said,))
    return None


def _is_placed(question: str, name: str, place: str) -> bool:
    return _PLACED.search(question.replace(name, _WHO).replace(place, _WHERE)) is not None


def _miscounted(question: Question, hits: Sequence[Hit]) -> FalsePremise | None:
    """Find "de vier routes" where a lead-in says "drie routes" and three items follow."""
    number, noun = _counted(question.searched)
    if not number:
        return None
    there = {count for hit in hits for count in _counts(hit, noun)}
    lists = {count for hit in hits for count in _list_lengths(hit, noun)}
    if number in there or len(lists) != 1:
        return None
    (length,) = lists
    if length == number:
        return None
    typed = next(word for word in words(question.searched) if _value(word) == number)
    right = _written(length, question.language)
    asked, before = (
        re.sub(rf"\b{re.escape(typed)}\b", right, each, count=1, flags=re.IGNORECASE)
        for each in (question.understood.asked, question.understood.before)
    )
    premise = Premise(PremiseKind.NUMBER, typed, right)
    return FalsePremise(premise, question=Understood(asked, before))


def _beyond(question: Question, hits: Sequence[Hit]) -> FalsePremise | None:
    """Find "de negende route" where a lead-in says "drie routes" and three items follow."""
    items = too_far(question, hits)
    if not items:
        return None
    asked, found = (_written(each, question.language) for each in (furthest(question), len(items)))
    return FalsePremise(Premise(PremiseKind.NUMBER, asked, found), tuple(whole(items)))


def _counted(question: str) -> tuple[int, str]:
    """Return the number of a counted, definite thing and its stem; (0, "") without one."""
    asked = words(question)
    for before, word, noun in zip(asked, asked[1:], asked[2:], strict=False):
        if _DEFINITE.fullmatch(before) and _value(word):
            return _value(word), stem(noun)
    return 0, ""


def _counts(hit: Hit, noun: str) -> Iterator[int]:
    """Yield each number that stands before the noun in a passage or its headings."""
    said = words(" ".join((*hit.passage.heading, hit.passage.text)))
    for word, *following in zip(said, said[1:], said[2:], said[3:], strict=False):
        if _value(word) and noun in map(source_stem, following):
            yield _value(word)


def _list_lengths(hit: Hit, noun: str) -> Iterator[int]:
    """Yield the lengths of lists under a lead-in or a heading that counts the noun so."""
    counted = set(_counts(hit, noun))
    lists: dict[int, set[int]] = {}
    for each in hit.passage.sentences:
        if each.kind is BlockKind.ITEM and each.list_id is not None:
            lists.setdefault(each.list_id, set()).add(each.block)
    yield from (len(items) for items in lists.values() if len(items) in counted)


def _sentences(hits: Sequence[Hit]) -> Iterator[tuple[Hit, Sentence, str]]:
    for hit in hits:
        for each in hit.passage.sentences:
            yield hit, each, hit.source.text[each.start : each.end]


def _value(word: str) -> int:
    """Return the number (2-10) that a folded word is, else 0."""
    for number in lexicon.table("numbers"):
        if word in lexicon.word_set("numbers", number):
            return int(number)
    return 0


def _written(number: int, language: Language) -> str:
    dutch, english, *_ = str(
        lexicon.table("numbers").get(str(number), f"{number} {number}")
    ).split()
    return english if language == "en" else dutch
