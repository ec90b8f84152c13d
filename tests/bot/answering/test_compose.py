"""How sentences become quotes: neighbours are joined, and each word stands once."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations

import pytest

from bot.answering.compose import compose
from bot.answering.evidence import candidates
from bot.answering.lists import Span
from bot.answering.quotable import Candidate
from bot.answering.understand import understand
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source

PARAGRAPH = (
    "De club is oud. De zaal is nieuw. De gemeente betaalt de zaal. Daarom betaalt de club niets."
)
QUESTION = understand("zaal")


def evidence(text: str) -> list[Candidate]:
    """The candidates of a text, in its order, each as good as the others."""
    shelf = Shelf(source(article("Bron", text)))
    hits = shelf.find("zaal", "nl").hits
    found = sorted(candidates(QUESTION, hits, shelf), key=lambda candidate: candidate.core)
    return [replace(candidate, score=0.0, share=0.5) for candidate in found]


def composed(found: Sequence[Candidate]) -> list[Span]:
    """The quotes of the lines about that evidence."""
    return [span for line in compose(QUESTION, found).lines for span in line.spans]


def quotes(spans: Sequence[Span]) -> list[str]:
    return [span.hit.source.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_in_whatever_order_they_come_no_word_is_quoted_twice(order: tuple[int, ...]) -> None:
    found = evidence(PARAGRAPH)

    spans = composed([found[place] for place in order])

    places = sorted((span.start, span.end) for span in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert sorted(" ".join(quotes(spans)).split()) == sorted(PARAGRAPH.split())


def test_neighbours_in_a_paragraph_become_one_quote() -> None:
    first, second, *_ = evidence(PARAGRAPH)

    spans = composed([first, second])

    assert quotes(spans) == ["De club is oud. De zaal is nieuw."]


def test_the_best_comes_first_and_what_stands_before_it_behind_it() -> None:
    first, second, third, *_ = evidence(PARAGRAPH)

    spans = composed([second, third, first])

    assert quotes(spans) == [f"{second.own} {third.own}", first.own]


def test_sentences_of_two_paragraphs_stay_two_quotes() -> None:
    spans = composed(evidence("De club is oud.\n\nDe zaal is nieuw."))

    assert quotes(spans) == ["De club is oud.", "De zaal is nieuw."]


def test_what_scores_far_below_the_best_is_left_out() -> None:
    best, other, *_ = evidence(PARAGRAPH)

    spans = composed([best, replace(other, score=-9.0)])

    assert quotes(spans) == ["De club is oud."]


def test_no_evidence_makes_no_quotes() -> None:
    assert composed([]) == []


def test_a_reason_far_below_the_best_follows_it_when_it_stands_in_its_paragraph() -> None:
    found = evidence(
        "De zaal bleef dicht. Een vaste club. De zaal is dicht omdat de bond het wil."
    )

    spans = [
        span
        for line in compose(
            understand("Waarom bleef de zaal dicht?"),
            [found[0], *(replace(each, score=-4.0) for each in found[1:])],
        ).lines
        for span in line.spans
    ]

    assert quotes(spans) == ["De zaal bleef dicht.", "De zaal is dicht omdat de bond het wil."]
