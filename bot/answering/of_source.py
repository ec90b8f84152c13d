"""A question for what is known of a source and not said in it: its author, date or title.

What a text says is quoted; the year of the research that it tells of is no answer to when it was
written.
"""

from collections.abc import Sequence

from bot.answering import lexicon
from index.search import Hit
from index.sentences import said


def is_of_source(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks who made a source, when, or its title, and no hit says so.

    >>> is_of_source("Wie schreef het artikel over leerkringen?", ())
    True
    """
    if not _speaks_of_making(question) or not lexicon.holds("of_source", "asks", question):
        return False
    sentences = (each.text for hit in hits for each in said(hit))
    return not any(map(_speaks_of_making, sentences))


def _speaks_of_making(text: str) -> bool:
    """Tell whether a text speaks of an article and of writing it, not of a reader's comment."""
    by_readers = lexicon.holds("of_source", "readers", text)
    both = all(lexicon.holds("of_source", name, text) for name in ("thing", "made"))
    return both and not by_readers
