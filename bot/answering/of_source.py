"""A question for what is known of a source and not said in it: its author, date or title.

What a text says is quoted; the year of the research that it tells of is no answer to when it was
written. What the library knows of the source is told instead, as no quote.
"""

from collections.abc import Sequence
from typing import Final

from bot.answering import lexicon
from bot.answering.lists import Span
from bot.answering.model import Citation
from index import dutch
from index.demands import is_place
from index.search import Hit
from index.sentences import said
from knowledge.model import Metadata, SourceKind

OF_SOURCE: Final = "of_source"  # why such a question is declined
ITS_SOURCES: Final = "its_sources"  # what is told of the answer before


def is_of_source(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks who made a source, when, or its title, and no hit says so.

    >>> is_of_source("Wie schreef het artikel over leerkringen?", ())
    True
    """
    if not _speaks_of_making(question) or not lexicon.holds("of_source", "asks", question):
        return False
    sentences = (each.text for hit in hits for each in said(hit))
    return not any(map(_speaks_of_making, sentences))


def source_asked(
    question: str, known: Sequence[Metadata], nearest: Sequence[Citation]
) -> Metadata | None:
    """Return the source that a question is about: whose author or publisher it names, or nearest.

    Never a reader's comment; None where nothing is near, and nobody named made one source alone.
    """
    texts = [each for each in known if each.kind is not SourceKind.COMMENT]
    named = [each for each in texts if _names_maker(question, each)]
    near = [each.source for each in nearest if each.source.kind is not SourceKind.COMMENT]
    if len(named) == 1:
        return named[0]
    return next((each for each in near if each in named or not named), None)


def quoted_before(heard: Sequence[str], hits: Sequence[Hit]) -> list[Span]:
    """Return where the quotes of the answer before stand, as far as they are found again."""
    found: list[Span] = []
    for quote in heard:
        hit = next((each for each in hits if quote in each.passage.text), None)
        if hit is not None:
            start = hit.passage.start + hit.passage.text.index(quote)
            found.append(Span(hit, start, start + len(quote)))
    return found


def _names_maker(question: str, source: Metadata) -> bool:
    """Tell whether a question has the whole name of an author or of the publisher, or its end.

    Not where that end is a place, which the source may be about: "Gemeente Zeist".
    """
    asked = f" {' '.join(dutch.words(question))} "
    names = [dutch.words(each) for each in (*source.authors, source.publisher or "")]
    names += [names[-1][-1:]] if not all(map(is_place, names[-1][-1:])) else []
    return any(each and f" {' '.join(each)} " in asked for each in names)


def _speaks_of_making(text: str) -> bool:
    """Tell whether a text speaks of an article and of writing it, not of a reader's comment."""
    by_readers = lexicon.holds("of_source", "readers", text)
    both = all(lexicon.holds("of_source", name, text) for name in ("thing", "made"))
    return both and not by_readers
