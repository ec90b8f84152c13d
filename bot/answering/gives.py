"""Does a text give the kind of thing that is asked for: a name, a number, a place, a reason?

The words that show it are data (`sentences.toml`); how a number reads is known to the index, which
judges by it. Where all that is said is that something is there, or hard, the sources name the
matter of a how-to and tell no method.
"""

import re
from typing import Final

from bot.answering import lexicon
from bot.answering.understand import Kind
from index.demands import places
from index.things import Thing, gives

_SENTENCE: Final = re.compile(r"(?<=[.!?;]) ")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:;]) ")
_NUMBERS: Final = (Thing.NUMBER, Thing.SHARE, Thing.AMOUNT, Thing.LENGTH)


def fits(kind: Kind, text: str) -> bool:
    """Tell whether a text is the kind of thing asked for: an action, a name, a number, a date."""
    match kind:
        case Kind.HOW_TO:
            return holds_action(text)
        case Kind.HOW_MANY:
            return any(gives(each, text, "") for each in _NUMBERS)
        case Kind.WHO:
            return gives(Thing.PERSON, text, "")
        case Kind.WHERE:
            return bool(places(text)) or lexicon.holds("holds", kind.value, text)
        case _:
            return lexicon.holds("holds", kind.value, text)


def names_who(text: str) -> bool:
    """Tell whether a text names somebody, or says by a word who it is: a post, an organisation."""
    acting = lexicon.holds("grammar", "actor", text)
    return acting or fits(Kind.WHO, text) or lexicon.holds("grammar", "who", text)


def counts(text: str) -> bool:
    """Tell whether a text has a number, or a word for how much or how many."""
    return fits(Kind.HOW_MANY, text) or lexicon.holds("grammar", "quantity", text)


def holds_action(text: str) -> bool:
    """Tell whether one of the sentences tells who does what, rather than what is hard about it."""
    return any(
        lexicon.holds("actions", "done", each) and not is_worry(each)
        for each in _SENTENCE_END.split(text)
    )


def names_only(text: str) -> bool:
    """Tell whether every sentence tells what is hard, or what there is, and none what is done.

    What is done can be said with any verb, and what there is with few: so in doubt it is no.
    """
    return all(
        is_worry(each)
        or (
            lexicon.holds("actions", "naming", each) and not lexicon.holds("actions", "done", each)
        )
        for each in _SENTENCE.split(text)
    )


def advises(text: str) -> bool:
    """Tell whether one of the sentences recommends something, rather than tells what is hard."""
    return any(
        lexicon.holds("actions", "advised", each) and not is_worry(each)
        for each in _SENTENCE_END.split(text)
    )


def is_worry(text: str) -> bool:
    """Tell whether a text tells what is hard."""
    return lexicon.holds("actions", "lacking", text)
