"""What kind of thing is asked for, and the numbers and sides that the question names."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from bot.answering import lexicon
from bot.answering.understand.question import Kind
from bot.answering.understand.wording import words
from index import dutch
from index.coverage import only_asks
from index.demands import place_spans, places_in

_NAME = re.compile(r"[A-Z][\w-]*(?: (?:van |de |den |der |ter )*[A-Z][\w-]*)*")
_MOST_WORDS = 6  # of the name of a side; more is a sentence
_BETWEEN_A_PAIR = re.compile(
    r"(?i),? (?:en|and|of|or)(?: (?:wat|what|in|bij|van|de|gemeente|of)){0,3} ['’]?"
)
_TOGETHER = re.compile(
    r"(?i)\b(?:samen(?:(?:ge)?werk\w*)?|elkaar|gezamenlijke?|together|each other|jointly)\b"
)
_ASKING = re.compile(r"[^.?!;]*\?")
_STOPS = frozenset("?.:;")
_WHICH_ONE = re.compile(
    r"\b(?!(?:noem|geef|name|list|give)\b)[^\W\d]{3,30} \d{1,2}\b(?! ?[^\W\d])", re.IGNORECASE
)  # "route 3": which one, and not how many
_LINK = re.compile(r"(?i)\b(?:en|of|and|or|dan|than) $")


def kind_of(text: str) -> Kind:
    """Return the first kind whose words occur in the question.

    When some of the text asks and the rest tells, what asks counts.
    """
    asking = _ASKING.search(text)
    for said in (asking[0] if asking else "", text):
        plain = " ".join(_without_place(said).casefold().split()).lstrip("¿ ")
        for kind in Kind:
            if plain and lexicon.holds("kinds", kind.value, plain):
                return kind
    return Kind.OTHER


def _without_place(text: str) -> str:
    """Return a text with a municipality behind "in" left out: "in Assen" ends on no verb."""
    for start, end in reversed(place_spans(text)):
        if text[:start].casefold().endswith(" in "):
            text = f"{text[:start]}X{text[end:]}"
    return text


def number_asked_for(text: str) -> int | None:
    """Return the number (2-10) that a question names, as a word or a figure; not "route 3".

    >>> number_asked_for("Welke drie routes zijn er?"), number_asked_for("route 3: hoe gaat dat?")
    (3, None)
    """
    found = set(words(_WHICH_ONE.sub("", text)))
    for number in lexicon.table("numbers"):
        if found & lexicon.word_set("numbers", number):
            return int(number)
    return None


def verb_asked(text: str) -> tuple[str, ...]:
    """Return the verb behind "wat", folded, also with its particle; none where it says nothing.

    >>> verb_asked("Wat leverde het overleg op?"), verb_asked("Wat is samenhang?")
    (('leverde', 'opleverde'), ())
    """
    what, verb = (*dutch.words(text), "", "")[:2]
    says = not dutch.is_stop_word(verb) and not only_asks(verb)
    if what != "wat" or not verb or not says:
        return ()
    particles = lexicon.word_set("grammar", "particles").intersection(dutch.words(text)[-1:])
    return (verb, *(particle + verb for particle in particles))


def sides_of(text: str) -> tuple[str, ...]:
    """Return the two sides that a comparison names, as they were named; else none.

    >>> sides_of("Wat is het verschil tussen horizontale en verticale samenhang?")
    ('horizontale samenhang', 'verticale samenhang')
    """
    for pattern in lexicon.patterns("sides", "named"):
        found = pattern.search(text)
        if found:
            one, two = _bare(_after_shared(found["one"], found["two"])), _bare(found["two"])
            if one and two and max(len(one.split()), len(two.split())) <= _MOST_WORDS:
                return _whole(one, two), two
    names = list(dict.fromkeys(chain(places_in(text), _other_names(text))))
    return (names[0], names[1]) if len(names) == 2 else ()  # noqa: PLR2004 - a pair


def pair_of_places(text: str) -> tuple[str, ...]:
    """Return the two places that a question names in one breath, none where it does not.

    What two do together is one thing, and not two beside each other.

    >>> pair_of_places("Wat doen Den Haag en Tiel?"), pair_of_places("Leert Ede van Tiel?")
    (('Den Haag', 'Tiel'), ())
    >>> pair_of_places("Hoe werken Ede en Tiel samen?")
    ()
    """
    if _TOGETHER.search(text):
        return ()
    for (start, one_ends), (two_starts, end) in pairwise(place_spans(text)):
        if _BETWEEN_A_PAIR.fullmatch(text, one_ends, two_starts):
            return text[start:one_ends], text[two_starts:end]
    return ()


def _other_names(text: str) -> list[str]:
    """Return the words with a capital behind the first letter of a text that are no place."""
    for start, end in reversed(place_spans(text)):
        text = f"{text[:start]}…{text[end:]}"
    return _NAME.findall(text[1:])


def one_side(text: str, sides: Sequence[str], side: str) -> str:
    """Return a comparison as a question about one of its two sides.

    >>> one_side("Vergelijk Ede en Tiel: wie helpt?", ("Ede", "Tiel"), "Tiel")
    'Tiel: wie helpt?'
    """
    both = _from_to(text, sides[0].split()[0], sides[-1])
    if both is not None:
        alone = f"{text[: both[0]]}{side}{text[both[1] :]}"
    else:
        alone = text
        for other in (each for each in sides if each != side):
            for start in reversed(stands_at(other, alone)):
                alone = _LINK.sub("", alone[:start]) + alone[start + len(other) :]
    for pattern in lexicon.patterns("sides", "comparing"):
        alone = pattern.sub("", alone)
    return " ".join(alone.split())


def _from_to(text: str, first: str, last: str) -> tuple[int, int] | None:
    """Return where the first stretch of a sentence begins and ends that has both at its ends."""
    for start in stands_at(first, text):
        for place in stands_at(last, text):
            between = text[start + len(first) : place]
            if start + len(first) <= place and not _STOPS.intersection(between):
                return start, place + len(last)
    return None


def stands_at(name: str, text: str) -> list[int]:
    """Return where a name stands in a text as whole words, with capitals or without.

    No expression is made of it: `re` would remember what somebody wrote.
    """
    size = len(name)
    same = (at for at in range(len(text)) if text[at : at + size].casefold() == name.casefold())
    ends = ((at, text[max(at - 1, 0) : at], text[at + size : at + size + 1]) for at in same)
    return [at for at, before, behind in ends if not (before.isalnum() or behind.isalnum())]


def _after_shared(one: str, two: str) -> str:
    """Return a first side from the word on that both share before what they differ in.

    >>> _after_shared("een ambtenaar als regisseur", "als netwerker")
    'als regisseur'
    """
    said, shared = one.split(), (two.split() or [""])[0].casefold()
    return " ".join(said[said.index(shared) :]) if shared in said else one


def _bare(side: str) -> str:
    """Return a side without what stands around its name ("de aanpak van Utrecht")."""
    for pattern in lexicon.patterns("sides", "around"):
        side = pattern.sub("", side.strip())
    return side.strip()


def _whole(one: str, two: str) -> str:
    """Return the first side with the noun that only the second has ("horizontale … samenhang")."""
    ending, *_ = two.split(maxsplit=1)[1:] or [""]
    adjective = two.split(maxsplit=1)[0]
    alike = one[-2:] == adjective[-2:] or (one.endswith("e") and adjective.endswith("e"))
    return f"{one} {ending}" if ending and one.islower() and " " not in one and alike else one
