"""From scored evidence to the lines of an answer, in the order in which they are read.

A list that is asked for comes whole, under its lead-in; a comparison has a part a side. Otherwise
the best sentences and items come, as far as they score near the best; those that follow on each
other are joined, and what is said twice stands once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering import howto
from bot.answering.conflict import opposed
from bot.answering.lists import ON_SUBJECT, Span, introduced, list_asked_for
from bot.answering.model import AnswerWarning, Label, LabelKind, WarningCode
from bot.answering.quotable import Candidate, elaborated_end
from bot.answering.same import says_the_same
from bot.answering.spans import SPEAKABLE_WORDS, few, first_spoken, joined, led_in, overlap, short
from bot.answering.understand import Kind, Question
from knowledge.model import SourceKind

MAX_STATEMENTS: Final = 4
# How far below the best a quote may score, set on the development questions (DECISIONS 20): more
# in the passage of the best, less with each quote that is there already, and more or less as it
# holds more or less than half of the question's words.
REACH: Final = 1.2
SAME_PASSAGE: Final = 0.4
CROWDED: Final = 0.2
HALF: Final = 0.5
CORROBORATING_REACH: Final = 3.0  # below the best, for what says the same in another source
# A first line that can be spoken may score this far below a longer one.
SPEAKABLE_REACH: Final = 0.4
# What is brought along to a how-to (an action, what others do) may score this far below the best.
ALONG_REACH: Final = 2.0


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


def compose(question: Question, evidence: Sequence[Candidate]) -> Draft:
    """Return the lines to say, at most MAX_STATEMENTS unless a list needs more.

    None where a number is asked for, and no line has any quantity.
    """
    if not evidence:
        return Draft()
    whole = list_asked_for(question, evidence)
    if whole:
        return Draft(tuple(Line((span,)) for span in whole))
    chosen = _ordered(question, _near(question, evidence))
    other = opposed(question, chosen, evidence)
    if other is not None:
        return _set_apart(other)
    spans = [Span(each.hit, each.start, each.end) for each in chosen]
    ends = howto.told_end if question.kind is Kind.HOW_TO else elaborated_end
    spans[0] = replace(spans[0], end=ends(chosen[0]))
    elsewhere = [
        Span(each.hit, each.start, each.end)
        for each in evidence
        if evidence[0].score - each.score <= CORROBORATING_REACH
    ]
    read = joined(spans)
    if read[0].start == chosen[0].core:  # else the answer is not in its first sentence
        read = first_spoken(read)
    lines = _said_once(few(led_in(short(read)), MAX_STATEMENTS), elsewhere)
    if question.kind is Kind.HOW_MANY and not any(map(howto.counts, read)):
        return Draft()
    if question.kind is not Kind.HOW_TO:
        return Draft(tuple(lines))
    labelled = [
        replace(line, label=howto.label(question.searched, line.spans[0])) for line in lines
    ]
    return Draft(
        _by_label(labelled),
        no_method=not any(howto.holds_action(line.spans[0].text) for line in lines),
    )


def _by_label(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with those of one label together, where the first of them stood."""
    labels = [line.label for line in lines]
    return tuple(sorted(lines, key=lambda line: labels.index(line.label)))


def compared(sides: Mapping[str, Sequence[Candidate]]) -> Draft:
    """Return the lines of a comparison: each side with its quotes, in the order asked."""
    lines: list[Line] = []
    for name, found in sides.items():
        spans = joined([Span(each.hit, each.start, each.end) for each in found])
        lines += [Line((span,), Label(LabelKind.SIDE, name)) for span in spans]
    return Draft(tuple(lines), empty_sides=tuple(name for name in sides if not sides[name]))


def _set_apart(chosen: Sequence[Candidate]) -> Draft:
    """Return lines that each carry their source, because two of them cannot both be so."""
    spans = joined([Span(each.hit, each.start, each.end) for each in chosen])
    lines = [Line((span,), _source_label(span)) for span in spans[:MAX_STATEMENTS]]
    return Draft(_by_label(lines), conflict=True)


