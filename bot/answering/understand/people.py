"""Who is meant by "zij"? The person who was named last."""

import re
from collections.abc import Iterator
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.kinds import kind_of
from bot.answering.understand.question import Kind
from bot.answering.understand.turn import Turn
from bot.answering.understand.wording import words
from index.demands import is_place
from index.dutch import is_stop_word
from index.names import may_be_person
from knowledge.organisations import is_named

LINKS: Final = "van|de|den|der|ter|ten|te|het|von|al|el"
_FULL_NAME: Final = re.compile(
    rf"\b[A-Z][\w’'-]+(?: (?:{LINKS}))*(?: (?!(?:{LINKS})\b)[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)*"
    rf"|\b[A-Z][\w’'-]+(?: (?:{LINKS}))+ [A-Z][\w’'-]+"
)
_SPEAKS: Final = re.compile(
    r"(?:^|[.!?’”] )((?:Van (?:de |der |den )?|De )?[A-Z][\w’'-]+): ?(?=[‘“„'\"])"
)
_SMALL: Final = re.compile(r"\b[a-zà-ÿ][\w-]*")
_SURNAME: Final = re.compile(
    r"(?<=[\w,;:] )(?<!\b[Ii]n )(?<!\b[Uu]it )(?<!\b[Aa]t )(?<!\bfrom )[A-Z][a-zà-ÿ’'-]+\b"
)


def person_named(before: Turn) -> str | None:
    """Return the person whom a question or, without one, its answer named last.

    A name in small letters in the question is known by the answer that spells it out.
    """
    asked = set(words(before.question))
    said = [name for each in before.spoken for name in people(each.text)]
    meant = [name for name in said if asked.issuperset(words(name))]
    in_question = _asked_of(before.question) or _surnames(before.question)
    for names in (in_question[-1:], meant[:1], [_last_of_first(before)]):
        if names and names[0]:
            return names[0]
    return None


def _asked_of(question: str) -> list[str]:
    """Return the full names in a question; its first word may be a verb ("Herkent …")."""
    begins_with_verb = kind_of(question) is Kind.YES_NO
    return people(question.partition(" ")[2] if begins_with_verb else question)


def people(text: str) -> list[str]:
    """Return the full names of persons in a text, in order.

    Words that the text has in small letters as well are no name: "Samen Sterk".

    >>> people("In Zeist is adviseur Melle van Maanen verantwoordelijk.")
    ['Melle van Maanen']
    """
    named = [name for found in _FULL_NAME.findall(text) for name in _person(found)]
    small = set(_SMALL.findall(text)) if named else set()
    return [name for name in named if not small.issuperset(words(name))]


def _person(found: str) -> Iterator[str]:
    """Yield the name in what is written with capitals, if it is a person's."""
    parts = found.split()
    while parts and is_stop_word(parts[0].casefold()):
        parts = parts[1:]
    shouted = any(len(part) > 1 and part.isupper() for part in parts)
    if len(parts) > 1 and not shouted and may_be_person(" ".join(parts)):
        yield " ".join(parts)


def _surnames(text: str) -> list[str]:
    """Return the words that a capital in mid-sentence makes a name, if a person's; no place's."""
    return [
        name
        for name in _SURNAME.findall(text)
        if not (is_place(name) or is_stop_word(name.casefold()) or is_named(name))
    ]


def _last_of_first(before: Turn) -> str | None:
    """Return the last person of the first statement that names one, or whose words one gives."""
    for each in before.spoken:
        named = people(each.text) or _speakers(each.text)
        if named:
            return named[-1]
    return None


def is_about_one(text: str) -> bool:
    """Tell whether a text speaks of one person by a pronoun ("zei zij", "hij", "her role")."""
    plain = text.casefold()
    return any(lexicon.holds("follow_up", name, plain) for name in ("person", "one_of", "of_one"))


def _speakers(text: str) -> list[str]:
    """Return the surnames that a text has before a colon and speech: "Vos: ‘Wij …"."""
    said = _SPEAKS.findall(text)
    return [name for name in said if name.casefold() not in lexicon.word_set("speech", "no_name")]
