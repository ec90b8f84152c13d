"""Does a text give the kind of thing that is asked for: a name, a number, a place, a reason?

The words that show it are data (`sentences.toml`); how a number reads is known to the index, which
judges by it. Without an action the sources name the matter of a how-to and tell no method.
"""

import re
from typing import Final

from bot.answering import lexicon
from bot.answering.understand import Kind
from index.demands import places
from index.things import Thing, gives

_SENTENCE_END: Final = re.compile(r"(?<=[.!?:;]) ")
_NUMBERS: Final = (Thing.NUMBER, Thing.SHARE, Thing.AMOUNT, Thing.LENGTH)


def fits(kind: Kind, text: str) -> bool:
    """Tell whether a text is the kind of thing asked for: an action, a name, a number, a date."""
    match kind:
        case Kind.HOW_TO:
            return holds_action(text)
        case Kind.HOW_MANY:
            return any(gives(each, text, "") for each in _NUMBERS)
        case Kind.WHERE:
            return bool(places(text)) or lexicon.holds("holds", kind.value, text)
        case _:
            return lexicon.holds("holds", kind.value, text)


def counts(text: str) -> bool:
    """Tell whether a text has a number, or a word for how much or how many."""
    return fits(Kind.HOW_MANY, text) or lexicon.holds("grammar", "quantity", text)


def holds_action(text: str) -> bool:
    """Tell whether one of the sentences tells who does what, rather than what is hard about it."""
    return any(
        lexicon.holds("actions", "done", sentence)
        and not lexicon.holds("actions", "lacking", sentence)
        for sentence in _SENTENCE_END.split(text)
    )
