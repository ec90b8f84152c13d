"""From scored evidence to the lines of an answer, in the order in which they are read.

A list that is asked for comes whole, under its lead-in; a comparison has a part a side. Otherwise
the sentences and items that were chosen come; those that follow on each other are joined, and what
is said twice stands once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering import howto
from bot.answering.choose import MAX_STATEMENTS, chosen
from bot.answering.conflict import opposed
from bot.answering.gives import counts, names_who
from bot.answering.lacking import lacking
from bot.answering.listings import Listing, listing_asked_for, names_no_place_asked
from bot.answering.lists import Span, list_asked_for
from bot.answering.missing import priced
from bot.answering.model import AnswerWarning, Label, LabelKind, WarningCode
from bot.answering.quotable import Candidate, elaborated_end
from bot.answering.same import says_the_same
from bot.answering.spans import (
    best_first,
    few,
    first_spoken,
    is_one_of,
    joined,
    led_in,
    overlap,
    short,
)
from bot.answering.understand import Kind, Question
from index.things import Thing, gives
from knowledge.model import SourceKind

# Without any of these among its lines an answer is none.
_NEEDED: Final = {Kind.HOW_MANY: counts, Kind.WHO: names_who}
CORROBORATING_REACH: Final = 6.0  # below the best, for what says the same in another source


@dataclass(frozen=True, slots=True)
class Line:
    """One statement to be: it says the first of `spans`; the others say the same elsewhere."""

    spans: tuple[Span, ...]
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of an answer, and what a reader must know of them.

    `no_method`: a way of doing is asked for, and no line tells one. `conflict`: two lines cannot
    both be so. `empty_sides` of a comparison have no line.
    """

    lines: tuple[Line, ...] = ()
    no_method: bool = False
    conflict: bool = False
    empty_sides: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """What a reader must know before the lines."""
        codes = {WarningCode.NO_METHOD: self.no_method, WarningCode.CONFLICT: self.conflict}
        return tuple(AnswerWarning(code) for code, holds in codes.items() if holds)


def compose(
    question: Question, evidence: Sequence[Candidate], listed: Listing | None = None
) -> Draft:
    """Return the lines to say, at most MAX_STATEMENTS unless a list needs more.

    `listed` is the list of the best passage that has one.
    None where a number is asked for, and no line has any quantity; an amount, and none has one
    with what it is asked of; or who it is, and none names a person or an organisation. What is
    pointed at is the answer as it is.
    """
    if not evidence:
        return Draft()
    whole = list_asked_for(question, evidence) or listing_asked_for(question, listed, evidence)
    if whole and not names_no_place_asked(question, whole, evidence):
        return Draft(tuple(Line((span,)) for span in whole))
    found = chosen(question, evidence)
    other = opposed(question, found, evidence)
    if other is not None:
        return replace(set_apart(other), conflict=True)
    read = _read(question, found)
    needed = _NEEDED.get(question.kind)
    given = bool(question.pointed) or needed is None or any(needed(e.text) for e in read)
    if not (given and _is_of_what_is_asked(question, read, evidence)):
        return Draft()
    spoken = read
    if read[0].start == found[0].core:  # else the answer is not in its first sentence
        spoken = first_spoken(read)
    whole = led_in(question.kind, short(spoken))
    lines = _said_once(few(whole, MAX_STATEMENTS), _corroborating(evidence))
    if question.kind is not Kind.HOW_TO:
        return Draft(_marked(lines))
    return Draft(
        _marked(_by_label([replace(e, label=_label(question, e, read)) for e in lines])),
        no_method=not any(howto.tells_method(line.spans[0]) for line in lines),
    )


def _read(question: Question, found: Sequence[Candidate]) -> list[Span]:
    """Return the quotes of an answer, as far as they are read: the first one elaborated."""
    how_to = question.kind is Kind.HOW_TO
    starts = [howto.told_start(each) if how_to else each.start for each in found]
    spans = [Span(e.hit, start, e.end) for e, start in zip(found, starts, strict=True)]
    if how_to:
        end = howto.told_end(found[0])
    else:
        end = elaborated_end(found[0], goes_on=question.kind is Kind.DEFINITION)
    spans[0] = replace(spans[0], end=end)
    return best_first(joined(spans), spans[0].start)


