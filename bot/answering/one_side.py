"""A comparison of which the sources know one side is judged by that side."""

from dataclasses import replace

from bot.answering.finder import Finder, Found
from bot.answering.missing import texts_of
from bot.answering.understand import Kind, Question
from index import demands


def found_for(question: Question, finder: Finder) -> Found:
    """Return the hits for a question, with the judgement of what the sources can know of it."""
    found = finder.find(question.searched, question.language)
    unknown = _unknown_side(question, found)
    if unknown is None:
        return found
    known = finder.find(question.searched.replace(unknown, " "), question.language)
    if known.probability <= found.probability:
        return found
    return replace(
        found,
        probability=known.probability,
        enough=known.enough,
        embed_ms=found.embed_ms + known.embed_ms,
        search_ms=found.search_ms + known.search_ms,
    )


def _unknown_side(question: Question, found: Found) -> str | None:
    """Return the side of a comparison that names what no hit does, when only one does so."""
    if question.kind is not Kind.COMPARE:
        return None
    absent = demands.missing(question.searched, " ".join(texts_of(found.hits)))
    unknown = [side for side in question.sides if absent & demands.named(f"… in {side}")]
    return unknown[0] if len(unknown) == 1 else None
