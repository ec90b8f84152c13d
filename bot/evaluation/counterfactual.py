"""Does an answer stand on its source? The source is changed, and the question is asked again.

A gold sentence that is edited must be shown as it now stands; one that is deleted must give way to
another gold sentence, or to a decline. An answer that comes from elsewhere would show neither.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.model import Answer, Answered
from bot.answering.understand import Turn
from bot.evaluation.places import Marked, Place
from bot.evaluation.scores import citations
from bot.evaluation.shelf import Shelf
from index.evaluation.estimates import Estimate, mean
from knowledge.model import Block, Document
from knowledge.sentences import sentences

EDIT: Final = " (herziene tekst)"
_MARK_AT_THE_END: Final = re.compile(r"[.!?…:;]*[\"'”’»)]*$")

Change = Callable[[str], str | None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Probe:
    """A question whose answer quoted `place`; `previous` is what it followed on."""

    marked: Marked
    place: Place
    previous: Turn | None


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one question: was the edit shown, was the deletion respected?"""

    question_id: str
    edit_shown: bool
    deletion_respected: bool


def tried(shelf: Shelf, probes: Sequence[Probe], progress: Progress) -> list[Tried]:
    """Return what came of each probe; the library is as before at the end."""
    made: list[Tried] = []
    for probe in probes:
        source = shelf.room.library.source(probe.place.source_id)
        source_id = source.parent or source.id  # a comment is read with its article
        document = shelf.documents[source_id]
        own = _sentences_at(shelf, probe.place)
        others = [_text_of(shelf, each) for each in probe.marked.gold if each != probe.place]
        try:
            shelf.put(source_id, changed(document, own, edited))
            shown = _shows_the_edit(shelf, probe, own)
            shelf.put(source_id, changed(document, own, deleted))
            respected = _does_without(shelf, probe, others)
        finally:
            shelf.put(source_id, document)
        made.append(Tried(probe.marked.question.id, shown, respected))
        progress(len(made), len(probes))
    return made


def figures(results: Sequence[Tried]) -> dict[str, Estimate]:
    """Return the shares that passed."""
    found = {
        "edit_shown": mean([each.edit_shown for each in results]),
        "deletion_respected": mean([each.deletion_respected for each in results]),
    }
    return {name: each for name, each in found.items() if each is not None}


def spread(ids: Collection[str], count: int) -> list[str]:
    """Return `count` ids, or all, chosen by their hash: the same ones every time."""
    return sorted(ids, key=lambda each: hashlib.sha256(each.encode()).digest())[:count]


def changed(document: Document, own: Collection[str], change: Change) -> Document:
    """Return the document, and its comments, with each of the sentences `own` changed."""
    blocks = (_changed(block, own, change) for block in document.blocks)
    comments = tuple(changed(comment, own, change) for comment in document.comments)
    kept = tuple(block for block in blocks if block is not None)
    return replace(document, blocks=kept, comments=comments)


def edited(sentence: str) -> str:
    """Return the sentence with words added before the mark at its end.

    >>> edited("Vraag het aan de clubs.")
    'Vraag het aan de clubs (herziene tekst).'
    """
    end = _MARK_AT_THE_END.search(sentence)
    at = end.start() if end else len(sentence)
    return sentence[:at] + EDIT + sentence[at:]


def deleted(sentence: str) -> None:
    """Return nothing: the sentence goes."""


def _changed(block: Block, own: Collection[str], change: Change) -> Block | None:
    """Return a block with some of its sentences changed; None when nothing is left of it."""
    spans = sentences(block.text)
    texts = [block.text[start:end] for start, end in spans]
    if not any(text in own for text in texts):
        return block
    now = [change(text) if text in own else text for text in texts]
    kept = [place for place, text in enumerate(now) if text is not None]
    if not kept:
        return None
    grounds = tuple(block.grounds[place] for place in kept) if block.grounds else ()
    text = " ".join(now[place] or "" for place in kept)
    return replace(block, text=text, grounds=grounds)


def _sentences_at(shelf: Shelf, place: Place) -> set[str]:
    """Return the sentences that a place reaches into."""
    source = shelf.room.library.source(place.source_id)
    return {
        source.text[each.start : each.end]
        for passage in source.passages
        for each in passage.sentences
        if each.start < place.end and place.start < each.end
    }


def _shows_the_edit(shelf: Shelf, probe: Probe, own: Collection[str]) -> bool:
    """Tell whether the answer quotes the edited sentences, and not as they were."""
    answer = _asked(shelf, probe)
    quotes = [each.quote for each in citations(answer)]
    new = all(any(edited(each) in quote for quote in quotes) for each in own)
    return new and not any(each in quote for each in own for quote in quotes)


def _does_without(shelf: Shelf, probe: Probe, others: Collection[str]) -> bool:
    """Tell whether the answer without the sentence is other gold, or none."""
    answer = _asked(shelf, probe)
    if not isinstance(answer, Answered):
        return True
    return any(other in each.quote for each in answer.citations for other in others)


def _asked(shelf: Shelf, probe: Probe) -> Answer:
    exchange, _ = shelf.room.answerer.answer(probe.marked.question.question, probe.previous)
    return exchange.answer


def _text_of(shelf: Shelf, place: Place) -> str:
    return shelf.room.library.source(place.source_id).text[place.start : place.end]