def _source_label(span: Span) -> Label:
    known = span.hit.source.metadata
    return Label(LabelKind.SOURCE, known.publisher or ", ".join(known.authors) or known.title)


def _near(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates near the best; for a how-to also what others do, a source a quote."""
    chosen: list[Candidate] = []
    for each in evidence:
        gap = evidence[0].score - each.score
        room = len(chosen) < MAX_STATEMENTS and gap <= _reach(each, evidence[0], len(chosen))
        if room and not introduced(each) and not any(_beside(each, other) for other in chosen):
            chosen.append(each)
    chosen = chosen or [evidence[0]]
    tells = question.kind in {Kind.WHY, Kind.HOW_TO}
    if tells and not any(howto.fits(question.kind, each.own) for each in chosen):
        chosen = [*chosen[: MAX_STATEMENTS - 1], *_telling(question.kind, evidence)]
    if question.kind is Kind.HOW_TO:
        for candidate in evidence:
            if len(chosen) < MAX_STATEMENTS and _others_do(candidate, evidence[0]):
                heard = {each.hit.source.id for each in chosen}
                chosen += [candidate] * (candidate.hit.source.id not in heard)
    return chosen


def _beside(one: Candidate, other: Candidate) -> bool:
    """Tell whether two are items of one list: each is another thing than the other."""
    listed, place = one.sentence, other.sentence
    same = one.hit.source.id == other.hit.source.id and listed.list_id == place.list_id
    both = listed.item is not None and place.item is not None
    return same and both and listed.item != place.item


def _telling(kind: Kind, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return the best that tells a reason, in the best's paragraph, or who does what about it."""
    best = evidence[0]
    if kind is Kind.WHY:
        near = [each for each in evidence if _beside_in_text(each, best)]
    else:
        near = [each for each in evidence if _on_subject(each, best)]
    return [each for each in near if howto.fits(kind, each.own)][:1]


def _beside_in_text(one: Candidate, other: Candidate) -> bool:
    """Tell whether two stand in one paragraph, where the one may tell why the other is so."""
    same = one.hit.passage.id == other.hit.passage.id
    return same and one.sentence.block == other.sentence.block


def _reach(candidate: Candidate, best: Candidate, there: int) -> float:
    """Return how far below the best this candidate may score, with so many quotes there."""
    if candidate is best:
        return 0.0
    near = SAME_PASSAGE if candidate.hit.passage.id == best.hit.passage.id else 0.0
    return REACH + near - CROWDED * (there - 1) + candidate.share - HALF


def _others_do(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether another source adds practice on the subject to a how-to."""
    practice = candidate.hit.source.metadata.kind is SourceKind.CASE_NOTE
    return practice and _on_subject(candidate, best) and not introduced(candidate)


def _on_subject(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate that is not near the best may be brought along all the same.

    It scores not far below, or has as many of the question's words.
    """
    if best.score - candidate.score > ALONG_REACH:
        return candidate.share >= best.share
    return candidate.share >= ON_SUBJECT * best.share


def _ordered(question: Question, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Return what is the kind of thing asked for first, and of that a line that can be spoken.

    For a how-to that is an action before a reason; for why a reason; for who, when and how many
    what holds the name, the date or the number; as far as it scores near the best (REACH).
    """
    kind = question.kind
    least = max(each.score for each in chosen) - REACH
    fits = [howto.fits(kind, each.own) and each.score >= least for each in chosen]
    ordered = sorted(range(len(chosen)), key=lambda place: not fits[place])
    first = ordered[0]
    for place in ordered:
        near = chosen[place].score >= chosen[first].score - SPEAKABLE_REACH
        if fits[place] == fits[first] and near and _speakable(chosen[place]):
            ordered.remove(place)
            return [chosen[each] for each in (place, *ordered)]
    return [chosen[each] for each in ordered]


def _speakable(candidate: Candidate) -> bool:
    quote = candidate.hit.source.text[candidate.start : candidate.end]
    return len(quote.split()) <= SPEAKABLE_WORDS


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
