"""Which of the evidence is quoted, and what of it is said first.

The best comes, with what scores near it; a why needs a reason beside it, a how-to an action, and
what others do. Of a list that is not asked for one item is quoted, and no lead-in without its
items.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.answering.gives import advises, fits, is_worry, names_only, names_who
from bot.answering.lists import ALONG_REACH, ON_SUBJECT, introduced
from bot.answering.quotable import Candidate
from bot.answering.spans import SPEAKABLE_WORDS
from bot.answering.understand import Kind, Question
from knowledge.model import SourceKind

MAX_STATEMENTS: Final = 4
# What is quoted beside the best has these log-odds of being to the point, and is not far below the
# best; set on the development questions and the invented libraries (DECISIONS 35, 40).
LIKELY: Final = -0.25
FAR: Final = 3.0
# What is the kind of thing asked for leads, as far as it scores this near the best.
LEADING_REACH: Final = 0.4
NAMED_REACH: Final = 1.2  # the same for who has a name, before who has a post or an organisation
# A first line that can be spoken may score this far below a longer one.
SPEAKABLE_REACH: Final = 0.2


def chosen(question: Question, evidence: Sequence[Candidate]) -> list[Candidate]:
    """Return what is quoted for a question, in the order in which it is said; at least one."""
    kind, best = question.kind, evidence[0]
    there = [each for each in evidence if not introduced(each)] or [best]
    found = _near(kind, best, there)
    if kind is Kind.WHY and not any(_leads(kind, each) for each in found):
        telling = [each for each in there if _reasons(each, best) and _apart(each, found[:1])]
        # A reason need not have a word that says it is one.
        telling += [each for each in there if _follows(each, best)]
        found = [found[0], telling[0]] if telling else found
    if kind is Kind.HOW_TO:
        _add_told(found, best, there)
        _add_others(found, best, there)
    return _ordered(kind, found)


def _near(kind: Kind, best: Candidate, there: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates near the best of all, one of a list; the first when none is."""
    near: list[Candidate] = []
    for each in there:
        free = kind is Kind.COMPARE or _apart(each, near)  # two items may be what is compared
        if free and (each is best or _is_likely(each, best)):
            near.append(each)
    return near[:MAX_STATEMENTS] or list(there[:1])


def _is_likely(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate that asks nothing is likely to the point beside the best."""
    near = best.score - candidate.score <= FAR
    return candidate.score >= LIKELY and near and not candidate.asks


def _follows(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate is the sentence right behind the best in its paragraph."""
    hit, block = best.hit, best.sentence.block
    behind = (each for each in hit.passage.sentences if each.block == block)
    after = next((each.start for each in behind if each.start >= best.end), None)
    return candidate.hit.passage.id == hit.passage.id and candidate.core == after


def _apart(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Tell whether a candidate is no other item of a list that one of the others stands in."""
    return not any(_beside(candidate, other) for other in others)


def _beside(one: Candidate, other: Candidate) -> bool:
    """Tell whether two are items of one list: each is another thing than the other."""
    listed, place = one.sentence, other.sentence
    same = one.hit.source.id == other.hit.source.id and listed.list_id == place.list_id
    both = listed.item is not None and place.item is not None
    return same and both and listed.item != place.item


def _reasons(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate has a reason, in the paragraph of the best."""
    same = candidate.hit.passage.id == best.hit.passage.id
    near = same and candidate.sentence.block == best.sentence.block
    return near and fits(Kind.WHY, candidate.own)


def _add_told(found: list[Candidate], best: Candidate, there: Sequence[Candidate]) -> None:
    """Add the best of what is advised on the subject of a how-to, where nothing there is.

    Where nothing there tells any way of doing, who does what serves as well.
    """
    if len(found) == MAX_STATEMENTS or any(advises(each.own) for each in found):
        return
    near = [each for each in there if _on_subject(each, best) and _apart(each, found)]
    telling = [each for each in near if advises(each.own)]
    if not any(_leads(Kind.HOW_TO, each) for each in found):
        telling += [each for each in near if fits(Kind.HOW_TO, each.own)]
    found += telling[:1]


def _add_others(found: list[Candidate], best: Candidate, there: Sequence[Candidate]) -> None:
    """Add what others do about the subject of a how-to, a quote a source."""
    for each in there:
        practice = each.hit.source.metadata.kind is SourceKind.CASE_NOTE
        heard = {other.hit.source.id for other in found}
        new = practice and each.hit.source.id not in heard and _on_subject(each, best)
        if new and len(found) < MAX_STATEMENTS:
            found.append(each)


def _on_subject(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate that is not near the best may be brought along all the same.

    It scores not far below, or has as many of the question's words.
    """
    if best.score - candidate.score > ALONG_REACH:
        return candidate.share >= best.share
    return candidate.share >= ON_SUBJECT * best.share


def _ordered(kind: Kind, found: Sequence[Candidate]) -> list[Candidate]:
    """Return what is the kind of thing asked for first, and of that a line that can be spoken.

    For a how-to that is what may be done before what is hard or only there; for why a reason; for
    who, when and how many what holds the name, the date or the number; as far as it scores near
    the best, or not so near where the best of a how-to is a worry or a reason.
    """
    given = _given(kind, found)
    ordered = sorted(range(len(found)), key=lambda place: not given[place])
    first = ordered[0]
    for place in ordered:
        near = found[place].score >= found[first].score - SPEAKABLE_REACH
        if given[place] == given[first] and near and _speakable(found[place]):
            ordered.remove(place)
            return [found[each] for each in (place, *ordered)]
    return [found[each] for each in ordered]


def _given(kind: Kind, found: Sequence[Candidate]) -> list[bool]:
    """Tell of each whether it is the kind of thing asked for, near enough to the best to lead."""
    best = max(found, key=lambda each: each.score)
    if kind is Kind.WHO:
        least = best.score - NAMED_REACH
        named = [fits(kind, each.own) and each.score >= least for each in found]
        if any(named):
            return named
    no_way = kind is Kind.HOW_TO and _tells_no_way(best)
    least = best.score - (ALONG_REACH if no_way else LEADING_REACH)
    return [_leads(kind, each) and each.score >= least for each in found]


def _leads(kind: Kind, candidate: Candidate) -> bool:
    """Tell whether a candidate may be the kind of thing asked for; in doubt an action."""
    match kind:
        case Kind.HOW_TO:
            return not (_tells_no_way(candidate) or names_only(candidate.own))
        case Kind.WHO:
            return names_who(candidate.own)
        case _:
            return fits(kind, candidate.own)


def _tells_no_way(candidate: Candidate) -> bool:
    """Tell whether a candidate is a worry, or one of a list of them, or tells only why."""
    text, lead_in = candidate.hit.source.text, candidate.sentence.lead_in
    worry = is_worry(candidate.own) or is_worry(text[slice(*(lead_in or (0, 0)))])
    return worry or (names_only(candidate.own) and fits(Kind.WHY, candidate.own))


def _speakable(candidate: Candidate) -> bool:
    quote = candidate.hit.source.text[candidate.start : candidate.end]
    return len(quote.split()) <= SPEAKABLE_WORDS