def _is_of_what_is_asked(
    question: Question, read: Sequence[Span], evidence: Sequence[Candidate]
) -> bool:
    """Tell whether an amount may be that of the thing asked: it stands with it, or nothing does.

    What no source calls so may have another name where the amount stands.
    """
    of = () if question.language == "en" else priced(question.searched)
    if not any(_names_one(of, each.own) for each in evidence):
        return True
    said = (" ".join((*each.hit.passage.heading, each.text)) for each in read)
    return any(gives(Thing.AMOUNT, each, "") and _names_one(of, each) for each in said)


def _names_one(words: Sequence[str], text: str) -> bool:
    return any(not lacking(word, text) for word in words)


def _corroborating(evidence: Sequence[Candidate]) -> list[Span]:
    """Return what may say the same as a line and is not one."""
    least = evidence[0].score - CORROBORATING_REACH
    return [Span(each.hit, each.start, each.end) for each in evidence if each.score >= least]


def _label(question: Question, line: Line, read: Sequence[Span]) -> Label | None:
    """Return the label of a line of a how-to: that of the whole quote which it begins or ends."""
    own = line.spans[0]
    whole = next((each for each in read if overlap(each, own)), own)
    return howto.label(question.searched, whole)


def _by_label(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with those of one label together, where the first of them stood."""
    labels = [line.label for line in lines]
    return tuple(sorted(lines, key=lambda line: labels.index(line.label)))


def _marked(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with an item that stands alone below its lead-in marked as one of them."""
    said = [line.spans[0] for line in lines]
    alone = [line.label is None and is_one_of(line.spans[0], said) for line in lines]
    one_of = Label(LabelKind.ONE_OF)
    return tuple(
        replace(e, label=one_of) if one else e for e, one in zip(lines, alone, strict=True)
    )


def compared(sides: Mapping[str, Sequence[Candidate]]) -> Draft:
    """Return the lines of a comparison: each side with its quotes, in the order asked."""
    lines: list[Line] = []
    for name, found in sides.items():
        spans = joined([Span(each.hit, each.start, each.end) for each in found])
        lines += [Line((span,), Label(LabelKind.SIDE, name)) for span in spans]
    return Draft(tuple(lines), empty_sides=tuple(name for name in sides if not sides[name]))


def set_apart(found: Sequence[Candidate]) -> Draft:
    """Return lines that each carry their source."""
    spans = joined([Span(each.hit, each.start, each.end) for each in found])
    lines = [Line((span,), _source_label(span)) for span in spans[:MAX_STATEMENTS]]
    return Draft(_by_label(lines))


def _source_label(span: Span) -> Label:
    known = span.hit.source.metadata
    who = [known.publisher, ", ".join(known.authors)]
    if known.kind is SourceKind.COMMENT:
        who.reverse()
    return Label(LabelKind.SOURCE, next(filter(None, who), known.title))


def _said_once(spans: Sequence[Span], elsewhere: Sequence[Span]) -> list[Line]:
    """Return a line a span; what another source says too, here or `elsewhere`, stands with it."""
    lines: list[Line] = []
    used = list(spans)
    for span in spans:
        if not _stands_with(lines, span):
            lines.append(Line((span,)))
    for span in elsewhere:
        if not any(overlap(span, each) for each in used) and _stands_with(lines, span):
            used.append(span)
    return lines


def _stands_with(lines: list[Line], span: Span) -> bool:
    """Put a span with the line that says the same, and tell whether there is one."""
    for place, line in enumerate(lines):
        if says_the_same(line.spans[0], span):
            if _independent(line, span):
                lines[place] = Line((*line.spans, span))
            return True
    return False


def _independent(line: Line, span: Span) -> bool:
    """Tell whether a quote has another origin than a line; a summary has that of its original."""
    origins = {_origin(each) for each in line.spans}
    return _origin(span) not in origins


def _origin(span: Span) -> str:
    original = span.hit.source.metadata.derived_from
    return span.hit.source.metadata.title if original is None else original.title
