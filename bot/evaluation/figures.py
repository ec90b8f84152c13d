"""The table: outcomes of gold questions as figures with their intervals."""

from collections.abc import Callable, Iterable, Sequence

from bot.answering.spans import MAX_CHARACTERS, SPEAKABLE_WORDS
from bot.evaluation.gold import Status
from bot.evaluation.scores import Outcome
from index.evaluation.estimates import Estimate, auroc, mean, ratio


def figures(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Return every figure that the outcomes give ground for, 0 to 1 each."""
    answerable = [each for each in outcomes if _wanted(each) is Status.ANSWERED]
    declined = [each for each in outcomes if _wanted(each) is Status.DECLINED]
    near = [each for each in declined if each.marked.question.near]
    far = [each for each in declined if not each.marked.question.near]
    clarify = [each for each in outcomes if _wanted(each) is Status.CLARIFY]
    others = [each for each in outcomes if _wanted(each) is not Status.CLARIFY]
    english = [each for each in answerable if each.marked.question.language == "en"]
    follow_ups = [each for each in outcomes if each.marked.question.prev is not None]
    shown = [each for each in outcomes if each.status is Status.ANSWERED]
    missing = [each for each in shown if each.marked.question.method_missing]
    method = [each for each in shown if not each.marked.question.method_missing]
    found = {
        "gold_coverage": _share(answerable, lambda each: each.enough),
        "precision_quotes": ratio(
            [each.to_the_point for each in answerable], [each.quotes for each in answerable]
        ),
        "precision_characters": ratio(
            [each.characters_to_the_point for each in answerable],
            [each.characters for each in answerable],
        ),
        "auroc_all": auroc(_confidence(answerable), _confidence(declined)),
        "auroc_near": auroc(_confidence(answerable), _confidence(near)),
        "exact_slices": ratio(
            [each.exact for each in outcomes], [each.quotes for each in outcomes]
        ),
        "near_answered": _share(near, _ended(Status.ANSWERED)),
        "far_answered": _share(far, _ended(Status.ANSWERED)),
        "answerable_declined": _share(answerable, _ended(Status.DECLINED)),
        "follow_ups_understood": _share(follow_ups, lambda each: each.right),
        "english_coverage": _share(english, lambda each: each.enough),
        "no_method_where_marked": _share(missing, lambda each: each.no_method),
        "no_method_elsewhere": _share(method, lambda each: each.no_method),
        "first_line_speakable": _share(shown, lambda each: each.first_words <= SPEAKABLE_WORDS),
        "short_before_quotes": _share(shown, lambda each: each.before <= MAX_CHARACTERS),
        "clarify_where_marked": _share(clarify, _ended(Status.CLARIFY)),
        "clarify_elsewhere": _share(others, _ended(Status.CLARIFY)),
    }
    return {name: each for name, each in found.items() if each is not None}


def coverage_by_kind(outcomes: Iterable[Outcome]) -> dict[str, Estimate]:
    """Return the gold coverage of each kind of question that should be answered."""
    kinds: dict[str, list[float]] = {}
    for each in outcomes:
        if _wanted(each) is Status.ANSWERED:
            kinds.setdefault(each.marked.question.kind, []).append(each.enough)
    found = {kind: mean(values) for kind, values in sorted(kinds.items())}
    return {kind: each for kind, each in found.items() if each is not None}


def _wanted(outcome: Outcome) -> Status:
    return outcome.marked.question.status


def _ended(status: Status) -> Callable[[Outcome], bool]:
    return lambda each: each.status is status


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> Estimate | None:
    return mean([holds(each) for each in outcomes])


def _confidence(outcomes: Sequence[Outcome]) -> list[float]:
    return [each.confidence for each in outcomes]
