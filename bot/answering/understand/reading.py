"""A message goes in, the questions in it come out, completed from the turn before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering import lexicon
from bot.answering.model import Language, Understood
from bot.answering.understand.each_source import matter_of
from bot.answering.understand.follow_up import Filled, filled, in_brackets
from bot.answering.understand.kinds import kind_of, one_side, pair_of_places, sides_of
from bot.answering.understand.language import language_of
from bot.answering.understand.listed import item_at, name_of
from bot.answering.understand.parts import split
from bot.answering.understand.pointing import opening_of, own_words, points_back
from bot.answering.understand.question import Kind, Question, Wish
from bot.answering.understand.said import NO_LIST
from bot.answering.understand.spelling import respelled, spelt_out
from bot.answering.understand.talk import (
    OURS,
    brief,
    enumerated,
    meant,
    new_subject,
    place_of,
    reply_of,
    small_talk,
    subject_of,
    unaddressed,
)
from bot.answering.understand.told import asked_alone
from bot.answering.understand.turn import Turn, still_listed, turn
from bot.answering.understand.wording import tidy, words

_MOST_PLACES: Final = 10  # a higher figure by itself is a year or an amount, not a place in a list
# Kinds of question to which the item of a list itself is an answer ("wat houdt de tweede in?").
_OF_ITSELF: Final = {Kind.DEFINITION, Kind.HOW_TO, Kind.LIST, Kind.YES_NO, Kind.OTHER}
# Kinds whose answer may be one sentence on both of two places ("hoeveel in Utrecht en Limburg?").
_OF_BOTH: Final = {Kind.HOW_MANY, Kind.WHEN, Kind.WHY, Kind.YES_NO}
_NO_KIND: Final = {Kind.OTHER, Kind.YES_NO}  # what a fragment that tells no kind is taken for
_LANGUAGES: Final[dict[str, Language]] = {"english": "en", "dutch": "nl"}
_WISHES: Final = {each.value: each for each in Wish}


@dataclass(frozen=True, slots=True)
class Background:
    """What understanding needs to know of the library.

    `readers` wrote the comments in it; `nearest` gives the word of the library that a misspelt
    one (folded) stands for, None when it is known or nothing is near; `knows` tells whether a
    folded word stands in the library.
    """

    readers: Callable[[], Sequence[str]] = tuple
    nearest: Callable[[str], str | None] = lambda word: None  # noqa: ARG005 - has no words
    knows: Callable[[str], bool] = lambda word: True  # noqa: ARG005 - nothing need be spelt out


_NOTHING: Final = Background()


def questions(
    text: str, previous: Turn | None = None, background: Background = _NOTHING
) -> tuple[Question, ...]:
    """Return the questions of a message, in order; the second may lean on the first."""
    found: list[Question] = []
    before = previous
    text = tidy(text)
    matter = matter_of(text)
    parts = split(matter or text)
    # The sources are set side by side in each part of what they are asked about.
    for part in [text] if matter and len(parts) == 1 else parts:
        one = understand(part, before, background)
        found.append(replace(one, each_source=True) if matter else one)
        before = turn(found[-1])
    return tuple(found)


def understand(
    text: str, previous: Turn | None = None, background: Background = _NOTHING
) -> Question:
    """Return one question; `previous` is what it may follow on."""
    text = tidy(text)
    in_form = _in_form(text, previous, background)
    if in_form is not None:
        return in_form
    if (fresh := new_subject(unaddressed(text))) is not None:
        return replace(understand(fresh, None, background), text=text)
    language = language_of(text, previous.language if previous else None)
    if (replied := _reply(text, previous)) is not None:
        return replied
    if small_talk(text):
        return _alone(text, text, language)
    said = meant(unaddressed(text))
    spelt = _spelt(said, background) if language == "nl" else said
    found = filled(spelt, previous, background.readers) if previous and previous.opening else None
    if found is None:
        return _standing_alone(text, spelt, language, previous)
    return _completed(text, spelt, language, found, previous)


def _in_form(text: str, previous: Turn | None, background: Background) -> Question | None:
    """Return a question that also says how it is to be answered, None for one that does not.

    In short, for each source by itself, or with all there is.
    """
    if reply_of(text) is None and (short := brief(text)) is not None:
        return replace(understand(short, previous, background), text=text, wish=Wish.SHORTER)
    if (matter := matter_of(text)) is not None:
        return replace(understand(matter, previous, background), text=text, each_source=True)
    matter = enumerated(text)
    if matter is not None and own_words(unaddressed(matter)) and not small_talk(matter):
        one = understand(matter, previous, background)
        kind = one.kind if one.kind is Kind.COMPARE else Kind.LIST
        return replace(one, text=text, kind=kind)
    return None


def _spelt(text: str, background: Background) -> str:
    return respelled(spelt_out(text, background.knows), background.nearest)


def sides_of_kind(text: str) -> tuple[str, ...]:
    """Return the sides of a comparison, or the two places that are asked about side by side."""
    return _sides(text, kind_of(text))


def _sides(text: str, kind: Kind) -> tuple[str, ...]:
    if kind is Kind.COMPARE:
        return sides_of(text)
    return () if kind in _OF_BOTH else pair_of_places(text)


def side_asked(question: Question, side: str) -> Question:
    """Return what a comparison asks about one of its sides: what it is, when nothing else."""
    searched = one_side(question.searched, question.sides, side)
    kind = kind_of(searched)
    named_alone = kind is Kind.OTHER and not own_words(searched.replace(side, ""))
    return replace(
        question,
        understood=Understood(searched),
        kind=Kind.DEFINITION if named_alone else kind,
        sides=(),
    )


def _completed(
    text: str, spelt: str, language: Language, found: Filled, previous: Turn | None
) -> Question:
    """Return a follow-up as a question; a fragment asks for the kind of thing before it."""
    kind = kind_of(opening_of(spelt)[1])
    # "Hoe is dat in Tiel?" asks not how, but what was asked, of Tiel.
    no_kind = _NO_KIND if found.understood.before else {*_NO_KIND, Kind.HOW_TO}
    if found.whole and kind in no_kind and previous:
        kind = previous.kind
    if found.focus and kind is Kind.COMPARE:
        kind = Kind.DEFINITION  # a third thing, beside the two that were compared
    several = len(found.pointed) > 1 and kind is Kind.COMPARE
    items = tuple(map(name_of, found.pointed)) if several else ()
    itself = found.alone and kind in _OF_ITSELF
    asks_who_said = lexicon.holds("follow_up", "who_said", spelt.casefold())
    read = _heard(previous)
    listed = still_listed(previous) if previous else NO_LIST
    return Question(
        text=text,
        understood=found.understood,
        opening=found.opening,
        language=language,
        kind=kind,
        sides=items or _sides(found.understood.searched, kind),
        pointed=found.pointed if itself else read if asks_who_said else (),
        listed=listed.items,
        list_of=listed.of,
        focus=found.focus,
        # Who asks about the second item asks nothing of the others.
        said=tuple(each for each in listed.items if found.pointed and each not in found.pointed),
        apart_from=found.apart_from,
        read=read,
        heard=read if not found.whole else (),
        follows=True,
        lost=asks_who_said and not read,
    )


def _heard(previous: Turn | None) -> tuple[str, ...]:
    return tuple(each.text for each in previous.spoken) if previous else ()


def _reply(text: str, previous: Turn | None) -> Question | None:
    """Return what a reply to an answer asks ("meer", "2", "in het Engels"), None for no reply."""
    wish = reply_of(text)
    if wish in OURS and (subject := subject_of(wish, text)):
        return replace(_alone(text, subject, language_of(text)), wish=_WISHES[wish])
    if previous is None or not previous.opening:
        figure = wish == "choice" and not -1 <= (place_of(text) or 0) <= _MOST_PLACES
        if wish is None or figure:
            return None
        lost = replace(_alone(text, text, language_of(text)), lost=True)
        return replace(lost, wish=_WISHES.get(wish, Wish.ANSWER))
    if wish == "choice" or (small_talk(text) == "yes" and len(previous.offered) == 1):
        return _chosen(text, _place_chosen(text), previous) or _nothing_there(text, previous)
    if wish is None:
        return None
    again = Question(
        text=previous.question,
        understood=previous.understood,
        opening=previous.opening,
        language=_LANGUAGES.get(wish) or language_of(text, previous.language),
        kind=previous.kind,
        sides=_sides(previous.question, previous.kind),
        wish=_WISHES.get(wish, Wish.ANSWER),
        listed=still_listed(previous).items,
        list_of=still_listed(previous).of,
        read=previous.read,
        after=previous.after,
        heard=_heard(previous) if wish == Wish.SOURCES else (),
        follows=True,
    )
    heard = (*previous.said, *(each.text for each in previous.spoken))
    return replace(again, said=heard) if wish == "more" else again


def _place_chosen(text: str) -> int:
    """Return the place that a reply names; "ja" takes the only way."""
    place = place_of(text)
    return 1 if place is None else place


def _chosen(text: str, place: int, previous: Turn) -> Question | None:
    """Return the question of the way out, or about the list item, that a reply names by place."""
    if previous.offered:
        way = item_at(place, [each.question for each in previous.offered])
        return replace(_alone(text, way, previous.language), follows=True) if way else None
    listed = previous.listed()
    item = item_at(place, listed.items)
    if item is None:
        return None
    asked = _alone(text, name_of(item), previous.language)
    return replace(asked, pointed=(item,), listed=listed.items, list_of=listed.of, follows=True)


def _nothing_there(text: str, previous: Turn) -> Question | None:
    """Return a reply that names a place where nothing is; None for a year or an amount."""
    if (place_of(text) or 0) > _MOST_PLACES:
        return None
    return replace(_alone(text, text, previous.language), lost=True)


def _alone(text: str, searched: str, language: Language) -> Question:
    asked, kind = Understood(searched), kind_of(opening_of(searched)[1])
    return Question(text, asked, searched, language, kind, sides_of_kind(searched))


def _standing_alone(text: str, spelt: str, language: Language, previous: Turn | None) -> Question:
    """Return a question that follows on none; without what it tells of who asks."""
    asked = asked_alone(spelt)
    if asked is None:
        in_one_message = previous is not None and not previous.answer_id
        asked = opening_of(spelt)[1] if in_one_message else spelt
    one = replace(_alone(text, asked, language), lost=previous is None and _is_lost(asked))
    if previous is None:
        return one
    if words(asked) == words(previous.question):
        return replace(one, read=previous.read, after=previous.after)
    after = _leaned_on(text, previous)
    return replace(one, read=_heard(previous), after=after) if after else one


def _leaned_on(text: str, previous: Turn) -> str:
    """Return the question before, in brackets, when it was answered and a text may lean on it.

    Who asks what readers say has another matter.
    """
    said = text.casefold()
    if not previous.spoken or lexicon.holds("opinion", "asked_for", said):
        return ""
    may_lean = lexicon.holds("follow_up", "may_lean", said)
    return in_brackets(previous.understood.asked) if may_lean else ""


def _is_lost(text: str) -> bool:
    """Tell whether a text points back, at nothing, and names nothing of its own but a verb."""
    named = set(own_words(text)) - lexicon.word_set("follow_up", "verbs")
    return not named and points_back(text)
